import assert from "node:assert/strict";
import { everyAccountOffersItsTiers } from "../../proofs/claims/every-account-offers-its-tiers";
import { identityAdministratorRepairsFederation } from "../../proofs/claims/identity-administrator-repairs-federation";
import { incidentsAreDeclaredAndApproved } from "../../proofs/claims/incidents-are-declared-and-approved";
import { operatorRaisesAnAutoScalingMaximum } from "../../proofs/claims/operator-raises-an-auto-scaling-maximum";
import { regionGuardrailSparesThePath } from "../../proofs/claims/region-guardrail-spares-the-path";
import {
  changed,
  withForeign,
  withPolicyOf,
  withProperties,
  withSid,
  withStatements,
  withTemplate,
  withTrustOf,
} from "./changed-landing-zone";
import { landingZone } from "./landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

describe("the tiers of each kind of account", () => {
  it("are there in the landing zone, in accounts to come too", () => {
    assert.deepEqual(assumptionsOf(everyAccountOffersItsTiers, landingZone().organization), []);
  });

  it("are missed, one by one", () => {
    const organization = changed(
      withTemplate("target-roles-stack-set", (resources) => {
        delete resources["Operator"];
      }),
    );
    const found = counterexamplesOf(everyAccountOffersItsTiers, organization);
    assert.match(
      sayingsIn(found),
      /Account 100000000011 \(payments-api, workload\) and 4 accounts like it has no role/,
    );
    assert.ok(found.every((one) => one.kind === "setting" && one.found === "ReadOnly, Admin"));
  });

  it("are not to be found in the wrong kind of account", () => {
    const organization = changed(
      withTemplate("target-roles-stack-set", (resources) => {
        const { Admin, ReadOnly } = resources;
        if (Admin !== undefined && ReadOnly?.Condition !== undefined) Admin.Condition = ReadOnly.Condition;
      }),
    );
    const found = counterexamplesOf(everyAccountOffersItsTiers, organization);
    assert.match(
      sayingsIn(found),
      /log-archive, logArchive\) has the role BreakGlassAdmin, which its kind does not offer/,
    );
  });

  const settings: readonly [string, (properties: Record<string, unknown>) => void, RegExp, string][] = [
    [
      "without automatic deployment",
      (set) => void (set["autoDeployment"] = { enabled: false, retainStacksOnAccountRemoval: false }),
      /A new account gets no target roles until somebody deploys them/,
      "autoDeployment disabled",
    ],
    ["without the capability", (set) => void (set["capabilities"] = []), /CloudFormation refuses its named roles/, ""],
  ];
  for (const [title, edit, says, foundThere] of settings) {
    it(`do not come to a new account by a StackSet ${title}`, () => {
      const organization = changed(withProperties("cloudformation/stackSet:StackSet target-roles-stack-set", edit));
      const found = counterexamplesOf(everyAccountOffersItsTiers, organization);
      const setting = found.find((one) => says.test(one.says));
      assert.equal(setting?.kind === "setting" ? setting.found : undefined, foundThere);
    });
  }

  it("do not come to an account outside the OUs that are targeted", () => {
    const organization = changed(
      withProperties("cloudformation/stackInstances:StackInstances target-roles-instances", (instances) => {
        instances["deploymentTargets"] = { organizationalUnitIds: ["ou-life-workload1"] };
      }),
    );
    const found = counterexamplesOf(everyAccountOffersItsTiers, organization);
    assert.match(sayingsIn(found), /It does not target the root/);
    assert.match(sayingsIn(found), /Account 999999999999 \(a new account, workload\) has no role BreakGlassReadOnly/);
  });
});

describe("an Operator", () => {
  it("raises an Auto Scaling maximum in the landing zone", () => {
    assert.deepEqual(assumptionsOf(operatorRaisesAnAutoScalingMaximum, landingZone().organization), [
      "console-switch-carries-mfa",
      "mfa-serial-carries-mfa",
    ]);
  });

  it("cannot without the permission", () => {
    const organization = changed(
      withPolicyOf(
        "Operator",
        withSid("OperateCompute", (statement) => {
          statement.Action = (statement.Action as string[]).filter((action) => !/UpdateAutoScalingGroup/.test(action));
        }),
      ),
    );
    const found = counterexamplesOf(operatorRaisesAnAutoScalingMaximum, organization);
    assert.deepEqual(reasonsIn(found), ["no identity"]);
  });

  it("cannot in a quarantined OU", () => {
    const organization = changed(
      withForeign("scp", "quarantine", "ou-life-payments1", {
        Sid: "Quarantine",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
      }),
    );
    const found = counterexamplesOf(operatorRaisesAnAutoScalingMaximum, organization);
    assert.deepEqual(reasonsIn(found), ["quarantine: Quarantine"]);
    assert.match(found[0]?.fix ?? "", /statement Quarantine of the SCP quarantine spare .*BreakGlassOperator/);
  });

  it("is no question where no workload account offers the tier", () => {
    const organization = changed(
      withProperties("pulumi:Stack lifeline-sandbox", (outputs) => {
        const tiers = outputs["tiersByAccount"] as Record<string, string[]> | undefined;
        if (tiers !== undefined) tiers["workload"] = ["ReadOnly"];
      }),
    );
    assert.equal(operatorRaisesAnAutoScalingMaximum.findingFor(organization).kind, "not-applicable");
  });
});

describe("an identity administrator", () => {
  it("repairs federation in the landing zone", () => {
    assert.deepEqual(assumptionsOf(identityAdministratorRepairsFederation, landingZone().organization), []);
  });

  it("cannot without the import of a certificate", () => {
    const organization = changed(
      withPolicyOf(
        "IdentityAdmin",
        withSid("RepairFederation", (statement) => {
          statement.Action = (statement.Action as string[]).filter((action) => !/ImportExternal/.test(action));
        }),
      ),
    );
    const found = counterexamplesOf(identityAdministratorRepairsFederation, organization);
    assert.match(sayingsIn(found), /cannot call sso-directory:ImportExternalIdPCertificate/);
    assert.deepEqual(reasonsIn(found), ["no identity"]);
  });

  it("cannot where an SCP freezes Identity Center", () => {
    const organization = changed(
      withForeign("scp", "freeze", "100000000005", {
        Sid: "FreezeIdentityCenter",
        Effect: "Deny",
        Action: ["sso:*", "sso-directory:*"],
        Resource: "*",
      }),
    );
    const found = counterexamplesOf(identityAdministratorRepairsFederation, organization);
    assert.deepEqual(reasonsIn(found), ["freeze: FreezeIdentityCenter"]);
  });
});

describe("incidents", () => {
  it("are declared, approved and closed in the landing zone, while home is there", () => {
    assert.deepEqual(assumptionsOf(incidentsAreDeclaredAndApproved, landingZone().organization), [
      "mfa-serial-carries-mfa",
      "console-switch-carries-mfa",
      "incidents-wait-for-the-home-region",
    ]);
  });

  it("are not declared where the bus refuses the event", () => {
    const organization = changed(
      withStatements(
        "cloudwatch/eventBusPolicy:EventBusPolicy buses-central-policy",
        "policy",
        withSid("NobodyElse", (statement) => {
          const senders = statement.Condition?.["ArnNotLike"]?.["aws:PrincipalArn"] as string[];
          statement.Condition = {
            ArnNotLike: { "aws:PrincipalArn": senders.filter((arn) => !arn.endsWith("IncidentDeclare")) },
          };
        }),
      ),
    );
    const found = counterexamplesOf(incidentsAreDeclaredAndApproved, organization);
    assert.match(sayingsIn(found), /BreakGlassIncidentDeclare cannot send IncidentDeclared to the central bus/);
    assert.ok(reasonsIn(found).every((reason) => reason.endsWith(": NobodyElse")));
  });

  it("are not to be declared by the role that approves", () => {
    const organization = changed(
      withPolicyOf("BreakGlassIncidentApprove", ([statement]) => {
        delete statement?.Condition;
      }),
    );
    const found = counterexamplesOf(incidentsAreDeclaredAndApproved, organization);
    assert.match(sayingsIn(found), /BreakGlassIncidentApprove can send IncidentDeclared, which is another role's step/);
  });

  it("are not declared where the trust leaves the hub roles out", () => {
    const organization = changed(
      withTrustOf(
        "BreakGlassIncidentDeclare",
        withSid("AnyHubRole", (statement) => {
          statement.Condition = {
            ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::100000000002:role/break-glass-hub/*" },
          };
        }),
      ),
      withTrustOf("BreakGlassIncidentClose", (statements) => statements.filter(({ Sid }) => Sid !== "AnyHubRole")),
    );
    const found = counterexamplesOf(incidentsAreDeclaredAndApproved, organization);
    assert.match(sayingsIn(found), /cannot assume BreakGlassIncidentClose/);
    assert.doesNotMatch(sayingsIn(found), /cannot assume BreakGlassIncidentDeclare/);
  });
});

describe("a Region guardrail", () => {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
  const guardrail = (spared: readonly string[], regions: readonly string[], exempt: readonly string[]) => ({
    Sid: "DenyAllOutsideEU",
    Effect: "Deny",
    NotAction: spared,
    Resource: "*",
    Condition: {
      StringNotEquals: { "aws:RequestedRegion": regions },
      ArnNotLike: { "aws:PrincipalArn": exempt },
    },
  });
  const stackSets = "arn:aws:iam::*:role/stacksets-exec-*";

  it("is no question where there is none", () => {
    assert.deepEqual(regionGuardrailSparesThePath.findingFor(landingZone().organization), {
      kind: "not-applicable",
      reason: "No SCP and no RCP of any account asks for aws:RequestedRegion.",
    });
  });

  it("spares the path where it knows every Region in use, global services and StackSets", () => {
    const organization = changed(
      withForeign(
        "scp",
        "regions",
        "ou-life-workload1",
        guardrail(["iam:*", "sts:*", "organizations:*"], ["eu-central-1", "us-east-1"], [stackSets]),
      ),
    );
    assumptionsOf(regionGuardrailSparesThePath, organization);
  });

  it("spares StackSets too where it knows every Region in which its stacks stand", () => {
    const everywhere = ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];
    const nobody = ["arn:aws:iam::*:role/platform"];
    const organization = changed(
      withForeign("scp", "regions", "ou-life-workload1", guardrail(["sts:*"], everywhere, nobody)),
    );
    assumptionsOf(regionGuardrailSparesThePath, organization);
  });

  it("locks StackSets out where it does not know them", () => {
    const narrower = changed(
      withForeign(
        "scp",
        "regions",
        "ou-life-workload1",
        guardrail(["sts:*"], ["eu-central-1"], ["arn:aws:iam::*:role/platform"]),
      ),
    );
    const found = counterexamplesOf(regionGuardrailSparesThePath, narrower);
    assert.deepEqual(reasonsIn(found), ["regions: DenyAllOutsideEU"]);
    assert.match(sayingsIn(found), /StackSets cannot keep the role BreakGlass\w+ of account/);
    assert.match(sayingsIn(found), /cannot raise an Auto Scaling maximum in us-east-1/);
  });

  it("locks responders out of the Region that is left where the emergency account is bound by it", () => {
    const organization = changed(
      withForeign("scp", "regions", "ou-life-emergency", guardrail(["iam:*"], ["eu-central-1"], [stackSets])),
    );
    const found = counterexamplesOf(regionGuardrailSparesThePath, organization);
    assert.match(sayingsIn(found), /cannot sign in .*through us-east-1/);
    assert.match(sayingsIn(found), /cannot assume BreakGlassManagement .*through us-east-1/);
  });
});

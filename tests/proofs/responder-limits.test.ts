import assert from "node:assert/strict";
import { identityAdministratorCannotGrantAccess } from "../../proofs/claims/identity-administrator-cannot-grant-access";
import { responderCannotTouchTheAlerts } from "../../proofs/claims/responder-cannot-touch-the-alerts";
import { responderCannotTouchTheLogs } from "../../proofs/claims/responder-cannot-touch-the-logs";
import { responderCannotTouchThePath } from "../../proofs/claims/responder-cannot-touch-the-path";
import { responderLeavesNoLastingCredentials } from "../../proofs/claims/responder-leaves-no-lasting-credentials";
import {
  changed,
  withoutSid,
  withPolicyOf,
  withSid,
  withStatements,
  withTemplate,
  withTrustOf,
  type Statement,
} from "./changed-landing-zone";
import { landingZone } from "./landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

const guardrails = (edit: (statements: Statement[]) => Statement[] | void) =>
  withStatements("organizations/policy:Policy lifeline-guardrails-1", "content", edit);
const management = (edit: (statements: Statement[]) => Statement[] | void) =>
  withStatements("iam/rolePolicy:RolePolicy BreakGlassManagement-policy", "policy", edit);
const allow = (...actions: readonly string[]): Statement => ({
  Sid: "Added",
  Effect: "Allow",
  Action: actions,
  Resource: "*",
});

describe("the logs and the responders", () => {
  it("are kept apart in the landing zone", () => {
    assert.deepEqual(assumptionsOf(responderCannotTouchTheLogs, landingZone().organization), []);
  });

  it("meet where Management may stop the trail", () => {
    const organization = changed(
      management((statements) => [...withoutSid("LeaveTheLogsAlone")(statements), allow("cloudtrail:StopLogging")]),
    );
    const found = counterexamplesOf(responderCannotTouchTheLogs, organization);
    assert.match(sayingsIn(found), /BreakGlassManagement in 100000000001 can call cloudtrail:StopLogging .*\(blind\)/);
    assert.ok(reasonsIn(found).some((reason) => reason.endsWith(": Added")));
  });

  it("meet where a reader of the log archive becomes its administrator", () => {
    const organization = changed(
      guardrails(withoutSid("ProtectLogArchive")),
      withTemplate("target-roles-stack-set", (resources) => {
        const reader = resources["ReadOnly"];
        if (reader !== undefined)
          reader.Properties["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AdministratorAccess"];
      }),
    );
    const found = counterexamplesOf(responderCannotTouchTheLogs, organization);
    assert.match(sayingsIn(found), /BreakGlassReadOnly in 100000000003 can call s3:PutObjectVersionAcl/);
    // What the bucket's own policy denies stays denied.
    assert.doesNotMatch(sayingsIn(found), /s3:(DeleteBucket|DeleteObjectVersion|PutLifecycleConfiguration) on/);
  });
});

describe("the alerts and the responders", () => {
  it("are kept apart in the landing zone", () => {
    assert.deepEqual(assumptionsOf(responderCannotTouchTheAlerts, landingZone().organization), []);
  });

  it("meet where no guardrail protects the rules of a workload account", () => {
    const organization = changed(guardrails(withoutSid("ProtectForwardingRules")));
    const found = counterexamplesOf(responderCannotTouchTheAlerts, organization);
    assert.match(sayingsIn(found), /BreakGlassAdmin in 100000000011 can call events:DisableRule .*\(blind\)/);
  });

  it("meet where Management may delete a metric filter, heard or not", () => {
    const organization = changed(management((statements) => [...statements, allow("logs:DeleteMetricFilter")]));
    const found = counterexamplesOf(responderCannotTouchTheAlerts, organization);
    assert.match(sayingsIn(found), /BreakGlassManagement in 100000000001 can call logs:DeleteMetricFilter/);
  });
});

describe("the path and the responders", () => {
  const { organization: untouched } = landingZone();

  it("are kept apart in the landing zone but for Management, which is heard twice", () => {
    const finding = responderCannotTouchThePath.findingFor(untouched);
    assert.ok(finding.kind === "proven", JSON.stringify(finding).slice(0, 800));
    assert.deepEqual(finding.assumptions, ["deployers-are-administrators", "subscribers-have-confirmed"]);
    const calls = finding.reported.map((line) => /can call (\S+) on/.exec(line)?.[1] ?? line);
    assert.ok(finding.reported.every((line) => line.startsWith("BreakGlassManagement in 100000000001 can call ")));
    assert.deepEqual(
      [...new Set(calls)].sort((one, other) => one.localeCompare(other)),
      [
        "cloudformation:CreateStackInstances",
        "cloudformation:StopStackSetOperation",
        "cloudformation:UpdateStackInstances",
        "cloudformation:UpdateStackSet",
        "organizations:AttachPolicy",
        "organizations:DetachPolicy",
        "organizations:UpdatePolicy",
      ],
    );
  });

  it("meet where neither guardrail nor session limit keeps an Admin from the roles", () => {
    const organization = changed(
      guardrails(withoutSid("ProtectBreakGlassRoles")),
      withPolicyOf("Admin", withoutSid("LeaveThePathAlone")),
    );
    const found = counterexamplesOf(responderCannotTouchThePath, organization);
    assert.match(sayingsIn(found), /BreakGlassAdmin in 100000000011 can call iam:UpdateAssumeRolePolicy .*\(change\)/);
  });

  it("stay apart as long as one of the two does", () => {
    for (const organization of [
      changed(withPolicyOf("Admin", withoutSid("LeaveThePathAlone"))),
      changed(guardrails(withoutSid("ProtectBreakGlassPolicies")), guardrails(withoutSid("ProtectStackSetStacks"))),
    ]) {
      const finding = responderCannotTouchThePath.findingFor(organization);
      const says = finding.kind === "refuted" ? sayingsIn(finding.counterexamples) : "";
      assert.doesNotMatch(says, /iam:\w+Role/);
    }
  });

  it("meet where a responder's policy opens every role of the path", () => {
    const organization = changed(
      withStatements(
        "iam/userPolicy:UserPolicy responders.carol.tiers",
        "policy",
        withSid("AssumeWithMfa", (statement) => {
          statement.Resource = "arn:aws:iam::*:role/break-glass/*";
        }),
      ),
    );
    const found = counterexamplesOf(responderCannotTouchThePath, organization);
    assert.match(sayingsIn(found), /responder carol can call sts:AssumeRole on .*BreakGlass\w+ \(take\)/);
    assert.doesNotMatch(sayingsIn(found), /responder alice/);
  });

  it("meet where a session of one account's role takes the same role of another", () => {
    const organization = changed(
      withStatements(
        "organizations/policy:Policy lifeline-resource-guardrails-1",
        "content",
        withoutSid("OnlyTheEmergencyPathAssumesTargetRoles"),
      ),
      withTrustOf("Admin", (statements) => [
        ...statements,
        {
          Sid: "AnyAdmin",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "sts:AssumeRole",
          Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/break-glass/BreakGlassAdmin" } },
        },
      ]),
    );
    const found = counterexamplesOf(responderCannotTouchThePath, organization);
    assert.match(sayingsIn(found), /^BreakGlassAdmin in \d+ can call sts:AssumeRole on .*BreakGlassAdmin \(take\)/m);
  });

  it("meet where a member account may configure sign-in", () => {
    const organization = changed(guardrails(withoutSid("DenySignInConfiguration")));
    const found = counterexamplesOf(responderCannotTouchThePath, organization);
    assert.match(sayingsIn(found), /BreakGlassAdmin in \d+ can call signin:PutConsoleAuthorizationConfiguration/);
  });

  it("meet half unheard where the alarms of the second path are silenced", () => {
    const organization = changed(({ resources }) => {
      for (const { type, inputs, outputs } of resources.filter(({ type: one }) =>
        /:(Metric|Composite)Alarm$/.test(one),
      )) {
        for (const properties of [inputs, outputs]) if (properties !== undefined) properties["actionsEnabled"] = false;
        assert.match(type, /^aws:cloudwatch/);
      }
    });
    const found = counterexamplesOf(responderCannotTouchThePath, organization);
    const unheard = found.find((one) => one.kind === "event" && /cloudformation:UpdateStackSet/.test(one.says));
    assert.deepEqual(unheard?.kind === "event" ? unheard.unheardOn : [], ["second-path"]);
    assert.match(unheard?.kind === "event" ? unheard.because.join("; ") : "", /lifeline-second-path-tampering/);
  });
});

describe("lasting credentials", () => {
  it("cannot be made by anybody of the path in the landing zone", () => {
    assert.deepEqual(assumptionsOf(responderLeavesNoLastingCredentials, landingZone().organization), []);
  });

  it("are made by an Admin without the session limit", () => {
    const organization = changed(withPolicyOf("Admin", withoutSid("LeaveNoLastingCredentials")));
    const found = counterexamplesOf(responderLeavesNoLastingCredentials, organization);
    assert.match(sayingsIn(found), /BreakGlassAdmin in \d+ can call iam:CreateAccessKey/);
    assert.match(sayingsIn(found), /rolesanywhere:CreateTrustAnchor/);
  });

  it("are made by whatever the limit forgets", () => {
    const organization = changed(
      withPolicyOf(
        "Admin",
        withSid("LeaveNoLastingCredentials", (statement) => {
          statement.Action = (statement.Action as string[]).filter((action) => action !== "iam:UpdateLoginProfile");
        }),
      ),
    );
    const found = counterexamplesOf(responderLeavesNoLastingCredentials, organization);
    assert.ok(found.every(({ says }) => says.includes("iam:UpdateLoginProfile")));
  });
});

describe("access that an identity administrator could give", () => {
  it("is given by nobody in the landing zone", () => {
    assert.deepEqual(assumptionsOf(identityAdministratorCannotGrantAccess, landingZone().organization), []);
  });

  it("is given by a token for the directory", () => {
    const organization = changed(
      withPolicyOf("IdentityAdmin", (statements) => [...statements, allow("sso-directory:CreateBearerToken")]),
    );
    const found = counterexamplesOf(identityAdministratorCannotGrantAccess, organization);
    assert.ok(found.every(({ says }) => says.includes("sso-directory:CreateBearerToken")));
    assert.ok(reasonsIn(found).some((reason) => reason.endsWith(": Added")));
  });

  it("is given by whoever may everything of Identity Center", () => {
    const organization = changed(
      withPolicyOf(
        "IdentityAdmin",
        withSid("RepairFederation", (statement) => {
          statement.Action = ["sso:*", "sso-directory:*"];
        }),
      ),
    );
    const says = sayingsIn(counterexamplesOf(identityAdministratorCannotGrantAccess, organization));
    assert.match(says, /can call sso:CreateAccountAssignment on/);
    assert.match(says, /sso:CreatePermissionSet/);
    assert.match(says, /sso-directory:AddMemberToGroup/);
  });

  it("is given where the role may write its own policy", () => {
    const organization = changed(
      guardrails(withoutSid("ProtectBreakGlassRoles")),
      withPolicyOf("IdentityAdmin", (statements) => [
        ...withoutSid("LeaveThePathAlone")(statements),
        allow("iam:PutRolePolicy"),
      ]),
    );
    const says = sayingsIn(counterexamplesOf(identityAdministratorCannotGrantAccess, organization));
    assert.match(says, /iam:PutRolePolicy on arn:aws:iam::100000000005:role\/break-glass\/BreakGlassIdentityAdmin/);
  });
});

import assert from "node:assert/strict";
import { incidentsAreDeclaredAndApproved } from "../../proofs/claims/incidents-are-declared-and-approved";
import { managementTierMendsTheGuardrails } from "../../proofs/claims/management-tier-mends-the-guardrails";
import { nobodyElseSpeaksOnThePath } from "../../proofs/claims/nobody-else-speaks-on-the-path";
import {
  changed,
  withForeign,
  withoutSid,
  withPolicyOf,
  withProperties,
  withSid,
  withStatements,
} from "./changed-landing-zone";
import { landingZone } from "./landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

const busPolicy = "cloudwatch/eventBusPolicy:EventBusPolicy buses-central-policy";
const managementPolicy = "iam/rolePolicy:RolePolicy BreakGlassManagement-policy";

describe("what is said on the path", () => {
  it("is said by declared senders only, who are reported", () => {
    assert.deepEqual(assumptionsOf(nobodyElseSpeaksOnThePath, landingZone().organization), []);
    const finding = nobodyElseSpeaksOnThePath.findingFor(landingZone().organization);
    const reported = finding.kind === "proven" ? finding.reported : [];
    // The sandbox's facts name a ticket system in a workload account.
    const approver = "arn:aws:iam::100000000013:role/ticket-system/Approve is a declared sender: events:PutEvents (";
    assert.ok(
      reported.some((text) => text.startsWith(`${approver}IncidentApproved)`)),
      reported.join("\n"),
    );
    assert.ok(!reported.some((text) => text.includes("attacker")));
  });

  it("may not be forged by an administrator of the security account", () => {
    const found = counterexamplesOf(
      nobodyElseSpeaksOnThePath,
      changed(withStatements(busPolicy, "policy", withoutSid("NobodyElse"))),
    );
    assert.match(sayingsIn(found), /^Any role of 100000000004 .* can call events:PutEvents on .*lifeline-central/m);
  });

  it("may not be forged through a grant that names a path of another account", () => {
    const organization = changed(
      withStatements(busPolicy, "policy", (statements) => {
        const senders = { "aws:PrincipalArn": ["arn:aws:iam::100000000013:role/*"] };
        withSid("ApproveIncidents", (statement) => {
          statement.Condition = { ArnLike: senders, StringEquals: { "events:detail-type": "IncidentApproved" } };
        })(statements);
        withSid("NobodyElse", (statement) => {
          statement.Condition = { ArnNotLike: senders };
        })(statements);
      }),
    );
    const found = counterexamplesOf(nobodyElseSpeaksOnThePath, organization);
    assert.match(sayingsIn(found), /of 100000000013 .* can call events:PutEvents on .*lifeline-central/);
    assert.ok(reasonsIn(found).some((reason) => reason.endsWith("ApproveIncidents")));
  });

  it("may not be forged by an account outside of the organization, through a rule and a role of our names", () => {
    const organization = changed(
      withStatements(
        busPolicy,
        "policy",
        withSid("Forwarders", (statement) => {
          delete statement.Condition?.["StringEquals"];
        }),
      ),
    );
    const found = counterexamplesOf(nobodyElseSpeaksOnThePath, organization);
    assert.match(
      sayingsIn(found),
      /^Arn:aws:iam::\d+:role\/break-glass\/BreakGlassForwarder outside of the organization/m,
    );
    assert.ok(reasonsIn(found).some((reason) => reason.endsWith("Forwarders")));
  });

  it("is not declared and approved by the same sender", () => {
    const organization = changed(
      withStatements(
        busPolicy,
        "policy",
        withSid("DeclareIncidents", (statement) => {
          delete statement.Condition?.["StringEquals"]?.["events:detail-type"];
        }),
      ),
    );
    const found = counterexamplesOf(nobodyElseSpeaksOnThePath, organization);
    // The path's own role as well as the ticket system's.
    assert.match(sayingsIn(found), /Declare can declare an incident and approve it as well\. So it is in 2 cases/);
  });

  it("reaches a topic from others than its sender where its policy denies nobody", () => {
    const found = counterexamplesOf(
      nobodyElseSpeaksOnThePath,
      changed(withStatements("sns/topic:Topic lifeline-soc", "policy", withoutSid("NobodyButTriage"))),
    );
    assert.match(sayingsIn(found), /can call sns:Publish on arn:aws:sns:eu-central-1:100000000004:lifeline-soc/);
  });
});

describe("the Management tier", () => {
  it("mends guardrails and operates the StackSets", () => {
    assert.deepEqual(assumptionsOf(managementTierMendsTheGuardrails, landingZone().organization), [
      "console-switch-carries-mfa",
    ]);
  });

  it("mends nothing of a type that its policy does not name", () => {
    const organization = changed(
      withStatements(
        managementPolicy,
        "policy",
        withSid("MendGuardrails", (statement) => {
          statement.Condition = { StringEquals: { "organizations:PolicyType": "SERVICE_CONTROL_POLICY" } };
        }),
      ),
    );
    const found = counterexamplesOf(managementTierMendsTheGuardrails, organization);
    assert.match(sayingsIn(found), /bob, .* cannot call organizations:AttachPolicy: a guardrail that locks out stays/);
    assert.ok(found.every((one) => one.kind === "request" && one.verdict.missing.includes("identity")));
  });

  it("cannot bring a StackSet of another name up to date", () => {
    const organization = changed(
      withProperties("cloudformation/stackSet:StackSet target-roles-stack-set", (properties) => {
        properties["name"] = "target-roles";
        properties["arn"] = "arn:aws:cloudformation:eu-central-1:100000000001:stackset/target-roles:1";
      }),
    );
    const found = counterexamplesOf(managementTierMendsTheGuardrails, organization);
    assert.match(sayingsIn(found), /cannot call cloudformation:UpdateStackSet/);
  });

  it("is not asked for where the stack does not promise it", () => {
    const { organization } = landingZone();
    const { promised } = organization;
    assert.ok(promised);
    const finding = managementTierMendsTheGuardrails.findingFor({
      ...organization,
      promised: { ...promised, tiersByAccount: { ...promised.tiersByAccount, management: [] } },
    });
    assert.equal(finding.kind, "not-applicable");
  });
});

describe("the register of incidents", () => {
  it("must be open to triage: the table", () => {
    const organization = changed(
      withPolicyOf(
        "BreakGlassTriage",
        withSid("Register", (statement) => {
          statement.Action = ["dynamodb:GetItem", "dynamodb:Query"];
        }),
      ),
    );
    const found = counterexamplesOf(incidentsAreDeclaredAndApproved, organization);
    assert.match(sayingsIn(found), /The triage function, .* cannot call dynamodb:PutItem on .*lifeline-incidents/);
  });

  it("must be open to triage: its key", () => {
    const organization = changed(
      withForeign("rcp", "keys", "ou-life-security1", {
        Sid: "OnlyDirectly",
        Effect: "Deny",
        Principal: "*",
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringLike: { "kms:ViaService": "dynamodb.*" } },
      }),
    );
    const found = counterexamplesOf(incidentsAreDeclaredAndApproved, organization);
    assert.match(sayingsIn(found), /The triage function, .* cannot call kms:Decrypt/);
    assert.deepEqual(reasonsIn(found), ["keys: OnlyDirectly"]);
  });

  it("is open to triage by a key that is told by its alias", () => {
    const byAlias = withProperties("dynamodb/table:Table lifeline-incidents", (table) => {
      table["serverSideEncryption"] = { enabled: true, kmsKeyArn: "alias/lifeline-incidents" };
    });
    assumptionsOf(incidentsAreDeclaredAndApproved, changed(byAlias));
    const shut = withStatements("kms/key:Key lifeline-incidents-key", "policy", withoutSid("ThroughDynamoDb"));
    const found = counterexamplesOf(incidentsAreDeclaredAndApproved, changed(byAlias, shut));
    assert.match(sayingsIn(found), /cannot call kms:Decrypt on arn:aws:kms:eu-central-1:100000000004:key\//);
  });
});

import assert from "node:assert/strict";
import { deployersCanMaintainThePath } from "../../proofs/claims/deployers-can-maintain-the-path";
import { stackSetsCanMaintainThePath } from "../../proofs/claims/stack-sets-can-maintain-the-path";
import { changed, withForeign, withProperties, withSid, withStatements } from "./changed-landing-zone";
import { assumptions, prove } from "../../proofs";
import { unaskedIn } from "../../proofs/maintenance/others";
import { landingZone } from "./landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";

const guardrails = "organizations/policy:Policy lifeline-guardrails-1";

describe("StackSets", () => {
  it("keep what they put into every account of the landing zone", () => {
    const { organization } = landingZone();
    assert.deepEqual(assumptionsOf(stackSetsCanMaintainThePath, organization), [
      "stack-sets-execution-roles-are-administrators",
    ]);
    const finding = stackSetsCanMaintainThePath.findingFor(organization);
    // Twelve accounts without the management account, which they do not reach, and the suspended one; and one to come.
    assert.equal(finding.kind === "proven" ? finding.covered.accounts : 0, 11);
  });

  it("are locked out by a guardrail that does not spare their role", () => {
    const organization = changed(
      withStatements(
        guardrails,
        "content",
        withSid("ProtectBreakGlassRoles", (statement) => {
          const { ArnNotLike: _, ...others } = statement.Condition ?? {};
          statement.Condition = others;
        }),
      ),
    );
    const found = counterexamplesOf(stackSetsCanMaintainThePath, organization);
    assert.deepEqual(reasonsIn(found), ["lifeline-guardrails-1: ProtectBreakGlassRoles"]);
    assert.match(sayingsIn(found), /StackSets cannot keep the role BreakGlass\w+ of account .* iam:CreateRole fails/);
    assert.match(sayingsIn(found), /iam:TagRole fails/);
    assert.match(sayingsIn(found), /iam:DeleteRole fails/);
    assert.match(
      found[0]?.fix ?? "",
      /ProtectBreakGlassRoles of the SCP lifeline-guardrails-1 spare .*stacksets-exec-/,
    );
  });

  it("are locked out by a foreign SCP that keeps IAM to a platform team", () => {
    const organization = changed(
      withForeign("scp", "platform-only", "ou-life-develop01", {
        Sid: "OnlyThePlatformTeam",
        Effect: "Deny",
        Action: ["iam:CreateRole", "iam:PutRolePolicy"],
        Resource: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/platform/*" } },
      }),
    );
    const found = counterexamplesOf(stackSetsCanMaintainThePath, organization);
    assert.deepEqual(reasonsIn(found), ["platform-only: OnlyThePlatformTeam"]);
    assert.match(sayingsIn(found), /of account 1000000000\d\d \(web-dev\)/);
  });

  it("must pass the role that its rules forward by", () => {
    const organization = changed(
      withStatements(
        guardrails,
        "content",
        withSid("PassNoBreakGlassRoles", (statement) => {
          const exempt = statement.Condition?.["ArnNotLike"]?.["aws:PrincipalArn"] as string[];
          statement.Condition = {
            ...statement.Condition,
            ArnNotLike: { "aws:PrincipalArn": exempt.filter((arn) => !arn.includes("stacksets")) },
          };
        }),
      ),
    );
    const found = counterexamplesOf(stackSetsCanMaintainThePath, organization);
    assert.deepEqual(reasonsIn(found), ["lifeline-guardrails-1: PassNoBreakGlassRoles"]);
    assert.match(sayingsIn(found), /StackSets cannot keep the rule .*: iam:PassRole fails/);
  });
});

describe("deployers", () => {
  it("keep what the stack has in their accounts", () => {
    assert.deepEqual(assumptionsOf(deployersCanMaintainThePath, landingZone().organization), [
      "deployers-are-administrators",
    ]);
  });

  it("are locked out by a guardrail that spares them no more", () => {
    const organization = changed(
      withStatements(
        guardrails,
        "content",
        withSid("ProtectTopics", (statement) => {
          statement.Condition = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/stacksets-exec-*" } };
        }),
      ),
    );
    const found = counterexamplesOf(deployersCanMaintainThePath, organization);
    assert.deepEqual(reasonsIn(found), ["lifeline-guardrails-1: ProtectTopics"]);
    assert.match(
      sayingsIn(found),
      /OrganizationAccountAccessRole cannot keep the topic lifeline-soc: sns:SetTopicAttributes/,
    );
  });

  it("are locked out of a quarantined account", () => {
    const organization = changed(
      withForeign("scp", "quarantine", "100000000003", { Sid: "All", Effect: "Deny", Action: "*", Resource: "*" }),
    );
    const found = counterexamplesOf(deployersCanMaintainThePath, organization);
    assert.deepEqual(reasonsIn(found), ["quarantine: All"]);
    assert.match(sayingsIn(found), /100000000003:role\/OrganizationAccountAccessRole cannot keep the bucket/);
  });

  it("are locked out where the emergency account's SCP knows another role", () => {
    const organization = changed(
      withStatements("organizations/policy:Policy lifeline-emergency-account", "content", (statements) => {
        for (const { Condition } of statements) {
          const principals = Condition?.["ArnNotLike"]?.["aws:PrincipalArn"] as string[] | undefined;
          const at = principals?.findIndex((arn) => arn.endsWith("OrganizationAccountAccessRole")) ?? -1;
          if (at >= 0) principals?.splice(at, 1, "arn:aws:iam::100000000002:role/organizationaccountaccessrole");
        }
      }),
    );
    const found = counterexamplesOf(deployersCanMaintainThePath, organization);
    assert.ok(reasonsIn(found).includes("lifeline-emergency-account: OnlyTheEmergencyPath"));
    assert.match(sayingsIn(found), /cannot keep the user alice: iam:CreateUser fails/);
  });

  it("are no question where the stack enters no account", () => {
    const organization = changed(
      withProperties("pulumi:Stack lifeline-sandbox", (outputs) => {
        outputs["deployers"] = [];
      }),
    );
    assert.equal(deployersCanMaintainThePath.findingFor(organization).kind, "not-applicable");
  });

  it("are locked out of subscriptions, which no call need name, by a guardrail that spares them no more", () => {
    const organization = changed(
      withStatements(
        guardrails,
        "content",
        withSid("DenyUnsubscribing", (statement) => {
          const { ArnNotLike: _, ...others } = statement.Condition ?? {};
          statement.Condition = others;
        }),
      ),
    );
    const found = counterexamplesOf(deployersCanMaintainThePath, organization);
    assert.deepEqual(reasonsIn(found), ["lifeline-guardrails-1: DenyUnsubscribing"]);
    assert.match(sayingsIn(found), /cannot keep the topic lifeline-soc: sns:SetSubscriptionAttributes fails/);
    assert.match(sayingsIn(found), /cannot keep the topic lifeline-soc: sns:Unsubscribe fails/);
  });

  it("keep what the model makes no thing of, too: the password policy, and the dashboard of a stack", () => {
    const others = [
      [
        "ou-life-emergency",
        "iam:UpdateAccountPasswordPolicy",
        /cannot keep the iam\/accountPasswordPolicy .*: iam:Update/,
      ],
      [
        "ou-life-security1",
        "cloudwatch:PutDashboard",
        /cannot keep the cloudwatch\/dashboard \S+: cloudwatch:PutDashboard/,
      ],
    ] as const;
    for (const [unit, action, expected] of others) {
      const organization = changed(
        withForeign("scp", "frozen", unit, { Sid: "Frozen", Effect: "Deny", Action: action, Resource: "*" }),
      );
      const found = counterexamplesOf(deployersCanMaintainThePath, organization);
      assert.match(sayingsIn(found), expected);
      assert.deepEqual(reasonsIn(found), ["frozen: Frozen"]);
    }
  });

  it("are asked for the calls of every kind that the stack has, and told of one that nobody has said calls of", () => {
    assert.deepEqual(unaskedIn(landingZone().organization), []);
    const more = changed(({ resources }) => {
      const like = resources.find(({ urn }) => urn.includes("accountPasswordPolicy"));
      assert.ok(like !== undefined);
      const urn = like.urn.replace(/accountPasswordPolicy:.*$/, "serverCertificate:ServerCertificate::certificate");
      resources.push({ ...like, urn, type: "aws:iam/serverCertificate:ServerCertificate" });
    });
    assert.deepEqual(
      prove(more, [deployersCanMaintainThePath], { today: "2026-11-28", assumptions }).gaps.map(({ where }) => where),
      ["certificate"],
    );
    assert.match(
      unaskedIn(more)[0]?.why ?? "",
      /^is of the kind iam\/serverCertificate, in 100000000002: nobody has said/,
    );
  });
});

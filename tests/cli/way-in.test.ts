import assert from "node:assert/strict";
import { commandLineSteps, consoleSteps, isWayIn, routeFor } from "../../cli/sandbox/way-in";
import type { WayIn } from "../../rulebook";

const byTier = (text: (tier: string) => string): WayIn["hubRoleArns"] => ({
  ReadOnly: text("ReadOnly"),
  Operator: text("Operator"),
  Admin: text("Admin"),
  IdentityAdmin: text("IdentityAdmin"),
  Management: text("Management"),
});

const wayIn: WayIn = {
  emergencyAccountId: "100000000002",
  signInUrls: ["https://100000000002.signin.aws.amazon.com/console?region=eu-central-1"],
  responders: [
    { name: "bob", arn: "arn:aws:iam::100000000002:user/break-glass/bob", tiers: ["IdentityAdmin"] },
    { name: "alice", arn: "arn:aws:iam::100000000002:user/break-glass/alice", tiers: ["ReadOnly", "Operator"] },
  ],
  hubRoleArns: byTier((tier) => `arn:aws:iam::100000000002:role/break-glass-hub/BreakGlassHub${tier}`),
  targetRoleArns: byTier((tier) => `arn:aws:iam::<account>:role/break-glass/BreakGlass${tier}`),
  switchRoleUrls: byTier(
    (tier) => `https://signin.aws.amazon.com/switchrole?account=<account>&roleName=break-glass/BreakGlass${tier}`,
  ),
  tiersByAccount: { workload: ["ReadOnly", "Operator", "Admin"] },
  accounts: {
    management: "100000000001",
    emergency: "100000000002",
    logArchive: "100000000003",
    security: "100000000004",
    identity: "100000000005",
  },
  stackSetName: "lifeline-target-roles",
  deployers: [],
};

describe("the way in", () => {
  const route = routeFor(wayIn, { id: "100000000011", name: "payments-api" });

  it("is the first responder's whose tier the account offers, by the highest such tier", () => {
    assert.deepEqual([route?.responder.name, route?.tier], ["alice", "Operator"]);
  });

  it("does not exist where no responder has a tier of the account", () => {
    assert.equal(routeFor({ ...wayIn, tiersByAccount: { workload: ["Admin"] } }, { id: "1", name: "x" }), undefined);
  });

  it("in the console is one switch of role after one sign-in", () => {
    assert.ok(route);
    assert.deepEqual(consoleSteps(route), [
      "Sign in as alice, with password and MFA code:\n  https://100000000002.signin.aws.amazon.com/console?region=eu-central-1",
      "Switch to Operator in payments-api (100000000011), for an hour at most:\n  https://signin.aws.amazon.com/switchrole?account=100000000011&roleName=break-glass/BreakGlassOperator",
    ]);
  });

  it("on the command line is two hops, with MFA at the first", () => {
    assert.ok(route);
    assert.deepEqual(commandLineSteps(route), [
      `Once, in ~/.aws/config:
  [profile emergency]
  region = eu-central-1
  [profile emergency-hub]
  source_profile = emergency
  role_arn = arn:aws:iam::100000000002:role/break-glass-hub/BreakGlassHubOperator
  role_session_name = alice
  mfa_serial = arn:aws:iam::100000000002:mfa/<name of your device>
  region = eu-central-1
  [profile payments-api-operator]
  source_profile = emergency-hub
  role_arn = arn:aws:iam::100000000011:role/break-glass/BreakGlassOperator
  region = eu-central-1`,
      "Sign in as alice:\n  aws login --profile emergency",
      "Work in payments-api; the first command asks for the MFA code:\n  aws sts get-caller-identity --profile payments-api-operator",
    ]);
  });

  it("is not among the outputs of a stack that has made its account only", () => {
    assert.equal(isWayIn({ nextStep: "Write id" }), false);
    assert.equal(isWayIn({ ...wayIn }), true);
  });
});

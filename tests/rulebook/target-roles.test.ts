import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kindOfAccount, managementAccountRolesFor, rulebook, targetRolesFor, type SettledFacts } from "../../rulebook";
import { policyOf } from "./evaluation";
import golden from "./golden/target-roles-template.json";
import { sandboxFacts } from "./sandbox-facts";
import { roleNamesIn, rolesOf, templateFrom } from "./template";

const readOnly = "/break-glass/BreakGlassReadOnly";
const operator = "/break-glass/BreakGlassOperator";
const admin = "/break-glass/BreakGlassAdmin";
const identityAdmin = "/break-glass/BreakGlassIdentityAdmin";
const forwarder = "/break-glass/BreakGlassForwarder";
const heartbeats = ["/break-glass/BreakGlassCanary", "/break-glass/BreakGlassHeartbeat"];
const incidents = ["Approve", "Close", "Declare"].map((step) => `/break-glass/BreakGlassIncident${step}`);
const ofTheSoc = ["BreakGlassStandby", "BreakGlassTopicDelivery", "BreakGlassTriage"].map(
  (name) => `/break-glass/${name}`,
);
const sharing = "/CloudWatch-CrossAccountSharingRole";
const workload = [admin, forwarder, operator, readOnly];

/** Every account of the sandbox that a stack reaches, with exactly the roles it gets there: all but 100000000001. */
const rolesByAccount = [
  ["100000000002", "emergency", [...heartbeats, forwarder]],
  ["100000000003", "log-archive", [forwarder, readOnly]],
  ["100000000004", "security", [sharing, forwarder, ...incidents, readOnly, ...ofTheSoc]],
  ["100000000005", "identity", [forwarder, identityAdmin, readOnly]],
  ["100000000011", "payments-api", workload],
  ["100000000012", "payments-db", workload],
  ["100000000013", "web", workload],
  ["100000000014", "data", workload],
  ["100000000015", "web-dev", workload],
  ["100000000016", "data-dev", workload],
  ["100000000017", "old-shop, should it be reopened", workload],
] as const;

describe("The template of the target roles", () => {
  const template = templateFrom();

  for (const [account, name, expected] of rolesByAccount) {
    it(`makes exactly ${expected.length} roles in ${account} (${name})`, () => {
      assert.deepEqual(roleNamesIn(template, account), [...expected].sort());
    });
  }

  it("makes 41 roles in the active member accounts of the sandbox", () => {
    const members = rolesByAccount.slice(0, -1).map(([account]) => account);
    assert.equal(members.flatMap((account) => roleNamesIn(template, account)).length, 41);
  });

  it("gives an account that is new the roles of a workload account", () => {
    assert.deepEqual(roleNamesIn(template, "200000000001"), workload);
  });

  it("never holds the Management role, which the program makes in the management account", () => {
    assert.ok(!JSON.stringify(template).includes("BreakGlassManagement"));
    const [role, ...others] = managementAccountRolesFor(rulebook, sandboxFacts);
    assert.deepEqual(
      [role?.path, role?.name, role?.maxSessionSeconds],
      ["/break-glass/", "BreakGlassManagement", 3600],
    );
    assert.deepEqual(others, []);
  });

  it("drops a tier from the workload accounts and from no other", () => {
    const facts: SettledFacts = { ...sandboxFacts, tiers: { workload: ["Operator"], managedPolicies: {} } };
    assert.deepEqual(roleNamesIn(templateFrom(facts), "100000000011"), [forwarder, operator]);
    assert.deepEqual(roleNamesIn(templateFrom(facts), "100000000003"), [forwarder, readOnly]);
    assert.deepEqual(roleNamesIn(templateFrom(facts), "100000000005"), [forwarder, identityAdmin, readOnly]);
    const without: SettledFacts = { ...sandboxFacts, tiers: { workload: ["ReadOnly"], managedPolicies: {} } };
    assert.ok(!JSON.stringify(templateFrom(without)).includes("BreakGlassAdmin"));
  });

  it("makes no IdentityAdmin where the management account administers Identity Center: a plain role does", () => {
    const facts: SettledFacts = {
      ...sandboxFacts,
      accounts: { ...sandboxFacts.accounts, identity: "100000000001" },
    };
    assert.ok(!JSON.stringify(templateFrom(facts)).includes("BreakGlassIdentityAdmin"));
    assert.deepEqual(roleNamesIn(templateFrom(facts), "100000000005"), workload);
    assert.deepEqual(
      managementAccountRolesFor(rulebook, facts).map(({ name, path }) => `${path}${name}`),
      ["/break-glass/BreakGlassManagement", "/break-glass/BreakGlassIdentityAdmin"],
    );
    assert.equal(kindOfAccount(facts, "100000000001"), "management");
  });

  it("adds the facts' AWS-managed policies to the tier, each once", () => {
    const managedPolicies = { ReadOnly: ["AmazonRDSReadOnlyAccess", "CloudWatchReadOnlyAccess"] };
    const facts: SettledFacts = { ...sandboxFacts, tiers: { ...sandboxFacts.tiers, managedPolicies } };
    const [role] = rolesOf(templateFrom(facts));
    assert.deepEqual(role?.ManagedPolicyArns, [
      "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
      "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess",
      "arn:aws:iam::aws:policy/AmazonRDSReadOnlyAccess",
    ]);
  });

  it("limits every session to one hour, and every name to what the console can switch to", () => {
    for (const role of rolesOf(template)) {
      assert.equal(role.MaxSessionDuration, 3600, role.RoleName);
      assert.ok(`${role.Path}${role.RoleName}`.length <= 64, role.RoleName);
    }
  });

  it("holds documents only that parse, each statement with a Sid of its own", () => {
    for (const role of rolesOf(template)) {
      const trust = policyOf(role.AssumeRolePolicyDocument, "trust", role.RoleName);
      const inline = (role.Policies ?? []).map(({ PolicyDocument }) =>
        policyOf(PolicyDocument, "identity", role.RoleName),
      );
      for (const { statements } of [trust, ...inline]) {
        const sids = statements.map(({ id }) => id);
        assert.deepEqual(sids, [...new Set(sids)]);
        assert.ok(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid)));
      }
    }
  });

  it("fits into the 51,200 bytes that a StackSet takes directly", () => {
    assert.ok(Buffer.byteLength(targetRolesFor(rulebook, sandboxFacts).template) < 51_200);
  });

  it("goes to the root in the home Region: one template, one Region, every account below", () => {
    const { template: _, description: __, ...record } = targetRolesFor(rulebook, sandboxFacts);
    assert.deepEqual(record, {
      stackSetName: "lifeline-target-roles",
      region: "eu-central-1",
      organizationalUnitIds: ["r-life"],
    });
  });

  it("is the reviewed document", () => {
    assert.deepEqual(template, golden);
  });

  it("is clean for cfn-lint, where that is installed", function () {
    const directory = mkdtempSync(join(tmpdir(), "lifeline-template-"));
    try {
      const file = join(directory, "template.json");
      writeFileSync(file, targetRolesFor(rulebook, sandboxFacts).template);
      const { status, stdout, error } = spawnSync("cfn-lint", ["--", file], { encoding: "utf8" });
      if (error !== undefined) {
        process.stderr.write(`skipped: cfn-lint does not run here (${error.message}); pip install cfn-lint\n`);
        this.skip();
      }
      assert.equal(`${stdout}${status}`, "0");
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

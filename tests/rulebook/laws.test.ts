import assert from "node:assert/strict";
import {
  emergencyAccessFor,
  managementAccountRolesFor,
  organizationPoliciesFor,
  rulebook,
  targetRolesFor,
  wayInFor,
  type Rulebook,
  type SettledFacts,
} from "../../rulebook";
import { matchesArn } from "../../iam";
import { sandboxFacts } from "./sandbox-facts";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly NotAction?: readonly string[];
  readonly Resource?: string | readonly string[];
}

/** Every document of the law, by the name of what holds it. */
function documentsOf(law: Rulebook = rulebook, facts: SettledFacts = sandboxFacts): Readonly<Record<string, string>> {
  const { emergencyAccount, guardrails, resourceGuardrails } = organizationPoliciesFor(law, facts);
  const access = emergencyAccessFor(law, facts);
  const organization = [emergencyAccount, ...guardrails, ...resourceGuardrails];
  return Object.fromEntries([
    ...organization.map(({ name, content }) => [name, content]),
    ["responder policy", access.responderPolicy.document],
    ...access.responders.map(({ name, tierGrant }) => [`grant of ${name}`, tierGrant.document]),
    ...access.hubRoles.map(({ tier, trust }) => [`hub trust ${tier}`, trust]),
    ...access.hubRoles.map(({ tier, policy }) => [`hub policy ${tier}`, policy]),
    ...managementAccountRolesFor(law, facts).map(({ tier, trust }) => [`trust ${tier}`, trust]),
    ...managementAccountRolesFor(law, facts).map(({ tier, policy }) => [`policy ${tier}`, policy]),
    ["template", targetRolesFor(law, facts).template],
  ]) as Record<string, string>;
}

function changedBetween(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

/** Every statement anywhere in a document, template included. */
function statementsIn(value: unknown): readonly Statement[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (typeof value !== "object" || value === null) return [];
  if ("Effect" in value) return [value as Statement];
  return Object.values(value).flatMap(statementsIn);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

describe("The law, renamed in one place,", () => {
  it("follows a target role's new name in template, RCP and grants, and leaves the old name nowhere", () => {
    const law = withNames({ targetRole: { ...rulebook.names.targetRole, Operator: "BreakGlassMechanic" } });
    const after = documentsOf(law);
    assert.deepEqual(changedBetween(documentsOf(), after), [
      "grant of alice",
      "grant of carol",
      "hub policy Operator",
      "lifeline-resource-guardrails-1",
      "template",
    ]);
    assert.ok(!Object.values(after).some((text) => text.includes("BreakGlassOperator")));
    assert.ok(!JSON.stringify(wayInFor(law, sandboxFacts)).includes("BreakGlassOperator"));
  });

  it("follows a hub role's new name in trust and grants", () => {
    const law = withNames({ hubRole: { ...rulebook.names.hubRole, Operator: "BreakGlassHubMechanic" } });
    const after = documentsOf(law);
    assert.deepEqual(changedBetween(documentsOf(), after), ["grant of alice", "grant of carol", "template"]);
    assert.ok(!Object.values(after).some((text) => text.includes("BreakGlassHubOperator")));
  });

  it("follows the hub roles' new path in trust, SCP, RCP, template and grants", () => {
    const after = documentsOf(withNames({ hubPath: "/break-glass-gate/" }));
    const changed = changedBetween(documentsOf(), after);
    for (const name of [
      "lifeline-emergency-account",
      "lifeline-resource-guardrails-1",
      "grant of bob",
      "trust Management",
      "policy Management",
      "template",
    ]) {
      assert.ok(changed.includes(name), name);
    }
  });

  it("follows the responders' new path in every trust, the SCP, the RCP and the responders' policy", () => {
    const changed = changedBetween(documentsOf(), documentsOf(withNames({ responderPath: "/responders/" })));
    for (const name of [
      "lifeline-emergency-account",
      "lifeline-resource-guardrails-1",
      "responder policy",
      "hub trust Admin",
      "trust Management",
      "template",
    ]) {
      assert.ok(changed.includes(name), name);
    }
  });

  it("follows a new prefix and path of the target roles in the guardrails", () => {
    const law = withNames({ prefix: "RedButton", targetPath: "/red-button/", policyPath: "/red-button/" });
    const [scp] = organizationPoliciesFor(law, sandboxFacts).guardrails;
    const frozen = statementsIn(JSON.parse(scp?.content ?? "")).flatMap(({ Resource }) => [Resource ?? []].flat());
    for (const resource of [
      "arn:aws:iam::*:role/RedButton*",
      "arn:aws:iam::*:role/*/RedButton*",
      "arn:aws:iam::*:role/red-button/*",
      "arn:aws:iam::*:policy/red-button/*",
      "arn:aws:events:*:*:rule/RedButton*",
    ]) {
      assert.ok(frozen.includes(resource), resource);
    }
    assert.ok(!frozen.some((resource) => /BreakGlass|break-glass\//.test(resource)));
  });

  it("refuses a guardrail that names a name which is none", () => {
    const [row] = rulebook.guardrails.filter(({ kind }) => kind === "freeze");
    const guardrails = rulebook.guardrails.map((one) =>
      one === row && one.kind === "freeze"
        ? { ...one, resources: [{ service: "iam", resource: "role/{prefx}*" }] as const }
        : one,
    );
    assert.throws(() => organizationPoliciesFor({ ...rulebook, guardrails }, sandboxFacts), /\{prefx\} is no name/);
  });

  function withNames(changes: Partial<Rulebook["names"]>): Rulebook {
    return { ...rulebook, names: { ...rulebook.names, ...changes } };
  }
});

describe("The law", () => {
  const documents = documentsOf();
  const { names } = rulebook;

  it("protects by a freeze every role name of rulebook/names.ts, at its path and squatted elsewhere", () => {
    const frozen = organizationPoliciesFor(rulebook, sandboxFacts)
      .guardrails.flatMap(({ content }) => statementsIn(JSON.parse(content)))
      .filter(({ NotAction }) => NotAction !== undefined)
      .flatMap(({ Resource }) => [Resource ?? []].flat());
    const isFrozen = (resource: string) =>
      frozen.some((pattern) => matchesArn(pattern, `arn:aws:iam::100000000011:${resource}`));
    const single = [names.forwarderRole, names.heartbeatRole, names.readinessRole];
    const roles = [...Object.values(names.targetRole), ...Object.values(names.hubRole), ...single];
    assert.equal(roles.length, 13);
    for (const name of roles) {
      assert.ok(name.startsWith(names.prefix), name);
      for (const path of ["/", "/elsewhere/", names.targetPath, names.hubPath]) {
        assert.ok(isFrozen(`role${path}${name}`), `role${path}${name}`);
      }
    }
    for (const name of [names.responderPolicy, names.tierGrant]) {
      assert.ok(isFrozen(`policy${names.policyPath}${name}`), name);
    }
    const stack = "arn:aws:cloudformation:eu-central-1:100000000011:stack";
    assert.ok(
      frozen.some((pattern) => matchesArn(pattern, `${stack}/StackSet-${names.targetRolesStackSet}-0a1b/0a1b`)),
    );
    assert.ok(names.targetRolesStackSet.startsWith(names.stackSetPrefix));
  });

  it("says of every row what it is, why, and who says so; each id once", () => {
    const tables = {
      tiers: rulebook.tiers,
      sessionLimits: rulebook.sessionLimits,
      pathCalls: rulebook.pathCalls,
      guardrails: [...rulebook.guardrails, ...rulebook.resourceGuardrails],
    };
    for (const [table, rows] of Object.entries(tables)) {
      assert.ok(rows.length > 0, table);
      const ids = rows.map(({ id }) => id);
      assert.deepEqual(ids, [...new Set(ids)], table);
      for (const { id, why, source } of rows) {
        assert.match(id, table === "tiers" ? /^[A-Z][A-Za-z]+$/ : /^[a-z]+(-[a-z]+)+$/);
        assert.ok(why.length >= 20, `${id}: why`);
        assert.match(source, /^https:\/\/docs\.aws\.amazon\.com\/.+/, id);
      }
    }
  });

  it("dates every quota and says where it was read", () => {
    for (const [name, { value, source, read }] of Object.entries(rulebook.limits)) {
      assert.ok(value > 0, name);
      assert.match(source, /^https:\/\/docs\.aws\.amazon\.com\/.+/, name);
      assert.match(read, /^\d{4}-\d{2}-\d{2}$/, name);
    }
  });

  it("names no user or role as a principal, so that recreating one breaks no trust", () => {
    const principals = Object.values(documents)
      .flatMap((text) => statementsIn(JSON.parse(text)))
      .flatMap(({ Principal }) => (Principal === undefined ? [] : textsIn(Principal)));
    const services = ["events", "lambda", "scheduler", "sns"].map((service) => `${service}.amazonaws.com`);
    const accounts = ["arn:aws:iam::100000000001:root", "arn:aws:iam::100000000002:root"];
    const federation = "arn:aws:iam::100000000002:saml-provider/EmergencyIdP";
    assert.deepEqual([...new Set(principals)].sort(), ["*", ...accounts, federation, ...services]);
  });

  it("allows nobody by a principal of `*`", () => {
    const open = Object.values(documents)
      .flatMap((text) => statementsIn(JSON.parse(text)))
      .filter(({ Principal, Effect }) => Principal === "*" && Effect !== "Deny");
    assert.deepEqual(open, []);
  });

  it("changes one grant when a responder is added: no template, no SCP, no RCP, no trust", () => {
    const [first] = sandboxFacts.responders;
    const responders: SettledFacts["responders"] = [
      first,
      ...sandboxFacts.responders.slice(1),
      { name: "dora", tiers: ["ReadOnly"], pgpKey: undefined, leaving: false },
    ];
    assert.deepEqual(changedBetween(documents, documentsOf(rulebook, { ...sandboxFacts, responders })), [
      "grant of dora",
    ]);
  });

  it("takes everything from a responder who is leaving, at once", () => {
    const [first, ...others] = sandboxFacts.responders;
    const facts: SettledFacts = { ...sandboxFacts, responders: [{ ...first, leaving: true }, ...others] };
    const after = documentsOf(rulebook, facts);
    assert.deepEqual(changedBetween(documents, after), ["grant of alice"]);
    assert.deepEqual(JSON.parse(after["grant of alice"] ?? ""), {
      Version: "2012-10-17",
      Statement: [{ Sid: "Leaving", Effect: "Deny", Action: "*", Resource: "*" }],
    });
    const records = emergencyAccessFor(rulebook, facts).responders;
    assert.deepEqual(
      records.map(({ name, protect }) => [name, protect]),
      [
        ["alice", false],
        ["bob", true],
        ["carol", true],
      ],
    );
  });

  it("is deterministic, minified, and indifferent to the order in which facts are written", () => {
    assert.deepEqual(documentsOf(rulebook, structuredClone(sandboxFacts)), documents);
    const reordered = JSON.parse(JSON.stringify(sandboxFacts, Object.keys(sandboxFacts).reverse().concat(keysBelow())));
    assert.deepEqual(documentsOf(rulebook, reordered as SettledFacts), documents);
    for (const [name, text] of Object.entries(documents)) assert.equal(text, JSON.stringify(JSON.parse(text)), name);

    function keysBelow(): string[] {
      const keysOf = (value: unknown): string[] =>
        typeof value === "object" && value !== null
          ? Object.entries(value).flatMap(([key, item]) => [key, ...keysOf(item)])
          : [];
      return keysOf(sandboxFacts).reverse();
    }
  });

  it("knows no account, organization or Region but those of the facts", () => {
    const accounts = ["100000000001", "100000000002", "100000000003", "100000000004", "100000000005"];
    for (const [name, text] of Object.entries(documents)) {
      for (const [id] of text.matchAll(/\d{12}/g)) assert.ok(accounts.includes(id), `${name}: ${id}`);
      for (const [id] of text.matchAll(/\bo-[a-z0-9]{10,}/g)) assert.equal(id, "o-lifeline001", name);
      for (const [region] of text.matchAll(/\b[a-z]{2}-[a-z]+-\d\b/g)) {
        assert.ok(["eu-central-1", "us-east-1"].includes(region), `${name}: ${region}`);
      }
      assert.ok(!text.includes("undefined") && !text.includes("[object"), name);
    }
  });

  it("gives one Sid to one statement, also where deployers' names differ in a sign only", () => {
    const deployers = ["a-b", "a.b", "a_b", "ab"].map((name) => ({
      name,
      account: "100000000013",
      managedBy: { kind: "management" } as const,
    }));
    const facts = { ...sandboxFacts, deployers: [...sandboxFacts.deployers, ...deployers] };
    const sids = statementsIn(JSON.parse(documentsOf(rulebook, facts)["lifeline-guardrails-1"] ?? "")).map(
      ({ Sid }) => Sid,
    );
    assert.deepEqual(
      sids.filter((sid) => sid.startsWith("ProtectDeployer100000000013")),
      ["ax2db", "ax2eb", "ax5fb", "ab"].map((name) => `ProtectDeployer100000000013${name}`),
    );
    assert.deepEqual(sids, [...new Set(sids)]);
    for (const [name, text] of Object.entries(documents)) {
      if (name === "template") continue;
      const sids = statementsIn(JSON.parse(text)).map(({ Sid }) => Sid);
      assert.deepEqual(sids, [...new Set(sids)], name);
      for (const sid of sids) assert.match(sid, /^[A-Za-z0-9]+$/, name);
    }
  });
});

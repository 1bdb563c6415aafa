import assert from "node:assert/strict";
import fc from "fast-check";
import { factsMessage, factsOf, type FactIssue } from "../../facts";
import { rulebook } from "../../rulebook";
import { stackConfig } from "../rulebook/sandbox-facts";
import { runs, seed } from "../scale";
import { issuesOf, judged, sandboxFact } from "./judged";

describe("The facts of Pulumi.prod.yaml", () => {
  const config = stackConfig("prod");

  it("are refused, with exactly the lines that hold an example id or address", () => {
    const role = 'an example account id, "arn:aws:iam::777788889999:role/ticket-system';
    const result = factsOf(config, "prod", rulebook);
    assert.ok(!result.ok);
    assert.deepEqual(
      inOrder(result.issues).map(({ path, found }) => [path, found]),
      [
        ["lifeline:accounts.identity", 'an example account id, "123456789012"'],
        ["lifeline:accounts.logArchive", 'an example account id, "444455556666"'],
        ["lifeline:accounts.security", 'an example account id, "777788889999"'],
        ["lifeline:alerts.secondPath[0].endpoint", 'an example address, "on-call@example.org"'],
        [
          "lifeline:alerts.secondPath[1].endpoint",
          'an example account id, "arn:aws:sqs:eu-central-1:777788889999:second-path"',
        ],
        ["lifeline:alerts.soc[0].endpoint", 'an example address, "soc@example.com"'],
        ["lifeline:alerts.soc[1].endpoint", 'an example address, "https://events.pager.example.com/lifeline"'],
        ["lifeline:emergencyAccount.email", 'an example address, "emergency-account@example.com"'],
        ["lifeline:emergencyAccount.parentId", 'an example root or OU id, "ou-examplerootid111-exampleouid111"'],
        ["lifeline:guardrails.targets[0]", 'an example root or OU id, "ou-examplerootid111-exampleouid222"'],
        ["lifeline:incidents.approvers[0]", `${role}/Approve"`],
        ["lifeline:incidents.closers[0]", `${role}/Close"`],
        ["lifeline:incidents.declarers[0]", `${role}/Declare"`],
        ["lifeline:incidents.extenders[0]", `${role}/Approve"`],
        ["lifeline:organization.id", 'an example organization id, "o-exampleorgid"'],
        ["lifeline:organization.managementAccountId", 'an example account id, "111122223333"'],
        ["lifeline:organization.rootId", 'an example root or OU id, "r-examplerootid111"'],
        ["lifeline:responders[0].pgpKey", 'an example key, "keybase:example_alice"'],
        ["lifeline:responders[1].pgpKey", 'an example key, "keybase:example_bob"'],
      ],
    );
    for (const { allowed, fix } of result.issues) {
      assert.equal(allowed, "your organization's own");
      assert.equal(fix, "replace it; examples serve the stack named sandbox only");
    }
  });

  it("are accepted under the stack name sandbox", () => {
    const result = factsOf(config, "sandbox", rulebook);
    assert.ok(result.ok);
    assert.deepEqual(result.warnings, []);
  });

  it("are accepted when every example is replaced", () => {
    const replaced: Readonly<Record<string, string>> = {
      "123456789012": "482915637420",
      "444455556666": "482915637421",
      "777788889999": "482915637422",
      "111122223333": "482915637423",
      "emergency-account@example.com": "emergency@acme.dev",
      "soc@example.com": "soc@acme.dev",
      "events.pager.example.com": "events.pager.acme.dev",
      "on-call@example.org": "on-call@acme.dev",
      "ou-examplerootid111-exampleouid111": "ou-ab12-34cd56ef",
      "ou-examplerootid111-exampleouid222": "ou-ab12-78ab90cd",
      "r-examplerootid111": "r-ab12",
      "o-exampleorgid": "o-9z8y7x6w5v",
      "keybase:example_alice": "keybase:alice",
      "keybase:example_bob": "keybase:bob",
    };
    const mine = Object.fromEntries(
      Object.entries(config).map(([key, text]) => [
        key,
        Object.entries(replaced).reduce((value, [example, own]) => value.replaceAll(example, own), text),
      ]),
    );
    const result = factsOf(mine, "prod", rulebook);
    assert.ok(result.ok, result.ok ? "" : result.message);
  });
});

describe("The sandbox's facts", () => {
  it("are refused under every other stack name, because their accounts are nobody's", () => {
    const result = judged({}, "production");
    assert.ok(!result.ok);
    const paths = result.issues.map(({ path }) => path);
    for (const path of ["lifeline:organization.id", "lifeline:emergencyAccount.id", "lifeline:guardrails.targets[0]"]) {
      assert.ok(paths.includes(path), path);
    }
  });
});

describe("Several faults at once", () => {
  const changes = {
    typo: {},
    organization: { ...sandboxFact("organization"), managementAccountId: 100000000001 },
    accounts: { logArchive: "10000000003", security: "100000000004" },
    regions: { home: "eu-central-9", governed: ["us-east-1"] },
    responders: [
      { name: "alice", tiers: ["ReadOnly"] },
      { name: "Alice", tiers: ["ReadOnly"] },
      { name: 7, tiers: [] },
    ],
    deployers: [{ name: "A", account: "emergency", managedBy: "A" }],
    saml: { metadata: "no xml", audiences: ["https://us-east-1.signin.aws.amazon.com/saml"] },
  };

  it("are all listed in one message, in order, each with what is found, allowed, and how to mend it", () => {
    const result = judged(changes);
    assert.ok(!result.ok);
    const lines = result.message.split("\n");
    assert.equal(lines[0], "Pulumi.sandbox.yaml has 10 faults; nothing was deployed:");
    assert.deepEqual(
      lines.filter((line) => line.startsWith("  - ")),
      [
        "  - lifeline:accounts.identity",
        "  - lifeline:accounts.logArchive",
        "  - lifeline:deployers[0].managedBy",
        "  - lifeline:organization.managementAccountId",
        "  - lifeline:regions.home",
        "  - lifeline:responders[1].name",
        "  - lifeline:responders[2].name",
        "  - lifeline:responders[2].tiers",
        "  - lifeline:saml.metadata",
        "  - lifeline:typo",
      ],
    );
    assert.equal(lines.length, 1 + 10 * 4);
    assert.ok(!/\n\s+at /.test(result.message), "a stack trace");
  });

  it("are counted in words, and one fault is one fault", () => {
    const [issue] = issuesOf({ partition: "aws-cn" });
    assert.ok(issue !== undefined);
    assert.equal(
      factsMessage("prod", [issue]),
      [
        "Pulumi.prod.yaml has 1 fault; nothing was deployed:",
        "  - lifeline:partition",
        '      found: "aws-cn"',
        "      allowed: aws",
        "      fix: correct it, as Pulumi.prod.yaml shows",
      ].join("\n"),
    );
  });
});

describe("Any configuration whatever", () => {
  const keys = ["partition", "organization", "emergencyAccount", "accounts", "regions", "responders", "tiers", "saml"];
  const key = fc.constantFrom(
    ...keys,
    "deployers",
    "guardrails",
    "logArchive",
    "alerts",
    "incidents",
    "__proto__",
    "constructor",
    "toString",
    "",
  );

  it("is judged without an exception: junk in place of facts yields issues, never facts", () => {
    const junk = fc.oneof(fc.string(), fc.json(), fc.constant("null"), fc.constant("[[]]"), fc.constant('"'));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, junk), { minLength: 1, maxLength: 6 }), (entries) => {
        const config = Object.fromEntries(entries.map(([name, text]) => [`lifeline:${name}`, text]));
        const result = factsOf(config, "prod", rulebook);
        assert.ok(!result.ok);
        assertWellFormed(result);
      }),
      { numRuns: runs(2_000), seed },
    );
  });

  it("is judged without an exception: junk anywhere inside otherwise sound facts", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.jsonValue({ maxDepth: 2 }), fc.constant("__proto__"));
    fc.assert(
      fc.property(key, fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }), value, (name, path, junk) => {
        const result = judged({ [name]: withJunk(sandboxFact(name), path, junk) });
        if (!result.ok) assertWellFormed(result);
      }),
      { numRuns: runs(2_000), seed },
    );
  });

  it("is judged without an exception: any text as SAML metadata", () => {
    const pieces = fc.constantFrom(
      "<!DOCTYPE a [",
      "<!ENTITY x 'y'>",
      "]>",
      "<a>",
      "</a>",
      "&x;",
      "<![CDATA[",
      "]]>",
      "x",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (metadata) => {
          const result = judged({ saml: { ...sandboxFact("saml"), metadata } });
          assert.ok(!result.ok);
          assert.deepEqual(
            result.issues.map(({ path }) => path),
            ["lifeline:saml.metadata"],
          );
        },
      ),
      { numRuns: runs(3_000), seed },
    );
  });

  function assertWellFormed(result: { readonly issues: readonly object[]; readonly message: string }): void {
    assert.ok(result.issues.length > 0);
    for (const issue of result.issues) {
      assert.deepEqual(Object.keys(issue).sort(), ["allowed", "fix", "found", "path"]);
      for (const text of Object.values(issue))
        assert.ok(typeof text === "string" && text !== "", JSON.stringify(issue));
    }
    assert.ok(!/\n\s+at /.test(result.message));
  }
});

function inOrder(issues: readonly FactIssue[]): readonly FactIssue[] {
  return [...issues].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The value with something else at a place that the numbers choose. */
function withJunk(value: unknown, [step = 0, ...steps]: readonly number[], junk: unknown): unknown {
  if (typeof value !== "object" || value === null) return junk;
  const entries = Object.entries(value);
  const chosen = entries.length === 0 ? -1 : step % entries.length;
  const replaced = entries.map(([name, item], index) => [
    name,
    index === chosen ? (steps.length === 0 ? junk : withJunk(item, steps, junk)) : (item as unknown),
  ]);
  return Array.isArray(value) ? replaced.map(([, item]) => item) : Object.fromEntries(replaced);
}

import assert from "node:assert/strict";
import { toJson } from "../../sandbox/aws";
import type { StackExport } from "../../sandbox/engine";
import { errorsOf, factsWith, sandboxAws, sandboxFacts, updated, type StackFacts } from "./landing-zone";

type Responder = { name: string; tiers: string[]; pgpKey?: string };
const responders = sandboxFacts()["responders"] as Responder[];

describe("removing facts from a deployed sandbox", () => {
  const aws = sandboxAws();
  let state: StackExport;

  before(async () => {
    const first = await updated(aws);
    assert.equal(errorsOf(first), "");
    state = first.state;
  });

  const required = Object.keys(sandboxFacts()).filter((key) => key !== "saml");
  for (const key of required) {
    it(`refuses to run without ${key}, by its name`, async () => {
      const before = toJson(aws);
      const result = await updated(aws, { state, facts: factsWith({ [key]: undefined }) });
      assert.equal(result.ok, false);
      assert.match(errorsOf(result), new RegExp(`lifeline:${key}\n +found: nothing`));
      assert.equal(toJson(aws), before);
    });
  }

  it("refuses to run without any fact, listing each", async () => {
    const before = toJson(aws);
    const result = await updated(aws, { state, facts: {} });
    for (const key of required) assert.match(errorsOf(result), new RegExp(`lifeline:${key}\n`));
    assert.equal(toJson(aws), before);
  });

  const protectedRows: readonly (readonly [what: string, changes: StackFacts, names: RegExp])[] = [
    ["a responder", { responders: responders.filter(({ name }) => name !== "carol") }, /responders\.carol/],
    ["the SAML provider", { saml: undefined }, /::saml\b/],
    [
      "a responder's PGP key",
      { responders: responders.map(({ pgpKey: _, ...responder }) => responder) },
      /responders\.alice\.pgpKey/,
    ],
    ["the root as target", { guardrails: { targets: ["ou-life-develop01"] } }, /guardrails\.targets\.r-life/],
  ];
  for (const [what, changes, names] of protectedRows) {
    it(`does not delete ${what}, and names the fact`, async () => {
      // Each from the same beginning: what a refused update has changed meanwhile is not what is asked here.
      const fresh = sandboxAws();
      const first = await updated(fresh);
      const result = await updated(fresh, { state: first.state, facts: factsWith(changes) });
      assert.equal(result.ok, false);
      assert.match(errorsOf(result), names);
      assert.match(errorsOf(result), /protected/);
      assert.equal(result.changes.delete, 0);
    });
  }

  it("lets a responder go in two steps: leaving, then the row", async () => {
    const fresh = sandboxAws();
    const first = await updated(fresh);
    const leaving = responders.map((responder) =>
      responder.name === "carol" ? { ...responder, leaving: true } : responder,
    );
    const second = await updated(fresh, { state: first.state, facts: factsWith({ responders: leaving }) });
    assert.equal(errorsOf(second), "");
    const gone = responders.filter(({ name }) => name !== "carol");
    const third = await updated(fresh, { state: second.state, facts: factsWith({ responders: gone }) });
    assert.equal(errorsOf(third), "");
    assert.equal(third.changes.delete, 3);
    assert.ok(!toJson(fresh).includes("user/break-glass/carol"));
  });
});

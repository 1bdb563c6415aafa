import assert from "node:assert/strict";
import { toJson } from "../../sandbox/aws";
import type { StackExport } from "../../sandbox/engine";
import { factsOf } from "../../facts";
import { rulebook } from "../../rulebook";
import { errorsOf, factsWith, previewed, sandboxAws, sandboxFacts, updated, type StackFacts } from "./landing-zone";
import { isFullScale } from "../scale";

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

  const optional = ["saml", "incidents"];
  const required = Object.keys(sandboxFacts()).filter((key) => !optional.includes(key));

  it("refuses to run without any one of the required facts, by its name", () => {
    for (const key of required) {
      const facts = Object.entries(factsWith({ [key]: undefined }));
      const config = facts.map(([name, value]) => [`lifeline:${name}`, JSON.stringify(value)] as const);
      const judged = factsOf(Object.fromEntries(config), "sandbox", rulebook);
      assert.ok(!judged.ok);
      assert.match(judged.message, new RegExp(`lifeline:${key}\n +found: nothing`));
    }
  });

  it("refuses to run without any fact, listing each, and touches nothing", async () => {
    const before = toJson(aws);
    const result = await updated(aws, { state, facts: {} });
    assert.equal(result.ok, false);
    for (const key of required) assert.match(errorsOf(result), new RegExp(`lifeline:${key}\\b`));
    assert.equal(toJson(aws), before);
  });

  const protectedRows: readonly (readonly [what: string, changes: StackFacts, names: RegExp])[] = [
    ["a responder", { responders: responders.filter(({ name }) => name !== "carol") }, /responders\.carol/],
    [
      "a responder's PGP key",
      { responders: responders.map(({ name, tiers }) => ({ name, tiers })) },
      /responders\.alice\.pgpKey/,
    ],
    ["the root as target", { guardrails: { targets: ["ou-life-develop01"] } }, /guardrails\.targets\.r-life/],
  ];
  for (const [what, changes, names] of isFullScale ? protectedRows : protectedRows.slice(0, 1)) {
    it(`does not delete ${what}, and names the fact`, async () => {
      const result = await previewed(aws, { state, facts: factsWith(changes) });
      assert.equal(result.ok, false);
      assert.match(errorsOf(result), names);
      assert.match(errorsOf(result), /protected/);
      assert.equal(result.changes.delete, 0);
    });
  }

  (isFullScale ? it : it.skip)(
    "does not delete the SAML provider, not even in an update that was not previewed",
    async () => {
      const fresh = sandboxAws();
      const first = await updated(fresh);
      const result = await updated(fresh, { state: first.state, facts: factsWith({ saml: undefined }) });
      assert.equal(result.ok, false);
      assert.match(errorsOf(result), /::saml\b.*protected/s);
      assert.equal(result.changes.delete, 0);
      assert.ok(toJson(fresh).includes("EmergencyIdP"));
    },
  );

  (isFullScale ? it : it.skip)("lets a responder go in two steps: leaving, then the row", async () => {
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

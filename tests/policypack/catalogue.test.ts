import assert from "node:assert/strict";
import { catalogue } from "../../policypack/catalogue";
import { judgementsFor, ruleBookFor, stackJudgementsFor, type Judgement } from "../../policypack/judge/pass";
import type { Example, Rule } from "../../policypack/rule";
import { resourceFrom, sandboxLaw } from "./examples";

const today = "2026-11-28";

/** What one rule alone says of an example. */
function judged(rule: Rule, example: "good" | "bad"): readonly Judgement[] {
  const book = ruleBookFor([rule]);
  if (rule.scope === "stack") {
    const resources = rule[example].map((one: Example, index: number) => resourceFrom(one, `it-${index}`));
    return stackJudgementsFor(resources, book, sandboxLaw, today);
  }
  return judgementsFor(resourceFrom(rule[example]), book, sandboxLaw, today);
}

describe("catalogue of the policy pack", () => {
  it("has facts that hold", () => assert.deepEqual(sandboxLaw.issues, []));

  for (const rule of catalogue) {
    it(`${rule.id} passes its good example and refuses its bad one`, () => {
      assert.deepEqual(
        judged(rule, "good").map(({ where, seen }) => `${where}: ${seen}`),
        [],
      );
      const found = judged(rule, "bad");
      assert.ok(
        found.some(({ verdict }) => verdict === "violated"),
        `nothing found: ${JSON.stringify(found.map(({ where, seen }) => `${where}: ${seen}`))}`,
      );
    });
  }
});

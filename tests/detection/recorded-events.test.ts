import assert from "node:assert/strict";
import { detectionFor } from "../../rulebook";
import { caughtBy, patternMatches, recordedFacts, recordedLaw, rulesFrom } from "./organization";
import { recorded } from "./recorded";

const receiving = JSON.parse(detectionFor(recordedLaw, recordedFacts).central.rule.pattern) as object;
const rulesAt = rulesFrom(recordedLaw, recordedFacts);

describe("The rules that stand where AWS logs it", () => {
  for (const { file, use, event } of recorded) {
    const rules = caughtBy(event, rulesAt(event));
    if (use === "benign") {
      it(`pass over ${file}`, () => assert.deepEqual(rules, []));
      continue;
    }
    it(`catch ${file} in ${event.account} and ${event.region}, and the central bus's rule takes it`, () => {
      assert.ok(rules.length > 0, "no rule matches");
      assert.ok(patternMatches(receiving, event));
    });
  }

  it("have 80 recorded events to answer for, 12 of them benign", () => {
    assert.equal(recorded.length, 80);
    assert.equal(recorded.filter(({ use }) => use === "benign").length, 12);
  });
});

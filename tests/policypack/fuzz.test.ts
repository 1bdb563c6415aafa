import assert from "node:assert/strict";
import * as fc from "fast-check";
import { catalogue } from "../../policypack/catalogue";
import { messageOf } from "../../policypack/judge/message";
import { judgementsFor, ruleBookFor, stackJudgementsFor } from "../../policypack/judge/pass";
import { UNKNOWN, type Properties, type Value } from "../../proofs/model/value";
import { kinds } from "../../policypack/kinds";
import type { Example } from "../../policypack/rule";
import { runs, seed } from "../scale";
import { resourceFrom, sandboxLaw } from "./examples";

// The proof is of a whole stack, so it costs more than a resource may.
const isProof = ({ id }: { readonly id: string }) => id === "prove-the-landing-zone";
const book = ruleBookFor(catalogue.filter((rule) => !isProof(rule)));
const proof = ruleBookFor(catalogue.filter(isProof));
const examples: readonly Example[] = catalogue.flatMap((rule) =>
  rule.scope === "stack" ? [...rule.good, ...rule.bad] : [rule.good, rule.bad],
);
const tokens = Object.values(kinds).flatMap(({ classic, native }) => [
  ...classic,
  ...(native === undefined ? [] : [native]),
]);
const junk = fc.oneof(
  fc.constant(UNKNOWN as unknown as Value),
  fc.constant(null),
  fc.constantFrom<Value>(
    "",
    "*",
    "{",
    "[]",
    '{"Statement":{}}',
    '{"Statement":[null]}',
    "${aws:username}",
    "\u0000",
    "__proto__",
  ),
  fc.jsonValue() as fc.Arbitrary<Value>,
  fc.string({ maxLength: 300 }),
  fc.integer(),
  fc.boolean(),
);

interface Mutation {
  readonly seed: number;
  readonly value: Value;
  readonly how: "replace" | "remove" | "wrap" | "repeat";
}

/** One place somewhere in the value, documents inside texts too, is changed. */
function mutated(value: Value, { seed: at, value: put, how }: Mutation): Value {
  if (typeof value === "string" && value.startsWith("{") && at % 3 !== 0) {
    try {
      return JSON.stringify(mutated(JSON.parse(value) as Value, { seed: at >> 2, value: put, how }));
    } catch {
      return put;
    }
  }
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entries.length === 0 || at % 5 === 0) return changed(value, put, how);
  const [name] = entries[at % entries.length] ?? [""];
  const next = entries.map(
    ([key, item]) => [key, key === name ? mutated(item as Value, { seed: at >> 1, value: put, how }) : item] as const,
  );
  return Array.isArray(value) ? next.map(([, item]) => item as Value) : Object.fromEntries(next);
}

function changed(value: Value, put: Value, how: Mutation["how"]): Value {
  if (how === "remove") return undefined;
  if (how === "wrap") return [value, put];
  return how === "repeat" ? [value, value, value] : put;
}

describe("mutated resources", () => {
  it("are judged without a throw, within 50 ms, and with messages", () => {
    const mutation = fc.record({
      seed: fc.nat(),
      value: junk,
      how: fc.constantFrom<Mutation["how"]>("replace", "remove", "wrap", "repeat"),
    });
    const arbitrary = fc.tuple(
      fc.nat(examples.length - 1),
      fc.nat(tokens.length * 3),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
    );
    let slowest = 0;
    fc.assert(
      fc.property(arbitrary, ([which, token, mutations]) => {
        const example = examples[which];
        if (example === undefined) return;
        const properties = mutations.reduce<Value>(mutated, example.properties);
        const resource = {
          ...resourceFrom(
            example,
            "it",
            (typeof properties === "object" && properties !== null && !Array.isArray(properties)
              ? properties
              : {}) as Properties,
          ),
          type: tokens[token] ?? example.type,
        };
        const begin = process.cpuUsage();
        const found = [
          ...judgementsFor(resource, book, sandboxLaw, "2026-11-28"),
          ...stackJudgementsFor([resource], book, sandboxLaw, "2026-11-28"),
        ];
        const { user, system } = process.cpuUsage(begin);
        slowest = Math.max(slowest, (user + system) / 1_000);
        const isProved = (mutations[0]?.seed ?? 0) % 100 === 0;
        const proved = isProved ? stackJudgementsFor([resource], proof, sandboxLaw, "2026-11-28") : [];
        for (const judgement of [...found, ...proved]) {
          assert.ok(!judgement.seen.includes("could not analyse"), `${judgement.rule.id} threw`);
          assert.ok(messageOf(judgement).length > 20);
        }
      }),
      { numRuns: runs(50_000), seed },
    );
    assert.ok(slowest < 50, `one resource took ${slowest.toFixed(1)} ms of CPU`);
  });
});

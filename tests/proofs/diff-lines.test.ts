import assert from "node:assert/strict";
import fc from "fast-check";
import { crowdsOf, inCrowds } from "../../proofs/diff/crowds";
import { merged } from "../../proofs/diff/merging";
import { peopleOf } from "../../proofs/diff/people";
import { placesOf } from "../../proofs/diff/places";
import { verdictChanges } from "../../proofs/diff/verdicts";
import type { ClaimResult, Proof } from "../../proofs/prove";
import { runs, seed } from "../scale";
import { landingZone } from "./landing-zone";

describe("many callers under one name", () => {
  const people = () =>
    peopleOf(
      landingZone().organization,
      landingZone().organization,
      placesOf(landingZone().organization, landingZone().organization),
    );
  const home = "the identity account 100000000005";
  const nameless = [
    "any role that no document names",
    "any user that no document names",
    "any federated user that no document names",
    "the root user",
  ];

  it("are those of one place: all, or all but those whom documents name", () => {
    const crowds = crowdsOf(people());
    const own = crowds.filter(({ from }) => from === home);
    assert.deepEqual(
      own.map(({ says }) => says),
      ["every administrator", "any administrator that no document names, and the root user"],
    );
    assert.deepEqual(new Set(nameless), own[1]?.who);
    assert.ok((own[0]?.who.size ?? 0) > nameless.length);
    assert.ok(!own.some(({ who }) => who.has("BreakGlassReadOnly")));
  });

  it("take the place of their members where all of them are there, in every place", () => {
    const crowds = crowdsOf(people());
    const names = (who: readonly string[], from: readonly string[]) => inCrowds(who, from, crowds);
    const says = "any administrator that no document names, and the root user";
    assert.deepEqual(names(["BreakGlassAdmin", ...nameless], [home]), [says, "BreakGlassAdmin"]);
    assert.deepEqual(names(nameless.slice(1), [home]), nameless.slice(1));
    assert.deepEqual(names(nameless, [home, "nowhere"]), nameless);
    const outside = people()
      .filter(({ place }) => place === undefined)
      .map(({ says: who }) => who);
    assert.deepEqual(names(outside, []), ["anybody outside of the organization"]);
  });
});

describe("changes of access, merged for a reader", () => {
  const change = fc.record({
    change: fc.constantFrom("gained" as const, "lost" as const),
    who: fc.constantFrom("alice", "bob", "any role"),
    from: fc.constantFrom("", "A", "B"),
    action: fc.constantFrom("iam:A", "iam:B", "iam:C"),
    on: fc.record({
      kind: fc.constant("targetRole" as const),
      name: fc.constantFrom("X", "Y"),
      region: fc.constantFrom("", "r1", "r2"),
    }),
    at: fc.constantFrom("", "A"),
    detail: fc.constantFrom("", "depending on k"),
  });
  /** Every combination that a line stands for. */
  const spread = (rows: ReturnType<typeof merged>) =>
    rows.flatMap((row) => {
      const some = (list: readonly string[]) => (list.length === 0 ? [""] : list);
      return row.who.flatMap((who) =>
        some(row.from).flatMap((from) =>
          row.actions.flatMap((action) =>
            row.on.flatMap((on) =>
              some(row.regions).flatMap((region) =>
                some(row.at).map((at) => JSON.stringify([row.change, who, from, action, on, region, at, row.detail])),
              ),
            ),
          ),
        ),
      );
    });

  it("say neither more nor less than the single ones, each once, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const single = changes.map((one) =>
          JSON.stringify([
            one.change,
            one.who,
            one.from,
            one.action,
            `target role ${one.on.name}`,
            one.on.region,
            one.at,
            one.detail,
          ]),
        );
        const rows = merged(changes);
        assert.deepEqual(spread(rows).sort(), [...new Set(single)].sort());
        assert.deepEqual(spread(merged([...changes].reverse())).sort(), spread(rows).sort());
      }),
      { numRuns: runs(1_000), seed },
    );
  });
});

describe("claims with another verdict", () => {
  const claim = (id: string, verdict: ClaimResult["verdict"], more: Partial<ClaimResult> = {}): ClaimResult => ({
    id,
    question: "Is it?",
    about: "way-in",
    scope: "organization",
    covered: { principals: 1, accounts: 1, actions: 1 },
    evidence: [],
    verdict,
    ...more,
  });
  const proof = (...claims: readonly ClaimResult[]): Proof => ({
    organization: "o-1",
    scope: "organization",
    snapshotTaken: undefined,
    accounts: [],
    claims,
    tierZero: [],
    outside: [],
    gaps: [],
    exitCode: 0,
  });
  const order = ["proven", "proven-under-assumptions", "not-applicable", "unknown", "refuted"] as const;

  it("are worse the less they say, and none where the verdict stays", () => {
    order.forEach((was, index) => {
      order.forEach((is, other) => {
        const found = verdictChanges(proof(claim("a", was)), proof(claim("a", is)));
        assert.deepEqual(
          found.map(({ isWorse }) => isWorse),
          index === other ? [] : [other > index],
          `${was} → ${is}`,
        );
      });
    });
  });

  it("say why: what is missing, or the first counterexample with its fix", () => {
    const refuted = claim("a", "refuted", {
      counterexamples: [{ kind: "setting", says: "It is off.", fix: "Switch it on.", where: "x", found: "off" }],
    });
    const unknown = claim("b", "unknown", { missing: ["the policy"] });
    const found = verdictChanges(proof(claim("a", "proven"), claim("b", "proven")), proof(refuted, unknown));
    assert.deepEqual(
      found.map(({ because }) => because),
      [["It is off. To do: Switch it on."], ["the policy"]],
    );
  });
});

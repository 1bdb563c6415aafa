import assert from "node:assert/strict";
import { prove } from "../../proofs";
import { assumptions } from "../../proofs/assumptions";
import { claims } from "../../proofs/claims";
import { landingZone, organizationOf } from "../proofs/landing-zone";
import { assertReplays, assertWasOtherwise } from "./replay";
import type { Sabotage } from "./sabotage";

export const standing = { today: "2026-11-28", assumptions };

/** The claim of the row is refuted, says why, and the answer is the model's own. */
export function itRefutes({ id, edit, refutes, because, mattersNow }: Sabotage): void {
  it(`${refutes} sees that ${id}`, () => {
    const untouched = landingZone();
    const { state, snapshot } = edit(untouched);
    const sabotaged = organizationOf(state, snapshot);
    const asked = claims.filter((claim) => claim.id === refutes);
    const results = prove(sabotaged, asked, standing).claims;
    const result = results.find((claim) => claim.id === refutes);
    assert.ok(result, `no claim ${refutes}`);
    assert.equal(result.verdict, "refuted", JSON.stringify(result.missing ?? result.reason));
    const counterexamples = result.counterexamples ?? [];
    const named = counterexamples.find((found) => because.every((text) => JSON.stringify(found).includes(text)));
    assert.ok(named, `none names ${because.join(", ")}:\n${counterexamples.map(({ says }) => says).join("\n")}`);
    assertReplays(named, sabotaged);
    if (mattersNow === undefined) assertWasOtherwise(named, untouched.organization);
  });
}

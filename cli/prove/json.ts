import type { Proof } from "../../proofs";
import { assumptionsOf } from "./assumptions";

/** For machines: the shape that the documentation promises, with everything that the text shows. */
export function jsonOf(proof: Proof, today: string): object {
  const { claims, exitCode, ...rest } = proof;
  return {
    holds: exitCode === 0,
    today,
    ...rest,
    assumptions: assumptionsOf(claims),
    claims: claims.map((claim) => {
      const [counterexample] = claim.counterexamples ?? [];
      return counterexample === undefined ? claim : { ...claim, counterexample };
    }),
  };
}

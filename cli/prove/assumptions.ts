import { assumptions as rows, type Assumption } from "../../proofs/assumptions";
import type { ClaimResult } from "../../proofs/prove";

/** The rows on which these claims stand, in the order of the rows. */
export function assumptionsOf(claims: readonly Pick<ClaimResult, "assumptions">[]): readonly Assumption[] {
  const used: ReadonlySet<string> = new Set(claims.flatMap(({ assumptions = [] }) => assumptions));
  return rows.filter(({ id }) => used.has(id));
}

import type { ClaimResult, Proof } from "../prove";

type VerdictName = ClaimResult["verdict"];

/** A claim with another verdict than before. */
export interface VerdictChange {
  readonly id: string;
  readonly question: string;
  readonly before: VerdictName;
  readonly after: VerdictName;
  readonly isWorse: boolean;
  /** Why: the first counterexample, or what is missing. */
  readonly because: readonly string[];
}

/** From the best to the worst. What is not applicable is shown by nobody any more. */
const ranks: Readonly<Record<VerdictName, number>> = {
  proven: 0,
  "proven-under-assumptions": 1,
  "not-applicable": 2,
  unknown: 3,
  refuted: 4,
};

export function verdictChanges(before: Proof, after: Proof): readonly VerdictChange[] {
  const was = new Map(before.claims.map(({ id, verdict }) => [id, verdict]));
  return after.claims.flatMap((claim) => {
    const { id, question, verdict } = claim;
    const old = was.get(id);
    if (old === undefined || old === verdict) return [];
    const isWorse = ranks[verdict] > ranks[old];
    return [{ id, question, before: old, after: verdict, isWorse, because: reasonsOf(claim) }];
  });
}

function reasonsOf({ counterexamples = [], missing = [], reason, verdict }: ClaimResult): readonly string[] {
  switch (verdict) {
    case "refuted":
      return counterexamples.slice(0, 1).map(({ says, fix }) => `${says} To do: ${fix}`);
    case "unknown":
      return missing;
    case "not-applicable":
      return reason === undefined ? [] : [reason];
    default:
      return [];
  }
}

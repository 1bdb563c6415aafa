import type { Counterexample, Finding } from "../claim";
import type { AccountClass } from "../model/organization";

type Proven = Omit<Extract<Finding, { readonly kind: "proven" }>, "kind">;

/** Refuted where anything is wrong, unknown where anything is missing, and proven otherwise. */
export function outcomeOf(
  counterexamples: readonly Counterexample[],
  missing: Iterable<string>,
  proven: Proven,
): Finding {
  const { covered } = proven;
  const [wrong, ...others] = counterexamples;
  if (wrong !== undefined) return { kind: "refuted", covered, counterexamples: [wrong, ...others] };
  const [lacking, ...more] = missing;
  if (lacking !== undefined) return { kind: "unknown", covered, missing: [lacking, ...more] };
  return { kind: "proven", ...proven };
}

export function accountsIn(classes: Iterable<AccountClass>): number {
  return [...classes].reduce((sum, { members }) => sum + members.length, 0);
}

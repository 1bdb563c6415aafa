import type { Proof } from "../../proofs/prove";
import { ageText } from "../../proofs/view/age";

/** For whom the proof holds, and how old what it knows of the organization is. */
export function scopeText({ scope, snapshotTaken }: Pick<Proof, "scope" | "snapshotTaken">, today: string): string {
  if (scope === "this-stack") {
    return "For what this stack deploys: no snapshot of the organization was given, so foreign policies and accounts are not seen.";
  }
  if (snapshotTaken === undefined) return "For the whole organization.";
  return `For the whole organization, by a snapshot of ${snapshotTaken.slice(0, 10)} (${ageText(snapshotTaken, today)}).`;
}

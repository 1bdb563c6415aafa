import type { Subject } from "../../proofs/claim";
import type { ClaimResult } from "../../proofs/prove";

type VerdictName = ClaimResult["verdict"];

/** In the order in which a reader wants them. */
export const verdicts = {
  refuted: { mark: "✗", says: "refuted" },
  unknown: { mark: "?", says: "unknown" },
  "proven-under-assumptions": { mark: "~", says: "proven under assumptions" },
  proven: { mark: "✓", says: "proven" },
  "not-applicable": { mark: "-", says: "not applicable" },
} as const satisfies Readonly<Record<VerdictName, { readonly mark: string; readonly says: string }>>;

export const subjects = {
  "way-in": "The way in",
  "nobody-else": "Nobody else",
  alerts: "Alerts",
  "responder-limits": "What a responder may not",
  deployers: "Deployers",
} as const satisfies Readonly<Record<Subject, string>>;

/** "40 proven, 3 proven under assumptions, 0 refuted, 0 unknown, 2 not applicable". */
export function countsOf(claims: readonly Pick<ClaimResult, "verdict">[]): string {
  const order: readonly VerdictName[] = ["proven", "proven-under-assumptions", "refuted", "unknown", "not-applicable"];
  return order
    .map((verdict) => `${claims.filter((one) => one.verdict === verdict).length} ${verdicts[verdict].says}`)
    .join(", ");
}

export function coveredText({ covered }: Pick<ClaimResult, "covered">): string {
  const { principals, accounts, actions } = covered;
  return [counted(principals, "principal"), counted(accounts, "account"), counted(actions, "action")].join(", ");
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

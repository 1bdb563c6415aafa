/** Somebody whom AWS's policies cannot bind, or whom the guardrails spare because the path is kept by him. */
export interface TierZeroRow {
  readonly id: string;
  /** Whom it names, for a person. */
  readonly who: string;
  /** ARNs of principals, with wildcards. */
  readonly principals: readonly string[];
  /** Accounts all of whose principals are meant. */
  readonly accounts: readonly string[];
  readonly why: string;
  readonly watchedBy: string;
  readonly source: string;
  /** What nobody told us, where the row cannot be complete. */
  readonly missing?: string;
}

import type { PolicyKind } from "./kind";

/** A statement as a verdict names it. */
export interface Reason {
  readonly effect: "Allow" | "Deny";
  readonly kind: PolicyKind;
  readonly policy: string;
  /** The Sid, or "#" and the index of a statement without one. */
  readonly statement: string;
}

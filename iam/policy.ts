import type { PolicyKind } from "./kind";
import type { Issue } from "./report";
import type { Statement } from "./statement";

/** A compiled policy: parse once, evaluate many. */
export interface Policy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly version: string;
  readonly statements: readonly Statement[];
  /** Why the document is not known (see opaque.ts); its statements are unknown ones then. */
  readonly opaque?: string;
}

export type Parsed =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly issues: readonly Issue[] };

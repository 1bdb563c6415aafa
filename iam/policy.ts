import type { PolicyKind } from "./kind";
import type { Issue } from "./report";
import type { Statement } from "./statement";

/** A compiled policy: parse once, evaluate many. */
export interface Policy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly version: string;
  readonly statements: readonly Statement[];
}

export type Parsed =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly issues: readonly Issue[] };

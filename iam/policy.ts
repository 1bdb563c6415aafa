import type { Statement } from "./statement";

export type PolicyKind = "identity" | "resource" | "trust" | "scp" | "rcp" | "boundary" | "session";

/** What is wrong with a document, and where: a path such as `Statement[0].Condition.StringEquals`. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** A compiled policy: parse once, evaluate many. */
export interface Policy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly version: string;
  readonly statements: readonly Statement[];
}

export type Parsed =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly issues: readonly Issue[] };

/** Where issues are gathered while a document is read, so that all of them are told at once. */
export type Report = (path: string, message: string) => void;

import type { Properties } from "./value";

/** A resource as the engine registered it or a state holds it, by the classic AWS provider's names. */
export interface Registered {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly properties: Properties;
  readonly protect: boolean;
  readonly provider?: { readonly properties: Properties } | undefined;
  /** The provider's own id of it; undefined before it is made. */
  readonly id?: string | undefined;
  /** Property → URNs of the resources that its value comes from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A resource as its program asked for it, and as it stands at the end: rules see the first alone, stacks the second. */
export interface Recorded {
  readonly asked: Registered;
  readonly standing: Registered;
  /** Deleted by the preview that was read. */
  readonly isGone?: true;
}

/** What a file holds, or why it cannot be read: where, what was found, what is expected. */
export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly ReadIssue[] };

export interface ReadIssue {
  readonly path: string;
  readonly message: string;
}

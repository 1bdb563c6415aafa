import type { Registered as Resource } from "../../proofs/model/recorded";
import type { Kind } from "../kinds";
import type { Document } from "./documents";
import type { Properties, Value } from "../../proofs/model/value";

export type { Resource };

/** The landing zone's own stack, whole, for rules that judge what it does and not how it is written. */
export interface OwnStack {
  readonly resources: readonly Resource[];
  /** ISO 8601, a day. */
  readonly today: string;
}

/** A resource as rules see it: its kind, the classic provider's names of properties, and its documents judged once. */
export interface Subject {
  readonly kind: Kind | undefined;
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Before every property path: where in a template the resource stands. */
  readonly within: string;
  readonly properties: Properties;
  readonly dialect: "classic" | "native" | "template";
  readonly protect: boolean;
  /** Of its provider, where that is certain. */
  readonly account: string | undefined;
  readonly region: Value;
  /** Whether its project may hold protected things. */
  readonly trusted: boolean;
  readonly documents: readonly Document[];
}

export type SubjectRow = Omit<Subject, "documents">;

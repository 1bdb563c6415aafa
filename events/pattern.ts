import type { Leaf } from "./json";

/**
 * A compiled pattern: it matches if one of its branches does. Every combination of alternatives of `$or` is a branch;
 * a branch matches if each of its fields does.
 */
export interface Pattern {
  readonly branches: readonly Branch[];
  /** The names that lead to fields: nothing else of an event needs to be looked at. */
  readonly names: ReadonlySet<string>;
}

/** Sorted by path, as the event's values are: the order decides which elements of an array bind the others. */
export type Branch = readonly Field[];

export interface Field {
  /** Names joined by dots: `{"a": {"b": …}}` and `{"a.b": …}` are one path. */
  readonly path: string;
  readonly tests: readonly Test[];
  /** Whether `{"exists": false}` is among the alternatives. */
  readonly mayBeAbsent: boolean;
}

export type Test = (leaf: Leaf) => boolean;

export interface PatternIssue {
  readonly path: string;
  readonly message: string;
}

export type Report = (path: string, message: string) => void;

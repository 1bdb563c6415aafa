import type { NonEmpty } from "../types";

export function mapNonEmpty<T, U>([first, ...others]: NonEmpty<T>, each: (item: T) => U): NonEmpty<U> {
  return [each(first), ...others.map(each)];
}

export function concatNonEmpty<T>([first, ...others]: NonEmpty<T>, more: readonly T[]): NonEmpty<T> {
  return [first, ...others, ...more];
}

/** Sorted, each once; so that the order of rows never shows in a document. */
export function sortedNonEmpty([first, ...others]: NonEmpty<string>): NonEmpty<string> {
  const [least, ...rest] = [...new Set([first, ...others])].sort();
  return [least ?? first, ...rest];
}

/** The list, or an error that says what the rulebook lacks: an empty exemption or resource list would change a law's meaning. */
export function nonEmpty<T>(list: readonly T[], missing: string): NonEmpty<T> {
  const [first, ...others] = list;
  if (first === undefined) throw new Error(missing);
  return [first, ...others];
}

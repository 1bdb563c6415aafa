import { lookupName } from "./keys";
import type { Lookup, RegisterView, Row } from "./types";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export function rowAt(view: RegisterView, key: Key): Row | undefined {
  return view.reachable ? view.rows.get(lookupName(key))?.[0] : undefined;
}

export function rowsAt(view: RegisterView, pk: string): readonly Row[] {
  return view.reachable ? (view.rows.get(pk) ?? []) : [];
}

export function missingIn(view: RegisterView, lookups: readonly Lookup[]): readonly Lookup[] {
  if (!view.reachable) return [];
  const names = new Map(lookups.map((lookup) => [lookupName(lookup), lookup]));
  return [...names].filter(([name]) => !view.rows.has(name)).map(([, lookup]) => lookup);
}

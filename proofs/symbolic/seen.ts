import type { Automaton, State } from "./automaton";

/** The states that exploring has met. */
export interface Seen {
  /** Whether the state tells nothing new; otherwise it is met now. */
  readonly has: (state: State) => boolean;
  readonly size: () => number;
}

export function everyState(): Seen {
  const keys = new Set<string>();
  return {
    has(state) {
      const before = keys.size;
      return keys.add(keyOf(state)).size === before;
    },
    size: () => keys.size,
  };
}

/**
 * For patterns that count one way only, where a name that matches fewer of them is at least as telling: of two states
 * that differ in such patterns alone, the one with fewer places makes the other needless, whatever comes after.
 */
export function leastStates({ patternAt }: Automaton, isOneWay: (pattern: number) => boolean): Seen {
  const met = new Map<string, State[]>();
  const isLoose = new Map<number, boolean>();
  let size = 0;
  return {
    has(state) {
      const kept: number[] = [];
      const loose: number[] = [];
      for (const place of state) {
        let is = isLoose.get(place);
        if (is === undefined) {
          const pattern = patternAt(place);
          isLoose.set(place, (is = pattern !== undefined && isOneWay(pattern)));
        }
        (is ? loose : kept).push(place);
      }
      const key = keyOf(kept);
      const others = met.get(key) ?? [];
      if (others.some((other) => isWithin(other, loose))) return true;
      met.set(key, [...others.filter((other) => !isWithin(loose, other)), loose]);
      size += 1;
      return false;
    },
    size: () => size,
  };
}

/** Both are in order. */
function isWithin(inner: State, outer: State): boolean {
  let at = 0;
  for (const place of inner) {
    while (at < outer.length && (outer[at] ?? 0) < place) at += 1;
    if (outer[at] !== place) return false;
  }
  return true;
}

function keyOf(state: State): string {
  return String.fromCodePoint(...state);
}

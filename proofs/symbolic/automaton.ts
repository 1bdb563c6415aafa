import { holds, type Characters, type Sequence } from "./sequence";

/** A state is the sorted list of the places in the sequences that a text read so far can have reached. */
export type State = readonly number[];

export interface Automaton {
  readonly start: State;
  /** One character for each group that no sequence tells apart. */
  readonly alphabet: readonly string[];
  readonly after: (state: State, character: string) => State;
  readonly read: (text: string) => State;
  readonly isName: (state: State) => boolean;
  /** Whether a name of the language can still come of it. */
  readonly canBeName: (state: State) => boolean;
  /** Indices of the patterns that match what was read. */
  readonly matchesIn: (state: State) => readonly number[];
  /** Of a place the pattern's index, or undefined for the language. */
  readonly patternAt: (place: number) => number | undefined;
}

/** Between two elements, or at the end. */
interface Place {
  readonly element: Sequence[number] | undefined;
  readonly sequence: number;
}

/** States are kept as texts, one character for a place: beyond this, characters could stand for others. */
const mostPlaces = 0xd800;

/** Letters that read well come first; the order decides which of several shortest names is shown. */
const inOrder = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/";

/** All forms of the language and all patterns, read at the same time. */
export function automatonFor(language: readonly Sequence[], patterns: readonly Sequence[]): Automaton {
  const sequences = [...language, ...patterns];
  const places: Place[] = [];
  const starts: number[] = [];
  sequences.forEach((sequence, index) => {
    starts.push(places.length);
    for (const element of sequence) places.push({ element, sequence: index });
    places.push({ element: undefined, sequence: index });
  });
  if (places.length >= mostPlaces) throw new Error(`${patterns.length} patterns are too many to be read at once`);
  const sequenceOf = places.map(({ sequence }) => sequence);
  const isOfLanguage = (place: number) => (sequenceOf[place] ?? Infinity) < language.length;
  const isEnd = (place: number) => places[place]?.element === undefined;
  const { alphabet, groupOf } = groupsOf(language, sequences);
  const sets = places.map(({ element }) => (element === undefined ? "" : nameOf(element.characters)));
  const moves = new Map(alphabet.map((character) => [character, movesBy(places, sets, character)]));
  const isRun = places.map(({ element }) => element?.isRun === true);
  const isUniversal = places.map(
    ({ element }) => element?.isRun === true && alphabet.every((character) => holds(element.characters, character)),
  );
  const after = (state: State, character: string) => {
    const table = moves.get(groupOf(character) ?? "");
    const next: number[] = [];
    if (table === undefined) return next;
    for (const place of state) {
      const move = table[place] ?? -1;
      if (move >= 0) reach(isRun, move, next);
    }
    return withoutNeedless(next);
  };
  /** What a text can become from a run over every character, it can become from no earlier place besides. */
  function withoutNeedless(state: readonly number[]): State {
    const kept: number[] = [];
    let done = -1;
    for (let index = state.length - 1; index >= 0; index--) {
      const place = state[index] ?? 0;
      const sequence = sequenceOf[place] ?? 0;
      if (sequence === done) continue;
      kept.push(place);
      if (isUniversal[place] === true) done = sequence;
    }
    return kept.reverse();
  }
  const reached: number[] = [];
  for (const place of starts) reach(isRun, place, reached);
  const start = withoutNeedless(reached);
  return {
    start,
    alphabet,
    after,
    read: (text) => Array.from(text).reduce<State>(after, start),
    isName: (state) => state.some((place) => isOfLanguage(place) && isEnd(place)),
    canBeName: (state) => state.some(isOfLanguage),
    matchesIn: (state) =>
      state
        .filter((place) => isEnd(place) && !isOfLanguage(place))
        .map((place) => (places[place]?.sequence ?? 0) - language.length),
    patternAt: (place) => (isOfLanguage(place) ? undefined : (places[place]?.sequence ?? 0) - language.length),
  };
}

/**
 * A run can be left without reading anything. Places come in order, and what is reached from one is a row of neighbours,
 * so that a place not beyond the last one is there already.
 */
function reach(isRun: readonly boolean[], place: number, reached: number[]): void {
  let last = reached.length === 0 ? -1 : (reached[reached.length - 1] ?? -1);
  for (let at = place; ; at++) {
    if (at > last) {
      reached.push(at);
      last = at;
    }
    if (isRun[at] !== true) return;
  }
}

/** By place, where a character leads from there; -1 is nowhere. Few places differ in their characters. */
function movesBy(places: readonly Place[], sets: readonly string[], character: string): Int32Array {
  const known = new Map<string, boolean>();
  return Int32Array.from(places, ({ element }, place) => {
    if (element === undefined) return -1;
    const set = sets[place] ?? "";
    let isHeld = known.get(set);
    if (isHeld === undefined) known.set(set, (isHeld = holds(element.characters, character)));
    if (!isHeld) return -1;
    return element.isRun ? place : place + 1;
  });
}

function nameOf(characters: Characters): string {
  return "only" in characters ? `+${characters.only}` : `-${characters.not}`;
}

/** The language's characters, in groups that are in the same sets of all sequences. */
function groupsOf(language: readonly Sequence[], sequences: readonly Sequence[]) {
  const sets = new Map<string, Characters>();
  for (const { characters } of sequences.flat()) sets.set(nameOf(characters), characters);
  const known = [
    ...new Set(language.flat().flatMap(({ characters }) => ("only" in characters ? Array.from(characters.only) : []))),
  ];
  const ranked = [...new Set([...Array.from(inOrder), ...known.sort()])].filter((character) =>
    known.includes(character),
  );
  const representatives = new Map<string, string>();
  const groups = new Map<string, string>();
  for (const character of ranked) {
    const signature = [...sets.values()].map((set) => (holds(set, character) ? "1" : "0")).join("");
    const representative = representatives.get(signature) ?? character;
    representatives.set(signature, representative);
    groups.set(character, representative);
  }
  return {
    alphabet: [...representatives.values()],
    groupOf: (character: string) => groups.get(character),
  };
}

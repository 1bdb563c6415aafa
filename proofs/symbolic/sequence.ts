/**
 * Characters: those named, or all but those named.
 */
export type Characters = { readonly only: string } | { readonly not: string };

/** One character, or any number of them, also none. */
export interface Element {
  readonly characters: Characters;
  readonly isRun: boolean;
}

/** What texts look like, element by element: a glob, or a form of names. */
export type Sequence = readonly Element[];

export const anything: Characters = { not: "" };

export function holds(characters: Characters, character: string): boolean {
  return "only" in characters ? characters.only.includes(character) : !characters.not.includes(character);
}

export function literal(text: string): Sequence {
  return Array.from(text, (only) => ({ characters: { only }, isRun: false }));
}

/** The text in any letter case. */
export function caseless(text: string): Sequence {
  return Array.from(text, (character) => ({ characters: inAnyCase(character), isRun: false }));
}

export function inAnyCase(character: string): Characters {
  const lower = character.toLowerCase();
  const upper = character.toUpperCase();
  return { only: lower === upper ? character : lower + upper };
}

export function atLeast(count: number, characters: Characters): Sequence {
  return [...Array.from({ length: count }, () => ({ characters, isRun: false })), { characters, isRun: true }];
}

import { automatonFor, type Automaton } from "./automaton";
import { everyState, leastStates, type Seen } from "./seen";
import type { Sequence } from "./sequence";

/** All names of a language that the same patterns match. */
export interface NameClass {
  /** Indices of the patterns. */
  readonly matches: readonly number[];
  /** One of them: a preferred one if there is any, or a shortest. */
  readonly witness: string;
}

export interface Question {
  /** The names: whatever one of these forms describes. */
  readonly language: readonly Sequence[];
  readonly patterns: readonly Sequence[];
  /** Names to be shown for their class, if they belong to the language: the first wins. */
  readonly preferred?: readonly string[];
  /**
   * Patterns that count one way only: a name that matches fewer of them is at least as telling, so that of the classes
   * only the least are found, and others here and there.
   */
  readonly isOneWay?: (pattern: number) => boolean;
  /** More are an error, never a silent cut. */
  readonly maximumStates?: number;
}

/** The landing zone's own documents need less than a thousand. */
const enough = 50_000;

/**
 * Every combination of patterns that some name of the language matches, each once: what holds for the witnesses holds
 * for all names. Exact: the product of the language and of all patterns as one automaton, explored breadth first.
 * Characters that nothing tells apart are one. Lengths have no upper bound, so that a class may hold long names only:
 * that counts against us.
 */
export function classesOf(question: Question): readonly NameClass[] {
  const automaton = automatonFor(question.language, question.patterns);
  const classes = new Map<string, NameClass>();
  const add = (state: readonly number[], witness: () => string) => {
    if (!automaton.isName(state)) return;
    const matches = automaton.matchesIn(state);
    const key = matches.join();
    if (!classes.has(key)) classes.set(key, { matches, witness: witness() });
  };
  for (const name of question.preferred ?? []) add(automaton.read(name), () => name);
  const { isOneWay, maximumStates = enough } = question;
  const seen = isOneWay === undefined ? everyState() : leastStates(automaton, isOneWay);
  explore(automaton, { seen, maximumStates }, add);
  return [...classes.values()].sort((a, b) => compare(a.matches, b.matches));
}

/** The patterns that match one name; undefined if it is none of the language. */
export function matchesOf({ language, patterns }: Question, name: string): readonly number[] | undefined {
  const automaton = automatonFor(language, patterns);
  const state = automaton.read(name);
  return automaton.isName(state) ? automaton.matchesIn(state) : undefined;
}

interface Reached {
  readonly state: readonly number[];
  readonly from: Reached | undefined;
  readonly by: string;
}

function explore(
  automaton: Automaton,
  { seen, maximumStates }: { readonly seen: Seen; readonly maximumStates: number },
  visit: (state: readonly number[], witness: () => string) => void,
): void {
  const start: Reached = { state: automaton.start, from: undefined, by: "" };
  const queue: Reached[] = [start];
  seen.has(start.state);
  for (let next = 0; next < queue.length; next++) {
    const reached = queue[next] ?? start;
    visit(reached.state, () => textOf(reached));
    for (const by of automaton.alphabet) {
      const state = automaton.after(reached.state, by);
      if (state.length === 0 || !automaton.canBeName(state) || seen.has(state)) continue;
      if (seen.size() > maximumStates) {
        throw new Error(`names fall into more than ${maximumStates} states: patterns too intricate`);
      }
      queue.push({ state, from: reached, by });
    }
  }
}

function textOf(reached: Reached): string {
  let text = "";
  for (let at: Reached | undefined = reached; at !== undefined; at = at.from) text = at.by + text;
  return text;
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.length - b.length || a.join().localeCompare(b.join());
}

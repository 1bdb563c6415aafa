import { lowerCaseOf } from "./lower-case";

/** The request context: keys as AWS spells them, with one value or several. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** What a request context says about a key: its values, that it is absent, or that nobody knows. */
export type Answer = readonly string[] | "absent" | "unknown";

/** What is asked of policies. */
export interface Facts {
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly names: readonly string[];
  readonly unknownKeys: readonly string[];
}

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly unknownKeys?: readonly string[];
}

const NO_KEYS: readonly string[] = [];

export function factsFor({ action, resource, context, unknownKeys = NO_KEYS }: Asked): Facts {
  return { action: lowerCaseOf(action), resource, context, names: Object.keys(context), unknownKeys };
}

/** Condition key names are not case sensitive. A context may spell a key in two ways; then the later counts. */
export function answerFor(facts: Facts, lowerCaseKey: string): Answer {
  if (lastSpellingIn(facts.unknownKeys, lowerCaseKey) !== undefined) return "unknown";
  const name = lastSpellingIn(facts.names, lowerCaseKey);
  const value = name === undefined ? undefined : facts.context[name];
  return value === undefined ? "absent" : typeof value === "string" ? [value] : value;
}

/**
 * A text of another length is no spelling of the key, which spares most of them the lower case. Of all letters, only the
 * lower case of İ is longer than itself.
 */
function lastSpellingIn(names: readonly string[], lowerCaseKey: string): string | undefined {
  const anyLength = lowerCaseKey.includes("i\u0307");
  for (let index = names.length - 1; index >= 0; index--) {
    const name = names[index] ?? "";
    if ((anyLength || name.length === lowerCaseKey.length) && lowerCaseOf(name) === lowerCaseKey) return name;
  }
  return undefined;
}

import type { Comparison } from "./conditions/operator";
import { ANY_RUN } from "./glob";
import type { Policy } from "./policy";
import { constantOf, type Template } from "./variables";

/** What the value of a condition key is compared with somewhere in some policies. */
export interface KeyPattern {
  /**
   * "text": the whole text matches the pattern, its wildcards across everything.
   * "caseless": likewise, whatever the letter case; the pattern is in lower case and has no wildcards.
   * "arn": text and pattern have six components, the sixth with its own colons, and each matches its own.
   * "value": what the text means is compared (a number, a date, an address, bytes), so no automaton can tell.
   */
  readonly comparison: Comparison;
  /** Its wildcards are the marks ANY_RUN and ANY_ONE (see glob.ts); every other character stands for itself. */
  readonly pattern: string;
  /**
   * Whether it holds a policy variable, shown as ANY_RUN: then it is no constant, and constants alone do not tell every
   * case apart. Where the variable is unknown, evaluation says "unknown".
   */
  readonly variable: boolean;
}

/**
 * Every pattern with which the policies compare a key, each once: two values that match the same patterns are the same
 * to all conditions on that key. Null compares nothing. A key can matter as a variable too, see `variablesOf`; and an
 * opaque policy may compare anything.
 */
export function patternsOn(policies: readonly Policy[], key: string): readonly KeyPattern[] {
  const wanted = key.toLowerCase();
  const found = new Map<string, KeyPattern>();
  for (const { statements } of policies) {
    for (const { conditions } of statements) {
      for (const { key: compared, comparison, values } of conditions) {
        if (compared !== wanted || comparison === undefined) continue;
        for (const value of values) {
          const pattern = keyPatternOf(comparison, value);
          found.set(JSON.stringify(pattern), pattern);
        }
      }
    }
  }
  return [...found.values()];
}

function keyPatternOf(comparison: Comparison, template: Template): KeyPattern {
  const text = patternOf(template);
  const pattern = comparison === "caseless" ? text.toLowerCase() : text;
  return { comparison, pattern, variable: constantOf(template) === undefined };
}

/** The pattern of a template, each variable in it shown as ANY_RUN. */
export function patternOf(template: Template): string {
  return template.map((piece) => (typeof piece === "string" ? piece : ANY_RUN)).join("");
}

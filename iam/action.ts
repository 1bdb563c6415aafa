import { globFor, hasWildcard, patternFor } from "./glob";
import { lowerCaseOf } from "./lower-case";

/**
 * "*" or service:Name with wildcards in the name; letter case does not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
const ACTION = /^(\*|\*:\*|[a-z0-9-]+:[a-z0-9_.*?-]+)$/i;

export function problemWithAction(action: string): string | undefined {
  return ACTION.test(action) ? undefined : `"${action}" is no action: expected "service:Name" or "*"`;
}

/** In lower case, with marked wildcards. */
export function actionPatternFor(action: string): string {
  return patternFor(action.toLowerCase());
}

/** The matcher is asked with actions in lower case. */
export function actionMatcherFor(patterns: readonly string[]): (lowerCaseAction: string) => boolean {
  const literals = new Set(patterns.filter((pattern) => !hasWildcard(pattern)));
  const globs = patterns.filter(hasWildcard).map(globFor);
  return (action) => literals.has(action) || globs.some((matches) => matches(action));
}

export function serviceOf(action: string): string {
  return lowerCaseOf(action.slice(0, Math.max(action.indexOf(":"), 0)));
}

import { globFor, patternFor } from "./glob";

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
  const globs = patterns.map(globFor);
  return (action) => globs.some((matches) => matches(action));
}

export function serviceOf(action: string): string {
  return action.slice(0, Math.max(action.indexOf(":"), 0)).toLowerCase();
}

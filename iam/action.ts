import { globFor, patternFor } from "./glob";

/**
 * "*" or service:Name with wildcards in the name; letter case does not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
const ACTION = /^(\*|\*:\*|[a-z0-9-]+:[a-z0-9_.*?-]+)$/i;

export function problemWithAction(action: string): string | undefined {
  return ACTION.test(action) ? undefined : `"${action}" is no action: expected "service:Name" or "*"`;
}

/** The matcher is asked with actions in lower case. */
export function actionMatcherFor(actions: readonly string[]): (lowerCaseAction: string) => boolean {
  const globs = actions.map((action) => globFor(patternFor(action.toLowerCase())));
  return (action) => globs.some((matches) => matches(action));
}

export function serviceOf(action: string): string {
  return action.slice(0, Math.max(action.indexOf(":"), 0)).toLowerCase();
}

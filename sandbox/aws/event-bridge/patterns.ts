import { compilePattern } from "../../../events";
import { AwsError } from "../errors";

/** In characters. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const longestPattern = 2_048;

/** What is wrong with patterns, by their text: a StackSet asks a thousand times about the same one. */
const known = new Map<string, string | undefined>();

export function checkPattern(pattern: string): void {
  if (!known.has(pattern)) {
    if (known.size > 1_000) known.clear();
    known.set(pattern, issueOf(pattern));
  }
  const issue = known.get(pattern);
  if (issue !== undefined) {
    throw new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${issue}`);
  }
}

function issueOf(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `it has ${pattern.length} characters, more than ${longestPattern}`;
  const compiled = compilePattern(pattern);
  if (compiled.ok) return undefined;
  return compiled.issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
}

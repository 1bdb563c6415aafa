/**
 * Wildcards of IAM: `*` is any run of characters (also none, also across slashes), `?` is any single character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * A literal asterisk can be written `${*}` or come from a policy variable, so patterns carry their wildcards as two
 * control characters that no policy may contain, and every other character stands for itself.
 */
export const ANY_RUN = "\u0001";
export const ANY_ONE = "\u0002";

/** The pattern for text in which `*` and `?` are wildcards. */
export function patternFor(text: string): string {
  return text.replaceAll("*", ANY_RUN).replaceAll("?", ANY_ONE);
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes(ANY_RUN) || pattern.includes(ANY_ONE);
}

/** Compiled once, asked often: the common shapes (no wildcard, everything, a prefix) need no search. */
export function globFor(pattern: string): (text: string) => boolean {
  if (pattern === ANY_RUN) return () => true;
  if (!hasWildcard(pattern)) return (text) => text === pattern;
  const head = pattern.slice(0, -1);
  if (pattern.endsWith(ANY_RUN) && !hasWildcard(head)) return (text) => text.startsWith(head);
  return (text) => matchesGlob(pattern, text);
}

/** Greedy search that returns to the last `*` on a mismatch: never worse than pattern length × text length. */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let lastRun = -1;
  let resumeAt = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === ANY_RUN) {
      lastRun = p++;
      resumeAt = t;
    } else if (p < pattern.length && (pattern[p] === ANY_ONE || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (lastRun >= 0) {
      p = lastRun + 1;
      t = ++resumeAt;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern[p] === ANY_RUN) p++;
  return p === pattern.length;
}

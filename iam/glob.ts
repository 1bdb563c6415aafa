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

const WILDCARD = new RegExp(`[${ANY_RUN}${ANY_ONE}]`);

export function hasWildcard(pattern: string): boolean {
  return pattern.includes(ANY_RUN) || pattern.includes(ANY_ONE);
}

/** What stands before the first wildcard. */
export function literalHead(pattern: string): string {
  const first = pattern.search(WILDCARD);
  return first < 0 ? pattern : pattern.slice(0, first);
}

/** Whether a text matches from `start` to its end. */
export type Glob = (text: string, start?: number) => boolean;

/** Compiled once, asked often: what stands before the first wildcard and after the last is compared before any search. */
export function globFor(pattern: string): Glob {
  if (pattern === ANY_RUN) return () => true;
  const first = pattern.search(WILDCARD);
  if (first < 0) {
    return (text, start = 0) => text.length - start === pattern.length && text.startsWith(pattern, start);
  }
  const head = pattern.slice(0, first);
  const rest = pattern.slice(first);
  if (rest === ANY_RUN) return (text, start = 0) => text.startsWith(head, start);
  const tail = pattern.slice(Math.max(pattern.lastIndexOf(ANY_RUN), pattern.lastIndexOf(ANY_ONE)) + 1);
  return (text, start = 0) =>
    text.startsWith(head, start) && text.endsWith(tail) && matchesGlob(rest, text, start + head.length);
}

const RUN_CODE = ANY_RUN.charCodeAt(0);
const ONE_CODE = ANY_ONE.charCodeAt(0);

/**
 * Whether a pattern with marked wildcards matches a text, or the piece of it from `start` to `end`. A greedy search that
 * returns to the last `*` on a mismatch: never worse than pattern length × text length.
 */
export function matchesGlob(pattern: string, text: string, start = 0, end = text.length): boolean {
  let p = 0;
  let t = start;
  let lastRun = -1;
  let resumeAt = start;
  while (t < end) {
    const code = p < pattern.length ? pattern.charCodeAt(p) : -1;
    if (code === RUN_CODE) {
      lastRun = p++;
      resumeAt = t;
    } else if (code === ONE_CODE || code === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (lastRun >= 0) {
      p = lastRun + 1;
      t = ++resumeAt;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern.charCodeAt(p) === RUN_CODE) p++;
  return p === pattern.length;
}

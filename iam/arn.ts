import { ANY_RUN, globFor, hasWildcard, matchesGlob, patternFor } from "./glob";

/** The six components of an ARN; the sixth keeps its own colons: arn:partition:service:region:account:resource. */
export function arnComponents(arn: string): readonly string[] | undefined {
  const parts = arn.split(":");
  if (parts.length < 6 || parts[0] !== "arn") return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

export function accountOfArn(arn: string): string | undefined {
  return arnComponents(arn)?.[4] || undefined;
}

/**
 * A Resource pattern: wildcards work within the segments between colons, and a `*` that ends a segment may run on
 * beyond the colon. Letter case counts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: string, arn: string): boolean {
  return resourceGlobFor(patternFor(pattern))(arn);
}

export function resourceGlobFor(pattern: string): (arn: string) => boolean {
  if (pattern === ANY_RUN || !hasWildcard(pattern)) return globFor(pattern);
  const segments = pattern.split(":");
  const wild = segments.findIndex(hasWildcard);
  if (wild >= 5 || wild === segments.length - 1) return globFor(pattern);
  const resourceAt = Math.min(5, segments.length - 1);
  const head = segments.slice(0, resourceAt);
  const resource = segments.slice(resourceAt).join(":");
  return (arn) => matchesSegments(head, 0, resource, arn, 0);
}

function matchesSegments(
  head: readonly string[],
  index: number,
  resource: string,
  arn: string,
  start: number,
): boolean {
  const segment = head[index];
  if (segment === undefined) return matchesGlob(resource, arn.slice(start));
  const runsOn = segment.endsWith(ANY_RUN);
  for (let colon = arn.indexOf(":", start); colon >= 0; colon = arn.indexOf(":", colon + 1)) {
    const fits = matchesGlob(segment, arn.slice(start, colon));
    if (fits && matchesSegments(head, index + 1, resource, arn, colon + 1)) return true;
    if (!runsOn) return false;
  }
  return false;
}

/**
 * ArnEquals and ArnLike compare the six components one by one, each with its own wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function componentGlobFor(pattern: string): (arn: string) => boolean {
  const globs = arnComponents(pattern)?.map(globFor);
  if (globs === undefined) return () => false;
  return (arn) => {
    const components = arnComponents(arn);
    return components !== undefined && globs.every((matches, index) => matches(components[index] ?? ""));
  };
}

import { ANY_RUN, globFor, hasWildcard, matchesGlob, patternFor, type Glob } from "./glob";

/** The six components of an ARN; the sixth keeps its own colons: arn:partition:service:region:account:resource. */
export function arnComponents(arn: string): readonly string[] | undefined {
  const parts = arn.split(":");
  if (parts.length < 6 || parts[0] !== "arn") return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

export function accountOfArn(arn: string): string | undefined {
  if (!arn.startsWith("arn:")) return undefined;
  let colon = 3;
  for (let component = 1; component < 4; component++) {
    colon = arn.indexOf(":", colon + 1);
    if (colon < 0) return undefined;
  }
  const end = arn.indexOf(":", colon + 1);
  return end > colon + 1 ? arn.slice(colon + 1, end) : undefined;
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
  const segments = pattern.split(":");
  const wild = segments.findIndex(hasWildcard);
  if (wild < 0 || wild >= 5 || wild === segments.length - 1) return globFor(pattern);
  const literal = segments
    .slice(0, wild)
    .map((segment) => `${segment}:`)
    .join("");
  const resourceAt = Math.min(5, segments.length - 1);
  const head = segments.slice(wild, resourceAt);
  const resource = globFor(segments.slice(resourceAt).join(":"));
  return (arn) => arn.startsWith(literal) && matchesSegments(head, 0, resource, arn, literal.length);
}

function matchesSegments(head: readonly string[], index: number, resource: Glob, arn: string, start: number): boolean {
  const segment = head[index];
  if (segment === undefined) return resource(arn, start);
  const first = arn.indexOf(":", start);
  if (first < 0 || (segment !== ANY_RUN && !matchesGlob(segment, arn, start, first))) return false;
  // Only the `*` at its end can run on; the rest of the segment has matched before the first colon.
  const runsOn = segment.endsWith(ANY_RUN);
  for (let colon = first; colon >= 0; colon = arn.indexOf(":", colon + 1)) {
    if (matchesSegments(head, index + 1, resource, arn, colon + 1)) return true;
    if (!runsOn) return false;
  }
  return false;
}

/**
 * ArnEquals and ArnLike compare the six components one by one, each with its own wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function componentGlobFor(pattern: string): (arn: string) => boolean {
  const components = arnComponents(pattern);
  if (components === undefined) return () => false;
  if (!hasWildcard(pattern)) return (arn) => arn === pattern;
  const head = components.slice(0, 5).map((text) => ({ text, wild: hasWildcard(text) }));
  const resource = globFor(components[5] ?? "");
  return (arn) => {
    let start = 0;
    for (const { text, wild } of head) {
      const end = arn.indexOf(":", start);
      if (end < 0) return false;
      const same = wild
        ? matchesGlob(text, arn, start, end)
        : end - start === text.length && arn.startsWith(text, start);
      if (!same) return false;
      start = end + 1;
    }
    return resource(arn, start);
  };
}

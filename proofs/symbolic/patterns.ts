import { ANY_ONE, ANY_RUN, hasWildcard } from "../../iam";
import { anything, inAnyCase, type Characters, type Sequence } from "./sequence";

const withoutColon: Characters = { not: ":" };
const withoutSlash: Characters = { not: "/" };

/** A glob over the whole text; its wildcards stand for the characters given. */
export function globSequence(pattern: string, wild: Characters = anything): Sequence {
  return Array.from(pattern, (character) => {
    if (character === ANY_RUN) return { characters: wild, isRun: true };
    return { characters: character === ANY_ONE ? wild : { only: character }, isRun: false };
  });
}

/** Equality whatever the letter case; the pattern is in lower case, and a variable in it is shown as a wildcard. */
export function caselessSequence(pattern: string): Sequence {
  return Array.from(pattern, (character) =>
    character === ANY_RUN ? { characters: anything, isRun: true } : { characters: inAnyCase(character), isRun: false },
  );
}

/**
 * ArnEquals and ArnLike: six components, each with its own wildcards; only the sixth has colons. Undefined where the
 * pattern is no ARN: it matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnSequence(pattern: string): Sequence | undefined {
  const parts = pattern.split(":");
  if (parts.length < 6 || parts[0] !== "arn") return undefined;
  const head = parts.slice(0, 5).map((part) => `${part}:`);
  return [...head.flatMap((part) => globSequence(part, withoutColon)), ...globSequence(parts.slice(5).join(":"))];
}

/**
 * Resource: wildcards work within the segments between colons, and a `*` that ends a segment may run on beyond.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceSequence(pattern: string): Sequence {
  const segments = pattern.split(":");
  const wild = segments.findIndex(hasWildcard);
  if (wild < 0 || wild >= 5 || wild === segments.length - 1) return globSequence(pattern);
  const last = Math.min(5, segments.length - 1);
  return [...segments.slice(0, last).flatMap(segmentSequence), ...globSequence(segments.slice(last).join(":"))];
}

function segmentSequence(segment: string): Sequence {
  if (!segment.endsWith(ANY_RUN)) return globSequence(`${segment}:`, withoutColon);
  return [...globSequence(segment.slice(0, -ANY_RUN.length), withoutColon), ...globSequence(`${ANY_RUN}:`)];
}

/** Texts whose part after the last slash is described: the ARN of a user by `aws:username`. */
export function lastPartSequence(part: Sequence): Sequence {
  const own = part.map(({ characters, isRun }) => ({
    characters: "not" in characters ? withoutSlash : { only: characters.only.replaceAll("/", "") },
    isRun,
  }));
  return [{ characters: anything, isRun: true }, { characters: { only: "/" }, isRun: false }, ...own];
}

import { anyCaseFor, equalsIgnoringCase } from "./ignore-case";
import type { Json, Leaf } from "./json";
import { comparableFor } from "./number";
import type { Report, Test } from "./pattern";
import { matchesWildcard, wildcardFrom } from "./wildcard";

/** Whether a text of an event is one of the excluded ones; undefined, and reported, if the exclusion is not valid. */
type Exclusion = (excluded: string, path: string, report: Report) => ((text: string) => boolean) | undefined;

const exclusions: ReadonlyMap<string, Exclusion> = new Map<string, Exclusion>([
  ["prefix", notEmpty((excluded) => (text) => text.startsWith(excluded))],
  ["suffix", notEmpty((excluded) => (text) => text.endsWith(excluded))],
  ["equals-ignore-case", ignoringCase],
  ["wildcard", wildcard],
]);

/**
 * Matches every value but the excluded ones, of whatever kind; a field that is missing does not match.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-anything-but
 */
export function anythingButFrom(value: Json, path: string, report: Report): Test | undefined {
  if (value.kind !== "object") return valuesFrom(listOf(value), path, report);
  const [first] = value.entries;
  const exclusion = exclusions.get(first?.[0] ?? "");
  if (first === undefined || value.entries.length > 1 || exclusion === undefined) {
    report(path, `expected values or one of ${[...exclusions.keys()].join(", ")}`);
    return undefined;
  }
  const inside = `${path}.${first[0]}`;
  const texts = listOf(first[1]).map((item) => (item.kind === "text" ? item.value : undefined));
  const predicates = texts.map((text) => text !== undefined && exclusion(text, inside, report));
  if (texts.includes(undefined)) report(inside, "expected text or a list of texts");
  const known = predicates.filter((predicate) => typeof predicate === "function");
  if (known.length < predicates.length) return undefined;
  return (leaf) => leaf.kind !== "text" || !known.some((predicate) => predicate(leaf.value));
}

function listOf(value: Json): readonly Json[] {
  return value.kind === "array" ? value.items : [value];
}

function valuesFrom(items: readonly Json[], path: string, report: Report): Test | undefined {
  const texts = items.flatMap((item) => (item.kind === "text" ? [item.value] : []));
  const numbers = items.flatMap((item) => (item.kind === "number" ? [comparableFor(item.text)] : []));
  const isOneKind = items.length > 0 && (texts.length === items.length || numbers.length === items.length);
  if (!isOneKind || numbers.includes(undefined)) {
    report(path, "expected texts only or numbers only, of a precision that can be compared, and at least one");
    return undefined;
  }
  return (leaf) => !isAmong(leaf, texts, numbers);
}

function isAmong(leaf: Leaf, texts: readonly string[], numbers: readonly (number | undefined)[]): boolean {
  if (leaf.kind === "text") return texts.includes(leaf.value);
  const value = leaf.kind === "number" ? comparableFor(leaf.text) : undefined;
  return value !== undefined && numbers.includes(value);
}

function notEmpty(predicateFor: (excluded: string) => (text: string) => boolean): Exclusion {
  return (excluded, path, report) => {
    if (excluded !== "") return predicateFor(excluded);
    report(path, "the text must not be empty: it would exclude everything");
    return undefined;
  };
}

function ignoringCase(excluded: string): (text: string) => boolean {
  const pattern = anyCaseFor(excluded);
  return (text) => equalsIgnoringCase(text, pattern);
}

function wildcard(excluded: string, path: string, report: Report): ((text: string) => boolean) | undefined {
  const parsed = wildcardFrom(excluded);
  if (parsed.ok) return (text) => matchesWildcard(text, parsed.pieces);
  report(path, parsed.message);
  return undefined;
}

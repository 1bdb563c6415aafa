import { alternativeFrom } from "./expression";
import { jsonFrom, jsonFromText, type Json, type JsonObject } from "./json";
import type { Branch, Field, Pattern, PatternIssue, Report } from "./pattern";

export type CompiledPattern =
  { readonly ok: true; readonly pattern: Pattern } | { readonly ok: false; readonly issues: readonly PatternIssue[] };

/** The fields of one branch by path. A path that is given twice has the later alternatives. */
type Draft = ReadonlyMap<string, Field>;

const OR = "$or";

/** https://github.com/aws/event-ruler/blob/v2.0.1/src/main/software/amazon/event/ruler/GenericMachine.java */
const MOST_FIELDS = 256;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or */
const MOST_BRANCHES = 1000;

/** Names that mean something to the matcher, now or reserved, and that no alternative of `$or` may use as a field. */
const RESERVED = new Set(
  `exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard
   not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ip-address-in-range
   ip-address-not-in-range`.split(/\s+/),
);

/**
 * Compiles an event pattern, given as an object or as JSON text, and tells every issue at once: what is not understood
 * is an issue, never a pattern that does not match.
 */
export function compilePattern(pattern: unknown): CompiledPattern {
  let root: Json;
  try {
    root = typeof pattern === "string" ? jsonFromText(pattern) : jsonFrom(pattern);
  } catch (error) {
    return refused([{ path: "", message: error instanceof Error ? error.message : String(error) }]);
  }
  if (root.kind !== "object") return refused([{ path: "", message: "a pattern is an object" }]);
  const compiled = compiledFrom(root, true);
  if (compiled.ok) return compiled;
  // A `$or` that is no valid list of alternatives may still be valid as the name of a field; AWS's matcher tries both.
  const plain = compiledFrom(root, false);
  return plain.ok ? plain : compiled;
}

function refused(issues: readonly PatternIssue[]): CompiledPattern {
  return { ok: false, issues };
}

function compiledFrom(root: JsonObject, knowsOr: boolean): CompiledPattern {
  const issues: PatternIssue[] = [];
  const report: Report = (path, message) => issues.push({ path, message });
  const drafts = draftsFor(root, { drafts: [], names: [], knowsOr, inOr: false }, report);
  const branches = drafts.map((draft) => [...draft.values()].sort(byPath));
  if (branches.some((branch) => branch.length > MOST_FIELDS)) report("", `more than ${MOST_FIELDS} fields`);
  return issues.length > 0 ? refused(issues) : { ok: true, pattern: { branches, names: namesOf(branches) } };
}

function byPath(one: Field, other: Field): number {
  return one.path < other.path ? -1 : 1;
}

function namesOf(branches: readonly Branch[]): ReadonlySet<string> {
  return new Set(branches.flatMap((branch) => branch.flatMap(({ path }) => path.split("."))));
}

interface Place {
  readonly drafts: readonly Draft[];
  readonly names: readonly string[];
  readonly knowsOr: boolean;
  readonly inOr: boolean;
}

/** The drafts at this place, extended by the fields of the object. */
function draftsFor({ entries }: JsonObject, place: Place, report: Report): readonly Draft[] {
  if (entries.length === 0) report(place.names.join("."), "an empty object is not allowed");
  let { drafts } = place;
  for (const [name, value] of entries) {
    const names = [...place.names, name];
    const path = names.join(".");
    if (name === OR && place.knowsOr) drafts = alternativesFor(value, { ...place, drafts }, path, report);
    else if (place.inOr && RESERVED.has(name)) report(path, `${name} is reserved; it cannot be a field inside ${OR}`);
    else if (value.kind === "object") drafts = draftsFor(value, { ...place, drafts, names }, report);
    else if (value.kind === "array") drafts = withField(drafts, fieldFrom(value.items, path, report));
    else report(path, "expected an object or a list");
  }
  return drafts;
}

function alternativesFor(value: Json, place: Place, path: string, report: Report): readonly Draft[] {
  const items = value.kind === "array" ? value.items : [];
  if (items.length < 2) report(path, `${OR} needs a list of at least two objects`);
  const branches = items.flatMap((item, index) => {
    if (item.kind === "object") return draftsFor(item, { ...place, drafts: begun(place.drafts), inOr: true }, report);
    report(`${path}[${index}]`, `an alternative of ${OR} is an object`);
    return [];
  });
  if (branches.length <= MOST_BRANCHES) return branches;
  report(path, `${OR} makes more than ${MOST_BRANCHES} combinations`);
  return branches.slice(0, 1);
}

function begun(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.length === 0 ? [new Map()] : drafts;
}

function withField(drafts: readonly Draft[], field: Field): readonly Draft[] {
  return begun(drafts).map((draft) => new Map([...draft, [field.path, field]]));
}

function fieldFrom(items: readonly Json[], path: string, report: Report): Field {
  if (items.length === 0) report(path, "an empty list is not allowed");
  const alternatives = items.map((item, index) => alternativeFrom(item, `${path}[${index}]`, report));
  const tests = alternatives.flatMap((alternative) => (alternative?.kind === "test" ? [alternative.test] : []));
  return { path, tests, mayBeAbsent: alternatives.some((alternative) => alternative?.kind === "absent") };
}

import { matchesGlob, patternFor } from "../../iam/glob";
import { spellingOf, type Kind } from "../kinds";
import { violated, type Finding, type ResourceRule, type Rule, type StackRule } from "../rule";
import { isLandingZoneUrn } from "./landing-zone";
import type { Exception, Law } from "./law";
import type { Resource, Subject } from "./subject";
import { subjectsOf } from "./subjects";

/** The rules, found by the kind of a resource: a resource that no rule speaks of costs one look-up. */
export interface RuleBook {
  readonly byKind: ReadonlyMap<Kind, readonly ResourceRule[]>;
  readonly ofEvery: readonly ResourceRule[];
  readonly ofStacks: readonly StackRule[];
  readonly kindsOfStacks: ReadonlySet<Kind>;
}

/** What one rule says of one resource, and whether the facts accept it for now. */
export interface Judgement extends Finding {
  readonly rule: Rule;
  readonly subject: Pick<Subject, "type" | "name" | "dialect"> | undefined;
  readonly exception: Exception | undefined;
}

export function ruleBookFor(rules: readonly Rule[]): RuleBook {
  const byKind = new Map<Kind, ResourceRule[]>();
  const resourceRules = rules.filter((rule) => rule.scope === "resource");
  for (const rule of resourceRules) {
    if (rule.kinds === "every") continue;
    for (const kind of rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  const ofStacks = rules.filter((rule) => rule.scope === "stack");
  return {
    byKind,
    ofEvery: resourceRules.filter(({ kinds }) => kinds === "every"),
    ofStacks,
    kindsOfStacks: new Set(ofStacks.flatMap(({ kinds }) => (kinds === "every" ? [] : [...kinds]))),
  };
}

/** One pass over one resource: it is read once, whatever the number of rules. `today` is ISO 8601. */
export function judgementsFor(resource: Resource, rules: RuleBook, law: Law, today: string): readonly Judgement[] {
  return subjectsOf(resource, law).flatMap((subject) => {
    const own = subject.kind === undefined ? [] : (rules.byKind.get(subject.kind) ?? []);
    const all = [...rules.ofEvery, ...own];
    return all.flatMap((rule) =>
      findingsOf(rule, law, () => rule.findingsFor(subject, law)).map((finding) => ({
        ...finding,
        rule,
        subject,
        exception: exceptionFor(rule, resource.urn, law, today),
      })),
    );
  });
}

/** Whether a rule about stacks looks at this resource, and so its properties must be read. */
export function isReadForStacks({ type, urn }: Pick<Resource, "type" | "urn">, rules: RuleBook, law: Law): boolean {
  return isSeenByStacks(type, rules) || isLandingZoneUrn(urn, law);
}

function isSeenByStacks(type: string, { kindsOfStacks }: RuleBook): boolean {
  const kind = spellingOf(type)?.kind;
  return kind !== undefined && kindsOfStacks.has(kind);
}

export function stackJudgementsFor(
  resources: readonly Resource[],
  rules: RuleBook,
  law: Law,
  today: string,
): readonly Judgement[] {
  const subjects = resources
    .filter(({ type }) => isSeenByStacks(type, rules))
    .flatMap((resource) => subjectsOf(resource, law));
  const own = { resources: resources.filter(({ urn }) => isLandingZoneUrn(urn, law)), today };
  const byUrn = new Map(subjects.map((subject) => [subject.urn, subject]));
  return rules.ofStacks.flatMap((rule) =>
    findingsOf(rule, law, () => rule.findingsFor(subjects, law, own)).map((finding) => ({
      ...finding,
      rule,
      subject: finding.urn === undefined ? undefined : byUrn.get(finding.urn),
      exception: exceptionFor(rule, finding.urn ?? "", law, today),
    })),
  );
}

/** A rule that fails has not passed anything; facts that do not hold leave nothing to judge by. */
function findingsOf(rule: Rule, law: Law, find: () => readonly Finding[]): readonly Finding[] {
  if (law.issues.length > 0) return [violated("", `the pack's facts cannot be used: ${law.issues.join("; ")}`)];
  if (rule.needsFacts === true && law.facts === undefined) return [];
  try {
    return find();
  } catch {
    return [violated("", `${rule.id} could not analyse it, so it is not passed`)];
  }
}

function exceptionFor({ id }: Rule, urn: string, { exceptions }: Law, today: string): Exception | undefined {
  return exceptions.find(
    ({ rule, urn: pattern, review }) => rule === id && review > today && matchesGlob(patternFor(pattern), urn),
  );
}

import type { NonEmpty } from "../rulebook";
import type { RequirementId } from "../rulebook/requirement";
import type { Law } from "./judge/law";
import type { OwnStack, Subject } from "./judge/subject";
import type { Properties } from "../proofs/model/value";
import type { Kind } from "./kinds";

export type Severity = "low" | "medium" | "high" | "critical";

export const families = [
  "break-glass",
  "guardrails",
  "logging",
  "alerting",
  "credentials",
  "third-parties",
  "least-privilege",
  "platform",
] as const;
export type Family = (typeof families)[number];

/** What is wrong with one resource, or what cannot be told of it yet. Never a property's value: it may be a secret. */
export interface Finding {
  /** Property path; empty for the resource as a whole. */
  readonly where: string;
  readonly seen: string;
  readonly verdict: "violated" | "undecided";
  /** Of a stack's rule: the resource meant; without one it is the stack. */
  readonly urn?: string;
}

/** What the framework calls it. */
export interface Frameworks {
  readonly wellArchitected: `SEC${string}`;
  /** CIS AWS Foundations Benchmark 3.0. */
  readonly cis?: string;
  /** NIST SP 800-53 revision 5. */
  readonly nist?: string;
}

/** A resource that shows what a rule passes or refuses. */
export interface Example {
  readonly type: string;
  readonly properties: Properties;
  /** In the landing zone's own project. */
  readonly landingZone?: true;
  readonly protect?: true;
  /** Of its provider. */
  readonly account?: string;
  readonly region?: string;
}

export interface RuleRow {
  /** An imperative sentence in kebab case; the policy's name. */
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  readonly severity: Severity;
  /** The attack or the failure. */
  readonly stops: string;
  readonly source: string;
  readonly requirements: NonEmpty<RequirementId>;
  readonly frameworks: Frameworks;
  readonly fix: string;
  /** Decided only where the organization's facts are given. */
  readonly needsFacts?: true;
}

export type ResourceRule = RuleRow & {
  readonly scope: "resource";
  readonly kinds: NonEmpty<Kind> | "every";
  readonly findingsFor: (subject: Subject, law: Law) => readonly Finding[];
  readonly good: Example;
  readonly bad: Example;
  /** Properties of the classic provider that put it right, where doing so breaks nothing. */
  readonly remedyFor?: (subject: Subject) => Properties | undefined;
};

export type StackRule = RuleRow & {
  readonly scope: "stack";
  /** What it looks at; the rest of a stack is not even read. "every" is the landing zone's own stack, and none of others. */
  readonly kinds: NonEmpty<Kind> | "every";
  /** `own` has no resources in every other stack than the landing zone's. */
  readonly findingsFor: (subjects: readonly Subject[], law: Law, own: OwnStack) => readonly Finding[];
  readonly good: NonEmpty<Example>;
  readonly bad: NonEmpty<Example>;
};

export type Rule = ResourceRule | StackRule;

export function violated(where: string, seen: string): Finding {
  return { where, seen, verdict: "violated" };
}

export const undecidedText = "cannot be decided at preview, will be decided at update";

/** What a template works out is never told to Pulumi. */
export const undecidedInTemplate = "depends on a function of the template, so only CloudFormation decides it";

export function undecided(where: string): Finding {
  return { where, seen: undecidedText, verdict: "undecided" };
}

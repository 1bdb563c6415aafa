import { z } from "zod";
import { factsOf, type FactIssue } from "../facts";
import { isSettled, rulebook } from "../rulebook";
import { lawWithoutFacts, type Law, type Project } from "./judge/law";

/**
 * The organization's facts as the pack holds them: written by `lifeline policy-config`, one for every stack, so that no
 * stack's owner chooses the law. `facts` are the landing zone's settings under lifeline:, judged as the program does.
 */
export interface FactsFile {
  /** The landing zone's stack. */
  readonly stack: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly policies: unknown;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: "a day, YYYY-MM-DD" });
const accountId = z.string().regex(/^\d{12}$/, { error: "an account id of 12 digits, in quotes" });
const some = z.string().min(1, { error: "some text" });

const policiesSchema = z.strictObject({
  projects: z
    .array(z.strictObject({ project: some, stack: some.optional() }))
    .min(1, { error: "at least the landing zone's project" })
    .optional(),
  accounts: z.array(accountId).default([]),
  thirdParties: z
    .array(z.strictObject({ name: some, account: accountId, externalId: z.uuid(), owner: some, review: day }))
    .default([]),
  exceptions: z.array(z.strictObject({ rule: some, urn: some, owner: some, reason: some, review: day })).default([]),
});

/** The settings of the pack itself, and where a stack's file has them. */
export const policiesNamespace = "lifeline-policies";
export const policyKeys = Object.keys(policiesSchema.shape);

/** The law with these facts, or with every reason why they cannot be used. */
export function lawFrom(text: string, ruleIds: ReadonlySet<string>): Law {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return refused(["facts.json is not JSON"]);
  }
  const shape = z
    .strictObject({ stack: some, facts: z.record(z.string(), z.unknown()), policies: z.unknown() })
    .safeParse(file);
  if (!shape.success)
    return refused(["facts.json holds stack, facts and policies, as `lifeline policy-config` writes them"]);
  const { stack, facts, policies } = shape.data;
  const own = policiesSchema.safeParse(policies ?? {});
  const judged = factsOf(configOf(facts), stack, rulebook);
  const issues = [
    ...(own.success
      ? []
      : own.error.issues.map(({ path, message }) => `${[policiesNamespace, ...path].join(".")}: ${message}`)),
    ...(judged.ok ? [] : judged.issues.map(textOf)),
  ];
  const unknownRules = own.success ? own.data.exceptions.filter(({ rule }) => !ruleIds.has(rule)) : [];
  issues.push(...unknownRules.map(({ rule }) => `${policiesNamespace}.exceptions: ${rule}: expected the id of a rule`));
  if (!own.success || !judged.ok || issues.length > 0) return refused(issues);
  // Where nobody says more, the one stack whose facts these are.
  const projects: readonly Project[] = (own.data.projects ?? [{ project: "lifeline", stack }]).map(
    ({ project, stack: one }) => (one === undefined ? { project } : { project, stack: one }),
  );
  return {
    ...lawWithoutFacts,
    facts: isSettled(judged.facts) ? judged.facts : undefined,
    projects,
    accounts: new Set(own.data.accounts),
    thirdParties: own.data.thirdParties,
    exceptions: own.data.exceptions,
  };
}

/** As Pulumi hands settings to a program. */
function configOf(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      `lifeline:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function refused(issues: readonly string[]): Law {
  return { ...lawWithoutFacts, issues };
}

function textOf({ path, allowed }: FactIssue): string {
  return `${path}: expected ${allowed}`;
}

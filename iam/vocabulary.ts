import { patternOf } from "./key-patterns";
import type { Policy } from "./policy";
import type { Principals } from "./principal";
import type { Statement } from "./statement";
import { constantOf, keysOf as variablesIn } from "./variables";

/** A pattern of Resource or NotResource, to be matched by `resourceGlobFor`; a variable in it is shown as ANY_RUN. */
export interface ResourcePattern {
  readonly pattern: string;
  readonly variable: boolean;
}

/** Every pattern of Action and NotAction, in lower case, its wildcards marked as in glob.ts. */
export function actionPatternsOf(policies: readonly Policy[]): readonly string[] {
  return [...new Set(statementsOf(policies).flatMap(({ action }) => action.patterns))];
}

/** Every pattern of Resource and NotResource. */
export function resourcePatternsOf(policies: readonly Policy[]): readonly ResourcePattern[] {
  const found = new Map<string, ResourcePattern>();
  for (const { resource } of statementsOf(policies)) {
    for (const template of resource?.patterns.templates ?? []) {
      const variable = constantOf(template) === undefined;
      const pattern = patternOf(template);
      found.set(`${variable} ${pattern}`, { pattern, variable });
    }
  }
  return [...found.values()];
}

/** Whoever stands in Principal and NotPrincipal; `everyone` if any of them says so. */
export function principalsOf(policies: readonly Policy[]): Principals {
  const all = statementsOf(policies).flatMap(({ principal }) =>
    principal === undefined ? [] : [principal.principals],
  );
  const union = (name: Exclude<keyof Principals, "everyone">) => new Set(all.flatMap((one) => [...one[name]]));
  return {
    everyone: all.some(({ everyone }) => everyone),
    accounts: union("accounts"),
    arns: union("arns"),
    uniqueIds: union("uniqueIds"),
    services: union("services"),
    providers: union("providers"),
    canonicalUsers: union("canonicalUsers"),
  };
}

/** Every condition key, in lower case: those that conditions ask for, and those that stand as variables. */
export function keysOf(policies: readonly Policy[]): ReadonlySet<string> {
  const asked = statementsOf(policies).flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return new Set([...asked, ...variablesOf(policies)]);
}

/** The keys, in lower case, whose value is put into patterns: `${aws:username}`. */
export function variablesOf(policies: readonly Policy[]): ReadonlySet<string> {
  const templates = statementsOf(policies).flatMap(({ conditions, resource }) => [
    ...(resource?.patterns.templates ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  return new Set(templates.flatMap(variablesIn));
}

function statementsOf(policies: readonly Policy[]): readonly Statement[] {
  return policies.flatMap(({ statements }) => statements);
}

import { resourceGlobFor } from "./arn";
import type { Facts } from "./facts";
import { FALSE, truthOf, UNKNOWN, type Truth } from "./truth";
import { constantOf, keysOf, resolve, type Template } from "./variables";

export interface ResourcePatterns {
  readonly templates: readonly Template[];
  /** The variables in the patterns, in lower case. */
  readonly keys: readonly string[];
  readonly matches: (facts: Facts) => Truth;
}

const VARIABLE = /\$\{[^}]*\}/g;

/**
 * Variables stand only after the fifth colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-resourceelement
 */
export function problemWithVariables(resource: string): string | undefined {
  const head = resource.replaceAll(VARIABLE, "$$").split(":").slice(0, 5);
  return head.some((component) => component.includes("$"))
    ? `"${resource}" has a variable before the fifth colon, where AWS replaces none`
    : undefined;
}

/**
 * "*", or an ARN whose service is spelled out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function problemWithResource(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const [scheme, , service = "", ...rest] = resource.replaceAll(VARIABLE, "$$").split(":");
  const complete = rest.length >= 3 || (rest.at(-1) ?? "").endsWith("*");
  if (scheme !== "arn" || !complete) return `"${resource}" is neither "*" nor an ARN of six components`;
  return /[*?]/.test(service)
    ? `"${resource}" has a wildcard in the service component, which must be spelled out`
    : undefined;
}

/** A pattern with a variable that has no value matches no resource. */
export function resourcePatternsFor(templates: readonly Template[]): ResourcePatterns {
  const matchers = templates.map((template): ((facts: Facts) => Truth) => {
    const constant = constantOf(template);
    if (constant !== undefined) {
      const matches = resourceGlobFor(constant);
      return (facts) => truthOf(matches(facts.resource));
    }
    return (facts) => {
      const resolved = resolve(template, facts);
      if (resolved === "unknown") return UNKNOWN;
      return resolved === "absent" ? FALSE : truthOf(resourceGlobFor(resolved.text)(facts.resource));
    };
  });
  return {
    templates,
    keys: templates.flatMap(keysOf),
    matches(facts) {
      let matched: Truth = FALSE;
      for (const matches of matchers) {
        const truth = matches(facts);
        if (truth > matched) matched = truth;
      }
      return matched;
    },
  };
}

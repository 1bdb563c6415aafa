import { resourceGlobFor } from "./arn";
import type { Facts } from "./facts";
import { literalHead } from "./glob";
import { FALSE, TRUE, truthOf, UNKNOWN, type Truth } from "./truth";
import { constantOf, keysOf, resolve, type Template } from "./variables";

export interface ResourcePatterns {
  readonly templates: readonly Template[];
  /** The variables in the patterns, in lower case. */
  readonly keys: readonly string[];
  /** What every match of a pattern begins with, pattern by pattern. */
  readonly heads: readonly string[];
  /** The patterns without variables, and the others. */
  readonly globs: readonly ((arn: string) => boolean)[];
  readonly variable: readonly Template[];
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

/** aws, aws-cn, aws-us-gov and AWS's other partitions, or a pattern. */
const PARTITION = /^(aws(-[a-z]+)*|.*[*?].*)$/;

/**
 * "*", or an ARN whose service is spelled out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-partition
 */
export function problemWithResource(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const [scheme, partition = "", service = "", ...rest] = resource.replaceAll(VARIABLE, "$$").split(":");
  const complete = rest.length >= 3 || (rest.at(-1) ?? "").endsWith("*");
  if (scheme !== "arn" || !complete) return `"${resource}" is neither "*" nor an ARN of six components`;
  if (!PARTITION.test(partition)) return `"${resource}" is in no partition of AWS: "aws" is meant, or "*"`;
  return /[*?]/.test(service)
    ? `"${resource}" has a wildcard in the service component, which must be spelled out`
    : undefined;
}

export function resourcePatternsFor(templates: readonly Template[]): ResourcePatterns {
  const constants = templates.map(constantOf).filter((pattern) => pattern !== undefined);
  return {
    templates,
    keys: templates.flatMap(keysOf),
    heads: templates.map(([first]) => (typeof first === "string" ? literalHead(first) : "")),
    globs: constants.map(resourceGlobFor),
    variable: templates.filter((template) => constantOf(template) === undefined),
  };
}

export function matchesResource({ globs, variable }: ResourcePatterns, facts: Facts): Truth {
  for (const matches of globs) if (matches(facts.resource)) return TRUE;
  let matched: Truth = FALSE;
  for (const template of variable) {
    const truth = matchesTemplate(template, facts);
    if (truth > matched) matched = truth;
  }
  return matched;
}

/** A pattern with a variable that has no value matches no resource. */
function matchesTemplate(template: Template, facts: Facts): Truth {
  const resolved = resolve(template, facts);
  if (resolved === "unknown") return UNKNOWN;
  return resolved === "absent" ? FALSE : truthOf(resourceGlobFor(resolved.text)(facts.resource));
}

import { answerFor, type Facts } from "./facts";
import { hasWildcard, patternFor } from "./glob";
import { conditionKeyFor } from "./keys";

/**
 * Policy variables: `${aws:username}`, with a default `${aws:PrincipalTag/team, 'none'}`, and the escapes
 * `${*}`, `${?}` and `${$}`. Only documents of version 2012-10-17 have them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export interface Variable {
  readonly key: string;
  readonly fallback?: string;
}

/** Literal pieces (wildcards already marked, see glob.ts) and variables, in order. */
export type Template = readonly (string | Variable)[];

export type Resolved = { readonly text: string } | "absent" | "unknown";

export interface TemplateRules {
  /** Whether `${…}` is a variable here: version 2012-10-17, and an element that takes variables. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards here. */
  readonly wildcards: boolean;
}

const ESCAPED = new Set(["*", "?", "$"]);

export function templateFor(text: string, rules: TemplateRules, complain: (message: string) => void): Template {
  if (hasWildcard(text)) complain("holds control characters, which no policy may contain");
  const literal = (piece: string) => (rules.wildcards ? patternFor(piece) : piece);
  if (!rules.variables || !text.includes("${")) return [literal(text)];
  const template: (string | Variable)[] = [];
  let rest = text;
  for (let open = rest.indexOf("${"); open >= 0; open = rest.indexOf("${")) {
    const close = rest.indexOf("}", open);
    if (close < 0) {
      complain(`the variable that begins at "${rest.slice(open)}" is not closed: add "}"`);
      return template;
    }
    if (open > 0) template.push(literal(rest.slice(0, open)));
    const inside = rest.slice(open + 2, close);
    if (ESCAPED.has(inside)) template.push(inside);
    else template.push(variableFor(inside, complain));
    rest = rest.slice(close + 1);
  }
  if (rest !== "") template.push(literal(rest));
  return template;
}

/**
 * A blank around the name is an error, and so is a variable inside another: it would end at the first "}".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-space-in-variable
 */
function variableFor(inside: string, complain: (message: string) => void): Variable {
  const comma = inside.indexOf(",");
  const name = comma < 0 ? inside : inside.slice(0, comma);
  const key = name.includes("${") || name.trim() !== name ? undefined : conditionKeyFor(name);
  if (key === undefined) complain(`"\${${inside}}" names no known condition key`);
  else if (key.multivalued) complain(`"\${${inside}}" is a key with several values, which cannot be a variable`);
  if (comma < 0) return { key: name.toLowerCase() };
  const quoted = inside.slice(comma + 1).trim();
  if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
    complain(`the default in "\${${inside}}" must stand in single quotes`);
  }
  return { key: name.toLowerCase(), fallback: quoted.slice(1, -1) };
}

/** The pattern of a template without variables, which needs no request to be known. */
export function constantOf(template: Template): string | undefined {
  const pieces = template.filter((piece) => typeof piece === "string");
  return pieces.length === template.length ? pieces.join("") : undefined;
}

/**
 * The value of a variable is literal text: wildcards in it match only themselves. (A value with the control characters
 * that mark wildcards here is none that AWS accepts as a name or tag, and matches nothing.)
 */
export function resolve(template: Template, facts: Facts): Resolved {
  let text = "";
  for (const piece of template) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    const answer = answerFor(facts, piece.key);
    if (answer === "unknown") return "unknown";
    const value = answer === "absent" ? piece.fallback : (answer[0] ?? piece.fallback);
    if (value === undefined || hasWildcard(value)) return "absent";
    text += value;
  }
  return { text };
}

export function keysOf(template: Template): readonly string[] {
  return template.flatMap((piece) => (typeof piece === "string" ? [] : [piece.key]));
}

import { z } from "zod";
import type { FactIssue } from "./issue";
import { pgpKeyOf } from "./pgp-key";
import { defaults, schemas, type FactKey, type RawFacts } from "./schema";

/** Every configuration key parsed on its own: what is sound, and the faults of the rest. */
export interface Parsed {
  readonly sound: Partial<RawFacts>;
  readonly issues: readonly FactIssue[];
}

const namespace = "lifeline";

/** `config`: key → text as Pulumi hands it to a program, objects as JSON. */
export function parsed(config: Readonly<Record<string, string>>): Parsed {
  const sound: Record<string, unknown> = {};
  const issues: FactIssue[] = [...unknownKeys(config)];
  for (const key of Object.keys(schemas) as FactKey[]) {
    const input = inputOf(key, config, issues);
    if (input === undefined) continue;
    const result = z.safeParse(schemas[key] as z.ZodType, input.value, { reportInput: true });
    if (result.success) {
      sound[key] = result.data;
      continue;
    }
    issues.push(
      ...firstOfEachPath(result.error.issues.flatMap((issue) => issuesFor(`${namespace}:${key}`, issue, input.value))),
    );
    const rest = z.safeParse(schemas[key] as z.ZodType, withStandIns(key, input.value, result.error.issues));
    if (rest.success) sound[key] = rest.data;
  }
  return { sound: sound as Partial<RawFacts>, issues };
}

/** A value of a wrong type has a wrong length as well: that is one fault. */
function firstOfEachPath(issues: readonly FactIssue[]): readonly FactIssue[] {
  return issues.filter(({ path }, index) => issues.findIndex((other) => other.path === path) === index);
}

/**
 * A list in which every unsound item is stood in for by one that breaks no rule: so the rules still see the others, at
 * their places. Nothing is ever deployed of it, because the faults of the unsound items are reported.
 */
function withStandIns(key: FactKey, input: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const standInFor = standIns[key];
  if (standInFor === undefined || !Array.isArray(input)) return undefined;
  const unsound = new Set(issues.map(({ path }) => path[0]));
  return input.map((item: unknown, index) => (unsound.has(index) ? standInFor(index) : item));
}

const standIns: Partial<{
  readonly [Key in FactKey]: (index: number) => RawFacts[Key] extends readonly (infer Item)[] ? Item : never;
}> = {
  responders: (index) => ({ name: `unsound-${index}`, tiers: ["ReadOnly"], leaving: false }),
  deployers: (index) => ({ name: `unsound-${index}`, account: "emergency", managedBy: "management" }),
};

function unknownKeys(config: Readonly<Record<string, string>>): readonly FactIssue[] {
  return Object.keys(config)
    .filter((key) => key.startsWith(`${namespace}:`) && !Object.hasOwn(schemas, key.slice(namespace.length + 1)))
    .map((key) => ({
      path: key,
      found: "an unknown fact",
      allowed: Object.keys(schemas).join(", "),
      fix: "remove the line or correct its name",
    }));
}

function inputOf(
  key: FactKey,
  config: Readonly<Record<string, string>>,
  issues: FactIssue[],
): { readonly value: unknown } | undefined {
  const path = `${namespace}:${key}`;
  const given = config[path];
  if (given === undefined) {
    if (key in defaults) return defaults[key] === undefined ? undefined : { value: defaults[key] };
    issues.push({
      path,
      found: "nothing",
      allowed: "this fact is required",
      fix: `add ${path} as Pulumi.prod.yaml shows`,
    });
    return undefined;
  }
  if (key === "partition") return { value: given };
  try {
    return { value: JSON.parse(given) as unknown };
  } catch {
    issues.push({
      path,
      found: shown(given),
      allowed: "a YAML mapping or list",
      fix: `write ${path} as Pulumi.prod.yaml shows`,
    });
    return undefined;
  }
}

function issuesFor(root: string, issue: z.core.$ZodIssue, input: unknown): readonly FactIssue[] {
  const path = pathOf(root, issue.path);
  if (issue.code === "unrecognized_keys") {
    const mode = path === `${namespace}:emergencyAccount` ? valueAt(input, ["mode"]) : undefined;
    return issue.keys.map((key) =>
      mode === "given" && ["name", "email", "parentId"].includes(key)
        ? {
            path: `${path}.${key}`,
            found: `${shown(valueAt(input, [key]))}, although mode is given`,
            allowed: "mode and id: a given account stays as whoever made it wants it",
            fix: "remove the line, or choose mode: vended or adopted",
          }
        : {
            path: `${path}.${key}`,
            found: "an unknown fact",
            allowed: "the facts of Pulumi.yaml's description",
            fix: "remove the line or correct its name",
          },
    );
  }
  const value = valueAt(input, issue.path);
  if (value === undefined) {
    return [{ path, found: "nothing", allowed: allowedOf(issue), fix: "add it, as Pulumi.prod.yaml shows" }];
  }
  return [{ path, found: foundOf(issue, value), allowed: allowedOf(issue), fix: fixOf(issue, value) }];
}

function foundOf(issue: z.core.$ZodIssue, value: unknown): string {
  const found: unknown = issue.code === "custom" ? issue.params?.["found"] : undefined;
  return typeof found === "string" ? found : shown(value);
}

function allowedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return issue.values.map(String).join(", ");
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input"))
    return `a value of type ${issue.expected}`;
  return issue.message;
}

function fixOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "custom" && typeof issue.params?.["fix"] === "string") return issue.params["fix"];
  if (typeof value === "number" && issue.code === "invalid_type" && issue.expected === "string")
    return "put it in quotes: YAML reads it as a number";
  return "correct it, as Pulumi.prod.yaml shows";
}

function pathOf(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
    root,
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

/** As short as a line; long keys and documents are cut, and private keys are not repeated anywhere. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, withoutPrivateKey) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}

function withoutPrivateKey(_name: string, value: unknown): unknown {
  return typeof value === "string" && pgpKeyOf(value).kind === "private" ? "a private key" : value;
}

import { parsePolicy, policyOf, uncertainPolicy, type Policy } from "../../iam";
import type { PolicyKind } from "../../iam";
import { isMapping, listOf, type Value } from "./value";

type Issues = Extract<ReturnType<typeof parsePolicy>, { readonly ok: false }>["issues"];

/**
 * A policy that cannot be read but for conditions, as one with a key that AWS has made since: those statements fit, or
 * they do not, what their actions and resources say; the others say what they say. Undefined if more cannot be read.
 */
export function besidesConditions(document: Value, kind: PolicyKind, name: string, issues: Issues): Policy | undefined {
  const written = mappingOf(document);
  const unread = new Set(issues.map(({ path }) => statementWith(path)));
  if (written === undefined || unread.has(undefined)) return undefined;
  const isList = Array.isArray(written["Statement"]);
  const bare = listOf(written["Statement"]).map((statement, index) => {
    if (!unread.has(index) || !isMapping(statement)) return statement;
    const { Condition: _, ...rest } = statement;
    return rest;
  });
  const parsed = parsePolicy({ ...written, Statement: isList ? bare : bare[0] }, kind, name);
  if (!parsed.ok) return undefined;
  const { version, statements } = parsed.policy;
  const perhaps = uncertainPolicy(parsed.policy, name).statements;
  const read = statements.map((statement, index) => (unread.has(index) ? (perhaps[index] ?? statement) : statement));
  return policyOf({ name, kind, version, statements: read });
}

function mappingOf(document: Value): Readonly<Record<string, Value>> | undefined {
  if (isMapping(document)) return document;
  if (typeof document !== "string") return undefined;
  try {
    const written = JSON.parse(document) as Value;
    return isMapping(written) ? written : undefined;
  } catch {
    return undefined;
  }
}

/** Of an issue within a condition the statement's place; undefined of any other. */
function statementWith(path: string): number | undefined {
  const [found, index = "0"] = /^Statement(?:\[(\d+)\])?\.Condition\b/.exec(path) ?? [];
  return found === undefined ? undefined : Number(index);
}

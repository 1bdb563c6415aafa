import { DOCUMENT_KEY } from "./opaque";
import { policyOf, type Policy } from "./policy";
import type { Condition } from "./conditions/condition";
import { UNKNOWN } from "./truth";

/**
 * A policy of which nobody can tell whether it binds: its statements fit where they would, or they do not. A verdict
 * that this could change hangs on `document:<what>`.
 */
export function uncertainPolicy(policy: Policy, what: string): Policy {
  const { name, kind, version, opaque, statements } = policy;
  const key = DOCUMENT_KEY + what;
  const binds: Condition = { key, values: [], keys: [key], holds: () => UNKNOWN };
  return policyOf({
    name,
    kind,
    version,
    ...(opaque === undefined ? {} : { opaque }),
    statements: statements.map((statement) => ({ ...statement, conditions: [...statement.conditions, binds] })),
  });
}

import type { PolicyKind } from "./kind";
import { policyOf, type Policy } from "./policy";
import type { Statement } from "./statement";
import { UNKNOWN } from "./truth";

/** Stands among the unknown keys of a verdict that hangs on a document which nobody could read. */
export const DOCUMENT_KEY = "document:";

/**
 * A document that cannot be read or is masked: it may allow anything and deny anything. A verdict that it could change
 * is unknown and hangs on `document:<name>`; a certain Deny of another policy, or a missing Allow, still decides.
 */
export function opaquePolicy(name: string, kind: PolicyKind, reason: string): Policy {
  return opaque(name, kind, reason, [unknownStatement("Allow", name), unknownStatement("Deny", name)]);
}

/** A document that is known to deny nothing, such as an AWS managed policy whose text we do not have. */
export function opaqueGrant(name: string, kind: PolicyKind): Policy {
  return opaque(name, kind, "its document is not at hand, and denies nothing", [unknownStatement("Allow", name)]);
}

function opaque(name: string, kind: PolicyKind, reason: string, statements: readonly Statement[]): Policy {
  return policyOf({ name, kind, version: "2012-10-17", statements, opaque: reason });
}

function unknownStatement(effect: Statement["effect"], name: string): Statement {
  const key = DOCUMENT_KEY + name;
  return {
    id: `any ${effect}`,
    effect,
    action: { except: true, patterns: [], matches: () => false },
    resource: undefined,
    principal: undefined,
    conditions: [{ key, values: [], keys: [key], holds: () => UNKNOWN }],
  };
}

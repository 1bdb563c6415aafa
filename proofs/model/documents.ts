import { notYet } from "./not-yet";
import { opaquePolicy, parsePolicy, type Policy } from "../../iam";
import type { PolicyKind } from "../../iam";
import type { Gap } from "./organization";
import { besidesConditions } from "./unread-conditions";
import { holdsUnknown, isMapping, isUnknown, type Value } from "./value";

type Report = (gap: Gap) => void;

/** Documents of templates are the same object in every account: each is compiled once. */
const compiled = new WeakMap<object, Map<string, Policy>>();

/** Two states of a stack hold mostly the same texts: what is the same policy can be told by identity. */
const byText = new Map<string, Policy>();

/** Read but for conditions: whoever reads one again is told again. */
const partly = new WeakSet<Policy>();

function isWhole(policy: Policy): boolean {
  return policy.opaque === undefined && !partly.has(policy);
}

/** The policy that a document is; one that cannot be read is opaque in its place, and told. */
export function policyFrom(document: Value, kind: PolicyKind, name: string, where: string, report: Report): Policy {
  const known = isMapping(document) ? compiled.get(document)?.get(`${kind} ${name}`) : undefined;
  if (known !== undefined) return known;
  const policy = sharedPolicy(document, kind, name, where, report);
  if (isMapping(document) && isWhole(policy)) {
    const byName = compiled.get(document) ?? new Map<string, Policy>();
    compiled.set(document, byName.set(`${kind} ${name}`, policy));
  }
  return policy;
}

function sharedPolicy(document: Value, kind: PolicyKind, name: string, where: string, report: Report): Policy {
  if (isUnknown(document) || holdsUnknown(document)) return readPolicy(document, kind, name, where, report);
  const key = `${kind} ${name} ${typeof document === "string" ? document : JSON.stringify(document)}`;
  const policy = byText.get(key) ?? readPolicy(document, kind, name, where, report);
  if (isWhole(policy)) byText.set(key, policy);
  return policy;
}

function readPolicy(document: Value, kind: PolicyKind, name: string, where: string, report: Report): Policy {
  if (isUnknown(document) || holdsUnknown(document)) {
    return told(name, kind, where, `is, or holds what is, ${notYet} or kept secret`, report);
  }
  const parsed = parsePolicy(document, kind, name);
  if (parsed.ok) return parsed.policy;
  const issues = parsed.issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const why = `cannot be read: ${issues.join("; ")}`;
  const policy = besidesConditions(document, kind, name, parsed.issues);
  if (policy === undefined) return told(name, kind, where, why, report);
  report({ where, why, called: name });
  partly.add(policy);
  return policy;
}

function told(name: string, kind: PolicyKind, where: string, why: string, report: Report): Policy {
  report({ where, why, called: name });
  return opaquePolicy(name, kind, why);
}

/** A policy of which the stack knows the name alone, before an update and after it. */
export function unreadPolicy(kind: PolicyKind, name: string, where: string, report: Report): Policy {
  return told(name, kind, where, "is a document that nobody here has read", report);
}

/** As `policyFrom`; undefined where no document is given. */
export function optionalPolicyFrom(
  document: Value,
  kind: PolicyKind,
  name: string,
  where: string,
  report: Report,
): Policy | undefined {
  if (document === undefined || document === null || document === "") return undefined;
  return policyFrom(document, kind, name, where, report);
}

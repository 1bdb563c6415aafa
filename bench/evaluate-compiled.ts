import { parsePolicy, type Policies, type Policy, type PolicyKind } from "../iam";
import type { Documents } from "./evaluate-rival";

/** Compiles each document once per kind, however many situations share it. */
export function compiler(): (documents: Documents, isTrust: boolean) => Policies {
  const compiled = new Map<PolicyKind, Map<unknown, Policy>>();
  const compile = (document: unknown, kind: PolicyKind): Policy => {
    const ofKind = compiled.get(kind) ?? new Map<unknown, Policy>();
    compiled.set(kind, ofKind);
    const found = ofKind.get(document) ?? policyFrom(document, kind);
    ofKind.set(document, found);
    return found;
  };
  return ({ identity, resource, scps, rcps, boundary, session }, isTrust) => ({
    identity: identity.map((document) => compile(document, "identity")),
    scps: scps.map((level) => level.map((document) => compile(document, "scp"))),
    rcps: rcps.map((level) => level.map((document) => compile(document, "rcp"))),
    ...(resource === undefined ? {} : { resource: compile(resource, isTrust ? "trust" : "resource") }),
    ...(boundary === undefined ? {} : { boundary: compile(boundary, "boundary") }),
    ...(session === undefined ? {} : { session: compile(session, "session") }),
  });
}

function policyFrom(document: unknown, kind: PolicyKind): Policy {
  const parsed = parsePolicy(document, kind, kind);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.policy;
}

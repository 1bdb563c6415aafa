import { names } from "../../rulebook/names";
import type { ActRow, ProtectedThing } from "../acts";
import { incidentRoles } from "../incident-roles";
import type { PathSession } from "./sessions";

/** Roles that the path gives to somebody on it: those of the responder's tiers, and the steps of an incident. */
export function mayTake({ is, tiers }: PathSession, { name }: ProtectedThing): boolean {
  if (is === "target" || is === "incident") return false;
  if (incidentRoles.includes(name)) return true;
  const opened = tiers ?? [];
  // Where the stack promises nothing, nobody can say which tiers are one's own.
  if (is === "responder" && tiers === undefined) return isTierRole(name);
  return opened.some((tier) => name === names.targetRole[tier] || (is === "responder" && name === names.hubRole[tier]));
}

function isTierRole(name: string): boolean {
  return [...Object.values<string>(names.targetRole), ...Object.values<string>(names.hubRole)].includes(name);
}

/** AssumeRoleWithSAML and the like are called by a provider, never by somebody who is already in. */
export function isCalledByPrincipals({ action }: ActRow): boolean {
  return action !== "sts:AssumeRoleWithSAML" && action !== "sts:AssumeRoleWithWebIdentity";
}

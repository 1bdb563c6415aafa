import { names } from "../../rulebook/names";
import { incidentRoles } from "../incident-roles";
import type { Tier } from "../../rulebook/facts";
import type { Counterexample } from "../claim";
import type { AccountClass, Organization, Role, SamlProvider, Thing, User } from "../model/organization";

/** Somebody who comes in, and the tiers that the stack says he may take; undefined where no outputs say it. */
export interface Responder {
  readonly user: User;
  readonly tiers: readonly Tier[] | undefined;
}

/** A role of an account that can be entered, with the accounts that have it. */
export interface Placed {
  readonly role: Role;
  readonly in: AccountClass;
}

export function activeClassesOf({ classes }: Organization): readonly AccountClass[] {
  return classes.filter(({ account }) => account.isActive);
}

export function emergencyClassOf(organization: Organization): AccountClass | undefined {
  return organization.classes.find(({ account }) => account.kind === "emergency");
}

/** AWS lets nobody sign in to an account that is suspended or closed, and nobody there acts. */
export function closedEmergencyAccount(organization: Organization): readonly Counterexample[] {
  const account = emergencyClassOf(organization)?.account;
  if (account === undefined || account.isActive) return [];
  return [
    {
      kind: "setting",
      says: `The emergency account ${account.id} (${account.name}) is suspended or closed: no responder signs in, and no hub role acts.`,
      fix: "Reopen the account: AWS Support can for 90 days after it was closed. Or make another one, and take a new snapshot.",
      where: account.id,
      found: "suspended or closed",
    },
  ];
}

export function respondersOf(organization: Organization): readonly Responder[] {
  const promised = organization.promised?.responders;
  return usersOf(organization).map((user) => ({
    user,
    tiers: promised === undefined ? undefined : (promised.find(({ arn }) => arn === user.arn)?.tiers ?? []),
  }));
}

/** Those for whom the way in is there: whoever is leaving keeps no tier, and can do nothing any more. */
export function stayingRespondersOf(organization: Organization): readonly Responder[] {
  return respondersOf(organization).filter(({ tiers }) => tiers === undefined || tiers.length > 0);
}

function usersOf(organization: Organization): readonly User[] {
  return (emergencyClassOf(organization)?.things ?? []).filter(isUser);
}

function isUser(thing: Thing): thing is User {
  return thing.kind === "user" && thing.path.startsWith(names.responderPath);
}

export function isRole(thing: Thing): thing is Role {
  return thing.kind === "role";
}

/** Promised and not there. */
export function missingResponders(organization: Organization): readonly Counterexample[] {
  const there = new Set(usersOf(organization).map(({ arn }) => arn));
  return (organization.promised?.responders ?? [])
    .filter(({ arn }) => !there.has(arn))
    .map(({ name, arn }) => ({
      kind: "setting",
      says: `The stack's outputs promise ${name} a way in, and there is no such user.`,
      fix: `Make the user ${arn}, or take ${name} out of the outputs.`,
      where: arn,
      found: "no user",
    }));
}

/** Target roles of the tiers, in every active account. */
export function targetRolesOf(organization: Organization): readonly Placed[] {
  return activeClassesOf(organization).flatMap((placed) =>
    placed.things
      .filter(isRole)
      .filter(({ name, tier }) => tier !== undefined && name === names.targetRole[tier])
      .map((role) => ({ role, in: placed })),
  );
}

export function hubRolesOf(organization: Organization): readonly Placed[] {
  const emergency = emergencyClassOf(organization);
  if (emergency === undefined) return [];
  return emergency.things
    .filter(isRole)
    .filter(({ name, tier }) => tier !== undefined && name === names.hubRole[tier])
    .map((role) => ({ role, in: emergency }));
}

export function samlProviderOf(organization: Organization): SamlProvider | undefined {
  return emergencyClassOf(organization)?.things.find((thing): thing is SamlProvider => thing.kind === "samlProvider");
}

/** Roles by which a responder moves an incident on, in whatever account they stand. */
export function incidentRolesOf(organization: Organization): readonly Placed[] {
  return activeClassesOf(organization).flatMap((placed) =>
    placed.things
      .filter(isRole)
      .filter(({ name }) => incidentRoles.includes(name))
      .map((role) => ({ role, in: placed })),
  );
}

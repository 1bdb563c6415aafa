import type { Policy } from "../../iam";
import type { Actor } from "../claim";
import type { AccountClass, Organization, Role } from "../model/organization";
import { hubRolesOf, incidentRolesOf, respondersOf, targetRolesOf } from "../way-in/people";
import type { Tier } from "../../rulebook/facts";

/** Somebody of the emergency path, with the permissions that the path gives him and whatever else he can choose. */
export interface PathSession {
  readonly actor: Actor;
  readonly in: AccountClass;
  readonly is: "responder" | "hub" | "target" | "incident";
  /** Of a responder those that are promised to him; undefined where nobody says. */
  readonly tiers: readonly Tier[] | undefined;
  /** His own policies, and what bounds them. */
  readonly documents: readonly Policy[];
}

/** Every responder with MFA, and a session of every role that one can take. */
export function pathSessionsOf(organization: Organization): readonly PathSession[] {
  const byPlace = [
    ...hubRolesOf(organization).map((placed) => ({ ...placed, is: "hub" as const })),
    ...targetRolesOf(organization).map((placed) => ({ ...placed, is: "target" as const })),
    ...incidentRolesOf(organization).map((placed) => ({ ...placed, is: "incident" as const })),
  ];
  const emergency = organization.classes.find(({ account }) => account.kind === "emergency");
  return [
    ...(emergency === undefined
      ? []
      : respondersOf(organization).map(({ user, tiers }) => ({
          actor: responder(user.arn, user.account),
          in: emergency,
          is: "responder" as const,
          tiers,
          documents: documentsOf(user),
        }))),
    ...byPlace.map(({ role, in: accounts, is }) => ({
      actor: session(role),
      in: accounts,
      is,
      tiers: role.tier === undefined ? [] : [role.tier],
      documents: documentsOf(role),
    })),
  ];
}

function documentsOf({ identity, boundary }: Pick<Role, "identity" | "boundary">): readonly Policy[] {
  return boundary === undefined ? identity : [...identity, boundary];
}

function responder(arn: string, account: string): Actor {
  return {
    says: `responder ${arn.slice(arn.lastIndexOf("/") + 1)}`,
    principal: arn,
    principalKind: "user",
    account,
    permissions: "own",
    context: { "aws:MultiFactorAuthPresent": "true" },
    side: "attacker",
  };
}

function session({ arn, name, account }: Role): Actor {
  return {
    says: `${name} in ${account}`,
    principal: arn,
    principalKind: "assumedRole",
    account,
    permissions: "own",
    context: {},
    side: "attacker",
  };
}

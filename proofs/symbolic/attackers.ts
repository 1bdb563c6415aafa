import { names } from "../../rulebook/names";
import { oncePerClass } from "../asking/once";
import type { Actor } from "../claim";
import type { AccountClass, Organization, Role } from "../model/organization";
import { isTierZero } from "../tier-zero";
import { principalClassesOf } from "./principals";

/**
 * Who in these accounts is none of tier 0 and no responder: administrators of every name, the root user, an identity
 * provider of their own, and the path's other roles, with no more than their own permissions. Nobody in the management
 * account, whose principals are tier 0, nor in an account that is suspended.
 *
 * Reserved names are taken to be the model's own: that nobody else can make one is claimed too
 * (nobody-else-recreates-the-path), so that at no time anybody else bears one.
 */
export const attackersOf = oncePerClass(attackersIn);

function attackersIn(organization: Organization, accountClass: AccountClass): readonly Actor[] {
  const { account } = accountClass;
  if (!account.isActive || account.id === organization.managementAccount) return [];
  const anybody = principalClassesOf(organization, accountClass).filter(({ standing }) => standing === "anybody");
  return [...anybody.map(({ actor }) => actor), ...pathActorsOf(organization, accountClass)];
}

/** The path's roles that are nobody's way in: forwarder, heartbeat, triage and so on. */
function pathActorsOf(organization: Organization, { things }: AccountClass): readonly Actor[] {
  const actors = things.flatMap((thing) =>
    thing.kind === "role" && !isWayIn(thing) ? [ownActor(thing.arn, "assumedRole", thing.account, thing.name)] : [],
  );
  return actors.filter((actor) => !isTierZero(organization, actor));
}

const targetRoles: ReadonlySet<string> = new Set(Object.values(names.targetRole));

export function isWayIn({ name, path }: Pick<Role, "name" | "path">): boolean {
  return path === names.hubPath || targetRoles.has(name);
}

export function ownActor(
  principal: string,
  principalKind: "assumedRole" | "user",
  account: string,
  name: string,
): Actor {
  return {
    says: `${name} of ${account}, with its own permissions`,
    principal,
    principalKind,
    account,
    permissions: "own",
    context: {},
    side: "attacker",
  };
}

/** A provider that an administrator of the account makes, to be whoever he likes. */
export function providersOf({ account }: AccountClass): readonly Actor[] {
  return [`arn:aws:iam::${account.id}:saml-provider/attacker`, `arn:aws:iam::${account.id}:oidc-provider/attacker`].map(
    (principal) => ({
      says: `whomever ${principal} asserts`,
      principal,
      principalKind: "federatedUser",
      account: undefined,
      permissions: "everything",
      context: {},
      side: "attacker",
    }),
  );
}

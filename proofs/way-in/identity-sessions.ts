import { names } from "../../rulebook/names";
import type { Actor, Counterexample } from "../claim";
import type { Organization } from "../model/organization";
import { signInRegionsOf } from "./failure-modes";
import { hubRolesOf, stayingRespondersOf, targetRolesOf, type Placed } from "./people";
import { sessionOf, withMfa } from "./sessions";

/** The session of an identity administrator. */
export interface IdentitySession {
  readonly actor: Actor;
  readonly at: Placed;
}

/**
 * Sessions of IdentityAdmin: by the console and by the hub role. In an emergency through each Region by which one signs in;
 * of an attacker the Region is open.
 */
export function identitySessionsOf(organization: Organization, side: Actor["side"]): readonly IdentitySession[] {
  const [responder] = stayingRespondersOf(organization);
  const hub = hubRolesOf(organization).find(({ role }) => role.tier === "IdentityAdmin");
  if (responder === undefined) return [];
  return targetRolesOf(organization)
    .filter(({ role }) => role.tier === "IdentityAdmin")
    .flatMap((at) =>
      signInRegionsOf(organization).flatMap((region) => {
        const user = withMfa(responder.user, region, "console");
        const assumers = hub === undefined ? [user] : [user, sessionOf(hub.role, user)];
        return assumers.map((assumer) => ({ at, actor: asSide(sessionOf(at.role, assumer), side) }));
      }),
    );
}

/** What an attacker can choose is not known of him. */
function asSide(actor: Actor, side: Actor["side"]): Actor {
  if (side === "ours") return actor;
  const { "aws:RequestedRegion": _, ...context } = actor.context;
  return { ...actor, side, context };
}

export const noIdentityRole: Counterexample = {
  kind: "setting",
  says: "No account has the role IdentityAdmin: a broken federation cannot be repaired.",
  fix: `Deploy ${names.targetRole.IdentityAdmin} in the account that administers Identity Center.`,
  where: "identity account",
  found: `no role ${names.targetRole.IdentityAdmin}`,
};

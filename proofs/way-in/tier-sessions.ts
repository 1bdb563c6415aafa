import type { Actor } from "../claim";
import type { Organization } from "../model/organization";
import type { Tier } from "../../rulebook/facts";
import { signInRegionsOf } from "./failure-modes";
import { hubRolesOf, stayingRespondersOf, targetRolesOf, type Placed } from "./people";
import { sessionOf, withMfa } from "./sessions";

/** A session of a target role. */
export interface TierSession {
  readonly actor: Actor;
  readonly at: Placed;
}

/**
 * Sessions of a tier's target roles: by the console and by the hub role. In an emergency through each Region by which one
 * signs in; of an attacker the Region is open.
 */
export function tierSessionsOf(organization: Organization, tier: Tier, side: Actor["side"]): readonly TierSession[] {
  const responders = stayingRespondersOf(organization);
  const responder = responders.find(({ tiers }) => tiers?.includes(tier) === true) ?? responders[0];
  const hub = hubRolesOf(organization).find(({ role }) => role.tier === tier);
  if (responder === undefined) return [];
  return targetRolesOf(organization)
    .filter(({ role }) => role.tier === tier)
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

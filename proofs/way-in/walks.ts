import type { Counterexample } from "../claim";
import type { Organization } from "../model/organization";
import { answerTo } from "../question/question";
import { assertionsOf } from "./assertions";
import { failureModes, regionDownIn, signInRegionsOf, type FailureMode, type WayId } from "./failure-modes";
import {
  closedEmergencyAccount,
  emergencyClassOf,
  hubRolesOf,
  respondersOf,
  targetRolesOf,
  type Placed,
  type Responder,
} from "./people";
import { regionsBy } from "./saml-entrances";
import { commandLineWalk, consoleWalk, samlWalk, type Walk } from "./steps";

/** What must work, and what is missing for it to. */
export interface Walks {
  readonly walks: readonly Walk[];
  readonly faults: readonly Counterexample[];
}

/**
 * The walks of a way: of every responder to every role that the stack promises him, in every account that has it, through
 * every Region by which one may sign in. Where nobody is promised a role, nobody may be able to take it: a fault.
 */
export function walksBy(way: WayId, organization: Organization): Walks {
  const closed = closedEmergencyAccount(organization);
  if (closed.length > 0) return { walks: [], faults: closed };
  const faults = faultsOf(way, organization);
  const walks = targetRolesOf(organization).map((target) => ({ target, walks: walksTo(target, way, organization) }));
  return {
    walks: walks.flatMap((each) => each.walks),
    faults: [...faults, ...walks.filter((each) => each.walks.length === 0).map(({ target }) => nobodyFor(target, way))],
  };
}

function walksTo(target: Placed, way: WayId, organization: Organization): readonly Walk[] {
  const emergency = emergencyClassOf(organization);
  const hub = hubRolesOf(organization).find(({ role }) => role.tier === target.role.tier);
  const regions = signInRegionsOf(organization);
  if (emergency === undefined) return [];
  switch (way) {
    case "console":
      return forResponders(target, organization, (responder) =>
        regions.map((region) => consoleWalk(responder.user, target, emergency, region)),
      );
    case "command-line":
      if (hub === undefined) return [];
      return forResponders(target, organization, ({ user }) =>
        regions.map((region) => commandLineWalk(user, hub, target, region)),
      );
    case "saml":
      return hub === undefined ? [] : assertionsOf(organization).map((assertion) => samlWalk(assertion, hub, target));
    default:
      return way satisfies never;
  }
}

/** Everybody who is promised the tier. Where the stack says nothing, one who can take it is enough. */
function forResponders(
  { role }: Placed,
  organization: Organization,
  walksOf: (responder: Responder) => readonly Walk[],
): readonly Walk[] {
  const all = respondersOf(organization);
  const promised = all.filter(({ tiers }) => role.tier !== undefined && tiers?.includes(role.tier));
  if (promised.length > 0) return promised.flatMap(walksOf);
  const unsaid = all.filter(({ tiers }) => tiers === undefined).map(walksOf);
  return unsaid.find((walks) => walks.every((walk) => succeeds(walk, organization))) ?? unsaid[0] ?? [];
}

function succeeds({ steps }: Walk, organization: Organization): boolean {
  return steps.every((step) => answerTo(organization, step).kind === "right");
}

/** Modes in which the way counts and no Region is left to sign in through. */
function faultsOf(way: WayId, organization: Organization): readonly Counterexample[] {
  // Which Regions there are the stack has not told.
  if (way !== "saml" && organization.promised === undefined) return [];
  const modes: readonly FailureMode[] = failureModes;
  const regions = regionsBy(way, organization);
  const [facts, where] =
    way === "saml"
      ? ["lifeline:saml.audiences, with the same at the identity provider", "trust of the hub roles"]
      : ["lifeline:regions.governed, so that signInUrls has a link that does not need this one", "output signInUrls"];
  return modes
    .filter((mode) => mode.ways.includes(way) && regions.every((region) => region === regionDownIn(mode, organization)))
    .map((mode) => ({
      kind: "setting",
      says: `Nobody gets in by the ${way} while ${mode.says}: every Region to sign in through is down.`,
      fix: `Add a Region to ${facts}.`,
      where,
      found: regions.join(", "),
    }));
}

function nobodyFor({ role, in: { account } }: Placed, way: WayId): Counterexample {
  return {
    kind: "setting",
    says: `Nobody may take ${role.name} of account ${role.account} (${account.name}) by the ${way}: there is no responder with the tier, or no hub role.`,
    fix: `Give a responder the tier ${role.tier ?? ""}, with its hub role, or take the role away (${role.origin.urn}).`,
    where: role.arn,
    found: "nobody",
  };
}

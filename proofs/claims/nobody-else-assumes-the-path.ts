import { isRoleOfPath } from "../acts/kinds";
import type { Act, Actor, Claim } from "../claim";
import { incidentRoles } from "../incident-roles";
import type { AccountClass, Organization, Role } from "../model/organization";
import { questionsAbout } from "../nobody/questions";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { isWayIn, ownActor } from "../symbolic/attackers";
import { names } from "../../rulebook/names";
import type { Tier } from "../../rulebook/facts";

export const nobodyElseAssumesThePath = {
  id: "nobody-else-assumes-the-path",
  about: "nobody-else",
  question: "Can nobody assume a role of the path but a responder, a role of his own tiers?",
  why: "The path leads into every account: what lets in anybody else, or a responder further than promised, is a back door.",
  source: [
    "E1",
    "E7",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
  ],
  findingFor: (organization) =>
    findingFor(organization, {
      questions: [
        ...questionsAbout(organization, ({ effect, on }) => effect === "take" && isRoleOfPath(on)),
        ...beyondTheirTiers(organization),
      ],
    }),
} as const satisfies Claim;

/** People of the path and its roles, on every role of the path that is not theirs. */
function beyondTheirTiers(organization: Organization): readonly Question[] {
  const roles = pathRolesOf(organization);
  return callersOf(organization).flatMap(({ actor, tiers, mayEnter }) =>
    roles
      .filter(({ role }) => !mayEnter(role) || (role.tier !== undefined && !tiers.includes(role.tier)))
      .map(({ role, about }) => ({
        actor,
        act: assume(role),
        about,
        must: "fail" as const,
        otherwise: `${actor.says}, can assume ${role.arn}, which nobody promised.`,
      })),
  );
}

interface Caller {
  readonly actor: Actor;
  readonly tiers: readonly Tier[];
  readonly mayEnter: (role: Role) => boolean;
}

/** What responders were promised only the stack's outputs tell: without them they may hold any tier. */
function callersOf(organization: Organization): readonly Caller[] {
  const { classes, promised } = organization;
  const everyTier = Object.keys(names.targetRole) as readonly Tier[];
  return classes.flatMap(({ things }) =>
    things.flatMap((thing): readonly Caller[] => {
      if (thing.kind === "user" && thing.path === names.responderPath) {
        const told = promised?.responders.find(({ arn }) => arn === thing.arn)?.tiers;
        const tiers = promised === undefined ? everyTier : (told ?? []);
        const actor = ownActor(thing.arn, "user", thing.account, thing.name);
        return [{ actor, tiers, mayEnter: (role) => isWayIn(role) || (tiers.length > 0 && isIncidentRole(role)) }];
      }
      if (thing.kind !== "role" || !isWayIn(thing)) return [];
      const actor = ownActor(thing.arn, "assumedRole", thing.account, thing.name);
      const isHub = thing.path === names.hubPath;
      const tiers = isHub && thing.tier !== undefined ? [thing.tier] : [];
      return [{ actor, tiers, mayEnter: (role) => isHub && (isTarget(role) || isIncidentRole(role)) }];
    }),
  );
}

/** Every responder who has a tier takes steps of an incident, whatever the tier. */
function isIncidentRole({ name }: Role): boolean {
  return incidentRoles.includes(name);
}

function isTarget(role: Role): boolean {
  return isWayIn(role) && role.path !== names.hubPath;
}

function pathRolesOf({ classes }: Organization): readonly { readonly role: Role; readonly about: AccountClass }[] {
  return classes.flatMap((about) =>
    about.things.flatMap((thing) =>
      thing.kind === "role" && thing.name.startsWith(names.prefix) ? [{ role: thing, about }] : [],
    ),
  );
}

function assume(role: Role): Act {
  return { action: "sts:AssumeRole", resource: role.arn, resourceAccount: role.account };
}

import type { Actor } from "../claim";
import { pathSessionsOf } from "../limits/sessions";
import type { AccountClass, Organization } from "../model/organization";
import { attackersOf } from "../symbolic/attackers";
import { outsidersOf } from "../symbolic/outsiders";
import { principalClassesOf } from "../symbolic/principals";
import { textIn, type Place, type Side } from "./places";

/** How it is said of whom no pattern of a document matches, and of whom one finds in every account. */
export const unnamed = "that no document names";
export const rootUser = "the root user";

/** Somebody whose access is compared; `says` names no account. */
export interface Person {
  readonly actor: Actor;
  readonly says: string;
  /** Undefined for who belongs to no account of the organization. */
  readonly place: Place | undefined;
  /** AWS cannot bind him: whatever is made is his to change. */
  readonly isTierZero?: true;
}

/**
 * Whoever a document of either side tells apart: with the patterns of both, no class of principals has one answer for
 * some of its members and another for others.
 */
export function peopleOf(before: Organization, after: Organization, places: readonly Place[]): readonly Person[] {
  const classes = places.map(unionOf);
  const union: Organization = { ...after, classes };
  const sides = { before, after };
  return [
    ...places.flatMap((place, index) => {
      const own = (["before", "after"] as const).flatMap((side) => ownPeople(sides[side], side, place));
      return distinct([...administrators(union, classes[index], place), ...own]);
    }),
    ...distinct(
      [...outsidersOf(before), ...outsidersOf(after)].map((actor) => ({
        actor,
        says: outsiderSays(actor),
        place: undefined,
      })),
    ),
  ];
}

/** What binds its principals before and after, together. */
function unionOf({ account: id, members, before, after }: Place): AccountClass {
  const one = after ?? before;
  if (one === undefined) throw new Error(`${id} is in neither organization`);
  return {
    account: { ...one.account, id },
    members,
    scps: [...(before?.scps ?? []), ...(after?.scps ?? [])],
    rcps: [...(before?.rcps ?? []), ...(after?.rcps ?? [])],
    things: [...(before?.things ?? []), ...(after?.things ?? [])],
  };
}

/** Of every name but those that nobody can make: the model's own bear them, or AWS's services. */
function administrators(union: Organization, accountClass: AccountClass | undefined, place: Place): readonly Person[] {
  if (accountClass === undefined || !accountClass.account.isActive) return [];
  return principalClassesOf(union, accountClass)
    .filter(({ standing, tierZero }) => standing !== "reserved" && tierZero?.id !== "service-linked-roles")
    .map(({ actor, patterns, standing }) => ({
      actor,
      says: administratorSays(actor, patterns),
      place,
      ...(standing === "tier-zero" ? { isTierZero: true as const } : {}),
    }));
}

const nouns = { assumedRole: "role", user: "user", federatedUser: "federated user", root: "root user" } as const;

function administratorSays({ principal, principalKind }: Actor, patterns: readonly string[]): string {
  if (principalKind === "root") return rootUser;
  const name = principal?.split(":").slice(5).join(":") ?? "";
  const which = patterns.length === 0 ? unnamed : `like ${name}`;
  return `any ${nouns[principalKind as keyof typeof nouns]} ${which}`;
}

/** Services, providers and the anonymous are called in short already. */
function outsiderSays({ says, account, principal, principalKind }: Actor): string {
  if (account === undefined) return says;
  const which = says.endsWith(unnamed) ? unnamed : `like ${principal ?? ""}`;
  return `any ${nouns[principalKind as keyof typeof nouns]} outside of the organization ${which}`;
}

/** Responders and roles of the stack, with the permissions that they have. */
function ownPeople(organization: Organization, side: Side, place: Place): readonly Person[] {
  const accountClass = place[side];
  if (accountClass === undefined) return [];
  const path = attackersOf(organization, accountClass).filter(({ permissions }) => permissions === "own");
  const sessions = pathSessionsOf(organization).filter((session) => session.in === accountClass);
  return [...sessions.map(({ actor }) => actor), ...path].map((actor) => {
    const principal = textIn(place, side, actor.principal ?? "");
    const name = principal.split("/").at(-1) ?? "";
    const says = actor.principalKind === "user" ? `responder ${name}` : name;
    // Without MFA as given, it shows where access hangs on it.
    return { actor: { ...actor, principal, account: place.account, context: {} }, says, place };
  });
}

function distinct(people: readonly Person[]): readonly Person[] {
  const byActor = people.map((person) => {
    const { principal, principalKind, permissions, context } = person.actor;
    return [JSON.stringify([principal, principalKind, permissions, context]), person] as const;
  });
  return [...new Map(byActor).values()];
}

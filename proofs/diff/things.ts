import { actOn, acts, protectedThings, type ProtectedKind, type ProtectedThing } from "../acts";
import { otherRolesOf, type OtherRole } from "../acts/other-roles";
import type { Act } from "../claim";
import type { Organization } from "../model/organization";
import { textIn, type Place } from "./places";
import { takings, uses, type Use } from "./uses";

/** What stands on the path or tells of it, with all that can be done to it and with it. */
export interface Standing {
  readonly kind: ProtectedKind | "role";
  readonly name: string;
  readonly region: string;
  readonly place: Place;
  /** The call, as the sides name the thing; undefined where the thing is not there. */
  readonly deeds: readonly Deed[];
}

export interface Deed {
  readonly action: string;
  readonly before: Act | undefined;
  readonly after: Act | undefined;
}

const rowsByKind = new Map<Use["on"], Use[]>();
for (const row of [...acts, ...uses, ...takings]) rowsByKind.set(row.on, [...(rowsByKind.get(row.on) ?? []), row]);

/** Everything protected that is there before or after, and every other role of the stack, each once. */
export function standingIn(before: Organization, after: Organization, places: readonly Place[]): readonly Standing[] {
  return places.flatMap((place) => {
    const found = { before: thingsIn(before, place, "before"), after: thingsIn(after, place, "after") };
    const keys = [...new Set([...found.before.keys(), ...found.after.keys()])];
    return keys.flatMap((key): readonly Standing[] => {
      const [was, is] = [found.before.get(key), found.after.get(key)];
      const one = is ?? was;
      if (one === undefined) return [];
      const { kind, region } = one;
      const deeds = (rowsByKind.get(kind) ?? []).map((row) => ({
        action: row.action,
        before: was && callOn(row, was, place, "before"),
        after: is && callOn(row, is, place, "after"),
      }));
      return [{ kind, name: nameOf(one), region, place, deeds }];
    });
  });
}

type StandingThing = ProtectedThing | OtherRole;

function thingsIn(
  organization: Organization,
  place: Place,
  side: "before" | "after",
): ReadonlyMap<string, StandingThing> {
  const all: readonly StandingThing[] = [...protectedThings(organization), ...otherRolesOf(organization)];
  const own = all.filter((thing) => thing.class === place[side]);
  return new Map(own.map((thing) => [`${thing.kind} ${thing.region} ${textIn(place, side, nameOf(thing))}`, thing]));
}

/**
 * What a thing is called before and after, in each account: of a key the alias, because its id is another one after a
 * replacement; of a stack no id that CloudFormation puts behind its name.
 */
function nameOf({ kind, name, context }: StandingThing): string {
  const aliases = kind === "key" ? [context?.["kms:ResourceAliases"] ?? []].flat() : [];
  return aliases[0] ?? name.replace(/(?<=.)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "");
}

function callOn(row: Use, thing: StandingThing, place: Place, side: "before" | "after"): Act {
  const act = actOn(row, thing);
  return {
    ...act,
    resource: textIn(place, side, act.resource),
    resourceAccount: textIn(place, side, act.resourceAccount),
  };
}

import { actOn, acts, protectedThings, type ActRow, type ProtectedKind, type ProtectedThing } from "../acts";
import type { Act } from "../claim";
import type { Organization } from "../model/organization";
import { textIn, type Place } from "./places";

/** What stands on the path or tells of it, with all that can be done to it. */
export interface Standing {
  readonly kind: ProtectedKind;
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

const rowsByKind = new Map<ProtectedKind, ActRow[]>();
for (const row of acts) rowsByKind.set(row.on, [...(rowsByKind.get(row.on) ?? []), row]);

/** Everything protected that is there before or after, each once. */
export function standingIn(before: Organization, after: Organization, places: readonly Place[]): readonly Standing[] {
  return places.flatMap((place) => {
    const found = { before: thingsIn(before, place, "before"), after: thingsIn(after, place, "after") };
    const keys = [...new Set([...found.before.keys(), ...found.after.keys()])];
    return keys.flatMap((key): readonly Standing[] => {
      const [was, is] = [found.before.get(key), found.after.get(key)];
      const one = is ?? was;
      if (one === undefined) return [];
      const { kind, name, region } = one;
      const deeds = (rowsByKind.get(kind) ?? []).map((row) => ({
        action: row.action,
        before: was && callOn(row, was, place, "before"),
        after: is && callOn(row, is, place, "after"),
      }));
      return [{ kind, name, region, place, deeds }];
    });
  });
}

function thingsIn(
  organization: Organization,
  place: Place,
  side: "before" | "after",
): ReadonlyMap<string, ProtectedThing> {
  const own = protectedThings(organization).filter((thing) => thing.class === place[side]);
  // An id that AWS gives, as a key's, may be another one after a replacement; the name stays.
  return new Map(own.map((thing) => [`${thing.kind} ${thing.region} ${textIn(place, side, thing.name)}`, thing]));
}

function callOn(row: ActRow, thing: ProtectedThing, place: Place, side: "before" | "after"): Act {
  const act = actOn(row, thing);
  return {
    ...act,
    resource: textIn(place, side, act.resource),
    resourceAccount: textIn(place, side, act.resourceAccount),
  };
}

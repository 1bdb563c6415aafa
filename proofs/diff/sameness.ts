import { directoryOf, policiesOf } from "../asking/directory";
import { thingReached } from "../asking/resource-policy";
import type { AccountClass, Levels, Organization, Thing } from "../model/organization";
import type { Person } from "./people";
import { textIn, type Side } from "./places";
import type { Deed, Standing } from "./things";

/** Tells which questions have the same answer on both sides because nothing that decides them has changed. */
export interface Sameness {
  readonly caller: (person: Person) => boolean;
  readonly called: (thing: Standing, deed: Deed) => boolean;
}

const never: Sameness = { caller: () => false, called: () => false };

/** The same document is one compiled policy on both sides, so that identity tells. */
export function samenessOf(before: Organization, after: Organization): Sameness {
  if (settingsOf(before) !== settingsOf(after)) return never;
  const directories = { before: directoryOf(before), after: directoryOf(after) };
  return {
    caller: remembered(({ actor, place }: Person) => {
      if (place === undefined) return true;
      const { before: was, after: is } = place;
      if (was === undefined || is === undefined || !isSamePlace(was, is) || !areSame(was.scps, is.scps)) return false;
      if (actor.permissions === "everything") return true;
      const own = (side: Side) => directories[side].thingIn(place[side], textIn(place, side, actor.principal ?? ""));
      return haveSameDocuments(own("before"), own("after"));
    }),
    called({ place }, deed) {
      const { before: was, after: is } = place;
      if (was === undefined || is === undefined || !isSamePlace(was, is) || !areSame(was.rcps, is.rcps)) return false;
      if (deed.before === undefined || JSON.stringify(deed.before) !== JSON.stringify(deed.after)) return false;
      const reached = (side: Side): Thing | undefined => {
        const act = deed[side];
        if (act === undefined) return undefined;
        return thingReached(directories[side], place[side], { ...act, resource: textIn(place, side, act.resource) });
      };
      return haveSameDocuments(reached("before"), reached("after"));
    },
  };
}

/** What of the organization is in every request. */
function settingsOf({ id, rootId, managementAccount, delegatedAdministrators = [] }: Organization): string {
  return JSON.stringify([id, rootId, managementAccount, delegatedAdministrators]);
}

/** Documents of templates name the account that they are expanded in. */
function isSamePlace({ account: was }: AccountClass, { account: is }: AccountClass): boolean {
  return was.id === is.id && was.isActive === is.isActive && was.kind === is.kind && was.path.join() === is.path.join();
}

function areSame(was: Levels, is: Levels): boolean {
  return (
    was.length === is.length &&
    was.every(
      (level, index) => level.length === is[index]?.length && level.every((policy) => is[index]?.includes(policy)),
    )
  );
}

function haveSameDocuments(was: Thing | undefined, is: Thing | undefined): boolean {
  if (was === undefined || is === undefined) return was === is;
  const [documents, others] = [was, is].map((thing) => policiesOf({ scps: [], rcps: [], things: [thing] }));
  return (
    documents?.length === others?.length && documents?.every((policy, index) => policy === others?.[index]) === true
  );
}

function remembered<T extends object>(look: (key: T) => boolean): (key: T) => boolean {
  const known = new Map<T, boolean>();
  return (key) => {
    const answer = known.get(key) ?? look(key);
    known.set(key, answer);
    return answer;
  };
}

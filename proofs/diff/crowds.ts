import { rootUser, unnamed, type Person } from "./people";

/** Many callers of one place under one name, for whoever reads that the same becomes of all of them. */
export interface Crowd {
  readonly says: string;
  /** As changes tell it: "" for who belongs to no account of the organization. */
  readonly from: string;
  readonly who: ReadonlySet<string>;
}

/** The widest first. */
export function crowdsOf(people: readonly Person[]): readonly Crowd[] {
  const strangers = people.filter(({ actor }) => actor.permissions === "everything");
  const homes = new Set(strangers.map(homeOf));
  return [...homes].flatMap((from) => {
    const all = strangers.filter((person) => homeOf(person) === from).map(({ says }) => says);
    const nameless = all.filter((says) => says.endsWith(unnamed) || says === rootUser);
    return from === ""
      ? [
          crowd("anybody outside of the organization", from, all),
          crowd(`anybody outside of the organization ${unnamed}`, from, nameless),
        ]
      : [
          crowd("every administrator", from, all),
          crowd(`any administrator ${unnamed}, and ${rootUser}`, from, nameless),
        ];
  });
}

function homeOf({ place }: Person): string {
  return place?.says ?? "";
}

function crowd(says: string, from: string, who: readonly string[]): Crowd {
  return { says, from, who: new Set(who) };
}

/** Those who call from all of these places, with crowds that are there as a whole by one name. */
export function inCrowds(who: readonly string[], from: readonly string[], crowds: readonly Crowd[]): readonly string[] {
  const places = from.length === 0 ? [""] : from;
  return [...new Set(crowds.map(({ says }) => says))].reduce<readonly string[]>((left, says) => {
    const own = places.map((place) => crowds.find((one) => one.says === says && one.from === place));
    const isThere = own.every(
      (one) => one !== undefined && one.who.size > 1 && [...one.who].every((name) => left.includes(name)),
    );
    return isThere ? [says, ...left.filter((name) => !own.some((one) => one?.who.has(name)))] : left;
  }, who);
}

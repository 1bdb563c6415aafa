import { answerFor } from "../ask";
import { directoryOf } from "../asking/directory";
import { thingReached } from "../asking/resource-policy";
import type { Act, Actor } from "../claim";
import type { Organization } from "../model/organization";
import type { Person } from "./people";
import { hidingIn } from "../hiding";
import { samenessOf } from "./sameness";
import { textIn, type Place, type Side } from "./places";
import { isOpenToOthers } from "../acts/shared-kinds";
import type { Deed, Standing } from "./things";

/** What somebody can do to something: not at all, if conditions hold that the caller may meet, or in any case. */
type Access =
  | { readonly can: "no" | "yes" }
  | { readonly can: "if"; readonly keys: readonly string[] }
  | { readonly can: "unknown"; readonly missing: readonly string[] };

/** One answer that is another one after the change. */
export interface Change {
  readonly change: "gained" | "lost" | "altered" | "untold";
  readonly who: string;
  /** Where he calls from; none for who belongs to no account of the organization. */
  readonly from: string;
  readonly action: string;
  readonly on: Pick<Standing, "kind" | "name" | "region">;
  /** "" where the caller and the thing are in the same account. */
  readonly at: string;
  /** What it hangs on now, or hung on; what is missing to tell. */
  readonly detail: string;
}

/**
 * Every change of access, person by person and thing by thing; not that tier 0 reaches what is new, and what is gone no
 * more, which goes without saying. Of what is not there nothing is told if it may stand in a
 * template that nobody can read: that template is told instead.
 */
export function changesOf(
  before: Organization,
  after: Organization,
  people: readonly Person[],
  standing: readonly Standing[],
): readonly Change[] {
  const isSame = samenessOf(before, after);
  const hidesThings = { before: hidingIn(before).length > 0, after: hidingIn(after).length > 0 };
  const isThere = { before: presenceIn(before, "before"), after: presenceIn(after, "after") };
  return standing.flatMap((thing) => {
    const own = people.filter(({ place }) => place === thing.place);
    return thing.deeds.flatMap((deed) => {
      const callers = isOpen(thing, deed) ? people : own;
      const isSameCall = isSame.called(thing, deed);
      return callers.flatMap((person) => {
        if (isSameCall && isSame.caller(person)) return [];
        if (callers === own && isAboveGuardrails(person, after)) return [];
        if (person.isTierZero === true && (deed.before === undefined || deed.after === undefined)) return [];
        const isAbsent = (side: Side): boolean => deed[side] === undefined || !isThere[side](person);
        if ((["before", "after"] as const).some((side) => hidesThings[side] && isAbsent(side))) return [];
        const access = (organization: Organization, side: Side): Access => {
          const act = deed[side];
          if (act === undefined || isAbsent(side)) return { can: "no" };
          const isModelled = isInModel(organization, thing.place, side, act);
          return accessOf(organization, person.actor, act, isModelled);
        };
        const found = differenceOf(access(before, "before"), access(after, "after"));
        return found === undefined ? [] : [changeOf(found, person, thing, deed.action)];
      });
    });
  });
}

function isOpen({ kind }: Standing, deed: Deed): boolean {
  return [deed.before, deed.after].some((act) => act !== undefined && (kind === "role" || isOpenToOthers(kind, act)));
}

/**
 * No guardrail decides over administrators of the management account: their access to what is there never changes, but
 * where the thing has a policy of its own.
 */
function isAboveGuardrails({ actor, place }: Person, { managementAccount }: Organization): boolean {
  return place?.account === managementAccount && actor.permissions === "everything";
}

/** Whether the person's account, and the principal itself where its own permissions count, are there on that side. */
function presenceIn(organization: Organization, side: Side): (person: Person) => boolean {
  const { thingIn } = directoryOf(organization);
  const known = new Map<Person, boolean>();
  const look = ({ actor, place }: Person): boolean => {
    if (place === undefined) return true;
    const accountClass = place[side];
    if (accountClass === undefined || !accountClass.account.isActive) return false;
    return actor.permissions === "everything" || thingIn(accountClass, standingArn(place, side, actor)) !== undefined;
  };
  return (person) => {
    const answer = known.get(person) ?? look(person);
    known.set(person, answer);
    return answer;
  };
}

/** Exchanging is its own reverse. */
function standingArn(place: Place, side: Side, { principal }: Actor): string {
  return textIn(place, side, principal ?? "");
}

/** The role of a deployer is none of ours: who takes it is an assumption of every proof, and no stack changes it. */
function isInModel(organization: Organization, place: Place, side: Side, act: Act): boolean {
  if (!act.action.startsWith("sts:")) return true;
  const resource = textIn(place, side, act.resource);
  return thingReached(directoryOf(organization), place[side], { ...act, resource }) !== undefined;
}

function accessOf(organization: Organization, actor: Actor, act: Act, isModelled: boolean): Access {
  const { answer, verdict, missing } = answerFor(organization, actor, act);
  if (answer === "unknown") return isModelled ? { can: "unknown", missing } : { can: "no" };
  if (answer === "no") return { can: "no" };
  return verdict.decision === "unknown" ? { can: "if", keys: verdict.unknownKeys } : { can: "yes" };
}

const grades = { no: 0, if: 1, yes: 2, unknown: 3 } as const;

function differenceOf(was: Access, is: Access): Pick<Change, "change" | "detail"> | undefined {
  if (is.can === "unknown") {
    return was.can === "unknown" ? undefined : { change: "untold", detail: `cannot be told: ${is.missing.join(", ")}` };
  }
  if (was.can === "unknown") return { change: "untold", detail: `could not be told before: ${was.missing.join(", ")}` };
  const detail = detailOf(was, is);
  if (grades[is.can] > grades[was.can]) return { change: "gained", detail };
  if (grades[is.can] < grades[was.can]) return { change: "lost", detail };
  return detail === "" ? undefined : { change: "altered", detail };
}

function detailOf(was: Access, is: Access): string {
  const keysOf = (access: Access): string => (access.can === "if" ? access.keys.join(", ") : "");
  const [before, now] = [keysOf(was), keysOf(is)];
  if (before === now) return "";
  if (before === "") return `depending on ${now}`;
  return now === ""
    ? is.can === "yes"
      ? `no longer depending on ${before}`
      : ""
    : `depending on ${now}, before on ${before}`;
}

function changeOf(
  found: Pick<Change, "change" | "detail">,
  { says, place }: Person,
  { kind, name, region, place: home }: Standing,
  action: string,
): Change {
  const at = place === home ? "" : home.says;
  return { ...found, who: says, from: place?.says ?? "", action, on: { kind, name, region }, at };
}

import type { Claim } from "../claim";
import type { Organization } from "../model/organization";
import { prove, type Standing as Assumed } from "../prove";
import { changesOf } from "./access";
import { crowdsOf, type Crowd } from "./crowds";
import { hiddenChanges } from "./hidden";
import { merged, type MergedChange } from "./merging";
import { peopleOf } from "./people";
import { placesOf } from "./places";
import { standingIn } from "./things";
import { verdictChanges, type VerdictChange } from "./verdicts";

export { inCrowds, type Crowd } from "./crowds";
export type { MergedChange } from "./merging";
export type { VerdictChange } from "./verdicts";

/** What a change does to access, and to what can be claimed of it. */
export interface Difference {
  readonly access: readonly MergedChange[];
  readonly claims: readonly VerdictChange[];
  /** Names for many callers at once; what `access` tells needs none of them. */
  readonly crowds: readonly Crowd[];
  /** How much was compared. */
  readonly compared: { readonly people: number; readonly things: number; readonly accounts: number };
  /** 0: no claim got worse, 1: one did, 2: nobody can tell, because a claim or an answer is unknown. */
  readonly exitCode: 0 | 1 | 2;
}

export function differenceOf(
  before: Organization,
  after: Organization,
  claims: readonly Claim[],
  assumed: Assumed,
): Difference {
  const places = placesOf(before, after);
  const people = peopleOf(before, after, places);
  const things = standingIn(before, after, places);
  const access = [...hiddenChanges(before, after), ...merged(changesOf(before, after, people, things))];
  const [was, is] = [prove(before, claims, assumed), prove(after, claims, assumed)];
  const changed = verdictChanges(was, is);
  const isUnknown = is.claims.some(({ verdict }) => verdict === "unknown");
  const isUntold = access.some(({ change }) => change === "untold");
  const isWorse = changed.some((one) => one.isWorse && one.after !== "unknown");
  return {
    access,
    claims: changed,
    crowds: crowdsOf(people),
    compared: {
      people: people.length,
      things: things.length,
      accounts: places.reduce((sum, { members }) => sum + members.length, 0),
    },
    exitCode: isWorse ? 1 : isUnknown || isUntold ? 2 : 0,
  };
}

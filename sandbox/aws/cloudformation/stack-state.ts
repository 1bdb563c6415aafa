import type { AccountIam } from "../model";
import { placeOf } from "../regional";
import type { RegionalResources } from "../regional-model";
import { iamOf, type Session } from "../session";

/** What a stack can change in its account: IAM, its Region, and the Region in which what is global stands. */
export interface State extends Pick<AccountIam, "roles" | "users" | "policies"> {
  readonly regional: Readonly<Record<string, RegionalResources | undefined>>;
}

const globalRegion = "us-east-1";

export function stateOf(session: Session): State {
  const { roles, users, policies } = iamOf(session);
  const places = [placeOf(session), placeOf({ ...session, region: globalRegion })];
  return {
    roles: { ...roles },
    users: { ...users },
    policies: { ...policies },
    // Its records never change: to keep them is to keep the state.
    regional: Object.fromEntries(places.map((place) => [place, session.aws.regional[place]])),
  };
}

export function restore(session: Session, before: State): void {
  const iam = iamOf(session);
  for (const table of ["roles", "users", "policies"] as const) {
    for (const key of Object.keys(iam[table])) delete iam[table][key];
    Object.assign(iam[table], before[table]);
  }
  for (const [place, resources] of Object.entries(before.regional)) {
    if (resources === undefined) delete session.aws.regional[place];
    else session.aws.regional[place] = resources;
  }
}

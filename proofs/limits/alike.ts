import { directoryOf } from "../asking/directory";
import { likenessBy, type Likeness } from "../asking/likeness";
import type { Act } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import type { PathSession } from "./sessions";

/** Acts have one text for a session that no document which can bind it or the thing tells apart. */
export function likenessFor(organization: Organization): (session: PathSession, at: AccountClass, act: Act) => string {
  const directory = directoryOf(organization);
  const known = new Map<PathSession, Map<AccountClass, Likeness>>();
  return (session, at, act) => {
    const ofSession = known.get(session) ?? new Map<AccountClass, Likeness>();
    known.set(session, ofSession);
    const likeness =
      ofSession.get(at) ?? likenessBy(directory, [...session.documents, ...session.in.scps.flat(), ...at.rcps.flat()]);
    ofSession.set(at, likeness);
    return `${session.actor.principal} ${likeness(at, act)}`;
  };
}

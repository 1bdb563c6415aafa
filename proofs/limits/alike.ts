import { resourceGlobFor, resourcePatternsOf, type Policy } from "../../iam";
import { thingReached } from "../asking/resource-policy";
import { directoryOf } from "../asking/directory";
import type { Act } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import type { PathSession } from "./sessions";

type Key = (act: Act) => string;

/**
 * Acts that no document tells apart have one text: the same action on resources that the same Resource patterns match,
 * of whatever can bind the session or the thing, with the same context and without a policy of their own.
 */
export function likenessFor(organization: Organization): (session: PathSession, at: AccountClass, act: Act) => string {
  const directory = directoryOf(organization);
  const keys = new Map<PathSession, Map<AccountClass, Key>>();
  return (session, at, act) => {
    const known = keys.get(session) ?? new Map<AccountClass, Key>();
    keys.set(session, known);
    const signature =
      known.get(at) ?? signatureFor([...session.documents, ...session.in.scps.flat(), ...at.rcps.flat()]);
    known.set(at, signature);
    const thing = thingReached(directory, at, act);
    const own = thing !== undefined && ("policy" in thing || "trust" in thing) ? thing.arn : "";
    return JSON.stringify([session.actor.principal, act.action, signature(act), act.resourceAccount, own, act.context]);
  };
}

function signatureFor(documents: readonly Policy[]): Key {
  const patterns = resourcePatternsOf(documents);
  // What a variable stands for differs from call to call: then every resource counts for itself.
  if (patterns.some(({ variable }) => variable)) return ({ resource }) => resource;
  const globs = patterns.map(({ pattern }) => resourceGlobFor(pattern));
  const seen = new Map<string, string>();
  return ({ resource }) => {
    const known = seen.get(resource) ?? globs.map((matches) => (matches(resource) ? "1" : "0")).join("");
    seen.set(resource, known);
    return known;
  };
}

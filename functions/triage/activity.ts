import { textOf } from "./reading";
import { pathRoleOf, responderOf, type PathRole } from "./roles";
import type { Trail } from "./trail";
import type { Place, TriageSettings } from "./types";

export interface Activity {
  readonly kind: "activity" | "unknown";
  readonly what: string;
  readonly role: string | undefined;
  readonly place: Place | undefined;
  readonly person: string | undefined;
  readonly alarms: readonly string[];
}

/** What a responder, a session of the path or root does; and anybody else in the emergency account, where nobody works. */
export function activityOf(trail: Trail, settings: TriageSettings): Activity | undefined {
  const { identity, issuer, account } = trail;
  const arn = textOf(identity["arn"]);
  const issuerArn = textOf(issuer["arn"]);
  const role = pathRoleOf(issuerArn ?? arn, settings) ?? namesakeOf(trail, settings);
  const person = responderOf(arn, settings) ?? responderOf(issuerArn, settings);
  const what = `${trail.name} in account ${account}`;
  const seen = { kind: "activity", what, role: role?.name, person } as const;
  if (role !== undefined) return { ...seen, place: role.place, alarms: alarmsOf(trail, role.place, role.name) };
  if (person !== undefined) return { ...seen, place: { kind: "sign-in" }, alarms: [] };
  if (identity["type"] === "Root") return { ...seen, place: undefined, alarms: ["root is never part of an incident"] };
  if (account !== settings.accounts.emergency) return undefined;
  if (isAws(trail)) return undefined;
  return { ...seen, place: undefined, alarms: ["nobody but responders works in the emergency account"] };
}

/** A session of a role that has a protected name and another path, or whose path is not told: nobody's, so it alerts. */
function namesakeOf({ issuer, account }: Trail, settings: TriageSettings): PathRole | undefined {
  const name = textOf(issuer["userName"]);
  const isProtected = Object.values(settings.targetRoles).some((role) => role.toLowerCase() === name?.toLowerCase());
  return name === undefined || !isProtected ? undefined : { name, account, place: undefined, service: undefined };
}

function alarmsOf(trail: Trail, place: Place | undefined, name: string): readonly string[] {
  if (place === undefined) return [`${name} was not expected to do this`];
  // Its console looks around and is refused; all it may do is put one kind of event, which CloudTrail does not log.
  const isIdle = trail.isRead || trail.errorCode !== undefined;
  return place.kind === "incident-role" && !isIdle ? [`${name} does more than move an incident on`] : [];
}

/** A service of AWS, or a role that only a service can take: neither can be forged. */
function isAws({ identity, issuer, account }: Trail): boolean {
  return (
    identity["type"] === "AWSService" ||
    textOf(issuer["arn"])?.startsWith(`arn:aws:iam::${account}:role/aws-service-role/`) === true
  );
}

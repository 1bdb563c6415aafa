import { fieldsOf, textOf } from "./reading";
import { pathRoleOf, responderOf, type PathRole } from "./roles";
import type { Trail } from "./trail";
import type { Place, TriageSettings } from "./types";

export interface Assumption {
  readonly kind: "assume" | "failed-attempt" | "heartbeat" | "unrelated";
  readonly what: string;
  readonly role: string | undefined;
  readonly place: Place | undefined;
  readonly person: string | undefined;
  readonly alarms: readonly string[];
}

/** A call of STS that takes, or tries to take, a role of the path; undefined where it is about another role. */
export function assumptionOf(trail: Trail, settings: TriageSettings): Assumption | undefined {
  if (trail.name === "AssumeRoot") return rootOf(trail);
  if (!trail.name.startsWith("AssumeRole")) return undefined;
  if (trail.errorCode !== undefined || trail.errorMessage !== undefined) return deniedOf(trail, settings);
  const asked = textOf(trail.request["roleArn"]);
  const role = pathRoleOf(asked, settings);
  if (role?.place !== undefined || role?.service !== undefined) return takenOf(trail, role, settings);
  // Whatever letter case or path was asked for, the session has the name of the role that AWS found.
  const session = pathRoleOf(textOf(fieldsOf(trail.response["assumedRoleUser"])["arn"]), settings);
  if (session?.place === undefined) return role === undefined ? undefined : takenOf(trail, role, settings);
  const taken = takenOf(trail, session, settings);
  return { ...taken, alarms: [...taken.alarms, `asked for as ${asked ?? "nothing"}`] };
}

function takenOf(trail: Trail, role: PathRole, settings: TriageSettings): Assumption {
  const { identity } = trail;
  const what = `${trail.name} of ${role.name} in account ${role.account}`;
  const person = personOf(trail, settings);
  if (role.service !== undefined && identity["type"] === "AWSService" && identity["invokedBy"] === role.service) {
    return { kind: "unrelated", what, role: role.name, place: undefined, person, alarms: [] };
  }
  return {
    kind: "assume",
    what,
    role: role.name,
    place: role.place,
    person,
    alarms: [...alarmsOf(trail, role, settings)],
  };
}

function* alarmsOf(trail: Trail, role: PathRole, settings: TriageSettings): Generator<string> {
  const { identity, request } = trail;
  if (role.place === undefined) yield `nobody takes ${role.name}`;
  const isSaml = trail.name === "AssumeRoleWithSAML";
  if (trail.name !== "AssumeRole" && !(isSaml && role.place?.kind === "hub"))
    yield `${trail.name} is no way into ${role.name}`;
  if (isSaml) return;
  const caller = textOf(identity["accountId"]);
  if (caller !== settings.accounts.emergency)
    yield `taken from account ${caller ?? "unknown"}, not from the emergency account`;
  // The first hop is a user's own: its session name is a choice, and another name than the user's is a disguise.
  const user = identity["type"] === "IAMUser" ? textOf(identity["userName"]) : undefined;
  const session = textOf(request["roleSessionName"]);
  if (user !== undefined && session !== user) yield `${user} calls the session ${session ?? "nothing"}`;
  const arn = textOf(identity["arn"]);
  const isPath = responderOf(arn, settings) ?? pathRoleOf(textOf(trail.issuer["arn"]) ?? arn, settings)?.place;
  if (arn !== undefined && isPath === undefined) yield `${arn} is neither a responder nor a hub role`;
}

/** Request parameters are null here: the role stands in the error message. A role of AWS's or a team's own is none of ours. */
function deniedOf(trail: Trail, settings: TriageSettings): Assumption | undefined {
  const message = trail.errorMessage ?? "";
  const named = /arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+/.exec(
    message.slice(Math.max(0, message.indexOf("on resource:"))),
  )?.[0];
  const arn = named ?? textOf(trail.request["roleArn"]);
  const role = pathRoleOf(arn, settings);
  const isKnown = arn !== undefined;
  if (isKnown && role === undefined && trail.account !== settings.accounts.emergency) return undefined;
  const what = `${trail.name} of ${arn ?? "an unknown role"} was denied`;
  if (arn === settings.canary.target && isCanary(trail, settings)) {
    return { kind: "heartbeat", what, role: role?.name, place: undefined, person: undefined, alarms: [] };
  }
  return {
    kind: "failed-attempt",
    what,
    role: role?.name,
    place: undefined,
    person: personOf(trail, settings),
    alarms: [],
  };
}

/** Exactly the canary's role, in its account and Region; the window is the register's business. */
function isCanary(
  { account, region, issuer, identity, errorCode }: Trail,
  { accounts, canary, paths, regions }: TriageSettings,
): boolean {
  const role = `arn:aws:iam::${accounts.emergency}:role${paths.target}${canary.role}`;
  const session = `arn:aws:sts::${accounts.emergency}:assumed-role/${canary.role}/`;
  return (
    account === accounts.emergency &&
    regions.includes(region) &&
    errorCode === "AccessDenied" &&
    textOf(issuer["arn"]) === role &&
    textOf(identity["arn"])?.startsWith(session) === true
  );
}

function rootOf(trail: Trail): Assumption {
  const what = `AssumeRoot into account ${textOf(trail.request["targetPrincipal"]) ?? "unknown"}`;
  const kind = trail.errorCode === undefined ? "assume" : "failed-attempt";
  return {
    kind,
    what,
    role: "root",
    place: undefined,
    person: undefined,
    alarms: ["root is never part of an incident"],
  };
}

/** Of the emergency side: the user, or the subject that the identity provider vouched for. The other side has neither. */
function personOf(trail: Trail, settings: TriageSettings): string | undefined {
  const { identity, response } = trail;
  if (trail.name === "AssumeRoleWithSAML") {
    const subject = textOf(response["subject"]) ?? textOf(identity["userName"]);
    return subject === undefined ? undefined : `saml:${subject}`;
  }
  return identity["type"] === "IAMUser" ? responderOf(textOf(identity["arn"]), settings) : undefined;
}

/** Access key of the session that a call of STS issued. */
export function issuedKeyOf({ response }: Trail): string | undefined {
  return textOf(fieldsOf(response["credentials"])["accessKeyId"]);
}

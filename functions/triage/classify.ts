import { activityOf } from "./activity";
import { assumptionOf, issuedKeyOf } from "./assumptions";
import { expectedOf } from "./automation";
import { isCounted } from "./counted";
import { incidentSource } from "./incident-events";
import { fieldsOf, textOf } from "./reading";
import { partsOf } from "./roles";
import { signInOf } from "./sign-ins";
import { namesChain, namesOurThing, tamperingOf } from "./tampering";
import { envelopeOf, eventIdOf, trailOf, type Envelope, type Trail } from "./trail";
import type { Actor, Kind, Sighting, TriageSettings } from "./types";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const alarmType = "CloudWatch Alarm State Change";
export const heartbeatSource = "lifeline.heartbeat";

const nobody: Actor = { label: "unknown", person: undefined, usedKey: undefined, issuedKey: undefined };

/** What an event is. Whatever cannot be read is `unknown`, and that alerts. */
export function classify(event: unknown, settings: TriageSettings): Sighting {
  const envelope = envelopeOf(event);
  if (envelope === undefined) return unreadable(eventIdOf(event), "an event without source, type, account or Region");
  if (envelope.source === heartbeatSource) return heartbeatOf(envelope, settings);
  if (envelope.source === incidentSource) {
    return { ...ownEvent(envelope, "incident", envelope.type), thread: `incident#${envelope.id}` };
  }
  if (envelope.source === "aws.cloudwatch" && envelope.type === alarmType) return alarmOf(envelope);
  const trail = envelope.source.startsWith("aws.") ? trailOf(envelope) : undefined;
  if (trail === undefined) return ownEvent(envelope, "unknown", `an event of a shape nobody expects: ${envelope.type}`);
  return trailSighting(trail, settings);
}

function trailSighting(trail: Trail, settings: TriageSettings): Sighting {
  const expected = expectedOf(trail, settings);
  if (expected !== undefined) return { ...sightingOf(trail, settings, "automation", expected), thread: expected };
  const tampering = tamperingOf(trail, settings);
  if (tampering !== undefined) {
    const isDenied = trail.errorCode !== undefined || trail.errorMessage !== undefined;
    return sightingOf(
      trail,
      settings,
      isDenied ? "failed-attempt" : tampering.kind,
      isDenied ? `${trail.name} was denied` : tampering.what,
    );
  }
  if (isRefusedChange(trail, settings))
    return sightingOf(trail, settings, "failed-attempt", `${trail.name} was denied`);
  const found = stsOrSignIn(trail, settings) ?? (takesUnreadable(trail) ? undefined : activityOf(trail, settings));
  if (found !== undefined) {
    const { kind, what, person, ...rest } = found;
    const sighting = sightingOf(trail, settings, kind, what);
    return { ...sighting, ...rest, actor: { ...sighting.actor, person } };
  }
  if (takesUnreadable(trail))
    return sightingOf(trail, settings, "unknown", `${trail.name} of a role that cannot be read`);
  if (isPlainlyOther(trail, settings)) return sightingOf(trail, settings, "unrelated", `${trail.name} is none of ours`);
  return sightingOf(trail, settings, "unknown", `${trail.name} names something of ours in a way nobody expects`);
}

function stsOrSignIn(
  trail: Trail,
  settings: TriageSettings,
): ReturnType<typeof signInOf> | ReturnType<typeof assumptionOf> {
  if (trail.eventSource === "signin.amazonaws.com") return signInOf(trail, settings);
  return trail.eventSource === "sts.amazonaws.com" ? assumptionOf(trail, settings) : undefined;
}

/** A change of anything of ours that AWS refused: whatever service it was, somebody tried. */
function isRefusedChange(trail: Trail, settings: TriageSettings): boolean {
  const { eventSource, errorMessage, isRead } = trail;
  if (
    errorMessage === undefined ||
    isRead ||
    eventSource === "sts.amazonaws.com" ||
    eventSource === "signin.amazonaws.com"
  )
    return false;
  return namesOurThing(trail, settings) || namesChain(trail, settings);
}

function takesUnreadable({ eventSource, name, request, errorMessage }: Trail): boolean {
  if (eventSource !== "sts.amazonaws.com" || !name.startsWith("AssumeRole")) return false;
  return partsOf(textOf(request["roleArn"]) ?? errorMessage?.split("on resource: ")[1] ?? "") === undefined;
}

/** A call that names nothing of ours, by somebody who is none of ours. Every other role taken is told by its ARN. */
function isPlainlyOther(trail: Trail, settings: TriageSettings): boolean {
  const isAnswered =
    trail.isRead || trail.eventSource === "signin.amazonaws.com" || trail.eventSource === "sts.amazonaws.com";
  return isAnswered || !namesOurThing(trail, settings);
}

function sightingOf(trail: Trail, settings: TriageSettings, kind: Kind, what: string): Sighting {
  const { identity, issuer } = trail;
  const usedKey = textOf(identity["accessKeyId"]);
  const issuedKey = issuedKeyOf(trail);
  const arn = textOf(identity["arn"]);
  const label =
    arn ??
    textOf(identity["userName"]) ??
    textOf(identity["invokedBy"]) ??
    textOf(identity["principalId"]) ??
    "unknown";
  const session = threadOf(trail, issuedKey ?? usedKey);
  return {
    kind,
    what,
    eventId: trail.eventId,
    useId: trail.useId,
    at: trail.at,
    account: trail.account,
    region: trail.region,
    call: `${trail.eventSource.split(".")[0] ?? ""}:${trail.name}`,
    ip: trail.ip,
    error: trail.errorCode ?? trail.errorMessage,
    role: textOf(issuer["userName"]),
    actor: { label, person: undefined, usedKey, issuedKey },
    place: undefined,
    alarms: [],
    thread: session,
    opens: kind === "assume" || kind === "sign-in" || kind === "switch",
    counted: isCounted(trail, settings),
  };
}

/** A session of the command line is known by its access key; the console changes keys, so there the role's session tells. */
function threadOf({ identity, response, ip, account, detail }: Trail, key: string | undefined): string {
  const isConsole = ip === "AWS Internal" || detail["sessionCredentialFromConsole"] === "true";
  const taken = textOf(fieldsOf(response["assumedRoleUser"])["assumedRoleId"]);
  if (isConsole && taken !== undefined) return taken;
  if (!isConsole && key !== undefined) return key;
  const principal = textOf(identity["principalId"]) ?? textOf(identity["userName"]) ?? "unknown";
  // The id of an assumed role carries the session's name; the sign-ins of a user are told apart by their address.
  return principal.includes(":") ? principal : `${account}#${principal}#${ip}`;
}

function heartbeatOf(envelope: Envelope, { accounts, regions }: TriageSettings): Sighting {
  const region = textOf(envelope.detail["region"]);
  const isOurs = envelope.account === accounts.emergency && region !== undefined && regions.includes(region);
  if (!isOurs) return ownEvent(envelope, "unknown", "a heartbeat from where none beats");
  return { ...ownEvent(envelope, "heartbeat", `heartbeat of ${region}`), region };
}

/** An alarm of a Region from which it cannot reach the SOC topic itself. */
function alarmOf(envelope: Envelope): Sighting {
  const name = textOf(envelope.detail["alarmName"]) ?? "without a name";
  const sighting = ownEvent(envelope, "unknown", `alarm ${name} in ${envelope.region}`);
  // Raised again is news again.
  return { ...sighting, thread: `${envelope.account}#${envelope.region}#${name}`, opens: true };
}

function ownEvent(envelope: Envelope, kind: Kind, what: string): Sighting {
  const { id, account, region, at, source, type } = envelope;
  const base = { eventId: id, useId: id, at, account, region, call: `${source} ${type}`, ip: "unknown" };
  return {
    kind,
    what,
    ...base,
    error: undefined,
    role: undefined,
    actor: nobody,
    place: undefined,
    alarms: [],
    thread: `${account}#${type}`,
    opens: false,
    counted: false,
  };
}

/** Nothing of it can be read but, perhaps, its id. */
export function unreadable(id: string, what: string): Sighting {
  const base = {
    eventId: id,
    useId: id,
    at: undefined,
    account: "unknown",
    region: "unknown",
    call: "unknown",
    ip: "unknown",
  };
  return {
    kind: "unknown",
    what,
    ...base,
    error: undefined,
    role: undefined,
    actor: nobody,
    place: undefined,
    alarms: [],
    thread: "unreadable",
    opens: false,
    counted: false,
  };
}

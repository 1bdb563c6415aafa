import { metricNamespace } from "../../rulebook/alarms";
import { signInRegions, transport } from "../../rulebook/alerts";
import { names } from "../../rulebook/names";
import type { Claim, Finding } from "../claim";
import { ask } from "../ask";
import { directoryOf } from "../asking/directory";
import { alarmIsTold } from "../hearing/alarms";
import { session } from "../hearing/callers";
import { collecting, type Collected } from "../hearing/collected";
import { allThings, findThing, whereIs } from "../hearing/find";
import { assumeRecord } from "../hearing/records";
import { entriesOf, scheduleDelivers } from "../hearing/schedules";
import { brokenWay, clear, everyStep, missingWay, type Way } from "../hearing/way";
import type { Alarm, Organization, Schedule } from "../model/organization";

export const silenceIsNoticed = {
  id: "silence-is-noticed",
  about: "alerts",
  question: "Is it noticed when events of a Region no longer arrive?",
  why: "A broken way of the alert is silent and looks like peace: heartbeats prove the transport, a canary the trail and the rules.",
  source: [
    "E18",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-and-missing-data-evaluating",
  ],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const found = collecting(organization);
  const schedules = allThings(organization, "schedule");
  const regions = [...new Set([...signInRegions, organization.homeRegion])];
  for (const region of regions) {
    const here = schedules.filter((schedule) => schedule.region === region);
    for (const schedule of here) found.countAccounts(directoryOf(organization).classOf(schedule.account));
    const beats = here.filter((schedule) => sendsHeartbeats(schedule));
    const canaries = here.filter(({ name }) => name === names.canaryRole);
    addEach(beats, `a heartbeat in ${region}`, found, (beat) => scheduleDelivers(organization, beat));
    addEach(canaries, `a canary in ${region}`, found, (canary) => canarySings(organization, canary, found));
  }
  addAlarms(organization, regions, found);
  return found.finding();
}

function sendsHeartbeats(schedule: Schedule): boolean {
  const entries = entriesOf(schedule);
  return entries === undefined
    ? schedule.name === names.heartbeatRole
    : entries.some(({ Source }) => Source === transport.heartbeatSource);
}

function addEach(
  schedules: readonly Schedule[],
  what: string,
  found: Collected,
  wayOf: (schedule: Schedule) => Way,
): void {
  found.count("actions", what);
  if (schedules.length === 0) {
    const fix = "let the detection template schedule it there";
    found.addWay(brokenWay({ says: `nothing sends ${what}`, where: what, fix }), { who: what, does: "is", on: what });
  }
  for (const schedule of schedules) {
    found.count("principals", schedule.roleArn ?? "no role");
    found.addWay(wayOf(schedule), { who: schedule.name, does: "sends", on: what });
  }
}

/** It calls what its role may not: AWS's own record of the refusal must come home. */
function canarySings(organization: Organization, canary: Schedule, found: Collected): Way {
  const called = scheduleDelivers(organization, canary);
  const role = canary.roleArn === undefined ? undefined : findThing(organization, "role", canary.roleArn);
  const roleArn = roleCalled(canary);
  if (role === undefined || roleArn === undefined) return everyStep([called, missingWay(`call of ${canary.arn}`)]);
  const { account, region } = canary;
  const caller = session(role, { "aws:RequestedRegion": region });
  const asked = ask(
    organization,
    { ...caller, side: "attacker" },
    {
      action: "sts:AssumeRole",
      resource: roleArn,
      resourceAccount: roleArn.split(":")[4] ?? "",
    },
  );
  const mayTake = brokenWay({
    says: `${role.name} may take ${roleArn}, so that nothing is refused`,
    where: whereIs(role),
    fix: "let the canary's role do nothing",
  });
  const refused = { no: clear, yes: mayTake, unknown: everyStep(asked.missing.map(missingWay)) }[asked.answer];
  const event = assumeRecord(
    caller,
    roleArn,
    { account, region },
    {
      requestParameters: null,
      responseElements: null,
      errorCode: "AccessDenied",
      errorMessage: `User: ${role.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    },
  );
  // The second path knows the canary and passes over it.
  found.addEvent(`the canary of ${region} is not heard`, event, ["first-path"], role.name);
  return everyStep([called, refused]);
}

function roleCalled({ input }: Schedule): string | undefined {
  if (input === undefined) return undefined;
  try {
    const { RoleArn } = JSON.parse(input) as { readonly RoleArn?: unknown };
    return typeof RoleArn === "string" ? RoleArn : undefined;
  } catch {
    return undefined;
  }
}

/** For each Region an alarm on what arrives from there, and one on the trail's log group: no data is the bad news. */
function addAlarms(organization: Organization, regions: readonly string[], found: Collected): void {
  const alarms = allThings(organization, "alarm");
  const watched = alarms.filter(({ metrics }) => metrics.some((metric) => silences.includes(metric)));
  for (const metric of silences) {
    const own = watched.filter(({ metrics }) => metrics.includes(metric));
    found.count("actions", `alarm on ${metric}`);
    for (const says of unwatchedIn(metric, own, regions)) {
      found.addWay(brokenWay({ says, where: metric, fix: "watch every Region's" }), {
        who: "an alarm",
        does: "watches",
        on: metric,
      });
    }
    for (const alarm of own) {
      const where = whereIs(alarm);
      const isBreaching =
        alarm.treatMissingData === "breaching"
          ? clear
          : brokenWay({
              says: `${alarm.name} takes silence for ${alarm.treatMissingData ?? "missing"}`,
              where,
              fix: "treat missing data as breaching",
            });
      const way = everyStep([isBreaching, alarmIsTold(organization, alarm)]);
      found.addWay(way, { who: alarm.name, does: "tells when silent", on: metric });
    }
  }
}

/** Heartbeats and canaries are counted by the Region that they come from. */
function unwatchedIn(metric: string, own: readonly Alarm[], regions: readonly string[]): readonly string[] {
  if (metric === logSilence) return own.length > 0 ? [] : [`no alarm watches ${metric}`];
  const watched = own.map(({ trigger }) => trigger.counts?.dimensions["Region"]);
  return regions
    .filter((region) => !watched.includes(region))
    .map((region) => `no alarm watches ${metric} of ${region}`);
}

const logSilence = "AWS/Logs/IncomingLogEvents";
const silences: readonly string[] = [
  `${metricNamespace}/HeartbeatReceived`,
  `${metricNamespace}/CanaryReceived`,
  logSilence,
];

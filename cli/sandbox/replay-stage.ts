import { rulebook, type WayIn } from "../../rulebook";
import {
  allRegional,
  authorize,
  copyOf,
  liveFor,
  passTime,
  askAlarms,
  putServiceEvent,
  putEvents,
  writeToTrails,
  type Aws,
  type BusEvent,
  type Live,
  type Notification,
  type RunFunction,
} from "../../sandbox/aws";
import { everydayEvent, type Moment } from "./replay-events";

const { names } = rulebook;

/** The deployed organization, in motion, and who is who in it. */
export interface Stage {
  readonly live: Live;
  readonly wayIn: WayIn;
  readonly management: string;
  readonly security: string;
  readonly home: string;
  /** Records that the trail's log has not got yet, with the time at which it will. */
  readonly underway: { readonly due: number; readonly event: BusEvent }[];
}

/** CloudTrail's log is minutes behind: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html */
const logDelayMinutes = 5;

/** Often enough that the alarm on a silent log has nothing to say. */
const everydayMinutes = 10;

/** Undefined where no triage function is deployed. What happens on the stage leaves the sandbox's AWS as it was. */
export function stageFor(aws: Aws, wayIn: WayIn, runFunction: RunFunction): Stage | undefined {
  const place = allRegional(aws).find(({ resources }) => resources.functions[names.triageFunction] !== undefined);
  if (place === undefined) return undefined;
  const live = liveFor(confirmed(copyOf(aws)), runFunction);
  const { accountId: security, region: home } = place;
  return { live, wayIn, management: aws.organization.managementAccountId, security, home, underway: [] };
}

/** Everybody has clicked the link in the e-mail that AWS sends when an address is subscribed. */
function confirmed(aws: Aws): Aws {
  for (const { accountId, region, resources } of allRegional(aws)) {
    const subscriptions = Object.entries(resources.subscriptions).map(
      ([id, subscription]) => [id, { ...subscription, pendingConfirmation: false }] as const,
    );
    aws.regional[`${accountId}/${region}`] = { ...resources, subscriptions: Object.fromEntries(subscriptions) };
  }
  return aws;
}

export function now({ live, home }: Stage, about: string): Moment {
  return { at: live.aws.clock, region: home, about };
}

/** To EventBridge within seconds, to the trail's log in minutes. */
export async function happen(stage: Stage, ...events: readonly BusEvent[]): Promise<void> {
  for (const event of events) {
    stage.underway.push({ due: Date.parse(stage.live.aws.clock) + logDelayMinutes * 60_000, event });
    await putServiceEvent(stage.live, event);
  }
}

/** Time passes, the trail's log goes on, and the alarms of the second path are asked every minute. */
export function wait(stage: Stage, minutes: number): void {
  const { live, management, home, underway } = stage;
  for (let minute = 0; minute < minutes; minute++) {
    passTime(live, 1);
    const clock = Date.parse(live.aws.clock);
    if (minute % everydayMinutes === 0) {
      writeToTrails(live, everydayEvent(management, now(stage, "every day")).detail);
    }
    const due = underway.filter((record) => record.due <= clock);
    for (const { event } of due) writeToTrails(live, event.detail);
    underway.splice(0, underway.length, ...underway.filter((record) => record.due > clock));
    askAlarms(live, { accountId: management, region: home });
  }
}

/** Whether the deployed documents let him take the role, with MFA. */
export function canTake({ live }: Stage, responderArn: string, roleArn: string): boolean {
  const context = { "aws:MultiFactorAuthPresent": "true" };
  return authorize(live.aws, { arn: responderArn, context }, "sts:AssumeRole", roleArn).decision === "allowed";
}

export function incidentRoleArn({ security }: Stage, name: string): string {
  return `arn:aws:iam::${security}:role${names.targetPath}${name}`;
}

/** A step of an incident, sent by a role. Undefined where the central bus takes it. */
export function send(
  { live, security, home }: Stage,
  roleArn: string,
  detailType: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const busArn = `arn:aws:events:${home}:${security}:event-bus/${names.centralBus}`;
  const source = rulebook.incidentEventSource;
  return putEvents(live, roleArn, { busArn, source, "detail-type": detailType, detail });
}

/** What came of a scene. */
export interface Seen {
  /** The SOC's topic told somebody to look now. */
  readonly alerts: readonly Notification[];
  /** Alarms of the second path that told somebody. */
  readonly pages: readonly Notification[];
  /** Uses that triage counted as handled. */
  readonly handled: number;
  /** Legs on which an event got lost. */
  readonly lost: readonly string[];
}

/** Plays a scene and waits until both paths have had their time. */
export async function seenIn(stage: Stage, scene: () => Promise<void>): Promise<Seen> {
  const { live, security, management, home } = stage;
  const [told, measured, went] = [live.notifications.length, live.metrics.length, live.steps.length];
  await scene();
  wait(stage, shortestScene);
  for (let more = 0; more < longestRest && isAnyAlarmOn(stage); more += rest) wait(stage, rest);
  const notifications = live.notifications.slice(told);
  const ofTopic = (account: string, name: string): readonly Notification[] =>
    notifications.filter(({ topicArn }) => topicArn === `arn:aws:sns:${home}:${account}:${name}`);
  return {
    alerts: ofTopic(security, names.socTopic).filter(({ attributes }) => attributes["page"] === "true"),
    pages: ofTopic(management, names.secondPathTopic).filter(({ subject }) => subject.startsWith("ALARM")),
    handled: live.metrics.slice(measured).filter(({ name }) => name === "HandledUses").length,
    lost: live.steps.slice(went).flatMap(({ outcome, reason }) => (outcome === "lost" ? [reason] : [])),
  };
}

/** In minutes: until the alarms have seen all of a scene. */
const shortestScene = 60;
/** And until they have forgotten it: an alarm that is on does not page again. */
const rest = 15;
const longestRest = 180;

function isAnyAlarmOn({ live }: Stage): boolean {
  return [...live.alarmStates.values()].includes("ALARM");
}

import type { Aws } from "../model";
import type { Where } from "../regional";
import type { LambdaFunction } from "../regional-model";

/** AWS in motion: what happens when events travel over what is deployed. Nothing of it is kept. */
export interface Live {
  readonly aws: Aws;
  /** What happened, in order. */
  readonly steps: Step[];
  /** What reached people, in order. */
  readonly notifications: Notification[];
  readonly metrics: Datum[];
  /** By ARN; alarms that were never asked have no state. */
  readonly alarmStates: Map<string, AlarmState>;
  readonly runFunction: RunFunction;
}

/** One leg of a journey. */
export interface Step {
  readonly at: string;
  /** Id of the event, or name of what is sent. */
  readonly what: string;
  /** ARN of the rule, topic, function or alarm that sends. */
  readonly from: string;
  /** ARN of the receiver. */
  readonly to: string;
  /** `unseen`: the rule's state does not see this event. `lost`: nothing caught it. */
  readonly outcome: "delivered" | "unseen" | "failed" | "deadLettered" | "lost";
  readonly reason: string;
}

/** What a subscriber of a topic, or a chat channel, gets. */
export interface Notification {
  readonly at: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** One value of a metric. */
export interface Datum {
  readonly accountId: string;
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: string;
  readonly value: number;
}

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** Runs the code that is deployed. What the handler threw is an error; the lines are what it wrote. */
export type RunFunction = (live: Live, where: Where, fn: LambdaFunction, payload: unknown) => Promise<RunResult>;

export interface RunResult {
  readonly error?: string;
  readonly lines: readonly string[];
}

export function liveFor(aws: Aws, runFunction: RunFunction): Live {
  return { aws, steps: [], notifications: [], metrics: [], alarmStates: new Map(), runFunction };
}

/** Another AWS that is the same now: what happens in one leaves the other as it is. Records are shared, they never change. */
export function copyOf(aws: Aws): Aws {
  return {
    ...aws,
    regional: { ...aws.regional },
    rows: structuredClone(aws.rows),
    messages: structuredClone(aws.messages),
  };
}

export function tell(live: Live, step: Omit<Step, "at">): void {
  live.steps.push({ at: live.aws.clock, ...step });
}

/** Moves the clock; what happens from now on happens then. */
export function passTime(live: Live, minutes: number): void {
  live.aws.clock = new Date(Date.parse(live.aws.clock) + minutes * 60_000).toISOString().replace(".000Z", "Z");
}

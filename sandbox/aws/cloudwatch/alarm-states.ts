import { passTime, tell, type AlarmState, type Live } from "../events/live";
import type { Alarm, CompositeAlarm, MetricAlarm } from "../observation-model";
import { regionalIn, type Where } from "../regional";
import { alarmArn } from "../regional-arns";
import { publish } from "../sns/publish";
import { ruleHolds } from "./alarm-rule";
import { periodOf, watchedSeries } from "./watched-series";

/** Lets minutes pass, and at the end of each asks the alarms of a place. */
export function passMinutes(live: Live, where: Where, minutes: number): void {
  for (let minute = 0; minute < minutes; minute++) {
    passTime(live, 1);
    askAlarms(live, where);
  }
}

/** Metric alarms first: composite ones look at their states. */
export function askAlarms(live: Live, where: Where): void {
  const alarms = Object.values(regionalIn(live.aws, where).alarms);
  for (const alarm of alarms) {
    if (alarm.kind === "metric" && isDue(live, where, alarm))
      settle(live, where, alarm, stateOfMetric(live, where, alarm));
  }
  for (const alarm of alarms) {
    if (alarm.kind === "composite") settle(live, where, alarm, stateOfRule(live, where, alarm));
  }
}

/** At the end of each of its periods; between them it sees nothing new. */
function isDue({ aws, alarmStates }: Live, where: Where, alarm: MetricAlarm): boolean {
  if (!alarmStates.has(alarmArn(where, alarm.name))) return true;
  return Date.parse(aws.clock) % (periodOf(alarm) * 1000) === 0;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data */
function stateOfMetric(live: Live, where: Where, alarm: MetricAlarm): AlarmState {
  const series = watchedSeries(live, where, alarm);
  if (series === undefined) return "INSUFFICIENT_DATA";
  const { treatMissingData, datapointsToAlarm = alarm.evaluationPeriods } = alarm;
  const isEmpty = series.every((value) => value === undefined);
  if (isEmpty && treatMissingData === "missing") return "INSUFFICIENT_DATA";
  if (isEmpty && treatMissingData === "ignore") return stateBefore(live, where, alarm);
  const breaches = series.filter((value) =>
    value === undefined ? treatMissingData === "breaching" : breaks(alarm, value),
  );
  return breaches.length >= datapointsToAlarm ? "ALARM" : "OK";
}

function breaks({ comparisonOperator, threshold = 0 }: MetricAlarm, value: number): boolean {
  switch (comparisonOperator) {
    case "GreaterThanThreshold":
      return value > threshold;
    case "GreaterThanOrEqualToThreshold":
      return value >= threshold;
    case "LessThanThreshold":
      return value < threshold;
    case "LessThanOrEqualToThreshold":
      return value <= threshold;
    default:
      throw new Error(`the sandbox does not compare by ${comparisonOperator}`);
  }
}

function stateOfRule(live: Live, where: Where, { rule }: CompositeAlarm): AlarmState {
  const { alarms } = regionalIn(live.aws, where);
  const stateOf = (name: string): AlarmState => {
    const alarm = alarms[name.replace(/^arn:.*:alarm:/, "")];
    return alarm === undefined ? "INSUFFICIENT_DATA" : stateBefore(live, where, alarm);
  };
  return ruleHolds(rule, stateOf) ? "ALARM" : "OK";
}

function stateBefore({ alarmStates }: Live, where: Where, { name }: Alarm): AlarmState {
  return alarmStates.get(alarmArn(where, name)) ?? "INSUFFICIENT_DATA";
}

/** An alarm acts when its state changes, not while it stays. */
function settle(live: Live, where: Where, alarm: Alarm, state: AlarmState): void {
  const before = stateBefore(live, where, alarm);
  const arn = alarmArn(where, alarm.name);
  live.alarmStates.set(arn, state);
  if (state === before || !alarm.actionsEnabled) return;
  const actions = { ALARM: alarm.alarmActions, OK: alarm.okActions, INSUFFICIENT_DATA: alarm.insufficientDataActions };
  for (const action of actions[state]) act(live, where, arn, action, alarm, `${before} -> ${state}`);
}

function act(live: Live, where: Where, arn: string, action: string, alarm: Alarm, change: string): void {
  if (!action.startsWith("arn:aws:sns:")) {
    tell(live, { what: alarm.name, from: arn, to: action, outcome: "failed", reason: "the sandbox knows topics only" });
    return;
  }
  const context = { "aws:SourceArn": arn, "aws:SourceAccount": where.accountId };
  const state = change.split(" -> ")[1] ?? "";
  publish(live, { kind: "service", service: "cloudwatch.amazonaws.com", context }, arn, action, {
    subject: `${state}: "${alarm.name}" in ${where.region}`.slice(0, 100),
    message: JSON.stringify({ AlarmName: alarm.name, AlarmDescription: alarm.description, NewStateValue: state }),
    attributes: {},
  });
}

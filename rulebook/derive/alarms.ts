import type { Alarm } from "../alarms";
import type { SettledFacts } from "../facts";
import type { Names } from "../names";
import type { Rulebook } from "../rulebook";
import { dashboardBodyFor } from "./alarms-dashboard";
import { sidFor } from "./document";
import { socTopicArn } from "./security-account-arns";

/**
 * The alarms and the dashboard of the security account's home Region, as one stack: their number grows with the Regions
 * and would be half of everything that the program manages.
 */
export interface AlarmStack {
  readonly stackName: string;
  readonly region: string;
  readonly template: string;
  /** By which the second path reads what these alarms watch. */
}

export interface AlarmTemplate {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Resources: Readonly<Record<string, AlarmResource | DashboardResource>>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export interface AlarmResource {
  readonly Type: "AWS::CloudWatch::Alarm";
  readonly Properties: {
    readonly AlarmName: string;
    readonly AlarmDescription: string;
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    readonly Statistic: Alarm["statistic"];
    readonly Period: number;
    readonly EvaluationPeriods: number;
    readonly DatapointsToAlarm: number;
    readonly Threshold: number;
    readonly ComparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
    readonly TreatMissingData: Alarm["missing"];
    readonly AlarmActions: readonly string[];
    readonly OKActions: readonly string[];
  };
}

export interface DashboardResource {
  readonly Type: "AWS::CloudWatch::Dashboard";
  readonly Properties: { readonly DashboardName: string; readonly DashboardBody: string };
}

export function alarmStackFor(rulebook: Rulebook, facts: SettledFacts): AlarmStack {
  return {
    stackName: rulebook.names.alarmStack,
    region: facts.regions.home,
    template: JSON.stringify(alarmTemplateFor(rulebook, facts)),
  };
}

export function alarmTemplateFor(rulebook: Rulebook, facts: SettledFacts): AlarmTemplate {
  const tell = [socTopicArn(rulebook.names, facts)];
  const alarms = rulebook.alarms.flatMap((alarm) => homeAlarmsFor(alarm, tell, rulebook, facts));
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Lifeline: alarms on the way of an alert, and what they watch.",
    Resources: {
      ...Object.fromEntries(alarms),
      Dashboard: {
        Type: "AWS::CloudWatch::Dashboard",
        Properties: {
          DashboardName: rulebook.names.dashboard,
          DashboardBody: JSON.stringify(dashboardBodyFor(rulebook, facts)),
        },
      },
    },
  };
}

/**
 * The alarms that stand in a detection Region other than home, for the template that makes the queues there. They act
 * on nothing: EventBridge hears every change of their state and a rule takes it home.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function regionalAlarmsFor({ names, alarms }: Rulebook): Readonly<Record<string, AlarmResource>> {
  return Object.fromEntries(
    alarms
      .filter(({ where }) => where === "inEachRegion")
      .map((alarm) => [sidFor(alarm.id), alarmResourceFor(alarm, alarm.id, "", [], names)]),
  );
}

function homeAlarmsFor(
  alarm: Alarm,
  tell: readonly string[],
  { names }: Rulebook,
  facts: SettledFacts,
): readonly (readonly [logicalId: string, resource: AlarmResource])[] {
  switch (alarm.where) {
    case "inHomeRegion":
    case "inEachRegion":
      return [[sidFor(alarm.id), alarmResourceFor(alarm, alarm.id, facts.regions.home, tell, names)]];
    case "forEachDetectionRegion":
      return facts.regions.detection.map((region) => {
        const id = `${alarm.id}-${region}`;
        return [sidFor(id), alarmResourceFor(alarm, id, region, tell, names)];
      });
    default:
      return alarm.where satisfies never;
  }
}

function alarmResourceFor(
  alarm: Alarm,
  id: string,
  region: string,
  tell: readonly string[],
  names: Names,
): AlarmResource {
  return {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmName: `${names.alarmPrefix}${id}`,
      AlarmDescription: `${alarm.why} What to do: ${alarm.todo}`,
      Namespace: alarm.series.namespace,
      MetricName: alarm.series.metric,
      Dimensions: Object.entries(alarm.series.dimensions).map(([Name, text]) => ({
        Name,
        Value: dimensionFor(text, region, names),
      })),
      Statistic: alarm.statistic,
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.periods,
      // All of them: one late heartbeat is no silence.
      DatapointsToAlarm: alarm.periods,
      Threshold: alarm.threshold,
      ComparisonOperator: alarm.raisedWhen === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      TreatMissingData: alarm.missing,
      AlarmActions: tell,
      // The SOC hears the end of a silence too.
      OKActions: tell,
    },
  };
}

/** `{region}`, or `{key}` of a name. */
function dimensionFor(text: string, region: string, names: Names): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    if (key === "region") return region;
    const [, name] = Object.entries(names).find(([known]) => known === key) ?? [];
    if (typeof name !== "string") throw new Error(`rulebook/alarms.ts: {${key}} is no name of rulebook/names.ts.`);
    return name;
  });
}

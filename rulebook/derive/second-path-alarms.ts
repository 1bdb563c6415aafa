import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { logGroupNameOf } from "./trail-arns";

/** One series of CloudWatch; `accountId` where another account has it. */
export interface MetricSeries {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly accountId?: string;
}

/** A series, or a formula over the ids of others. One of them is what the alarm watches. */
export type MetricQuery = { readonly id: string; readonly watched: boolean } & (
  { readonly series: MetricSeries } | { readonly expression: string; readonly label: string }
);

export interface SecondPathAlarm {
  readonly name: string;
  readonly description: string;
  readonly queries: readonly [MetricQuery, ...MetricQuery[]];
  /** Every series counts. */
  readonly statistic: "Sum";
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly missing: "breaching" | "notBreaching" | "missing";
  /** False for one that only tells another alarm. */
  readonly pages: boolean;
}

/** An alarm about the states of others. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export interface StateAlarm {
  readonly name: string;
  readonly description: string;
  readonly rule: string;
}

export interface SecondPathAlarms {
  readonly metric: readonly SecondPathAlarm[];
  readonly state: readonly StateAlarm[];
}

export function secondPathAlarmsFor(rulebook: Rulebook, facts: SettledFacts): SecondPathAlarms {
  const nameOf = (id: string): string => `${rulebook.names.secondPathTopic}-${id}`;
  const { metricNamespace } = rulebook;
  const seen = seriesFor(metricNamespace, "SeenUses");
  return {
    metric: [
      {
        ...atOnce,
        name: nameOf("tampering"),
        description:
          "Somebody changed, or tried to change, what detection or the emergency path is made of. What to do: look for the event in the trail's log group, ask its sender by another channel, and undo it.",
        queries: [watched("seen", seriesFor(metricNamespace, "SeenTampering"))],
        pages: true,
      },
      {
        name: nameOf("unhandled-uses"),
        description:
          "The trail saw more uses of the emergency path than triage handled for 15 minutes. What to do: treat each use in the trail's log group as undeclared; then mend the rules, the bus or the triage function.",
        queries: unhandledUsesOver(seen, {
          ...seriesFor(metricNamespace, "HandledUses"),
          accountId: facts.accounts.security,
        }),
        statistic: "Sum",
        ...unhandledFor15Minutes,
        comparison: "GreaterThanThreshold",
        threshold: 0,
        // Nothing to compare is no peace: then the alarm about states pages for every use.
        missing: "missing",
        pages: true,
      },
      {
        ...atOnce,
        name: nameOf("uses"),
        description:
          "The emergency path was used. Tells the alarm on uses that nobody can compare; pages nobody itself.",
        queries: [watched("seen", seen)],
        pages: false,
      },
      {
        name: nameOf("silence"),
        description:
          "The trail's log group got no event for 15 minutes. What to do: check that the trail logs, its role and the log group's key; until then the second path is blind.",
        queries: [
          watched("incoming", {
            namespace: "AWS/Logs",
            metricName: "IncomingLogEvents",
            dimensions: { LogGroupName: logGroupNameOf(rulebook.names, facts) },
          }),
        ],
        statistic: "Sum",
        periodSeconds: 300,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        comparison: "LessThanThreshold",
        threshold: 1,
        missing: "breaching",
        pages: true,
      },
    ],
    state: [
      {
        name: nameOf("uses-unreconciled"),
        description:
          "The emergency path was used while what triage handled cannot be read. What to do: treat the use as undeclared; then mend the reading of the security account's metrics.",
        rule: `ALARM("${nameOf("uses")}") AND INSUFFICIENT_DATA("${nameOf("unhandled-uses")}")`,
      },
    ],
  };
}

/** One is one too many; a minute later the alarm is ready for the next. */
const atOnce = {
  statistic: "Sum",
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: "GreaterThanThreshold",
  threshold: 0,
  missing: "notBreaching",
} as const;

/**
 * Two readings above zero, a quarter of an hour apart. Two hours are compared at a time, so that many uses on their way
 * do not hide one that is missed: docs/adr/0014-second-path.md.
 */
const unhandledFor15Minutes = { periodSeconds: 900, evaluationPeriods: 8, datapointsToAlarm: 2 } as const;

/**
 * The trail's log is minutes behind EventBridge: a use may be handled in one period and seen in the next, and periods
 * compared one by one would page for it. Running sums are compared instead, of what was handled since CloudWatch began
 * to read and of what was seen one period later on: DIFF has no value for the first. No value handled is nought handled.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
function unhandledUsesOver(seen: MetricSeries, handled: MetricSeries): SecondPathAlarm["queries"] {
  return [
    { id: "seen", watched: false, series: seen },
    { id: "handled", watched: false, series: handled },
    {
      id: "later",
      watched: false,
      expression: "FILL(DIFF(RUNNING_SUM(FILL(seen, 0))), 0)",
      label: "Seen, without the first period",
    },
    {
      id: "unhandled",
      watched: true,
      expression: "RUNNING_SUM(later) - RUNNING_SUM(FILL(handled, 0))",
      label: "Seen and not handled",
    },
  ];
}

function watched(id: string, series: MetricSeries): MetricQuery {
  return { id, watched: true, series };
}

function seriesFor(namespace: string, metricName: string): MetricSeries {
  return { namespace, metricName, dimensions: {} };
}

import type { NonEmpty, Row } from "./types";

/** A series of CloudWatch. `{region}` is the Region watched; other `{…}` are names of `names.ts`. */
export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * An alarm of the security account. "forEachDetectionRegion" watches, at home, what that Region sends. An alarm lives
 * where its metric is and notifies a topic beside it only, so one that is "inEachRegion" tells the SOC topic at home
 * and elsewhere goes home as an event, by the transport whose silence alarms at home (docs/adr/0013).
 */
export interface Alarm extends Row {
  readonly where: "inHomeRegion" | "forEachDetectionRegion" | "inEachRegion";
  readonly series: Series;
  readonly statistic: "Sum" | "Maximum";
  readonly raisedWhen: "above" | "below";
  readonly threshold: number;
  readonly periodSeconds: number;
  /** So many periods in a row. */
  readonly periods: number;
  readonly missing: "breaching" | "notBreaching";
  /** Stands in the message: what to do next. */
  readonly todo: string;
}

export const metricNamespace = "Lifeline";

const missingData =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-and-missing-data-evaluating";
const lambdaMetrics = "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html";
const busMetrics = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html";
const queueMetrics =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html";

const triage = { FunctionName: "{triageFunction}" } as const;
/** Both dimensions, since the rule is on a bus of one's own. */
const receiver = { EventBusName: "{centralBus}", RuleName: "{receiverRule}" } as const;

/** One is one too many, in any minute. */
const atOnce = {
  statistic: "Sum",
  raisedWhen: "above",
  threshold: 0,
  periodSeconds: 60,
  periods: 1,
  missing: "notBreaching",
} as const;

export const alarms = [
  {
    id: "no-heartbeat",
    why: "A Region whose events no longer arrive is silent, and looks like peace (E18).",
    source: missingData,
    where: "forEachDetectionRegion",
    series: { namespace: metricNamespace, metric: "HeartbeatReceived", dimensions: { Region: "{region}" } },
    statistic: "Sum",
    raisedWhen: "below",
    threshold: 1,
    periodSeconds: 300,
    periods: 3,
    missing: "breaching",
    todo: "Events of this Region do not arrive. Check its rule, the forwarding role, the central bus and the triage function.",
  },
  {
    id: "no-canary",
    why: "Heartbeats prove the transport; only an event that CloudTrail itself made proves that the trail and its rules work.",
    source: missingData,
    where: "forEachDetectionRegion",
    series: { namespace: metricNamespace, metric: "CanaryReceived", dimensions: { Region: "{region}" } },
    statistic: "Sum",
    raisedWhen: "below",
    threshold: 1,
    // 26 hours: a day, and two hours for CloudTrail to be late. Periods of an hour may add up to seven days.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    periodSeconds: 3_600,
    periods: 26,
    missing: "breaching",
    todo: "CloudTrail's own event of this Region did not arrive for a day. Check the trail, the schedule and the rule for denied assumptions.",
  },
  {
    id: "dead-letters",
    why: "An event that could not be delivered waits here, unseen. Dead letters stay in the Region of their rule, so each Region has a queue and an alarm.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    where: "inEachRegion",
    series: {
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "{deadLetterQueue}" },
    },
    ...atOnce,
    statistic: "Maximum",
    todo: "Read the attributes of the messages in this Region, mend the cause, then hand each event to the triage function: docs/runbook.md#dead-letters.",
  },
  {
    id: "triage-dead-letters",
    why: "What the function gave up on is judged by nobody.",
    source: queueMetrics,
    where: "inHomeRegion",
    series: {
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "{triageFailureQueue}" },
    },
    ...atOnce,
    statistic: "Maximum",
    todo: "Read the function's log for the cause, mend it, then hand each event to the function again: docs/runbook.md#dead-letters.",
  },
  {
    id: "triage-errors",
    why: "The function throws only when it could tell nobody.",
    source: lambdaMetrics,
    where: "inHomeRegion",
    series: { namespace: "AWS/Lambda", metric: "Errors", dimensions: triage },
    ...atOnce,
    todo: "Read the function's log. Events are tried twice more and then wait in the queue of failures.",
  },
  {
    id: "triage-throttled",
    why: "A throttled function judges late, and after six hours not at all.",
    source: lambdaMetrics,
    where: "inHomeRegion",
    series: { namespace: "AWS/Lambda", metric: "Throttles", dimensions: triage },
    ...atOnce,
    todo: "Raise the account's quota of concurrent executions, or stop what uses it up.",
  },
  {
    id: "triage-late",
    why: "An alert that comes late finds the intruder gone.",
    source: lambdaMetrics,
    where: "inHomeRegion",
    series: { namespace: "AWS/Lambda", metric: "AsyncEventAge", dimensions: triage },
    statistic: "Maximum",
    raisedWhen: "above",
    // In milliseconds: two minutes.
    threshold: 120_000,
    periodSeconds: 60,
    periods: 3,
    missing: "notBreaching",
    todo: "Events wait for the function. Look for throttles, errors and a flood of events.",
  },
  {
    id: "triage-dropped",
    why: "Dropped after all attempts: nobody has judged it.",
    source: lambdaMetrics,
    where: "inHomeRegion",
    series: { namespace: "AWS/Lambda", metric: "AsyncEventsDropped", dimensions: triage },
    ...atOnce,
    todo: "Find the event in the queue of failures, or in the trail by the time of this alarm, and judge it by hand.",
  },
  {
    id: "triage-lost",
    why: "Not even the queue of failures took it: this one is lost unless somebody looks.",
    source: lambdaMetrics,
    where: "inHomeRegion",
    series: { namespace: "AWS/Lambda", metric: "DestinationDeliveryFailures", dimensions: triage },
    ...atOnce,
    todo: "Find the event in the trail by the time of this alarm and judge it by hand.",
  },
  {
    id: "triage-failures",
    why: "The function works, but not with the register or the topic: it alerts on everything, or could not tell.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format.html",
    where: "inHomeRegion",
    series: { namespace: metricNamespace, metric: "TriageFailures", dimensions: {} },
    ...atOnce,
    todo: "Read the function's log: the register, its key or the topic refuses it.",
  },
  {
    id: "failed-invocations",
    why: "The central bus has the event and the function does not.",
    source: busMetrics,
    where: "inHomeRegion",
    series: { namespace: "AWS/Events", metric: "FailedInvocations", dimensions: receiver },
    ...atOnce,
    todo: "Check that the central bus's rule may invoke the function.",
  },
  {
    id: "lost-dead-letters",
    why: "The central bus could deliver neither to the function nor to its queue.",
    source: busMetrics,
    where: "inHomeRegion",
    series: { namespace: "AWS/Events", metric: "InvocationsFailedToBeSentToDlq", dimensions: receiver },
    ...atOnce,
    todo: "Check the policy of the queue of dead letters; find the event in the trail and judge it by hand.",
  },
  {
    id: "undelivered-alerts",
    why: "A subscriber that refuses alerts is a SOC that hears nothing.",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html",
    where: "inHomeRegion",
    series: { namespace: "AWS/SNS", metric: "NumberOfNotificationsFailed", dimensions: { TopicName: "{socTopic}" } },
    ...atOnce,
    todo: "Read the topic's delivery log (sns/<region>/<account>/<topic>/Failure) and mend the subscriber.",
  },
] as const satisfies NonEmpty<Alarm>;

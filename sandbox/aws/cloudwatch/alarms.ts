import { AwsError } from "../errors";
import type { CompositeAlarm, MetricAlarm } from "../observation-model";
import { regionalIn } from "../regional";
import type { Session } from "../session";
import type { Plain } from "../thing";
import { ruleHolds } from "./alarm-rule";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const comparisonOperators = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];
export const statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
export const missingData = ["breaching", "notBreaching", "ignore", "missing"];

const mostActions = 5;
const mostQueries = 20;
/** Seconds that an alarm may look back: a week where its periods are an hour or longer, else a day. */
const longestRange = { ofHours: 604_800, ofMinutes: 86_400 };

/** What CloudWatch refuses in a metric alarm. */
export function checkMetricAlarm(alarm: MetricAlarm): void {
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods, metric, metricQueries } = alarm;
  checkActions(alarm);
  if (evaluationPeriods < 1) throw invalid("EvaluationPeriods must be at least 1");
  if (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods) {
    throw invalid("DatapointsToAlarm must be between 1 and EvaluationPeriods");
  }
  if (metric === undefined && metricQueries.length === 0) throw invalid("An alarm needs MetricName or Metrics");
  if (alarm.threshold === undefined && alarm.thresholdMetricId === undefined) {
    throw invalid("Threshold or ThresholdMetricId must be specified");
  }
  if (metric !== undefined) {
    if ((metric.statistic === undefined) === (metric.extendedStatistic === undefined)) {
      throw invalid("Exactly one of Statistic and ExtendedStatistic must be specified");
    }
    checkPeriod(metric.period, evaluationPeriods);
  }
  if (metricQueries.length > 0) checkQueries(metricQueries.map(fieldsOf), evaluationPeriods);
}

type Fields = Readonly<Record<string, Plain>>;

function checkQueries(queries: readonly Fields[], evaluationPeriods: number): void {
  if (queries.length > mostQueries) throw invalid(`Metrics must have at most ${mostQueries} members`);
  const ids = queries.map(({ id }) => (typeof id === "string" ? id : ""));
  const badId = ids.find((id) => !/^[a-z][A-Za-z0-9_]{0,254}$/.test(id));
  if (badId !== undefined) throw invalid(`Metrics: the id "${badId}" must begin with a lower-case letter`);
  if (new Set(ids).size < ids.length) throw invalid("Metrics: each id must be unique");
  if (queries.filter(({ returnData }) => returnData === true).length !== 1) {
    throw invalid("Exactly one element of the metrics list should return data");
  }
  for (const query of queries) {
    const metric = fieldsOf(query["metric"] ?? null);
    const hasMetric = Object.keys(metric).length > 0;
    if (hasMetric === (typeof query["expression"] === "string")) {
      throw invalid(`Metrics: each element has either an expression or a metric`);
    }
    if (hasMetric) checkPeriod(typeof metric["period"] === "number" ? metric["period"] : 0, evaluationPeriods);
  }
}

function checkPeriod(period: number, evaluationPeriods: number): void {
  if (![10, 20, 30].includes(period) && (period < 60 || period % 60 !== 0)) {
    throw invalid("Period must be 10, 20, 30 or a multiple of 60");
  }
  const longest = period >= 3600 ? longestRange.ofHours : longestRange.ofMinutes;
  if (period * evaluationPeriods > longest) {
    throw invalid(`Metrics cannot be checked across more than ${longest} seconds (EvaluationPeriods * Period)`);
  }
}

/** What CloudWatch refuses in a composite alarm: a rule that it cannot read, and alarms that are not there. */
export function checkCompositeAlarm(session: Session, alarm: CompositeAlarm): void {
  checkActions(alarm);
  const { alarms } = regionalIn(session.aws, session);
  const named: string[] = [];
  try {
    ruleHolds(alarm.rule, (name) => {
      named.push(name.replace(/^arn:.*:alarm:/, ""));
      return "OK";
    });
  } catch (error) {
    throw invalid(`AlarmRule: ${(error as Error).message}`);
  }
  if (named.includes(alarm.name)) throw invalid(`AlarmRule must not contain the alarm itself: ${alarm.name}`);
  const missing = named.find((name) => alarms[name] === undefined);
  if (missing !== undefined) throw invalid(`Could not save the composite alarm as alarm ${missing} does not exist`);
}

function checkActions(alarm: MetricAlarm | CompositeAlarm): void {
  const { alarmActions, okActions, insufficientDataActions } = alarm;
  for (const list of [alarmActions, okActions, insufficientDataActions]) {
    if (list.length > mostActions) throw invalid(`An alarm has at most ${mostActions} actions for each state`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

function fieldsOf(value: Plain): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

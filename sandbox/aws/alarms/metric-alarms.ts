import type { Metric, MetricAlarm } from "../observation-model";
import { checkAlarm, constraint, enumerated, validation } from "./fields";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const comparisonOperators = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
] as const;
export const statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;
export const missingData = ["missing", "ignore", "breaching", "notBreaching"] as const;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const extended =
  /^((p|tm|wm|tc|ts)(\d{1,2}(\.\d{1,10})?|100)|IQM|(TM|WM|PR|TC|TS)\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\))$/;
const shortPeriods = [1, 5, 10, 20, 30];

export function checkMetricAlarm(alarm: MetricAlarm): void {
  checkAlarm(alarm);
  const { metric, metricQueries, threshold, thresholdMetricId, datapointsToAlarm, evaluationPeriods } = alarm;
  if ((metric === undefined) === (metricQueries.length === 0)) {
    throw validation("You must specify either MetricName or Metrics, and not both.");
  }
  enumerated(alarm.comparisonOperator, "comparisonOperator", comparisonOperators);
  enumerated(alarm.treatMissingData, "treatMissingData", missingData);
  if ((threshold === undefined) === (thresholdMetricId === undefined)) {
    throw validation("You must specify exactly one of Threshold and ThresholdMetricId.");
  }
  if (!Number.isInteger(evaluationPeriods) || evaluationPeriods < 1) {
    throw constraint(String(evaluationPeriods), "evaluationPeriods", "have value greater than or equal to 1");
  }
  if (datapointsToAlarm !== undefined && (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods)) {
    throw validation("DatapointsToAlarm must be at least 1 and not more than EvaluationPeriods.");
  }
  if (metric === undefined) checkQueries(alarm);
  else checkMetric(metric, evaluationPeriods);
}

function checkMetric(metric: Metric, evaluationPeriods: number): void {
  const { namespace, metricName, period, statistic, extendedStatistic, dimensions } = metric;
  if (metricName === "" || metricName.length > 255)
    throw constraint(metricName, "metricName", "have 1 to 255 characters");
  if (namespace === "" || namespace.length > 255 || namespace.startsWith(":")) {
    throw constraint(namespace, "namespace", "satisfy regular expression pattern: [^:].*");
  }
  if ((statistic === undefined) === (extendedStatistic === undefined)) {
    throw validation("You must specify either Statistic or ExtendedStatistic, and not both.");
  }
  if (statistic !== undefined) enumerated(statistic, "statistic", statistics);
  if (extendedStatistic !== undefined && !extended.test(extendedStatistic)) {
    throw validation(`The value ${extendedStatistic} for parameter ExtendedStatistic is not supported.`);
  }
  checkPeriod(period);
  // A day, or from an hour on a week: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  const [word, most] = period >= 3_600 ? ["week", 604_800] : ["day", 86_400];
  if (evaluationPeriods * period > Number(most)) {
    throw validation(
      `Metrics cannot be checked across more than a ${word} (EvaluationPeriods * Period must be <= ${most}).`,
    );
  }
  if (Object.keys(dimensions).length > 30) throw constraint("", "dimensions", "have length less than or equal to 30");
}

function checkPeriod(period: number): void {
  if (shortPeriods.includes(period) || (period > 0 && period % 60 === 0)) return;
  throw validation("Period must be 10, 20, 30 or a multiple of 60.");
}

/** Ids are there once, one query returns data, and expressions name what there is. */
function checkQueries({ metricQueries, thresholdMetricId }: MetricAlarm): void {
  const queries = metricQueries as readonly Readonly<Record<string, unknown>>[];
  const ids = queries.map(({ id }) => id as string);
  const wrongId = ids.find((id) => !/^[a-z]\w{0,254}$/.test(id));
  if (wrongId !== undefined) throw validation(`Invalid metrics list: the id ${wrongId} must match [a-z][a-zA-Z0-9_]*.`);
  if (new Set(ids).size < ids.length) throw validation("Duplicate Ids in metrics list.");
  const returning = queries.filter(({ id, returnData }) => returnData === true && id !== thresholdMetricId);
  if (returning.length !== 1) throw validation("Exactly one element of the metrics list should return data.");
  for (const { expression, metric } of queries) {
    if ((expression === undefined) === (metric === undefined)) {
      throw validation(
        "Exactly one of MetricStat and Expression must be specified in each element of the metrics list.",
      );
    }
    if (metric !== undefined) checkQueryMetric(metric as Readonly<Record<string, unknown>>);
    if (typeof expression === "string") checkExpression(expression, ids);
  }
}

function checkQueryMetric({ stat, period }: Readonly<Record<string, unknown>>): void {
  const statistic = stat as string;
  if (!(statistics as readonly string[]).includes(statistic) && !extended.test(statistic)) {
    throw validation(`The value ${statistic} for parameter MetricStat.Stat is not supported.`);
  }
  checkPeriod(Number(period));
}

/** Functions and words of metric math are in capitals; what begins with a small letter is the id of a query. */
function checkExpression(expression: string, ids: readonly string[]): void {
  const names = expression.replace(/"[^"]*"|'[^']*'/g, "").match(/\b[a-z]\w*\b/g) ?? [];
  const unknown = names.find((name) => !ids.includes(name));
  if (unknown !== undefined) throw validation(`Error in expression '${expression}': Unknown identifier ${unknown}`);
}

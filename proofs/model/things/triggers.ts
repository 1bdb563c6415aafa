import type { Draft } from "../draft";
import type { Trigger } from "../thing";
import { isMapping, listOf, textOf, valueAt, type Properties, type Value } from "../value";

/**
 * When an alarm goes off. Of several metrics one number is made by an expression, which is not computed here.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function triggerOf({ properties }: Draft): Trigger {
  const queries = [...listOf(properties["metricQueries"]), ...listOf(properties["metrics"])].filter(isMapping);
  const [only = {}, ...others] = queries;
  const { metric, statistic } = queries.length === 0 ? ownMetric(properties) : queried(only);
  const periods = numberOf(properties["evaluationPeriods"]) ?? 1;
  return {
    comparison: textOf(properties["comparisonOperator"]),
    threshold: numberOf(properties["threshold"]),
    datapoints: numberOf(properties["datapointsToAlarm"]) ?? periods,
    ...(others.length > 0 || metric === undefined
      ? {}
      : { counts: { statistic, dimensions: dimensionsOf(valueAt(metric, "dimensions")) } }),
  };
}

interface Counted {
  readonly metric: Value;
  readonly statistic: string;
}

function ownMetric(properties: Properties): Counted {
  return { metric: properties, statistic: textOf(properties["statistic"]) };
}

/** The classic provider's metric, or CloudFormation's with the metric within. */
function queried(query: Properties): Counted {
  const stated = query["metric"] ?? query["metricStat"];
  const metric = valueAt(stated, "metric") ?? stated;
  return { metric, statistic: textOf(valueAt(stated, "stat")) };
}

/** By name, or CloudFormation's list of names and values. */
function dimensionsOf(value: Value): Readonly<Record<string, string>> {
  const pairs: readonly (readonly [string, Value])[] = isMapping(value)
    ? Object.entries(value)
    : listOf(value).map((one) => [textOf(valueAt(one, "name")), valueAt(one, "value")]);
  return Object.fromEntries(pairs.map(([name, text]) => [name, textOf(text)]));
}

function numberOf(value: Value): number | undefined {
  const number = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : NaN;
  return Number.isNaN(number) ? undefined : number;
}

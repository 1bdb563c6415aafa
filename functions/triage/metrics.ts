import type { Measure } from "./types";

/**
 * Lines of the log that CloudWatch turns into metrics: no call that could fail. A metric has the dimensions that its
 * alarm names and no other; Powertools would add one of its own.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLines(measures: readonly Measure[], now: number): string {
  return measures.map((measure) => `${JSON.stringify(metricOf(measure, now))}\n`).join("");
}

function metricOf({ name, region }: Measure, now: number): object {
  const dimensions = region === undefined ? {} : { Region: region };
  const definition = {
    Namespace: "Lifeline",
    Dimensions: [Object.keys(dimensions)],
    Metrics: [{ Name: name, Unit: "Count" }],
  };
  return { _aws: { Timestamp: now, CloudWatchMetrics: [definition] }, ...dimensions, [name]: 1 };
}

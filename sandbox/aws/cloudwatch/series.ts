import { roleArn } from "../arns";
import { authorize } from "../authorization/authorize";
import { operatorRole } from "../aws-for";
import type { Live } from "../events/live";
import type { Where } from "../regional";

/** Values by period, the oldest first; undefined where a period has none. */
export type Series = readonly (number | undefined)[];

/** The periods that an alarm looks at: so many, complete, up to now. */
export interface Periods {
  readonly seconds: number;
  readonly count: number;
  /** Milliseconds since 1970, the end of the last one. */
  readonly end: number;
}

export function periodsUntil(clock: string, seconds: number, count: number): Periods {
  const length = seconds * 1000;
  return { seconds, count, end: Math.floor(Date.parse(clock) / length) * length };
}

export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What a place has of a metric. */
export function seriesOf(live: Live, where: Where, metric: MetricName, statistic: string, periods: Periods): Series {
  const values: number[][] = Array.from({ length: periods.count }, () => []);
  const start = periods.end - periods.count * periods.seconds * 1000;
  // Values stand in the order of their time: what is older than the first period need not be looked at.
  for (let index = live.metrics.length - 1; index >= 0; index--) {
    const datum = live.metrics[index];
    const at = Date.parse(datum?.at ?? "");
    if (datum === undefined || at < start) break;
    const isAsked =
      datum.name === metric.name &&
      datum.namespace === metric.namespace &&
      datum.accountId === where.accountId &&
      datum.region === where.region &&
      isSame(datum.dimensions, metric.dimensions);
    if (isAsked) values[Math.floor((at - start) / (periods.seconds * 1000))]?.push(datum.value);
  }
  return values.map((period) => (period.length === 0 ? undefined : statisticOf(statistic, period)));
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function statisticOf(statistic: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case "Sum":
      return sum;
    case "Average":
      return sum / values.length;
    case "SampleCount":
      return values.length;
    case "Minimum":
      return Math.min(...values);
    case "Maximum":
      return Math.max(...values);
    default:
      throw new Error(`the sandbox has no statistic ${statistic}`);
  }
}

/**
 * Whether alarms of an account can read another's metrics: by the role whose name AWS gives, which must let the account
 * in and may read. The administrator of the reading account stands for CloudWatch's service-linked role, which may take
 * that role as he may. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Cross-Account-Cross-Region.html
 */
export function canReadMetricsOf({ aws }: Live, reader: string, owner: string): boolean {
  if (reader === owner) return true;
  const role = aws.iam[owner]?.roles["cloudwatch-crossaccountsharingrole"];
  if (role === undefined) return false;
  const arn = roleArn(owner, role);
  const administrator = roleArn(reader, { path: "/", name: operatorRole });
  if (aws.iam[reader]?.roles[operatorRole.toLowerCase()] === undefined) return false;
  const enters = authorize(aws, { arn: administrator, context: {} }, "sts:AssumeRole", arn);
  const reads = authorize(aws, { arn, context: {} }, "cloudwatch:GetMetricData", "*");
  return enters.decision === "allowed" && reads.decision === "allowed";
}

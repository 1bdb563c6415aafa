import type { Alarm, MetricFilter } from "../model/organization";
import { whereIs } from "./find";
import { brokenWay, clear, everyStep, type Way } from "./way";

/**
 * One event must be enough: the filter counts it, and the alarm goes off at that count.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function oneEventRaises(alarm: Alarm, filter: MetricFilter): Way {
  const { value } = filter;
  const uncounted = brokenWay({
    says: `${filter.name} counts an event as ${value ?? "no number"}`,
    where: whereIs(filter),
    fix: "let it count each event as 1",
  });
  return everyStep([value !== undefined && value > 0 ? clear : uncounted, raisedBy(alarm, value ?? 0, {})]);
}

/** The alarm goes off at this number of a metric with these dimensions. */
export function raisedBy(alarm: Alarm, number: number, dimensions: Readonly<Record<string, string>>): Way {
  const { comparison, threshold, datapoints, counts } = alarm.trigger;
  const where = whereIs(alarm);
  const broken = (says: string, fix: string) => brokenWay({ says: `${alarm.name} ${says}`, where, fix });
  return everyStep([
    exceeds(comparison, threshold, number)
      ? clear
      : broken(
          `does not go off at ${number}: its threshold is ${threshold ?? "no number"}, its operator ${comparison}`,
          "let it go off when the number is greater than 0",
        ),
    // Events are rare: the next period has none again.
    counts === undefined || datapoints === 1
      ? clear
      : broken(`waits for ${datapoints} periods with an event`, "set datapointsToAlarm to 1"),
    counts === undefined || sums.includes(counts.statistic)
      ? clear
      : broken(`reads the ${counts.statistic} of its metric`, "read the sum"),
    counts === undefined || sameDimensions(counts.dimensions, dimensions)
      ? clear
      : broken(
          `reads its metric with the dimensions ${textOf(counts.dimensions)}, not ${textOf(dimensions)}`,
          "read the metric by the dimensions under which it is counted",
        ),
  ]);
}

const sums: readonly string[] = ["Sum", "Maximum"];

function exceeds(comparison: string, threshold: number | undefined, number: number): boolean {
  if (threshold === undefined) return false;
  switch (comparison) {
    case "GreaterThanThreshold":
      return number > threshold;
    case "GreaterThanOrEqualToThreshold":
      return number >= threshold;
    default:
      return false;
  }
}

export function sameDimensions(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  return textOf(one) === textOf(other);
}

/** A metric of no dimensions is another one than those with some. */
function textOf(dimensions: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? "none" : pairs.sort().join(", ");
}

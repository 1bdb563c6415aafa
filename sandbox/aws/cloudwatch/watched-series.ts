import type { Live } from "../events/live";
import type { MetricAlarm } from "../observation-model";
import type { Where } from "../regional";
import type { Plain } from "../thing";
import { mathValueOf, type MathValue } from "./metric-math";
import { canReadMetricsOf, periodsUntil, seriesOf, type Series } from "./series";

type Fields = Readonly<Record<string, Plain>>;

/** What a metric alarm looks at; undefined while it cannot read a metric of another account. */
export function watchedSeries(live: Live, where: Where, alarm: MetricAlarm): Series | undefined {
  const { metric, metricQueries, evaluationPeriods } = alarm;
  if (metric !== undefined) {
    const { namespace, metricName: name, dimensions, period, statistic = "" } = metric;
    const periods = periodsUntil(live.aws.clock, period, evaluationPeriods);
    return seriesOf(live, where, { namespace, name, dimensions }, statistic, periods);
  }
  const queries = new Map(metricQueries.map((query) => [textOf(fieldsOf(query)["id"]), fieldsOf(query)]));
  const owners = [...queries.values()].map((query) => textOf(query["accountId"]) || where.accountId);
  if (owners.some((owner) => !canReadMetricsOf(live, where.accountId, owner))) return undefined;
  const periods = periodsUntil(live.aws.clock, periodOf(alarm), evaluationPeriods);
  const [watched] = [...queries].find(([, { returnData }]) => returnData === true) ?? [];
  const value = valueOf(watched ?? "", []);
  return typeof value === "number" ? Array<number>(evaluationPeriods).fill(value) : value;

  function valueOf(id: string, within: readonly string[]): MathValue {
    const query = queries.get(id);
    if (query === undefined || within.includes(id)) throw new Error(`alarm ${alarm.name} has no query ${id}`);
    const expression = textOf(query["expression"]);
    if (expression !== "")
      return mathValueOf(expression, (inner) => valueOf(inner, [...within, id]), evaluationPeriods);
    const { namespace, metricName, dimensions = {}, stat } = fieldsOf(query["metric"]);
    const owner = { accountId: textOf(query["accountId"]) || where.accountId, region: where.region };
    const name = { namespace: textOf(namespace), name: textOf(metricName), dimensions: textsOf(dimensions) };
    return seriesOf(live, owner, name, textOf(stat), periods);
  }
}

/** In seconds: what an alarm sees changes at the ends of its periods only. */
export function periodOf({ metric, metricQueries }: MetricAlarm): number {
  if (metric !== undefined) return metric.period;
  const periods = metricQueries.map(
    (query) => fieldsOf(fieldsOf(query)["metric"])["period"] ?? fieldsOf(query)["period"],
  );
  return Math.max(...periods.filter((period) => typeof period === "number"));
}

function fieldsOf(value: Plain | undefined): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function textOf(value: Plain | undefined): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: Plain): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, text]) => [name, textOf(text)]));
}

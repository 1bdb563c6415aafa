import type { Datum } from "../events/live";
import type { Where } from "../regional";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The metrics in a line that a function wrote; none in other lines.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function measuredFrom(line: string, where: Where, at: string): readonly Datum[] {
  const root = fieldsOf(parsed(line));
  return listOf(fieldsOf(root["_aws"])["CloudWatchMetrics"]).flatMap((directive) => {
    const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = fieldsOf(directive);
    return listOf(metrics).flatMap((metric) => {
      const name = String(fieldsOf(metric)["Name"]);
      const values = [root[name]].flat().map(Number).filter(Number.isFinite);
      const dimensions = listOf(sets).length === 0 ? [[]] : listOf(sets);
      return dimensions.flatMap((names) =>
        values.map((value) => ({
          ...where,
          namespace: String(namespace),
          name,
          dimensions: Object.fromEntries(listOf(names).map((key) => [String(key), String(root[String(key)])])),
          at,
          value,
        })),
      );
    });
  });
}

function parsed(line: string): unknown {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

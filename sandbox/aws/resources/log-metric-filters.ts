import { compileFilterPattern } from "../../../events";
import { AwsError } from "../errors";
import type { MetricFilter } from "../observation-model";
import type { Properties } from "../provider/values";
import { regionalIn } from "../regional";
import { logGroupArn } from "../regional-arns";
import { groupNameIssue } from "./log-groups";
import { absentAll, regionalResource } from "./regional";
import { longBetween, object, optionalText, present, text, whenKnown } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/logs/metric_filter.go */
export const logMetricFilter = regionalResource<"metricFilters">({
  type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  title: "CloudWatch Logs Metric Filter",
  service: "CloudWatch Logs",
  operations: { create: "PutMetricFilter", update: "PutMetricFilter", remove: "DeleteMetricFilter" },
  table: "metricFilters",
  prefix: "logs",
  inputs: {
    logGroupName: { type: "string", required: true, forceNew: true, check: groupNameIssue },
    metricTransformation: {
      type: "object",
      required: true,
      fields: {
        defaultValue: { type: "string" },
        dimensions: { type: "map", items: { type: "string" } },
        name: { type: "string", required: true, check: metricNameIssue },
        namespace: { type: "string", required: true, check: metricNameIssue },
        unit: { type: "string", default: "None" },
        value: { type: "string", required: true, check: longBetween("value", 1, 100) },
      },
    },
    name: { type: "string", required: true, forceNew: true, check: filterNameIssue },
    pattern: { type: "string", required: true, check: longBetween("pattern", 0, 1024) },
    ...absentAll("boolean", "applyOnTransformedLogs"),
  },
  computed: [],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => [
    ...whenKnown(inputs, ["pattern"], "pattern", () => checkFilterPattern(text(inputs, "pattern"))),
    ...whenKnown(inputs, ["metricTransformation"], "metricTransformation", () => checkTransformation(inputs)),
  ],
  key: (inputs) => `${text(inputs, "logGroupName")}:${text(inputs, "name")}`,
  arn: (where, key) => logGroupArn(where, key.slice(0, key.lastIndexOf(":"))),
  // Upstream's id is the bare name; the group is in the state, and in an import before a colon.
  id: (_where, key) => key.slice(key.lastIndexOf(":") + 1),
  keyOf: (id, state) => (id.includes(":") ? id : `${text(state, "logGroupName")}:${id}`),
  record(session, inputs): MetricFilter {
    const [logGroupName, pattern] = [text(inputs, "logGroupName"), text(inputs, "pattern")];
    if (regionalIn(session.aws, session).logGroups[logGroupName] === undefined) {
      throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
    }
    checkFilterPattern(pattern);
    checkTransformation(inputs);
    const transformation = object(inputs, "metricTransformation");
    return {
      name: text(inputs, "name"),
      logGroupName,
      pattern,
      transformation: {
        name: text(transformation, "name"),
        namespace: text(transformation, "namespace"),
        value: text(transformation, "value"),
        ...present({ defaultValue: optionalText(transformation, "defaultValue") }),
        unit: text(transformation, "unit") || "None",
        dimensions: object(transformation, "dimensions") as Readonly<Record<string, string>>,
      },
    };
  },
  outputs: (_session, { name, logGroupName, pattern, transformation: { dimensions, ...transformation } }) => ({
    logGroupName,
    metricTransformation: {
      ...transformation,
      ...(Object.keys(dimensions).length === 0 ? {} : { dimensions }),
    } as Properties,
    name,
    pattern,
  }),
});

function checkFilterPattern(pattern: string): void {
  const compiled = compileFilterPattern(pattern);
  if (compiled.ok) return;
  throw new AwsError(
    "InvalidParameterException",
    `Invalid metric filter pattern. ${compiled.issues.map(({ message }) => message).join("; ")}`,
  );
}

/** A default value and dimensions exclude each other: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
function checkTransformation(inputs: Properties): void {
  const transformation = object(inputs, "metricTransformation");
  const [value, dimensions] = [text(transformation, "value"), object(transformation, "dimensions")];
  if (!/^(-?\d+(\.\d+)?|\$.+)$/.test(value)) {
    throw new AwsError(
      "InvalidParameterException",
      `Invalid metric transformation: metric value ${value} is neither a number nor a field`,
    );
  }
  if (Object.keys(dimensions).length > 3)
    throw new AwsError("InvalidParameterException", "A metric filter has 3 dimensions at the most.");
  if (Object.keys(dimensions).length > 0 && transformation["defaultValue"] !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
    );
  }
}

function metricNameIssue(name: string): string | undefined {
  return /^[^:*$]{1,255}$/.test(name) ? undefined : `must have 1 to 255 characters, and none of :, * and $: ${name}`;
}

function filterNameIssue(name: string): string | undefined {
  return /^[^:*]{1,512}$/.test(name) ? undefined : `must have 1 to 512 characters, and neither : nor *: ${name}`;
}

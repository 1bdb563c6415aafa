import { checkMetricAlarm, comparisonOperators, missingData, statistics } from "../alarms/metric-alarms";
import { AwsError } from "../errors";
import type { MetricAlarm } from "../observation-model";
import type { Fields } from "../provider/schema";
import type { Properties } from "../provider/values";
import { alarmArn } from "../regional-arns";
import { actionInputs, actionOutputs, actionsOf, dimensionsField } from "./alarm-actions";
import { absentAll, regionalResource } from "./regional";
import { longBetween, object, objects, optionalNumber, optionalText, present, text, whenKnown } from "./resource";

const metricQuery: Fields = {
  accountId: { type: "string" },
  expression: { type: "string", check: longBetween("expression", 1, 1024) },
  id: { type: "string", required: true },
  label: { type: "string" },
  metric: {
    type: "object",
    fields: {
      dimensions: dimensionsField,
      metricName: { type: "string", required: true },
      namespace: { type: "string" },
      period: { type: "number", required: true },
      stat: { type: "string", required: true },
      unit: { type: "string" },
    },
  },
  period: { type: "number" },
  returnData: { type: "boolean" },
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudwatch/metric_alarm.go */
export const metricAlarm = regionalResource<"alarms">({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  title: "CloudWatch Metric Alarm",
  service: "CloudWatch",
  operations: { create: "PutMetricAlarm", update: "PutMetricAlarm", remove: "DeleteAlarms" },
  table: "alarms",
  prefix: "cloudwatch",
  inputs: {
    ...actionInputs,
    comparisonOperator: { type: "string", required: true, oneOf: comparisonOperators },
    datapointsToAlarm: { type: "number" },
    dimensions: dimensionsField,
    evaluateLowSampleCountPercentiles: { type: "string", computed: true, oneOf: ["evaluate", "ignore"] },
    evaluationPeriods: { type: "number", required: true },
    extendedStatistic: { type: "string", conflictsWith: ["statistic", "metricQueries"] },
    metricName: { type: "string", conflictsWith: ["metricQueries"] },
    metricQueries: { type: "set", conflictsWith: ["metricName"], items: { type: "object", fields: metricQuery } },
    name: { type: "string", required: true, forceNew: true, check: longBetween("alarm_name", 1, 255) },
    namespace: { type: "string", conflictsWith: ["metricQueries"] },
    period: { type: "number", conflictsWith: ["metricQueries"] },
    statistic: { type: "string", conflictsWith: ["extendedStatistic", "metricQueries"], oneOf: statistics },
    threshold: { type: "number", conflictsWith: ["thresholdMetricId"] },
    thresholdMetricId: { type: "string", conflictsWith: ["threshold"] },
    treatMissingData: { type: "string", default: "missing", oneOf: missingData },
    unit: { type: "string" },
    ...absentAll("number", "evaluationInterval"),
    ...absentAll("object", "evaluationCriteria", "warmUpConfiguration"),
  },
  computed: ["arn", "evaluateLowSampleCountPercentiles", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => whenKnown(inputs, Object.keys(inputs), "name", () => checkMetricAlarm(wantedAlarm(inputs))),
  key: (inputs) => text(inputs, "name"),
  arn: alarmArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: (key) => new AwsError("ValidationError", `CloudWatch metric alarm "${key}" already exists`),
  record(_session, inputs) {
    const alarm = wantedAlarm(inputs);
    checkMetricAlarm(alarm);
    return alarm;
  },
  outputs: (session, alarm, key) => (alarm.kind === "metric" ? metricOutputs(alarm, alarmArn(session, key)) : {}),
});

function wantedAlarm(inputs: Properties): MetricAlarm {
  const metric = {
    namespace: text(inputs, "namespace"),
    metricName: text(inputs, "metricName"),
    dimensions: object(inputs, "dimensions") as Readonly<Record<string, string>>,
    period: optionalNumber(inputs, "period") ?? 0,
    ...present({
      statistic: optionalText(inputs, "statistic"),
      extendedStatistic: optionalText(inputs, "extendedStatistic"),
    }),
  };
  return {
    kind: "metric",
    ...actionsOf(inputs, "name"),
    comparisonOperator: text(inputs, "comparisonOperator"),
    evaluationPeriods: optionalNumber(inputs, "evaluationPeriods") ?? 0,
    treatMissingData: (optionalText(inputs, "treatMissingData") ?? "missing") as MetricAlarm["treatMissingData"],
    ...present({
      datapointsToAlarm: optionalNumber(inputs, "datapointsToAlarm"),
      threshold: optionalNumber(inputs, "threshold"),
      thresholdMetricId: optionalText(inputs, "thresholdMetricId"),
      evaluateLowSampleCountPercentiles: optionalText(inputs, "evaluateLowSampleCountPercentiles"),
      unit: optionalText(inputs, "unit"),
      metric: inputs["metricName"] === undefined ? undefined : metric,
    }),
    metricQueries: objects(inputs, "metricQueries"),
  };
}

function metricOutputs(alarm: MetricAlarm, arn: string): Properties {
  const { metric } = alarm;
  return {
    arn,
    ...actionOutputs(alarm),
    comparisonOperator: alarm.comparisonOperator,
    evaluationPeriods: alarm.evaluationPeriods,
    evaluateLowSampleCountPercentiles: alarm.evaluateLowSampleCountPercentiles ?? "",
    name: alarm.name,
    treatMissingData: alarm.treatMissingData,
    ...(alarm.metricQueries.length === 0 ? {} : { metricQueries: alarm.metricQueries }),
    ...present({
      datapointsToAlarm: alarm.datapointsToAlarm,
      threshold: alarm.threshold,
      thresholdMetricId: alarm.thresholdMetricId,
      unit: alarm.unit,
      dimensions: metric?.dimensions,
      extendedStatistic: metric?.extendedStatistic,
      metricName: metric?.metricName,
      namespace: metric?.namespace,
      period: metric?.period,
      statistic: metric?.statistic,
    }),
  } as Properties;
}

import { checkDashboard, dashboardRegion } from "../alarms/dashboards";
import { checkMetricAlarm } from "../alarms/metric-alarms";
import type { MetricAlarm } from "../observation-model";
import { putRegional } from "../regional";
import { alarmArn } from "../regional-arns";
import type { Session } from "../session";
import {
  ownName,
  objects,
  optionalText,
  tagsOf,
  text,
  texts,
  wholeNumber,
  type Properties,
  type ResourceType,
} from "./resource-type";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const cloudWatchAlarm: ResourceType = {
  properties: {
    ActionsEnabled: "optional",
    AlarmActions: "optional",
    AlarmDescription: "optional",
    AlarmName: "optional",
    ComparisonOperator: "required",
    DatapointsToAlarm: "optional",
    Dimensions: "optional",
    EvaluationPeriods: "required",
    InsufficientDataActions: "optional",
    MetricName: "optional",
    Namespace: "optional",
    OKActions: "optional",
    Period: "optional",
    Statistic: "optional",
    Tags: "optional",
    Threshold: "optional",
    TreatMissingData: "optional",
  },
  replacing: ["AlarmName"],
  customName: "AlarmName",
  capability: () => undefined,
  physicalId: (place, properties) => ownName(place, properties, "AlarmName", 255),
  attribute(place, properties, attribute) {
    const name = cloudWatchAlarm.physicalId(place, properties);
    if (attribute === "Ref") return name;
    return attribute === "Arn" ? alarmArn(place, name) : undefined;
  },
  create: putAlarm,
  update: putAlarm,
  remove: (session, name) => putRegional(session.aws, session, "alarms", name, undefined),
};

/** As PutMetricAlarm it writes over what is there. */
function putAlarm(session: Session, name: string, properties: Properties): void {
  const periods = wholeNumber(properties, "EvaluationPeriods", 1);
  const alarm: MetricAlarm = {
    kind: "metric",
    name,
    description: text(properties, "AlarmDescription"),
    actionsEnabled: text(properties, "ActionsEnabled", "true") === "true",
    alarmActions: texts(properties, "AlarmActions"),
    okActions: texts(properties, "OKActions"),
    insufficientDataActions: texts(properties, "InsufficientDataActions"),
    tags: tagsOf(properties),
    comparisonOperator: text(properties, "ComparisonOperator"),
    evaluationPeriods: periods,
    datapointsToAlarm: wholeNumber(properties, "DatapointsToAlarm", periods),
    threshold: Number(text(properties, "Threshold", "0")),
    treatMissingData: text(properties, "TreatMissingData", "missing") as MetricAlarm["treatMissingData"],
    metric: {
      namespace: text(properties, "Namespace"),
      metricName: text(properties, "MetricName"),
      dimensions: Object.fromEntries(
        objects(properties, "Dimensions").map((dimension) => [text(dimension, "Name"), text(dimension, "Value")]),
      ),
      period: wholeNumber(properties, "Period", 0),
      ...optionalText(properties, "Statistic", "statistic"),
    },
    metricQueries: [],
  };
  checkMetricAlarm(alarm);
  putRegional(session.aws, session, "alarms", name, alarm);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html */
export const cloudWatchDashboard: ResourceType = {
  properties: { DashboardBody: "required", DashboardName: "optional" },
  replacing: ["DashboardName"],
  customName: "DashboardName",
  capability: () => undefined,
  physicalId: (place, properties) => ownName(place, properties, "DashboardName", 255),
  attribute: (place, properties, attribute) =>
    attribute === "Ref" ? cloudWatchDashboard.physicalId(place, properties) : undefined,
  create: putDashboard,
  update: putDashboard,
  remove: (session, name) => putRegional(session.aws, global(session), "dashboards", name, undefined),
};

function putDashboard(session: Session, name: string, properties: Properties): void {
  const body = text(properties, "DashboardBody");
  checkDashboard(name, body);
  putRegional(session.aws, global(session), "dashboards", name, { name, body });
}

function global(session: Session): Session {
  return { ...session, region: dashboardRegion };
}

import { AwsError } from "../errors";
import type { Schedule, ScheduleTarget } from "../messaging-model";
import { scheduleArn } from "../regional-arns";
import { createSchedule, deleteSchedule, updateSchedule } from "../scheduler/schedules";
import {
  checkNested,
  ownName,
  nested,
  optionalText,
  text,
  wholeNumber,
  type Properties,
  type ResourceType,
} from "./resource-type";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export const schedulerSchedule: ResourceType = {
  properties: {
    Description: "optional",
    FlexibleTimeWindow: "required",
    GroupName: "optional",
    KmsKeyArn: "optional",
    Name: "optional",
    ScheduleExpression: "required",
    ScheduleExpressionTimezone: "optional",
    State: "optional",
    Target: "required",
  },
  replacing: ["GroupName", "Name"],
  customName: "Name",
  capability: () => undefined,
  physicalId: (place, properties) =>
    `${text(properties, "GroupName", "default")}|${ownName(place, properties, "Name", 64)}`,
  attribute(place, properties, attribute) {
    const name = ownName(place, properties, "Name", 64);
    if (attribute === "Ref") return name;
    return attribute === "Arn" ? scheduleArn(place, text(properties, "GroupName", "default"), name) : undefined;
  },
  create: (session, id, properties) => createSchedule(session, wantedSchedule(id, properties)),
  update: (session, id, properties) => updateSchedule(session, wantedSchedule(id, properties)),
  remove(session, id) {
    const { group, name } = partsOf(id);
    deleteSchedule(session, group, name);
  },
};

const targetProperties = {
  Arn: "required",
  DeadLetterConfig: "optional",
  EventBridgeParameters: "optional",
  Input: "optional",
  RetryPolicy: "optional",
  RoleArn: "required",
} as const;

function wantedSchedule(id: string, properties: Properties): Schedule {
  const window = nested(properties, "FlexibleTimeWindow");
  const mode = text(window, "Mode");
  if (mode !== "OFF" && mode !== "FLEXIBLE") {
    throw new AwsError(
      "ValidationError",
      `Model validation failed (#/FlexibleTimeWindow/Mode: #: ${mode} is not a valid enum value)`,
    );
  }
  const state = text(properties, "State", "ENABLED");
  if (state !== "ENABLED" && state !== "DISABLED") {
    throw new AwsError("ValidationError", `Model validation failed (#/State: #: ${state} is not a valid enum value)`);
  }
  return {
    ...partsOf(id),
    description: text(properties, "Description"),
    expression: text(properties, "ScheduleExpression"),
    timezone: text(properties, "ScheduleExpressionTimezone", "UTC"),
    state,
    ...optionalText(properties, "KmsKeyArn", "kmsKeyArn"),
    ...(mode === "OFF" ? {} : { flexibleMinutes: wholeNumber(window, "MaximumWindowInMinutes", 0) }),
    target: wantedTarget(nested(properties, "Target")),
  };
}

/** What is not said of retries is the most there is. */
function wantedTarget(target: Properties): ScheduleTarget {
  checkNested("Target", targetProperties, target);
  const [retry, bus] = [nested(target, "RetryPolicy"), nested(target, "EventBridgeParameters")];
  return {
    arn: text(target, "Arn"),
    roleArn: text(target, "RoleArn"),
    ...optionalText(target, "Input", "input"),
    ...optionalText(nested(target, "DeadLetterConfig"), "Arn", "deadLetterArn"),
    maximumEventAgeInSeconds: wholeNumber(retry, "MaximumEventAgeInSeconds", 86_400),
    maximumRetryAttempts: wholeNumber(retry, "MaximumRetryAttempts", 185),
    ...(target["EventBridgeParameters"] === undefined
      ? {}
      : { eventBridge: { detailType: text(bus, "DetailType"), source: text(bus, "Source") } }),
  };
}

function partsOf(id: string): { readonly group: string; readonly name: string } {
  const bar = id.indexOf("|");
  return { group: id.slice(0, bar), name: id.slice(bar + 1) };
}

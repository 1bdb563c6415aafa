import type { Alarm } from "../observation-model";
import type { Field, Fields } from "../provider/schema";
import type { Properties } from "../provider/values";
import { arnIssue } from "./iam-identity-policies";
import { flag, longBetween, tagOutputs, tags, tagsField, text, texts } from "./resource";

const arns: Field = { type: "set", items: { type: "string", check: arnIssue } };
export const dimensionsField: Field = { type: "map", items: { type: "string" } };

/** What both kinds of alarm have. */
export const actionInputs: Fields = {
  actionsEnabled: { type: "boolean", default: true },
  alarmActions: arns,
  alarmDescription: { type: "string", check: longBetween("alarm_description", 0, 1024) },
  insufficientDataActions: arns,
  okActions: arns,
  tags: tagsField,
};

export function actionsOf(inputs: Properties, name: "name" | "alarmName") {
  return {
    name: text(inputs, name),
    description: text(inputs, "alarmDescription"),
    actionsEnabled: flag(inputs, "actionsEnabled"),
    alarmActions: texts(inputs, "alarmActions"),
    okActions: texts(inputs, "okActions"),
    insufficientDataActions: texts(inputs, "insufficientDataActions"),
    tags: tags(inputs),
  };
}

export function actionOutputs(alarm: Alarm): Properties {
  const { alarmActions, okActions, insufficientDataActions } = alarm;
  const given = Object.entries({ alarmActions, okActions, insufficientDataActions }).filter(
    ([, list]) => list.length > 0,
  );
  return {
    actionsEnabled: alarm.actionsEnabled,
    ...(alarm.description === "" ? {} : { alarmDescription: alarm.description }),
    ...Object.fromEntries(given),
    ...tagOutputs(alarm.tags),
  };
}

import { checkCompositeAlarm } from "../alarms/composite-alarms";
import { AwsError } from "../errors";
import type { CompositeAlarm } from "../observation-model";
import { alarmArn } from "../regional-arns";
import { actionInputs, actionOutputs, actionsOf } from "./alarm-actions";
import { regionalResource } from "./regional";
import { longBetween, object, optionalNumber, text } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudwatch/composite_alarm.go */
export const compositeAlarm = regionalResource<"alarms">({
  type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  title: "CloudWatch Composite Alarm",
  service: "CloudWatch",
  operations: { create: "PutCompositeAlarm", update: "PutCompositeAlarm", remove: "DeleteAlarms" },
  table: "alarms",
  prefix: "cloudwatch",
  inputs: {
    ...actionInputs,
    actionsEnabled: { type: "boolean", default: true, forceNew: true },
    actionsSuppressor: {
      type: "object",
      fields: {
        alarm: { type: "string", required: true },
        extensionPeriod: { type: "number", required: true },
        waitPeriod: { type: "number", required: true },
      },
    },
    alarmName: { type: "string", required: true, forceNew: true, check: longBetween("alarm_name", 1, 255) },
    alarmRule: { type: "string", required: true, check: longBetween("alarm_rule", 1, 10_240) },
  },
  computed: ["arn", "tagsAll"],
  subject: (inputs) => text(inputs, "alarmName"),
  key: (inputs) => text(inputs, "alarmName"),
  arn: alarmArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: (key) => new AwsError("ValidationError", `An alarm with the name ${key} already exists`),
  record(session, inputs): CompositeAlarm {
    const suppressor = object(inputs, "actionsSuppressor");
    const alarm: CompositeAlarm = {
      kind: "composite",
      ...actionsOf(inputs, "alarmName"),
      rule: text(inputs, "alarmRule"),
      ...(inputs["actionsSuppressor"] === undefined
        ? {}
        : {
            actionsSuppressor: {
              alarm: text(suppressor, "alarm"),
              extensionPeriod: optionalNumber(suppressor, "extensionPeriod") ?? 0,
              waitPeriod: optionalNumber(suppressor, "waitPeriod") ?? 0,
            },
          }),
    };
    checkCompositeAlarm(session, alarm);
    return alarm;
  },
  outputs: (session, alarm, key) =>
    alarm.kind === "composite"
      ? {
          arn: alarmArn(session, key),
          ...actionOutputs(alarm),
          ...(alarm.actionsSuppressor === undefined ? {} : { actionsSuppressor: { ...alarm.actionsSuppressor } }),
          alarmName: key,
          alarmRule: alarm.rule,
        }
      : {},
});

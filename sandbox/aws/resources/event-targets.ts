import { defaultBus, findRule } from "../event-bridge/rules";
import { putTargets, removeTargets } from "../event-bridge/targets";
import type { EventTarget } from "../messaging-model";
import type { Properties } from "../provider/values";
import type { Session } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { absentAll, regionField } from "./regional";
import {
  between,
  kept,
  longBetween,
  object,
  optionalNumber,
  optionalText,
  present,
  text,
  type Resource,
} from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/events/target.go */
export const eventTarget: Resource = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  title: "EventBridge Target",
  service: "EventBridge",
  operations: { create: "PutTargets", update: "PutTargets", remove: "RemoveTargets" },
  inputs: {
    arn: { type: "string", required: true, check: arnIssue },
    deadLetterConfig: { type: "object", fields: { arn: { type: "string", check: arnIssue } } },
    eventBusName: { type: "string", default: defaultBus, forceNew: true },
    forceDestroy: { type: "boolean", default: false },
    input: { type: "string", conflictsWith: ["inputPath", "inputTransformer"], check: longBetween("input", 0, 8192) },
    inputPath: { type: "string", conflictsWith: ["input", "inputTransformer"] },
    inputTransformer: {
      type: "object",
      conflictsWith: ["input", "inputPath"],
      fields: {
        inputPaths: { type: "map", items: { type: "string" } },
        inputTemplate: { type: "string", required: true, check: longBetween("input_template", 1, 8192) },
      },
    },
    region: regionField,
    retryPolicy: {
      type: "object",
      fields: {
        maximumEventAgeInSeconds: { type: "number", check: between("maximum_event_age_in_seconds", 0, 86_400) },
        maximumRetryAttempts: { type: "number", check: between("maximum_retry_attempts", 0, 185) },
      },
    },
    roleArn: { type: "string", check: arnIssue },
    rule: { type: "string", required: true, forceNew: true },
    targetId: { type: "string", required: true, forceNew: true },
    ...absentAll("list", "runCommandTargets"),
    ...absentAll(
      "object",
      "appsyncTarget",
      "batchTarget",
      "ecsTarget",
      "httpTarget",
      "kinesisTarget",
      "redshiftTarget",
      "sagemakerPipelineTarget",
      "sqsTarget",
    ),
  },
  computed: ["region"],
  subject: (inputs) => targetIdOf(inputs),
  create(session, inputs) {
    putTargets(session, text(inputs, "eventBusName"), text(inputs, "rule"), [wantedTarget(inputs)]);
    return targetIdOf(inputs);
  },
  /** The id cannot be taken apart, so the state says which target it is; an import has it as bus/rule/target. */
  read(session, id, state) {
    const { bus, rule, targetId } = targetPlace(id, state);
    const target = findRule(session, bus, rule)?.targets.find((candidate) => candidate.id === targetId);
    return target === undefined
      ? undefined
      : { ...kept(state, "forceDestroy"), ...outputsOf(session, bus, rule, target) };
  },
  update: (session, _id, inputs) =>
    putTargets(session, text(inputs, "eventBusName"), text(inputs, "rule"), [wantedTarget(inputs)]),
  remove(session, id, state) {
    const { bus, rule, targetId } = targetPlace(id, state);
    removeTargets(session, bus, rule, [targetId]);
  },
  idFor(session, inputs) {
    const rule = findRule(session, text(inputs, "eventBusName"), text(inputs, "rule"));
    return rule?.targets.some(({ id }) => id === text(inputs, "targetId")) === true ? targetIdOf(inputs) : undefined;
  },
};

function outputsOf(session: Session, bus: string, rule: string, target: EventTarget): Properties {
  const { maximumEventAgeInSeconds, maximumRetryAttempts } = target;
  const retryPolicy = present({ maximumEventAgeInSeconds, maximumRetryAttempts }) as Properties;
  return {
    arn: target.arn,
    ...(target.deadLetterArn === undefined ? {} : { deadLetterConfig: { arn: target.deadLetterArn } }),
    eventBusName: bus,
    ...present({ input: target.input, inputPath: target.inputPath, inputTransformer: target.inputTransformer }),
    region: session.region,
    ...(Object.keys(retryPolicy).length === 0 ? {} : { retryPolicy }),
    ...present({ roleArn: target.roleArn }),
    rule,
    targetId: target.id,
  } as Properties;
}

function wantedTarget(inputs: Properties): EventTarget {
  const [retry, transformer] = [object(inputs, "retryPolicy"), object(inputs, "inputTransformer")];
  const inputTransformer =
    inputs["inputTransformer"] === undefined
      ? undefined
      : {
          inputPaths: object(transformer, "inputPaths") as Readonly<Record<string, string>>,
          inputTemplate: text(transformer, "inputTemplate"),
        };
  return {
    id: text(inputs, "targetId"),
    arn: text(inputs, "arn"),
    ...present({
      roleArn: optionalText(inputs, "roleArn"),
      deadLetterArn: optionalText(object(inputs, "deadLetterConfig"), "arn"),
      maximumEventAgeInSeconds: optionalNumber(retry, "maximumEventAgeInSeconds"),
      maximumRetryAttempts: optionalNumber(retry, "maximumRetryAttempts"),
      input: optionalText(inputs, "input"),
      inputPath: optionalText(inputs, "inputPath"),
      inputTransformer,
    }),
  };
}

function targetIdOf(inputs: Properties): string {
  const bus = text(inputs, "eventBusName");
  const own = `${text(inputs, "rule")}-${text(inputs, "targetId")}`;
  return bus === defaultBus ? own : `${bus}-${own}`;
}

function targetPlace(id: string, state: Properties) {
  const [targetId = "", rule = "", bus = defaultBus] = id.split("/").reverse();
  return optionalText(state, "targetId") === undefined
    ? { bus, rule, targetId }
    : { bus: text(state, "eventBusName"), rule: text(state, "rule"), targetId: text(state, "targetId") };
}

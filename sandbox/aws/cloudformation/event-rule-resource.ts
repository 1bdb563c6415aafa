import { checkRule, defaultBus, deleteRule, findRule, putRule, type NewRule } from "../event-bridge/rules";
import { putTargets, removeTargets } from "../event-bridge/targets";
import type { EventTarget, RuleState } from "../messaging-model";
import { eventRuleArn } from "../regional-arns";
import type { Session } from "../session";
import {
  checkNested,
  documentText,
  ownName,
  nested,
  objects,
  optionalNumber,
  optionalText,
  stringMap,
  tagsOf,
  text,
  type Properties,
  type ResourceType,
} from "./resource-type";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export const eventsRule: ResourceType = {
  properties: {
    Description: "optional",
    EventBusName: "optional",
    EventPattern: "optional",
    Name: "optional",
    RoleArn: "optional",
    ScheduleExpression: "optional",
    State: "optional",
    Tags: "optional",
    Targets: "optional",
  },
  replacing: ["EventBusName", "Name"],
  customName: "Name",
  capability: () => undefined,
  physicalId: (place, properties) =>
    `${text(properties, "EventBusName", defaultBus)}|${ownName(place, properties, "Name", 64)}`,
  attribute(place, properties, attribute) {
    const [bus, name] = [text(properties, "EventBusName", defaultBus), ownName(place, properties, "Name", 64)];
    if (attribute === "Ref") return bus === defaultBus ? name : `${bus}|${name}`;
    return attribute === "Arn" ? eventRuleArn(place, bus, name) : undefined;
  },
  create(session, id, properties) {
    const rule = putRule(session, wantedRule(id, properties));
    const targets = wantedTargets(properties);
    if (targets.length > 0) putTargets(session, rule.bus, rule.name, targets);
  },
  update(session, id, properties) {
    const { bus, name, targets: old } = putRule(session, wantedRule(id, properties));
    const targets = wantedTargets(properties);
    const gone = old.map((target) => target.id).filter((one) => !targets.some((target) => target.id === one));
    if (gone.length > 0) removeTargets(session, bus, name, gone);
    if (targets.length > 0) putTargets(session, bus, name, targets);
  },
  remove(session, id) {
    const { bus, name } = partsOf(id);
    removeRule(session, bus, name);
  },
};

function removeRule(session: Session, bus: string, name: string): void {
  const targets = findRule(session, bus, name)?.targets ?? [];
  if (targets.length > 0)
    removeTargets(
      session,
      bus,
      name,
      targets.map(({ id }) => id),
    );
  deleteRule(session, bus, name);
}

function wantedRule(id: string, properties: Properties): NewRule {
  const rule: NewRule = {
    ...partsOf(id),
    description: text(properties, "Description"),
    state: text(properties, "State", "ENABLED") as RuleState,
    tags: tagsOf(properties),
    ...(properties["EventPattern"] === undefined ? {} : { pattern: documentText(properties, "EventPattern") }),
    ...optionalText(properties, "ScheduleExpression", "schedule"),
    ...optionalText(properties, "RoleArn", "roleArn"),
  };
  checkRule(rule);
  return rule;
}

const targetProperties = {
  Arn: "required",
  DeadLetterConfig: "optional",
  Id: "required",
  Input: "optional",
  InputPath: "optional",
  InputTransformer: "optional",
  RetryPolicy: "optional",
  RoleArn: "optional",
} as const;

function wantedTargets(properties: Properties): readonly EventTarget[] {
  return objects(properties, "Targets").map((target) => {
    checkNested("Targets", targetProperties, target);
    const [retry, transformer] = [nested(target, "RetryPolicy"), nested(target, "InputTransformer")];
    return {
      id: text(target, "Id"),
      arn: text(target, "Arn"),
      ...optionalText(target, "RoleArn", "roleArn"),
      ...optionalText(nested(target, "DeadLetterConfig"), "Arn", "deadLetterArn"),
      ...optionalNumber(retry, "MaximumEventAgeInSeconds", "maximumEventAgeInSeconds"),
      ...optionalNumber(retry, "MaximumRetryAttempts", "maximumRetryAttempts"),
      ...optionalText(target, "Input", "input"),
      ...optionalText(target, "InputPath", "inputPath"),
      ...(target["InputTransformer"] === undefined
        ? {}
        : {
            inputTransformer: {
              inputPaths: stringMap(transformer, "InputPathsMap"),
              inputTemplate: text(transformer, "InputTemplate"),
            },
          }),
    };
  });
}

function partsOf(id: string): { readonly bus: string; readonly name: string } {
  const bar = id.lastIndexOf("|");
  return { bus: id.slice(0, bar), name: id.slice(bar + 1) };
}

import { checkRule, defaultBus, deleteRule, findRule, putRule, ruleStates, type NewRule } from "../event-bridge/rules";
import type { RuleState } from "../messaging-model";
import type { Properties } from "../provider/values";
import { eventRuleArn } from "../regional-arns";
import { arnIssue } from "./iam-identity-policies";
import { absentAll, regionField } from "./regional";
import {
  kept,
  longBetween,
  optionalText,
  present,
  tagOutputs,
  tags,
  tagsField,
  text,
  whenKnown,
  type Resource,
} from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/events/rule.go */
export const eventRule: Resource = {
  type: "aws:cloudwatch/eventRule:EventRule",
  title: "EventBridge Rule",
  service: "EventBridge",
  operations: { create: "PutRule", update: "PutRule", remove: "DeleteRule" },
  inputs: {
    description: { type: "string", check: longBetween("description", 0, 512) },
    eventBusName: { type: "string", default: defaultBus, forceNew: true },
    eventPattern: { type: "string", json: "document" },
    forceDestroy: { type: "boolean", default: false },
    isEnabled: { type: "boolean", computed: true, conflictsWith: ["state"] },
    name: { type: "string", required: true, forceNew: true },
    roleArn: { type: "string", check: arnIssue },
    scheduleExpression: { type: "string", check: longBetween("schedule_expression", 0, 256) },
    state: { type: "string", computed: true, conflictsWith: ["isEnabled"], oneOf: ruleStates },
    tags: tagsField,
    region: regionField,
    ...absentAll("string", "namePrefix"),
  },
  computed: ["arn", "isEnabled", "region", "state", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check(inputs) {
    const reads = Object.keys(inputs).filter((name) => name !== "tags");
    const about = inputs["eventPattern"] === undefined ? "name" : "eventPattern";
    return whenKnown(inputs, reads, about, () => checkRule(wantedRule(inputs)));
  },
  create(session, inputs) {
    const { bus, name } = putRule(session, wantedRule(inputs));
    return idOf(bus, name);
  },
  read(session, id, state) {
    const { bus, name } = partsOf(id);
    const rule = findRule(session, bus, name);
    if (rule === undefined) return undefined;
    return {
      ...kept(state, "forceDestroy"),
      arn: eventRuleArn(session, bus, name),
      ...(rule.description === "" ? {} : { description: rule.description }),
      eventBusName: bus,
      ...present({ eventPattern: rule.pattern, roleArn: rule.roleArn, scheduleExpression: rule.schedule }),
      isEnabled: rule.state !== "DISABLED",
      name,
      region: session.region,
      state: rule.state,
      ...tagOutputs(rule.tags),
    };
  },
  update: (session, _id, inputs) => void putRule(session, wantedRule(inputs)),
  remove(session, id) {
    const { bus, name } = partsOf(id);
    deleteRule(session, bus, name);
  },
  idFor(session, inputs) {
    const [bus, name] = [text(inputs, "eventBusName"), text(inputs, "name")];
    return findRule(session, bus, name) === undefined ? undefined : idOf(bus, name);
  },
};

function wantedRule(inputs: Properties): NewRule {
  const enabled = inputs["isEnabled"] === false ? "DISABLED" : "ENABLED";
  return {
    name: text(inputs, "name"),
    bus: text(inputs, "eventBusName"),
    description: text(inputs, "description"),
    state: (optionalText(inputs, "state") ?? enabled) as RuleState,
    tags: tags(inputs),
    ...present({
      pattern: optionalText(inputs, "eventPattern"),
      schedule: optionalText(inputs, "scheduleExpression"),
      roleArn: optionalText(inputs, "roleArn"),
    }),
  };
}

function idOf(bus: string, name: string): string {
  return bus === defaultBus ? name : `${bus}/${name}`;
}

function partsOf(id: string): { readonly bus: string; readonly name: string } {
  const slash = id.lastIndexOf("/");
  return slash < 0 ? { bus: defaultBus, name: id } : { bus: id.slice(0, slash), name: id.slice(slash + 1) };
}

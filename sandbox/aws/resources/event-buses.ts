import { checkResourcePolicy, type PolicyWords } from "../authorization/services";
import { AwsError } from "../errors";
import { defaultBus } from "../event-bridge/rules";
import type { EventBus } from "../messaging-model";
import { putRegional, regionalIn } from "../regional";
import { eventBusArn } from "../regional-arns";
import { permit, type Session } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { isUsableKey } from "../keys";
import { absentAll, regionalResource, regionField, thingOf } from "./regional";
import {
  longBetween,
  object,
  optionalText,
  present,
  tagOutputs,
  tagsField,
  text,
  whenKnown,
  type Resource,
} from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/events/bus.go */
export const eventBus = regionalResource<"eventBuses">({
  type: "aws:cloudwatch/eventBus:EventBus",
  title: "EventBridge Event Bus",
  service: "EventBridge",
  operations: { create: "CreateEventBus", update: "UpdateEventBus", remove: "DeleteEventBus" },
  table: "eventBuses",
  prefix: "events",
  inputs: {
    deadLetterConfig: { type: "object", fields: { arn: { type: "string", check: arnIssue } } },
    description: { type: "string", check: longBetween("description", 0, 512) },
    kmsKeyIdentifier: { type: "string", check: longBetween("kms_key_identifier", 0, 2048) },
    name: { type: "string", required: true, forceNew: true, check: busNameIssue },
    tags: tagsField,
    ...absentAll("string", "eventSourceName"),
    ...absentAll("object", "logConfig"),
  },
  computed: ["arn", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) =>
    whenKnown(inputs, ["name"], "name", () => {
      if (text(inputs, "name") === defaultBus) throw reservedName();
    }),
  key: (inputs) => text(inputs, "name"),
  arn: eventBusArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: (key) => new AwsError("ResourceAlreadyExistsException", `Event bus ${key} already exists.`),
  record(session, inputs, name, old): EventBus {
    const kmsKeyIdentifier = optionalText(inputs, "kmsKeyIdentifier");
    if (kmsKeyIdentifier !== undefined && !isUsableKey(session, kmsKeyIdentifier)) {
      throw new AwsError("ValidationException", `Invalid KMS key identifier: ${kmsKeyIdentifier}`);
    }
    const deadLetterArn = optionalText(object(inputs, "deadLetterConfig"), "arn");
    return {
      ...thingOf(session, "eventBuses", name, inputs, old),
      name,
      description: text(inputs, "description"),
      ...present({ kmsKeyIdentifier, deadLetterArn, policy: old?.policy }),
    };
  },
  outputs: (session, bus) => ({
    arn: eventBusArn(session, bus.name),
    ...(bus.deadLetterArn === undefined ? {} : { deadLetterConfig: { arn: bus.deadLetterArn } }),
    ...(bus.description === "" ? {} : { description: bus.description }),
    ...present({ kmsKeyIdentifier: bus.kmsKeyIdentifier }),
    name: bus.name,
    ...tagOutputs(bus.tags),
  }),
  remove(session, { name }) {
    const rules = Object.values(regionalIn(session.aws, session).eventRules).filter(({ bus }) => bus === name);
    if (rules.length === 0) return undefined;
    throw new AwsError("ValidationException", `Event bus ${name} has rules; delete them first.`);
  },
});

function reservedName(): AwsError {
  return new AwsError("ValidationException", "Event bus name can't be 'default' since it is reserved.");
}

function busNameIssue(name: string): string | undefined {
  return /^[.\-_/A-Za-z0-9]{1,256}$/.test(name)
    ? undefined
    : `name must be 1 to 256 characters of [/._-A-Za-z0-9]: ${name}`;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html: a bus policy has 10,240 characters. */
const policyWords: PolicyWords = {
  code: "ValidationException",
  malformed: (found) => `The policy is not valid: ${found}`,
  noPrincipal: (found) => `Invalid principal in policy: ${found}`,
  largest: 10_240,
  tooLarge: (largest) => `The policy exceeds ${largest} characters.`,
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/events/bus_policy.go */
export const eventBusPolicy: Resource = {
  type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  title: "EventBridge Event Bus Policy",
  service: "EventBridge",
  operations: { create: "PutPermission", update: "PutPermission", remove: "RemovePermission" },
  inputs: {
    eventBusName: { type: "string", default: defaultBus, forceNew: true },
    policy: { type: "string", required: true, json: "policy" },
    region: regionField,
  },
  computed: ["region"],
  subject: (inputs) => text(inputs, "eventBusName"),
  create(session, inputs) {
    putPolicy(session, text(inputs, "eventBusName"), text(inputs, "policy"));
    return text(inputs, "eventBusName");
  },
  read(session, id) {
    const policy = busOf(session, id)?.policy;
    return policy === undefined ? undefined : { eventBusName: id, policy, region: session.region };
  },
  update: (session, id, inputs) => putPolicy(session, id, text(inputs, "policy")),
  remove(session, id) {
    permit(session, "events:RemovePermission", eventBusArn(session, id), { "aws:RequestedRegion": session.region });
    const bus = busOf(session, id);
    if (bus === undefined) return;
    const { policy: _gone, ...others } = bus;
    putRegional(session.aws, session, "eventBuses", id, others);
  },
  idFor(session, inputs) {
    const name = text(inputs, "eventBusName");
    return busOf(session, name)?.policy === undefined ? undefined : name;
  },
};

/** The default bus has a record only where there is something to say of it. */
function busOf(session: Session, name: string): EventBus | undefined {
  const { eventBuses } = regionalIn(session.aws, session);
  const unnamed = { name, description: "", created: session.aws.clock, incarnation: 0, tags: {} };
  return eventBuses[name] ?? (name === defaultBus ? unnamed : undefined);
}

function putPolicy(session: Session, name: string, policy: string): void {
  permit(session, "events:PutPermission", eventBusArn(session, name), { "aws:RequestedRegion": session.region });
  const bus = busOf(session, name);
  if (bus === undefined) throw new AwsError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
  checkResourcePolicy(session, policy, policyWords);
  putRegional(session.aws, session, "eventBuses", name, { ...bus, policy });
}

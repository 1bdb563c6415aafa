import { AwsError } from "../errors";
import { incarnationOf, endIncarnation } from "../ids";
import type { Queue } from "../messaging-model";
import { placeOf, putRegional, regionalIn } from "../regional";
import { queueArn, queueUrl } from "../regional-arns";
import { permit, type Session } from "../session";
import { checkQueuePolicy, noSuchQueue, queueWith, type QueueAttributes } from "../sqs/queues";
import {
  documentText,
  ownName,
  optionalNumber,
  optionalText,
  tagsOf,
  text,
  texts,
  type Properties,
  type ResourceType,
} from "./resource-type";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const sqsQueue: ResourceType = {
  properties: {
    DelaySeconds: "optional",
    FifoQueue: "optional",
    KmsDataKeyReusePeriodSeconds: "optional",
    KmsMasterKeyId: "optional",
    MaximumMessageSize: "optional",
    MessageRetentionPeriod: "optional",
    QueueName: "optional",
    ReceiveMessageWaitTimeSeconds: "optional",
    RedriveAllowPolicy: "optional",
    RedrivePolicy: "optional",
    SqsManagedSseEnabled: "optional",
    Tags: "optional",
    VisibilityTimeout: "optional",
  },
  replacing: ["FifoQueue", "QueueName"],
  customName: "QueueName",
  capability: () => undefined,
  physicalId: (place, properties) => queueUrl(place, ownName(place, properties, "QueueName", 80)),
  attribute(place, properties, attribute) {
    const name = ownName(place, properties, "QueueName", 80);
    if (attribute === "Ref" || attribute === "QueueUrl") return queueUrl(place, name);
    if (attribute === "Arn") return queueArn(place, name);
    return attribute === "QueueName" ? name : undefined;
  },
  create(session, url, properties) {
    const name = nameOf(url);
    allowed(session, "CreateQueue", name);
    if (regionalIn(session.aws, session).queues[name] !== undefined) {
      throw new AwsError("QueueAlreadyExists", "A queue already exists with the same name.");
    }
    const incarnation = incarnationOf(session.aws, "queues", placeOf(session), name);
    const thing = { name, created: session.aws.clock, incarnation, tags: tagsOf(properties) };
    putRegional(session.aws, session, "queues", name, queueWith(session, thing, attributesOf(properties)));
  },
  update(session, url, properties) {
    const queue = queueOrRefusal(session, url, "SetQueueAttributes");
    const { policy } = queue;
    const attributes = { ...attributesOf(properties), ...(policy === undefined ? {} : { policy }) };
    const changed = queueWith(session, { ...thingOf(queue), tags: tagsOf(properties) }, attributes);
    putRegional(session.aws, session, "queues", queue.name, changed);
  },
  remove(session, url) {
    const { name } = queueOrRefusal(session, url, "DeleteQueue");
    putRegional(session.aws, session, "queues", name, undefined);
    endIncarnation(session.aws, "queues", placeOf(session), name);
    delete session.aws.messages[`${placeOf(session)}/${name}`];
  },
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const sqsQueuePolicy: ResourceType = {
  properties: { PolicyDocument: "required", Queues: "required" },
  replacing: ["Queues"],
  capability: () => undefined,
  physicalId: (_place, properties) => texts(properties, "Queues").join("|"),
  attribute: ({ stackName, logicalId }, _properties, attribute) =>
    attribute === "Ref" || attribute === "Id" ? `${stackName}-${logicalId}` : undefined,
  create: putPolicies,
  update: putPolicies,
  remove(session, id) {
    for (const url of id.split("|")) {
      const { policy: _gone, ...queue } = queueOrRefusal(session, url, "SetQueueAttributes");
      putRegional(session.aws, session, "queues", queue.name, queue);
    }
  },
};

function putPolicies(session: Session, id: string, properties: Properties): void {
  const policy = documentText(properties, "PolicyDocument");
  checkQueuePolicy(session, policy);
  for (const url of id.split("|")) {
    const queue = queueOrRefusal(session, url, "SetQueueAttributes");
    putRegional(session.aws, session, "queues", queue.name, { ...queue, policy });
  }
}

function queueOrRefusal(session: Session, url: string, action: string): Queue {
  const name = nameOf(url);
  allowed(session, action, name);
  const queue = regionalIn(session.aws, session).queues[name];
  if (queue === undefined || url !== queueUrl(session, name)) throw noSuchQueue();
  return queue;
}

function allowed(session: Session, action: string, name: string): void {
  permit(session, `sqs:${action}`, queueArn(session, name), { "aws:RequestedRegion": session.region });
}

function thingOf({ name, created, incarnation }: Queue) {
  return { name, created, incarnation };
}

function attributesOf(properties: Properties): QueueAttributes {
  const document = (name: string, field: string) =>
    properties[name] === undefined ? {} : { [field]: documentText(properties, name) };
  return {
    fifo: text(properties, "FifoQueue") === "true",
    ...(properties["SqsManagedSseEnabled"] === undefined
      ? {}
      : { sqsManagedSseEnabled: text(properties, "SqsManagedSseEnabled") === "true" }),
    ...optionalText(properties, "KmsMasterKeyId", "kmsMasterKeyId"),
    ...optionalNumber(properties, "KmsDataKeyReusePeriodSeconds", "kmsDataKeyReusePeriodSeconds"),
    ...optionalNumber(properties, "DelaySeconds", "delaySeconds"),
    ...optionalNumber(properties, "MaximumMessageSize", "maxMessageSize"),
    ...optionalNumber(properties, "MessageRetentionPeriod", "messageRetentionSeconds"),
    ...optionalNumber(properties, "ReceiveMessageWaitTimeSeconds", "receiveWaitTimeSeconds"),
    ...optionalNumber(properties, "VisibilityTimeout", "visibilityTimeoutSeconds"),
    ...document("RedrivePolicy", "redrivePolicy"),
    ...document("RedriveAllowPolicy", "redriveAllowPolicy"),
  };
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

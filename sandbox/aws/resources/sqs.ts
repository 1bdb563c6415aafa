import { AwsError } from "../errors";
import type { Queue } from "../messaging-model";
import type { Field } from "../provider/schema";
import type { Properties } from "../provider/values";
import { placeOf } from "../regional";
import { queueArn, queueUrl } from "../regional-arns";
import { checkQueueName, checkQueuePolicy, noSuchQueue, queueLimits, queueWith } from "../sqs/queues";
import { partResource } from "./part";
import { absentAll, regionalResource, thingOf } from "./regional";
import {
  between,
  flag,
  optionalNumber,
  optionalText,
  present,
  tagOutputs,
  tagsField,
  text,
  whenKnown,
} from "./resource";

const limit = (attribute: keyof typeof queueLimits): Field => {
  const { name, least, most, usual } = queueLimits[attribute];
  return { type: "number", default: usual, check: between(name, least, most) };
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sqs/queue.go */
export const sqsQueue = regionalResource<"queues">({
  type: "aws:sqs/queue:Queue",
  title: "SQS Queue",
  service: "SQS",
  operations: { create: "CreateQueue", update: "SetQueueAttributes", remove: "DeleteQueue" },
  table: "queues",
  prefix: "sqs",
  inputs: {
    delaySeconds: limit("delaySeconds"),
    fifoQueue: { type: "boolean", default: false, forceNew: true },
    kmsDataKeyReusePeriodSeconds: { ...limit("kmsDataKeyReusePeriodSeconds"), computed: true },
    kmsMasterKeyId: { type: "string", conflictsWith: ["sqsManagedSseEnabled"] },
    maxMessageSize: limit("maxMessageSize"),
    messageRetentionSeconds: limit("messageRetentionSeconds"),
    name: { type: "string", required: true, forceNew: true },
    policy: { type: "string", computed: true, json: "policy" },
    receiveWaitTimeSeconds: limit("receiveWaitTimeSeconds"),
    redriveAllowPolicy: { type: "string", computed: true, json: "document" },
    redrivePolicy: { type: "string", computed: true, json: "document" },
    sqsManagedSseEnabled: { type: "boolean", computed: true, conflictsWith: ["kmsMasterKeyId"] },
    tags: tagsField,
    visibilityTimeoutSeconds: limit("visibilityTimeoutSeconds"),
    ...absentAll("boolean", "contentBasedDeduplication"),
    ...absentAll("string", "deduplicationScope", "fifoThroughputLimit", "namePrefix"),
  },
  computed: ["arn", "policy", "redriveAllowPolicy", "redrivePolicy", "sqsManagedSseEnabled", "tagsAll", "url"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) =>
    whenKnown(inputs, ["name", "fifoQueue"], "name", () =>
      checkQueueName(text(inputs, "name"), flag(inputs, "fifoQueue")),
    ),
  key: (inputs) => text(inputs, "name"),
  arn: queueArn,
  id: queueUrl,
  keyOf: nameOfUrl,
  taken: () => new AwsError("QueueAlreadyExists", "A queue already exists with the same name."),
  record: (session, inputs, name, old) =>
    queueWith(session, { ...thingOf(session, "queues", name, inputs, old), name }, attributesOf(inputs, old)),
  outputs: (session, queue) => ({
    arn: queueArn(session, queue.name),
    delaySeconds: queue.delaySeconds,
    fifoQueue: queue.fifo,
    kmsDataKeyReusePeriodSeconds: queue.kmsDataKeyReusePeriodSeconds,
    ...present({ kmsMasterKeyId: queue.kmsMasterKeyId }),
    maxMessageSize: queue.maxMessageSize,
    messageRetentionSeconds: queue.messageRetentionSeconds,
    name: queue.name,
    policy: queue.policy ?? "",
    receiveWaitTimeSeconds: queue.receiveWaitTimeSeconds,
    redriveAllowPolicy: queue.redriveAllowPolicy ?? "",
    redrivePolicy: queue.redrivePolicy ?? "",
    sqsManagedSseEnabled: queue.sqsManagedSseEnabled,
    url: queueUrl(session, queue.name),
    visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
    ...tagOutputs(queue.tags),
  }),
  remove(session, { name }) {
    delete session.aws.messages[`${placeOf(session)}/${name}`];
    return undefined;
  },
});

/** What the program does not say of policies is left as others have set it. */
function attributesOf(inputs: Properties, old: Queue | undefined) {
  return {
    fifo: flag(inputs, "fifoQueue"),
    ...present({
      delaySeconds: optionalNumber(inputs, "delaySeconds"),
      maxMessageSize: optionalNumber(inputs, "maxMessageSize"),
      messageRetentionSeconds: optionalNumber(inputs, "messageRetentionSeconds"),
      receiveWaitTimeSeconds: optionalNumber(inputs, "receiveWaitTimeSeconds"),
      visibilityTimeoutSeconds: optionalNumber(inputs, "visibilityTimeoutSeconds"),
      kmsDataKeyReusePeriodSeconds: optionalNumber(inputs, "kmsDataKeyReusePeriodSeconds"),
      kmsMasterKeyId: optionalText(inputs, "kmsMasterKeyId"),
      sqsManagedSseEnabled: inputs["sqsManagedSseEnabled"] as boolean | undefined,
      policy: optionalText(inputs, "policy") ?? old?.policy,
      redrivePolicy: optionalText(inputs, "redrivePolicy") ?? old?.redrivePolicy,
      redriveAllowPolicy: optionalText(inputs, "redriveAllowPolicy") ?? old?.redriveAllowPolicy,
    }),
  };
}

function nameOfUrl(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sqs/queue_policy.go */
export const sqsQueuePolicy = partResource<"queues">({
  type: "aws:sqs/queuePolicy:QueuePolicy",
  title: "SQS Queue Policy",
  service: "SQS",
  operations: { create: "SetQueueAttributes", update: "SetQueueAttributes", remove: "SetQueueAttributes" },
  table: "queues",
  prefix: "sqs",
  inputs: {
    policy: { type: "string", required: true, json: "policy" },
    queueUrl: { type: "string", required: true, forceNew: true },
  },
  subject: (inputs) => text(inputs, "queueUrl"),
  owner: (inputs) => nameOfUrl(text(inputs, "queueUrl")),
  ownerOf: nameOfUrl,
  arn: queueArn,
  id: queueUrl,
  missing: noSuchQueue,
  put(session, queue, inputs) {
    const policy = text(inputs, "policy");
    checkQueuePolicy(session, policy);
    return { ...queue, policy };
  },
  outputs: (session, { name, policy }) =>
    policy === undefined ? undefined : { policy, queueUrl: queueUrl(session, name) },
  without(_session, queue) {
    const { policy: _gone, ...others } = queue;
    return others;
  },
});

import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const sns: Service = { prefix: "sns", eventSource: "sns.amazonaws.com", region: "home-of-thing", page: "amazonsns" };
const sqs: Service = { prefix: "sqs", eventSource: "sqs.amazonaws.com", region: "home-of-thing", page: "amazonsqs" };

const topic = { topicArn: "{arn}" };
const topicCalls: readonly Call[] = [
  // Of an existing name it returns that topic and changes nothing.
  ["CreateTopic", "make", { name: "{name}" }],
  ["DeleteTopic", "remove", topic],
  ["SetTopicAttributes", "blind", { ...topic, attributeName: "Policy" }],
  ["AddPermission", "change", { ...topic, label: "any" }],
  ["RemovePermission", "blind", { ...topic, label: "any" }],
  ["Subscribe", "change", { ...topic, protocol: "email" }],
  // May deny messages by what they contain.
  ["PutDataProtectionPolicy", "blind", { resourceArn: "{arn}" }],
];

/** https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html; unsubscribing by a mail's link is not recorded. */
const subscription = { subscriptionArn: "{arn}:{id}" };
const subscriptionCalls: readonly Call[] = [
  // The topic is an optional resource type: denied only where it is denied without one.
  ["Unsubscribe", "blind", subscription, { resource: "*" }],
  ["SetSubscriptionAttributes", "blind", { ...subscription, attributeName: "FilterPolicy" }, { resource: "*" }],
];

const queue = { queueUrl: "https://sqs.{region}.amazonaws.com/{account}/{name}" };
const queueCalls: readonly Call[] = [
  ["CreateQueue", "make", { queueName: "{name}" }],
  ["DeleteQueue", "remove", queue],
  ["PurgeQueue", "blind", queue],
  ["SetQueueAttributes", "blind", { ...queue, attributes: {} }],
  ["AddPermission", "change", { ...queue, label: "any" }],
  ["RemovePermission", "blind", { ...queue, label: "any" }],
  ["StartMessageMoveTask", "blind", { sourceArn: "{arn}" }],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-logging-using-cloudtrail.html
  ["DeleteMessage", "blind", queue, { isData: true }],
  // What somebody received, or keeps hidden, is not visible to the alarm on the queue.
  ["ReceiveMessage", "blind", queue, { isData: true }],
  ["ChangeMessageVisibility", "blind", queue, { isData: true }],
];

export const messageActs: readonly ActRow[] = [
  ...rowsFor(sns, ["topic"], topicCalls),
  ...rowsFor(sns, ["subscription"], subscriptionCalls),
  ...rowsFor(sqs, ["queue"], queueCalls),
];

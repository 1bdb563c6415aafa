import { compilePattern } from "../../../events";
import { arnParts } from "../arns";
import { AwsError } from "../errors";
import { uuid } from "../ids";
import type { Subscription } from "../messaging-model";
import type { Properties } from "../provider/values";
import { regionalIn, type Where } from "../regional";
import { topicArn } from "../regional-arns";
import type { Session } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { absentAll, regionalResource } from "./regional";
import { flag, optionalText, present, text, whenKnown } from "./resource";

const protocols = ["sqs", "sms", "lambda", "firehose", "application", "email", "email-json", "http", "https"] as const;
type Protocol = (typeof protocols)[number];

/** How an endpoint looks. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const endpoints: Readonly<Record<Protocol, RegExp>> = {
  sqs: /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/,
  sms: /^\+?\d{5,20}$/,
  lambda: /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w:-]+$/,
  firehose: /^arn:aws[\w-]*:firehose:[\w-]+:\d{12}:deliverystream\/.+$/,
  application: /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:endpoint\/.+$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  "email-json": /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  http: /^http:\/\/[^\s/]+/,
  https: /^https:\/\/[^\s/]+/,
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sns/topic_subscription.go */
export const snsSubscription = regionalResource<"subscriptions">({
  type: "aws:sns/topicSubscription:TopicSubscription",
  title: "SNS Topic Subscription",
  service: "SNS",
  operations: { create: "Subscribe", update: "SetSubscriptionAttributes", remove: "Unsubscribe" },
  table: "subscriptions",
  prefix: "sns",
  inputs: {
    confirmationTimeoutInMinutes: { type: "number", default: 1 },
    deliveryPolicy: { type: "string", json: "document" },
    endpoint: { type: "string", required: true, forceNew: true },
    endpointAutoConfirms: { type: "boolean", default: false },
    filterPolicy: { type: "string", json: "document" },
    filterPolicyScope: { type: "string", computed: true, oneOf: ["MessageAttributes", "MessageBody"] },
    protocol: { type: "string", required: true, forceNew: true, oneOf: protocols },
    rawMessageDelivery: { type: "boolean", default: false },
    redrivePolicy: { type: "string", json: "document" },
    topic: { type: "string", required: true, forceNew: true, check: arnIssue },
    ...absentAll("string", "replayPolicy", "subscriptionRoleArn"),
  },
  computed: ["arn", "confirmationWasAuthenticated", "filterPolicyScope", "ownerId", "pendingConfirmation"],
  subject: (inputs) => text(inputs, "topic"),
  check: (inputs) => [
    ...whenKnown(inputs, ["protocol", "endpoint"], "endpoint", () => checkEndpoint(inputs)),
    ...whenKnown(inputs, ["filterPolicy"], "filterPolicy", () => checkFilter(text(inputs, "filterPolicy"))),
  ],
  key: (inputs) => idOf(inputs),
  // The permission is asked for on the topic; that the subscription stands below it is how its ARN is made.
  arn: topicArn,
  id: subscriptionArn,
  keyOf: keyOfArn,
  record(session, inputs, key): Subscription {
    refuseUnknownTopic(session, text(inputs, "topic"));
    checkEndpoint(inputs);
    return {
      id: key,
      topicArn: text(inputs, "topic"),
      protocol: text(inputs, "protocol"),
      endpoint: text(inputs, "endpoint"),
      rawMessageDelivery: flag(inputs, "rawMessageDelivery"),
      ...present({
        filterPolicy: optionalText(inputs, "filterPolicy"),
        deliveryPolicy: optionalText(inputs, "deliveryPolicy"),
        redrivePolicy: optionalText(inputs, "redrivePolicy"),
      }),
      filterPolicyScope: text(inputs, "filterPolicyScope") === "MessageBody" ? "MessageBody" : "MessageAttributes",
      pendingConfirmation: needsConfirmation(inputs),
    };
  },
  outputs: (session, subscription, key) => ({
    arn: subscriptionArn(session, key),
    confirmationWasAuthenticated: !subscription.pendingConfirmation,
    ...present({
      deliveryPolicy: subscription.deliveryPolicy,
      filterPolicy: subscription.filterPolicy,
      redrivePolicy: subscription.redrivePolicy,
    }),
    endpoint: subscription.endpoint,
    filterPolicyScope: subscription.filterPolicyScope,
    ownerId: session.accountId,
    pendingConfirmation: subscription.pendingConfirmation,
    protocol: subscription.protocol,
    rawMessageDelivery: subscription.rawMessageDelivery,
    topic: subscription.topicArn,
  }),
  untold: ["confirmationTimeoutInMinutes", "endpointAutoConfirms"],
});

/** `topic:uuid`: the same protocol and endpoint on a topic are the same subscription. */
function idOf(inputs: Properties): string {
  const topic = text(inputs, "topic");
  const name = topic.slice(topic.lastIndexOf(":") + 1);
  return `${name}:${uuid("subscription", topic, text(inputs, "protocol"), text(inputs, "endpoint"))}`;
}

function subscriptionArn(where: Where, key: string): string {
  return topicArn(where, key);
}

function keyOfArn(arn: string): string {
  return arn.split(":").slice(-2).join(":");
}

function refuseUnknownTopic({ aws, region }: Session, arn: string): void {
  const parts = arnParts(arn);
  const where = { accountId: parts?.account ?? "", region: parts?.region ?? "" };
  if (where.region === region && regionalIn(aws, where).topics[parts?.resource ?? ""] !== undefined) return;
  throw new AwsError("NotFound", "Topic does not exist", 404);
}

function checkEndpoint(inputs: Properties): void {
  const [protocol, endpoint] = [text(inputs, "protocol") as Protocol, text(inputs, "endpoint")];
  if (endpoints[protocol].test(endpoint)) return;
  throw new AwsError("InvalidParameter", `Invalid parameter: ${words(protocol)}: ${endpoint}`);
}

function words(protocol: Protocol): string {
  if (protocol === "sqs") return "SQS endpoint ARN";
  if (protocol === "email" || protocol === "email-json") return "Email address";
  return protocol === "http" || protocol === "https" ? "Endpoint must match the specified protocol" : "Endpoint";
}

/** A filter policy is an event pattern on the attributes, or on the body, of a message. */
function checkFilter(policy: string): void {
  const compiled = compilePattern(policy);
  if (compiled.ok) return;
  throw new AwsError("InvalidParameter", `Invalid parameter: FilterPolicy: ${compiled.issues[0]?.message ?? ""}`);
}

/** Queues, functions and streams of AWS confirm for themselves, and so does an endpoint that says so. */
function needsConfirmation(inputs: Properties): boolean {
  const protocol = text(inputs, "protocol");
  if (protocol === "email" || protocol === "email-json") return true;
  return (protocol === "http" || protocol === "https") && !flag(inputs, "endpointAutoConfirms");
}

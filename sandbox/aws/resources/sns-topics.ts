import { checkResourcePolicy, type PolicyWords } from "../authorization/services";
import { defaultTopicPolicy } from "../documents";
import { AwsError } from "../errors";
import type { Topic } from "../messaging-model";
import type { Fields } from "../provider/schema";
import type { Properties } from "../provider/values";
import { placeOf, type Where } from "../regional";
import { topicArn } from "../regional-arns";
import type { Session } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { partResource } from "./part";
import { absentAll, regionalResource, thingOf } from "./regional";
import {
  between,
  flag,
  longBetween,
  optionalNumber,
  optionalText,
  present,
  tagOutputs,
  tagsField,
  text,
  whenKnown,
} from "./resource";

const protocols = ["application", "firehose", "http", "lambda", "sqs"];
const feedbackFields: Fields = Object.fromEntries(
  protocols.flatMap((protocol) => [
    [`${protocol}FailureFeedbackRoleArn`, { type: "string", check: arnIssue }] as const,
    [`${protocol}SuccessFeedbackRoleArn`, { type: "string", check: arnIssue }] as const,
    [
      `${protocol}SuccessFeedbackSampleRate`,
      { type: "number", check: between("success_feedback_sample_rate", 0, 100) },
    ] as const,
  ]),
);

const policyWords: PolicyWords = {
  code: "InvalidParameter",
  malformed: (found) => `Invalid parameter: Policy Error: ${found}`,
  noPrincipal: (found) => `Invalid parameter: Policy Error: PrincipalNotFound. ${found}`,
  largest: 30_720,
  tooLarge: (largest) => `Invalid parameter: Policy Error: the policy is longer than ${largest} bytes`,
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sns/topic.go */
export const snsTopic = regionalResource<"topics">({
  type: "aws:sns/topic:Topic",
  title: "SNS Topic",
  service: "SNS",
  operations: { create: "CreateTopic", update: "SetTopicAttributes", remove: "DeleteTopic" },
  table: "topics",
  prefix: "sns",
  inputs: {
    ...feedbackFields,
    deliveryPolicy: { type: "string", json: "document" },
    displayName: { type: "string", check: longBetween("display_name", 0, 100) },
    fifoTopic: { type: "boolean", default: false, forceNew: true },
    kmsMasterKeyId: { type: "string" },
    name: { type: "string", required: true, forceNew: true },
    policy: { type: "string", computed: true, json: "policy" },
    signatureVersion: { type: "number", computed: true, check: between("signature_version", 1, 2) },
    tags: tagsField,
    tracingConfig: { type: "string", computed: true, oneOf: ["Active", "PassThrough"] },
    ...absentAll("boolean", "contentBasedDeduplication"),
    ...absentAll("string", "archivePolicy", "fifoThroughputScope", "namePrefix"),
  },
  computed: ["arn", "owner", "policy", "signatureVersion", "tagsAll", "tracingConfig"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) =>
    whenKnown(inputs, ["name", "fifoTopic"], "name", () => checkName(text(inputs, "name"), flag(inputs, "fifoTopic"))),
  key: (inputs) => text(inputs, "name"),
  arn: topicArn,
  id: topicArn,
  keyOf: nameOfArn,
  taken: () =>
    new AwsError(
      "InvalidParameter",
      "Invalid parameter: Attributes Reason: Topic already exists with different attributes",
    ),
  record(session, inputs, name, old): Topic {
    const policy = optionalText(inputs, "policy") ?? old?.policy ?? ownPolicy(session, name);
    checkResourcePolicy(session, policy, policyWords);
    return {
      ...thingOf(session, "topics", name, inputs, old),
      name,
      displayName: text(inputs, "displayName"),
      policy,
      fifo: flag(inputs, "fifoTopic"),
      ...present({
        kmsMasterKeyId: optionalText(inputs, "kmsMasterKeyId"),
        deliveryPolicy: optionalText(inputs, "deliveryPolicy"),
      }),
      signatureVersion: optionalNumber(inputs, "signatureVersion") ?? 1,
      tracingConfig: optionalText(inputs, "tracingConfig") ?? "PassThrough",
      feedback: feedbackOf(inputs),
    };
  },
  outputs: (session, topic) => ({
    arn: topicArn(session, topic.name),
    ...topic.feedback,
    ...present({ deliveryPolicy: topic.deliveryPolicy, kmsMasterKeyId: topic.kmsMasterKeyId }),
    ...(topic.displayName === "" ? {} : { displayName: topic.displayName }),
    fifoTopic: topic.fifo,
    name: topic.name,
    owner: session.accountId,
    policy: topic.policy,
    signatureVersion: topic.signatureVersion,
    tracingConfig: topic.tracingConfig,
    ...tagOutputs(topic.tags),
  }),
  /** Subscriptions stay as orphans in AWS; here they go, as nobody can see them any more. */
  remove(session, { name }) {
    const place = session.aws.regional[placeOf(session)];
    if (place === undefined) return undefined;
    const own = topicArn(session, name);
    const subscriptions = Object.fromEntries(
      Object.entries(place.subscriptions).filter(([, subscription]) => subscription.topicArn !== own),
    );
    session.aws.regional[placeOf(session)] = { ...place, subscriptions };
    return undefined;
  },
});

function checkName(name: string, fifo: boolean): void {
  const stem = fifo ? name.replace(/\.fifo$/, "") : name;
  if (/^[\w-]{1,256}$/.test(stem) && name.length <= 256 && name.endsWith(".fifo") === fifo) return;
  throw new AwsError("InvalidParameter", "Invalid parameter: Topic Name");
}

function feedbackOf(inputs: Properties): Topic["feedback"] {
  const given = Object.keys(feedbackFields).filter((name) => inputs[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, inputs[name] as string | number]));
}

/** Only the account itself: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
function ownPolicy(where: Where, name: string): string {
  return defaultTopicPolicy(topicArn(where, name), where.accountId);
}

function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sns/topic_policy.go */
export const snsTopicPolicy = partResource<"topics">({
  type: "aws:sns/topicPolicy:TopicPolicy",
  title: "SNS Topic Policy",
  service: "SNS",
  operations: { create: "SetTopicAttributes", update: "SetTopicAttributes", remove: "SetTopicAttributes" },
  table: "topics",
  prefix: "sns",
  inputs: {
    arn: { type: "string", required: true, forceNew: true, check: arnIssue },
    policy: { type: "string", required: true, json: "policy" },
  },
  computed: ["owner"],
  subject: (inputs) => text(inputs, "arn"),
  owner: (inputs) => nameOfArn(text(inputs, "arn")),
  ownerOf: nameOfArn,
  arn: topicArn,
  id: topicArn,
  missing: () => new AwsError("NotFound", "Topic does not exist", 404),
  put(session, topic, inputs) {
    const policy = text(inputs, "policy");
    checkResourcePolicy(session, policy, policyWords);
    return { ...topic, policy };
  },
  outputs: (session, topic) => ({
    arn: topicArn(session, topic.name),
    owner: session.accountId,
    policy: topic.policy,
  }),
  /** A topic always has a policy: upstream puts back the one that SNS made. */
  without: (session: Session, topic) => ({ ...topic, policy: ownPolicy(session, topic.name) }),
});

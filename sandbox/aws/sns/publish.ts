import { compilePattern, matches } from "../../../events";
import { arnParts } from "../arns";
import { keyFault } from "../authorization/key-use";
import { nameOfSender, senderVerdict, type Sender } from "../authorization/sender";
import { sendMessage } from "../events/queue";
import { tell, type Live } from "../events/live";
import type { Subscription, Topic } from "../messaging-model";
import type { Aws } from "../model";
import { allRegional, regionalIn, type Where } from "../regional";

export interface TopicMessage {
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Publishes, or says why not, in AWS's words. `from` is what the story names as the sender. */
export function publish(
  live: Live,
  publisher: Sender,
  from: string,
  topicArn: string,
  message: TopicMessage,
): string | undefined {
  const fault = faultOf(live.aws, publisher, topicArn);
  tell(live, {
    what: message.subject,
    from,
    to: topicArn,
    outcome: fault === undefined ? "delivered" : "failed",
    reason: fault ?? "",
  });
  if (fault !== undefined) return fault;
  for (const subscription of subscriptionsOf(live.aws, topicArn)) deliver(live, topicArn, subscription, message);
  for (const channel of channelsOf(live.aws, topicArn)) {
    live.notifications.push({ at: live.aws.clock, topicArn, protocol: "slack", endpoint: channel, ...message });
  }
  return undefined;
}

function faultOf(aws: Aws, publisher: Sender, topicArn: string): string | undefined {
  const { where, name } = placeOfTopic(topicArn);
  const topic: Topic | undefined = regionalIn(aws, where).topics[name];
  if (topic === undefined) return `NotFound: Topic does not exist: ${topicArn}`;
  const request = { action: "sns:Publish", resource: topicArn, accountId: where.accountId, policy: topic.policy };
  if (senderVerdict(aws, publisher, { ...request, context: {} }).decision !== "allowed") {
    const who = nameOfSender(publisher);
    return `AuthorizationError: ${who} is not authorized to perform: SNS:Publish on resource: ${topicArn}`;
  }
  return keyFault(aws, where, topic.kmsMasterKeyId, publisher, "sns");
}

function placeOfTopic(topicArn: string): { readonly where: Where; readonly name: string } {
  const parts = arnParts(topicArn);
  const where = { accountId: parts?.account ?? "", region: parts?.region ?? "" };
  return { where, name: parts?.resource ?? "" };
}

/** Subscriptions belong to whoever subscribed, in the topic's Region. */
function subscriptionsOf(aws: Aws, topicArn: string): readonly Subscription[] {
  const all = allRegional(aws).flatMap(({ resources }) => Object.values(resources.subscriptions));
  return all.filter((subscription) => subscription.topicArn === topicArn && !subscription.pendingConfirmation);
}

function channelsOf(aws: Aws, topicArn: string): readonly string[] {
  const channels = allRegional(aws).flatMap(({ resources }) => Object.values(resources.slackChannels));
  return channels
    .filter(({ snsTopicArns }) => snsTopicArns.includes(topicArn))
    .map(({ slackChannelId }) => slackChannelId);
}

function deliver(live: Live, topicArn: string, subscription: Subscription, message: TopicMessage): void {
  if (!isWanted(subscription, message)) return;
  const { protocol, endpoint } = subscription;
  if (protocol === "sqs") {
    const context = { "aws:SourceArn": topicArn, "aws:SourceAccount": arnParts(topicArn)?.account ?? "" };
    const body = JSON.stringify({ Type: "Notification", TopicArn: topicArn, ...message });
    const fault = sendMessage(live, { kind: "service", service: "sns.amazonaws.com", context }, endpoint, body, {});
    if (fault !== undefined) {
      tell(live, { what: message.subject, from: topicArn, to: endpoint, outcome: "lost", reason: fault });
      return;
    }
  }
  live.notifications.push({ at: live.aws.clock, topicArn, protocol, endpoint, ...message });
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
function isWanted({ filterPolicy, filterPolicyScope }: Subscription, message: TopicMessage): boolean {
  if (filterPolicy === undefined) return true;
  const compiled = compilePattern(filterPolicy);
  return (
    compiled.ok && matches(compiled.pattern, filterPolicyScope === "MessageBody" ? message.message : message.attributes)
  );
}

import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import type { Topic } from "../../rulebook";

/** What of the facts a topic's readers come from: the logical names of subscriptions say so. */
interface Origin {
  readonly fact: "alerts.soc" | "alerts.secondPath";
  /** By which SNS writes down what it could not deliver. */
  readonly deliveryRoleArn?: string;
}

/** An encrypted topic and its readers; a reader who is no longer a fact may go. */
export function topicFor(
  { name, displayName, region, key, policy, subscriptions }: Topic,
  { fact, deliveryRoleArn }: Origin,
  opts: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] },
): sns.Topic {
  const topic = new sns.Topic(
    name,
    {
      name,
      displayName,
      region,
      policy,
      kmsMasterKeyId: key.alias,
      // SHA-256: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
      signatureVersion: 2,
      ...(deliveryRoleArn === undefined
        ? {}
        : { httpFailureFeedbackRoleArn: deliveryRoleArn, sqsFailureFeedbackRoleArn: deliveryRoleArn }),
    },
    { ...opts, protect: true },
  );
  for (const { protocol, endpoint } of subscriptions) {
    new sns.TopicSubscription(
      `${name}.${fact}.${endpoint}`,
      { topic: topic.arn, region, protocol, endpoint },
      { parent: topic, protect: false },
    );
  }
  return topic;
}

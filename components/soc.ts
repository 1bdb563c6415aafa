import * as chatbot from "@pulumi/aws/chatbot";
import { Stack } from "@pulumi/aws/cloudformation/stack";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmStack, Chat, SocTopics, Topic } from "../rulebook";

interface Records {
  readonly topics: SocTopics;
  readonly alarms: AlarmStack;
}

/**
 * Where alerts reach people: the SOC topic, the standby topic, their subscribers; and the alarms on the way of an alert,
 * with the dashboard (docs/adr/0013: why they are a stack).
 */
export class Soc extends pulumi.ComponentResource {
  constructor(name: string, { topics: records, alarms }: Records, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Soc", name, {}, opts);
    const { soc, standby, deliveryRole, chat } = records;
    const topics = [soc, standby].map((topic) => this.addTopic(topic, deliveryRole.arn));
    if (chat !== undefined) this.addChat(chat, topics);
    new Stack(
      alarms.stackName,
      { name: alarms.stackName, region: alarms.region, templateBody: alarms.template },
      { parent: this, protect: true, dependsOn: topics },
    );
    this.registerOutputs({});
  }

  private addTopic(
    { name, displayName, region, key, policy, subscriptions }: Topic,
    deliveryRoleArn: string,
  ): sns.Topic {
    const opts = { parent: this, protect: true };
    const encryption = new kms.Key(
      `${key.name}-key`,
      { description: key.description, region, policy: key.policy, enableKeyRotation: true, deletionWindowInDays: 30 },
      opts,
    );
    const alias = new kms.Alias(
      `${key.name}-alias`,
      { name: key.alias, region, targetKeyId: encryption.keyId },
      { ...opts, parent: encryption },
    );
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
        httpFailureFeedbackRoleArn: deliveryRoleArn,
        sqsFailureFeedbackRoleArn: deliveryRoleArn,
      },
      { ...opts, dependsOn: [alias] },
    );
    for (const { protocol, endpoint } of subscriptions) {
      new sns.TopicSubscription(
        `${name}.alerts.soc.${endpoint}`,
        { topic: topic.arn, region, protocol, endpoint },
        { parent: topic, protect: false },
      );
    }
    return topic;
  }

  private addChat({ role, channels, guardrailPolicyArn, topicArns }: Chat, topics: sns.Topic[]): void {
    for (const { name, teamId, channelId } of channels) {
      new chatbot.SlackChannelConfiguration(
        name,
        {
          configurationName: name,
          slackTeamId: teamId,
          slackChannelId: channelId,
          iamRoleArn: role.arn,
          guardrailPolicyArns: [guardrailPolicyArn],
          snsTopicArns: [...topicArns],
          loggingLevel: "ERROR",
        },
        { parent: this, dependsOn: topics },
      );
    }
  }
}

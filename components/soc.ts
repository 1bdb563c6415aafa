import * as chatbot from "@pulumi/aws/chatbot";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { AccountRole, Chat, SocTopics, Topic } from "../rulebook";

/** Where alerts reach people: the SOC topic, the standby topic, their subscribers. */
export class Soc extends pulumi.ComponentResource {
  constructor(name: string, { soc, standby, deliveryRole, chat }: SocTopics, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Soc", name, {}, opts);
    const delivery = this.addRole(deliveryRole);
    const topics = [soc, standby].map((topic) => this.addTopic(topic, deliveryRole.arn, delivery));
    if (chat !== undefined) this.addChat(chat, topics);
    this.registerOutputs({});
  }

  private addTopic(
    { name, displayName, region, key, policy, subscriptions }: Topic,
    deliveryRoleArn: string,
    delivery: pulumi.Resource[],
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
      { ...opts, dependsOn: [alias, ...delivery] },
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
    const ready = [...this.addRole(role), ...topics];
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
        { parent: this, dependsOn: ready },
      );
    }
  }

  private addRole({ name, path, description, trust, policy }: AccountRole): pulumi.Resource[] {
    const opts = { parent: this, protect: true };
    const role = new iam.Role(name, { name, path, description, assumeRolePolicy: trust }, opts);
    return [role, new iam.RolePolicy(`${name}-policy`, { name, role: role.name, policy }, opts)];
  }
}

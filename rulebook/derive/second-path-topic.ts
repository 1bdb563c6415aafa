import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { NonEmpty, ResourceStatement } from "../types";
import { accountArn, iamArn } from "./arns";
import { documentFor, textOf } from "./document";
import type { EncryptionKey } from "./security-account-keys";
import { chatFor, type Chat } from "./soc-chat";
import { subscriptionsFor, type Topic } from "./soc-topics";
import { secondPathAlarmArn, secondPathTopicArn, trailLogGroupArn } from "./trail-arns";

/** The topic of the second path: own account, own key, own readers. */
export function secondPathTopicFor(rulebook: Rulebook, facts: SettledFacts): Topic {
  return {
    name: rulebook.names.secondPathTopic,
    displayName: "Lifeline second path",
    region: facts.regions.home,
    key: secondPathKeyFor(rulebook, facts),
    policy: textOf(documentFor(topicStatementsFor(rulebook, facts))),
    subscriptions: facts.alerts.secondPath.flatMap(subscriptionsFor),
  };
}

export function secondPathChatFor(rulebook: Rulebook, facts: SettledFacts): Chat | undefined {
  const { names } = rulebook;
  const chat = chatFor(rulebook, facts, facts.alerts.secondPath, [secondPathTopicArn(names, facts)]);
  if (chat === undefined) return undefined;
  const arn = iamArn(facts, facts.organization.managementAccountId, `role${chat.role.path}${chat.role.name}`);
  return { ...chat, role: { ...chat.role, arn } };
}

/** The alarms of this path publish, and nobody else: not even an administrator writes a false all-clear. */
function topicStatementsFor({ names }: Rulebook, facts: SettledFacts): readonly ResourceStatement[] {
  const topic = secondPathTopicArn(names, facts);
  const alarms = secondPathAlarmArn(names, facts, "*");
  return [
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topic,
      Condition: {
        StringEquals: { "aws:SourceAccount": facts.organization.managementAccountId },
        ArnLike: { "aws:SourceArn": alarms },
      },
    },
    {
      Sid: "NobodyButAlarms",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topic,
      Condition: { ArnNotLike: { "aws:SourceArn": alarms } },
    },
    {
      Sid: "OnlyEncryptedConnections",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topic,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}

/**
 * For the topic and, where it is ours, the log group. No SCP binds the management account and no deployer is named
 * there: its administrators are trusted with the key, and whoever touches it pages.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function secondPathKeyFor({ names }: Rulebook, facts: SettledFacts): EncryptionKey {
  const { home } = facts.regions;
  const { managementAccountId } = facts.organization;
  const statements: readonly ResourceStatement[] = [
    {
      Sid: "Administration",
      Effect: "Allow",
      Principal: { AWS: accountArn(facts, managementAccountId) },
      Action: administration,
      Resource: "*",
    },
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": managementAccountId } },
    },
    {
      Sid: "LogGroup",
      Effect: "Allow",
      Principal: { Service: `logs.${home}.amazonaws.com` },
      Action: ["kms:Decrypt", "kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": trailLogGroupArn(names, facts) } },
    },
  ];
  return {
    name: names.secondPathTopic,
    alias: `alias/${names.secondPathTopic}`,
    region: home,
    description: "Pages of the second path and the log group that they come from.",
    policy: textOf(documentFor(statements)),
  };
}

/** Not the use of the key: nobody reads a page or a log by it, only services do. */
const administration = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:Delete*",
  "kms:Describe*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Get*",
  "kms:List*",
  "kms:Put*",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:Update*",
] as const satisfies NonEmpty<string>;

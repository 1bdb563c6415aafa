import type { Destination, SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { ResourceStatement } from "../types";
import type { AccountRole } from "./account-role";
import { accountArn, iamArn } from "./arns";
import { documentFor, textOf } from "./document";
import { chatFor, type Chat } from "./soc-chat";
import { deliveryRoleFor } from "./soc-delivery-role";
import { socTopicArn, standbyTopicArn, triageRoleArn } from "./security-account-arns";
import {
  securityDeployerArns,
  socKeyFor,
  standbyKeyFor,
  standbyPublisherArn,
  type EncryptionKey,
} from "./security-account-keys";

/** How the SOC is told: a topic in the home Region, a small one in the standby Region, both with the same readers. */
export interface SocTopics {
  readonly soc: Topic;
  readonly standby: Topic;
  readonly deliveryRole: AccountRole;
  readonly chat: Chat | undefined;
}

export interface Topic {
  readonly name: string;
  readonly displayName: string;
  readonly region: string;
  readonly key: EncryptionKey;
  readonly policy: string;
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  readonly protocol: "email" | "https" | "sqs";
  readonly endpoint: string;
}

export function socTopicsFor(rulebook: Rulebook, facts: SettledFacts): SocTopics {
  const { names } = rulebook;
  const subscriptions = facts.alerts.soc.flatMap(subscriptionsFor);
  return {
    soc: {
      name: names.socTopic,
      displayName: "Lifeline",
      region: facts.regions.home,
      key: socKeyFor(rulebook, facts),
      policy: textOf(documentFor(socTopicStatementsFor(rulebook, facts))),
      subscriptions,
    },
    standby: {
      name: names.standbyTopic,
      displayName: "Lifeline standby",
      region: facts.regions.standby,
      key: standbyKeyFor(rulebook, facts),
      policy: textOf(documentFor(standbyTopicStatementsFor(rulebook, facts))),
      subscriptions,
    },
    deliveryRole: deliveryRoleFor(rulebook, facts),
    chat: chatFor(rulebook, facts, facts.alerts.soc, [socTopicArn(names, facts), standbyTopicArn(names, facts)]),
  };
}

/**
 * Alarms of the account and the triage function publish. EventBridge never does: a statement for it could not carry a
 * condition, and any account's rule could write to the SOC.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
function socTopicStatementsFor({ names }: Rulebook, facts: SettledFacts): readonly ResourceStatement[] {
  const topic = socTopicArn(names, facts);
  const { security } = facts.accounts;
  return [
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topic,
      Condition: {
        StringEquals: { "aws:SourceAccount": security },
        ArnLike: { "aws:SourceArn": `arn:${facts.partition}:cloudwatch:${facts.regions.home}:${security}:alarm:*` },
      },
    },
    ...publisherStatements("Triage", facts, security, triageRoleArn(names, facts), topic),
    ...guardStatements(topic, facts),
  ];
}

function standbyTopicStatementsFor({ names }: Rulebook, facts: SettledFacts): readonly ResourceStatement[] {
  const topic = standbyTopicArn(names, facts);
  const publisher = standbyPublisherArn(names, facts);
  return [
    ...publisherStatements("Standby", facts, facts.accounts.security, publisher, topic),
    ...guardStatements(topic, facts),
  ];
}

/** One role publishes, and no other caller: not even an administrator of the account writes a false all-clear. */
function publisherStatements(
  sid: string,
  facts: SettledFacts,
  account: string,
  role: string,
  topic: string,
): readonly ResourceStatement[] {
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Principal: { AWS: accountArn(facts, account) },
      Action: "sns:Publish",
      Resource: topic,
      Condition: { ArnEquals: { "aws:PrincipalArn": role } },
    },
    {
      Sid: `NobodyBut${sid}`,
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topic,
      Condition: {
        ArnNotEquals: { "aws:PrincipalArn": role },
        // Services are judged by the statements that name them.
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ];
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit */
function guardStatements(topic: string, facts: SettledFacts): readonly ResourceStatement[] {
  return [
    {
      Sid: "OnlyEncrypted",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topic,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "OnlyTheDeployerChanges",
      Effect: "Deny",
      Principal: "*",
      Action: [
        "sns:AddPermission",
        "sns:DeleteTopic",
        "sns:RemovePermission",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
      ],
      Resource: topic,
      Condition: { ArnNotLike: { "aws:PrincipalArn": changersOf(facts) } },
    },
  ];
}

/**
 * The account's root user, its deployers and, where there is a channel, AWS's own role that subscribes it; only the
 * service takes that role. https://docs.aws.amazon.com/chatbot/latest/adminguide/using-service-linked-roles.html
 */
function changersOf(facts: SettledFacts): readonly string[] {
  const { security } = facts.accounts;
  const hasChannel = facts.alerts.soc.some(({ protocol }) => protocol === "slack");
  return [
    accountArn(facts, security),
    ...securityDeployerArns(facts),
    ...(hasChannel ? [iamArn(facts, security, "role/aws-service-role/management.chatbot.amazonaws.com/*")] : []),
  ];
}

export function subscriptionsFor(destination: Destination): readonly Subscription[] {
  return destination.protocol === "slack" ? [] : [{ protocol: destination.protocol, endpoint: destination.endpoint }];
}

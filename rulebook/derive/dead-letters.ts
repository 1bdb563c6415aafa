import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { ResourceStatement } from "../types";
import { ourRulesArn, ourRulesOnBusArn } from "./detection-arns";
import { documentFor } from "./document";
import type { TemplateResource } from "./template";

/** Two weeks, the longest: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const retentionSeconds = 1_209_600;

/**
 * The dead letters of every rule in a Region, of every account: one queue in the security account, so that queues and
 * alarms grow with Regions and not with accounts.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLettersFor(rulebook: Rulebook, facts: SettledFacts): Readonly<Record<string, TemplateResource>> {
  const { names } = rulebook;
  return {
    DeadLetters: {
      Type: "AWS::SQS::Queue",
      Condition: "IsSecurityAccount",
      Properties: {
        QueueName: names.deadLetterQueue,
        MessageRetentionPeriod: retentionSeconds,
        // Encrypted with a key of SQS's own: EventBridge needs no key policy for it.
        SqsManagedSseEnabled: true,
      },
    },
    DeadLettersPolicy: {
      Type: "AWS::SQS::QueuePolicy",
      Condition: "IsSecurityAccount",
      Properties: {
        Queues: [{ Ref: "DeadLetters" }],
        PolicyDocument: documentFor(deadLetterStatementsFor(rulebook, facts)),
      },
    },
  };
}

function deadLetterStatementsFor({ names }: Rulebook, facts: SettledFacts): readonly ResourceStatement[] {
  // The policy belongs to one queue, whatever the Region it is in.
  const queue = `arn:${facts.partition}:sqs:*:${facts.accounts.security}:${names.deadLetterQueue}`;
  return [
    {
      Sid: "OurRulesOfTheOrganization",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: {
        StringEquals: { "aws:SourceOrgID": facts.organization.id },
        ArnLike: {
          "aws:SourceArn": [
            ourRulesArn(names, facts, "*", "*"),
            ourRulesOnBusArn(names, facts, "*", names.centralBus),
            ourRulesOnBusArn(names, facts, "*", names.standbyBus),
          ],
        },
      },
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queue,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}

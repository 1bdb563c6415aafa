import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement } from "../types";
import { serviceTrustFor, type AccountRole } from "./account-role";
import { documentFor, textOf } from "./document";
import {
  registerArn,
  socTopicArn,
  triageFailureQueueArn,
  triageLogGroupArn,
  triageLogGroupName,
  triageRoleArn,
} from "./security-account-arns";
import { aliasOf, keyUseFor } from "./security-account-keys";
import { triageSettingsFor } from "./triage-settings";

/** The function that judges every event, and what catches what it drops. */
export interface TriageFunction {
  readonly name: string;
  readonly description: string;
  readonly region: string;
  readonly role: AccountRole;
  readonly runtime: "nodejs22.x";
  readonly architecture: "arm64";
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: { readonly name: string; readonly days: number };
  /** EventBridge calls it asynchronously: so often it is tried again, so long it is kept. */
  readonly retries: { readonly attempts: number; readonly seconds: number };
  readonly failureQueue: { readonly name: string; readonly arn: string; readonly retentionSeconds: number };
}

/**
 * No reserved concurrency: it takes from the account's pool, which is 10 in a new account and then refuses any
 * reservation (https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html). The account holds nothing
 * but Lifeline's and the SOC's own; throttles alarm.
 */
export function triageFunctionFor(rulebook: Rulebook, facts: SettledFacts): TriageFunction {
  const { names } = rulebook;
  return {
    name: names.triageFunction,
    description: "Judges every event of the emergency path and tells the SOC.",
    region: facts.regions.home,
    role: {
      name: names.triageRole,
      arn: triageRoleArn(names, facts),
      path: names.targetPath,
      description: "The triage function: reads and writes the register, tells the SOC, nothing else.",
      trust: serviceTrustFor("lambda.amazonaws.com"),
      policy: textOf(documentFor(triageStatementsFor(rulebook, facts))),
    },
    runtime: "nodejs22.x",
    architecture: "arm64",
    handler: "index.handler",
    memoryMegabytes: 512,
    timeoutSeconds: 30,
    environment: {
      REGISTER_TABLE: names.register,
      SOC_TOPIC_ARN: socTopicArn(names, facts),
      LIFELINE_SETTINGS: JSON.stringify(triageSettingsFor(rulebook, facts)),
    },
    logGroup: { name: triageLogGroupName(names), days: 90 },
    // The most that AWS offers: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
    retries: { attempts: 2, seconds: 21_600 },
    failureQueue: {
      name: names.triageFailureQueue,
      arn: triageFailureQueueArn(names, facts),
      // 14 days, the most that SQS offers: nobody must be quick to lose nothing.
      retentionSeconds: 1_209_600,
    },
  };
}

/** Exactly the calls that the function makes. */
function triageStatementsFor(rulebook: Rulebook, facts: SettledFacts): readonly IdentityStatement[] {
  const { names } = rulebook;
  const { home } = facts.regions;
  return [
    {
      Sid: "Register",
      Effect: "Allow",
      Action: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      Resource: registerArn(names, facts),
    },
    {
      Sid: "RegisterKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      ...keyUseFor(aliasOf(names.register), "dynamodb", home, facts),
    },
    { Sid: "Tell", Effect: "Allow", Action: "sns:Publish", Resource: socTopicArn(names, facts) },
    {
      Sid: "TopicKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      ...keyUseFor(aliasOf(names.socTopic), "sns", home, facts),
    },
    {
      Sid: "Log",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${triageLogGroupArn(names, facts)}:*`,
    },
    { Sid: "GiveUp", Effect: "Allow", Action: "sqs:SendMessage", Resource: triageFailureQueueArn(names, facts) },
  ];
}

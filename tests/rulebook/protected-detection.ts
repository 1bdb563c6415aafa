import type { ProtectedThing } from "./protected-things";

/**
 * What carries alerts and keeps evidence, and what can be done to it, by hand from AWS's service authorization reference:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function protectedDetectionIn(account: string): readonly ProtectedThing[] {
  const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${account}:${resource}`;
  const thing = (
    what: string,
    sid: string,
    arns: readonly string[],
    writes: readonly string[],
    reads: readonly string[],
  ): ProtectedThing => ({ what, sid, arns, writes, reads, exempt: ["stacksets"] });
  return [
    thing(
      "the central and the standby bus",
      "ProtectBuses",
      [arn("events", "event-bus/lifeline-central"), arn("events", "event-bus/lifeline-standby")],
      ["events:CreateEventBus", "events:DeleteEventBus", "events:UpdateEventBus"],
      ["events:DescribeEventBus", "events:PutEvents"],
    ),
    thing(
      "any rule on these buses",
      "ProtectForwardingRules",
      [arn("events", "rule/lifeline-central/x"), arn("events", "rule/lifeline-standby/x")],
      ["events:PutRule", "events:PutTargets", "events:DisableRule"],
      ["events:DescribeRule"],
    ),
    thing(
      "stacks of alarms and rules",
      "ProtectStacks",
      [arn("cloudformation", "stack/lifeline-alarms/b6d479f0-5c42-43a7-8827-23a423b9660f")],
      [
        "cloudformation:CreateChangeSet",
        "cloudformation:CreateStack",
        "cloudformation:DeleteStack",
        "cloudformation:ExecuteChangeSet",
        "cloudformation:SetStackPolicy",
        "cloudformation:UpdateStack",
        "cloudformation:UpdateTerminationProtection",
      ],
      ["cloudformation:DescribeStacks", "cloudformation:DetectStackDrift", "cloudformation:GetTemplate"],
    ),
    thing(
      "queues of dead letters",
      "ProtectQueues",
      [arn("sqs", "lifeline-dead-letters"), arn("sqs", "lifeline-triage-failures")],
      [
        "sqs:AddPermission",
        "sqs:CancelMessageMoveTask",
        "sqs:DeleteMessage",
        "sqs:DeleteQueue",
        "sqs:PurgeQueue",
        "sqs:ReceiveMessage",
        "sqs:RemovePermission",
        "sqs:SetQueueAttributes",
        "sqs:StartMessageMoveTask",
      ],
      ["sqs:GetQueueAttributes", "sqs:ListQueueTags", "sqs:SendMessage"],
    ),
    thing(
      "topics",
      "ProtectTopics",
      [arn("sns", "lifeline-soc"), arn("sns", "lifeline-standby")],
      ["sns:AddPermission", "sns:DeleteTopic", "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Subscribe"],
      ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish"],
    ),
    thing(
      "aliases of keys",
      "ProtectKeyAliases",
      [arn("kms", "alias/lifeline-soc"), arn("kms", "alias/lifeline-log-archive")],
      ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      ["kms:DescribeKey"],
    ),
    thing(
      "the triage function",
      "ProtectTriage",
      [arn("lambda", "function:lifeline-triage"), arn("lambda", "function:lifeline-triage:7")],
      [
        "lambda:AddPermission",
        "lambda:DeleteFunction",
        "lambda:InvokeFunction",
        "lambda:PutFunctionConcurrency",
        "lambda:PutFunctionEventInvokeConfig",
        "lambda:RemovePermission",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      ["lambda:GetFunction", "lambda:ListTags"],
    ),
    thing(
      "the register",
      "ProtectRegister",
      [arn("dynamodb", "table/lifeline-incidents"), arn("dynamodb", "table/lifeline-incidents/stream/1")],
      [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DeleteTable",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PutItem",
        "dynamodb:PutResourcePolicy",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:UpdateItem",
        "dynamodb:UpdateTable",
        "dynamodb:UpdateTimeToLive",
      ],
      ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
    ),
    thing(
      "alarms",
      "ProtectAlarms",
      [arn("cloudwatch", "alarm:lifeline-no-heartbeat")],
      [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:DisableAlarmActions",
        "cloudwatch:PutCompositeAlarm",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:SetAlarmState",
      ],
      ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
    ),
    thing(
      "the log archive",
      "ProtectLogArchive",
      ["arn:aws:s3:::lifeline-log-archive-o-lifeline001", "arn:aws:s3:::lifeline-log-archive-o-lifeline001/AWSLogs/x"],
      [
        "s3:BypassGovernanceRetention",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutObject",
        "s3:PutObjectRetention",
      ],
      ["s3:GetObject", "s3:GetBucketPolicy", "s3:ListBucket"],
    ),
  ];
}

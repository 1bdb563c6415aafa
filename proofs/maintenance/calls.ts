import type { Thing } from "../model/organization";
import { calls, type Call } from "./call";
import { identityCalls } from "./identity-calls";

/**
 * What CloudFormation's resource types and the AWS provider call in a thing's life. The first are listed as permissions
 * of the handlers in the schema of each resource type, the second in the provider's code; the actions are the same.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const callsFor: Readonly<Record<Thing["kind"], readonly Call[]>> = {
  ...identityCalls,
  // It is never deleted: the policy of the archive denies that to everybody, and its objects are locked.
  bucket: calls("s3", [
    "CreateBucket",
    "DeleteBucketPolicy",
    "GetBucketLocation",
    "GetBucketObjectLockConfiguration",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketPublicAccessBlock",
    "GetBucketTagging",
    "GetBucketVersioning",
    "GetEncryptionConfiguration",
    "GetLifecycleConfiguration",
    "ListBucket",
    "ListTagsForResource",
    "PutBucketObjectLockConfiguration",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketPublicAccessBlock",
    "PutBucketTagging",
    "PutBucketVersioning",
    "PutEncryptionConfiguration",
    "PutLifecycleConfiguration",
    "TagResource",
    "UntagResource",
  ]),
  key: [
    ...calls("kms", ["CreateKey", "ListAliases"], "everything"),
    ...calls("kms", [
      "DescribeKey",
      "EnableKey",
      "EnableKeyRotation",
      "GetKeyPolicy",
      "GetKeyRotationStatus",
      "ListResourceTags",
      "PutKeyPolicy",
      "ScheduleKeyDeletion",
      "TagResource",
      "UntagResource",
      "UpdateKeyDescription",
      "CreateAlias",
      "DeleteAlias",
      "UpdateAlias",
    ]),
    ...calls("kms", ["CreateAlias", "DeleteAlias", "UpdateAlias"], "aliases"),
  ],
  topic: [
    ...calls("sns", [
      "CreateTopic",
      "DeleteTopic",
      "GetTopicAttributes",
      "ListSubscriptionsByTopic",
      "ListTagsForResource",
      "SetTopicAttributes",
      "Subscribe",
      "TagResource",
      "UntagResource",
    ]),
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
    ...calls("sns", ["GetSubscriptionAttributes", "SetSubscriptionAttributes", "Unsubscribe"], "subscriptions"),
  ],
  queue: calls("sqs", [
    "CreateQueue",
    "DeleteQueue",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListQueueTags",
    "SetQueueAttributes",
    "TagQueue",
    "UntagQueue",
  ]),
  bus: [
    ...calls("events", [
      "CreateEventBus",
      "DeleteEventBus",
      "DescribeEventBus",
      "ListTagsForResource",
      "TagResource",
      "UntagResource",
      "UpdateEventBus",
    ]),
    ...calls("events", ["PutPermission", "RemovePermission"], "everything"),
  ],
  rule: calls("events", [
    "DeleteRule",
    "DescribeRule",
    "DisableRule",
    "EnableRule",
    "ListTagsForResource",
    "ListTargetsByRule",
    "PutRule",
    "PutTargets",
    "RemoveTargets",
    "TagResource",
    "UntagResource",
  ]),
  function: calls("lambda", [
    "AddPermission",
    "CreateFunction",
    "DeleteFunction",
    "DeleteFunctionConcurrency",
    "DeleteFunctionEventInvokeConfig",
    "GetFunction",
    "GetFunctionEventInvokeConfig",
    "GetPolicy",
    "ListTags",
    "ListVersionsByFunction",
    "PutFunctionConcurrency",
    "PutFunctionEventInvokeConfig",
    "RemovePermission",
    "TagResource",
    "UntagResource",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
  ]),
  table: calls("dynamodb", [
    "CreateTable",
    "DeleteResourcePolicy",
    "DeleteTable",
    "DescribeContinuousBackups",
    "DescribeTable",
    "DescribeTimeToLive",
    "GetResourcePolicy",
    "ListTagsOfResource",
    "PutResourcePolicy",
    "TagResource",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateTable",
    "UpdateTimeToLive",
  ]),
  trail: [
    ...calls("cloudtrail", [
      "AddTags",
      "CreateTrail",
      "DeleteTrail",
      "GetEventSelectors",
      "GetTrail",
      "GetTrailStatus",
      "ListTags",
      "PutEventSelectors",
      "RemoveTags",
      "StartLogging",
      "UpdateTrail",
    ]),
    ...calls("cloudtrail", ["DescribeTrails"], "everything"),
  ],
  logGroup: [
    ...calls("logs", [
      "AssociateKmsKey",
      "CreateLogGroup",
      "DeleteLogGroup",
      "DeleteRetentionPolicy",
      "DisassociateKmsKey",
      "ListTagsForResource",
      "PutRetentionPolicy",
      "TagResource",
      "UntagResource",
    ]),
    ...calls("logs", ["DescribeLogGroups"], "everything"),
  ],
  // Its ARN here is that of the log group which it reads: it has none of its own.
  metricFilter: calls("logs", ["DeleteMetricFilter", "DescribeMetricFilters", "PutMetricFilter"]),
  alarm: calls("cloudwatch", [
    "DeleteAlarms",
    "DescribeAlarms",
    "ListTagsForResource",
    "PutCompositeAlarm",
    "PutMetricAlarm",
    "TagResource",
    "UntagResource",
  ]),
  schedule: calls("scheduler", ["CreateSchedule", "DeleteSchedule", "GetSchedule", "UpdateSchedule"]),
  stackSet: [
    ...calls("cloudformation", ["CreateStackSet"], "everything"),
    ...calls("cloudformation", [
      "CreateStackInstances",
      "DeleteStackInstances",
      "DeleteStackSet",
      "DescribeStackInstance",
      "DescribeStackSet",
      "DescribeStackSetOperation",
      "ListStackInstances",
      "TagResource",
      "UntagResource",
      "UpdateStackInstances",
      "UpdateStackSet",
    ]),
  ],
  stack: calls("cloudformation", [
    "CreateStack",
    "DeleteStack",
    "DescribeStackEvents",
    "DescribeStacks",
    "GetTemplate",
    "TagResource",
    "UntagResource",
    "UpdateStack",
  ]),
  organizationPolicy: calls("organizations", [
    "AttachPolicy",
    "CreatePolicy",
    "DeletePolicy",
    "DescribePolicy",
    "DetachPolicy",
    "ListTagsForResource",
    "ListTargetsForPolicy",
    "TagResource",
    "UntagResource",
    "UpdatePolicy",
  ]),
};

/** Roles that a thing is given, and the service that they are passed to. */
export function passedBy(thing: Thing): readonly { readonly roleArn: string; readonly service: string }[] {
  switch (thing.kind) {
    case "rule":
      return thing.targets.flatMap(({ roleArn }) => passed(roleArn, "events.amazonaws.com"));
    case "schedule":
      return passed(thing.roleArn, "scheduler.amazonaws.com");
    case "function":
      return passed(thing.roleArn, "lambda.amazonaws.com");
    case "trail":
      return passed(thing.logRoleArn, "cloudtrail.amazonaws.com");
    default:
      return [];
  }
}

function passed(roleArn: string | undefined, service: string) {
  return roleArn === undefined ? [] : [{ roleArn, service }];
}

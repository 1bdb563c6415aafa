import type { Thing } from "../model/organization";

/** A call that makes, changes, tags or removes a thing. */
export interface Call {
  readonly action: string;
  /** "thing": its ARN. "everything": `*`, for an action without resource types. "aliases": those of a key. */
  readonly on: "thing" | "everything" | "aliases";
}

function calls(service: string, names: readonly string[], on: Call["on"] = "thing"): readonly Call[] {
  return names.map((name) => ({ action: `${service}:${name}`, on }));
}

/**
 * What CloudFormation's resource types and the AWS provider call in a thing's life. The first are listed as permissions
 * of the handlers in the schema of each resource type, the second in the provider's code; the actions are the same.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const callsFor: Readonly<Record<Thing["kind"], readonly Call[]>> = {
  role: calls("iam", [
    "AttachRolePolicy",
    "CreateRole",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "GetRole",
    "GetRolePolicy",
    "ListAttachedRolePolicies",
    "ListRolePolicies",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
  ]),
  user: calls("iam", [
    "AttachUserPolicy",
    "CreateLoginProfile",
    "CreateUser",
    "DeleteLoginProfile",
    "DeleteUser",
    "DeleteUserPolicy",
    "DetachUserPolicy",
    "GetUser",
    "GetUserPolicy",
    "ListAttachedUserPolicies",
    "ListMFADevices",
    "PutUserPolicy",
    "TagUser",
    "UntagUser",
    "UpdateUser",
  ]),
  policy: calls("iam", [
    "CreatePolicy",
    "CreatePolicyVersion",
    "DeletePolicy",
    "DeletePolicyVersion",
    "GetPolicy",
    "GetPolicyVersion",
    "ListPolicyVersions",
    "TagPolicy",
    "UntagPolicy",
  ]),
  samlProvider: calls("iam", [
    "CreateSAMLProvider",
    "DeleteSAMLProvider",
    "GetSAMLProvider",
    "TagSAMLProvider",
    "UntagSAMLProvider",
    "UpdateSAMLProvider",
  ]),
  // It is never deleted: the policy of the archive denies that to everybody, and its objects are locked.
  bucket: calls("s3", [
    "CreateBucket",
    "DeleteBucketPolicy",
    "GetBucketPolicy",
    "GetEncryptionConfiguration",
    "GetLifecycleConfiguration",
    "ListBucket",
    "PutBucketObjectLockConfiguration",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketPublicAccessBlock",
    "PutBucketTagging",
    "PutBucketVersioning",
    "PutEncryptionConfiguration",
    "PutLifecycleConfiguration",
  ]),
  key: [
    ...calls("kms", ["CreateKey"], "everything"),
    ...calls("kms", [
      "DescribeKey",
      "EnableKey",
      "EnableKeyRotation",
      "GetKeyPolicy",
      "GetKeyRotationStatus",
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
  topic: calls("sns", [
    "CreateTopic",
    "DeleteTopic",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "SetTopicAttributes",
    "Subscribe",
    "TagResource",
    "UntagResource",
  ]),
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
    "GetFunction",
    "GetPolicy",
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
    "DeleteTable",
    "DescribeContinuousBackups",
    "DescribeTable",
    "DescribeTimeToLive",
    "PutResourcePolicy",
    "TagResource",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateTable",
    "UpdateTimeToLive",
  ]),
  trail: calls("cloudtrail", [
    "AddTags",
    "CreateTrail",
    "DeleteTrail",
    "GetTrail",
    "PutEventSelectors",
    "RemoveTags",
    "StartLogging",
    "UpdateTrail",
  ]),
  logGroup: calls("logs", [
    "AssociateKmsKey",
    "CreateLogGroup",
    "DeleteLogGroup",
    "PutRetentionPolicy",
    "TagResource",
    "UntagResource",
  ]),
  // Of the log group that it reads: it has no ARN of its own.
  metricFilter: [],
  alarm: calls("cloudwatch", [
    "DeleteAlarms",
    "DescribeAlarms",
    "PutCompositeAlarm",
    "PutMetricAlarm",
    "TagResource",
    "UntagResource",
  ]),
  schedule: calls("scheduler", ["CreateSchedule", "DeleteSchedule", "GetSchedule", "UpdateSchedule"]),
  stackSet: calls("cloudformation", [
    "CreateStackInstances",
    "DeleteStackInstances",
    "DeleteStackSet",
    "DescribeStackSet",
    "UpdateStackInstances",
    "UpdateStackSet",
  ]),
  stack: calls("cloudformation", [
    "CreateStack",
    "DeleteStack",
    "DescribeStackEvents",
    "DescribeStacks",
    "GetTemplate",
    "UpdateStack",
  ]),
  organizationPolicy: calls("organizations", [
    "AttachPolicy",
    "DeletePolicy",
    "DescribePolicy",
    "DetachPolicy",
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

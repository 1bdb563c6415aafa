import type { Thing } from "../organization";
import type { Place } from "../place";
import { alarmsIn, schedulesIn } from "./alarms";
import { functionsIn } from "./functions";
import { busesIn, queuesIn, topicsIn } from "./messaging";
import { managedPoliciesIn, rolesIn, samlProvidersIn, usersIn } from "./roles";
import { rulesIn } from "./rules";
import { bucketsIn, keysIn, tablesIn } from "./stores";
import { logGroupsIn, metricFiltersIn, trailsIn } from "./trails";

const readers: readonly ((place: Place) => readonly Thing[])[] = [
  rolesIn,
  usersIn,
  managedPoliciesIn,
  samlProvidersIn,
  bucketsIn,
  keysIn,
  topicsIn,
  queuesIn,
  busesIn,
  rulesIn,
  functionsIn,
  tablesIn,
  trailsIn,
  logGroupsIn,
  metricFiltersIn,
  alarmsIn,
  schedulesIn,
];

/** The things of one account, but for its stacks. */
export function thingsIn(place: Place): readonly Thing[] {
  return readers.flatMap((read) => read(place));
}

/** What these readers look at, and what is looked at elsewhere. */
export const knownKinds: ReadonlySet<string> = new Set([
  "iam/role",
  "iam/rolePolicy",
  "iam/rolePolicyAttachment",
  "iam/user",
  "iam/userPolicy",
  "iam/userPolicyAttachment",
  "iam/userLoginProfile",
  "iam/accessKey",
  "iam/group",
  "iam/groupPolicy",
  "iam/groupPolicyAttachment",
  "iam/groupMembership",
  "iam/userGroupMembership",
  "iam/policy",
  "iam/policyAttachment",
  "iam/samlProvider",
  "s3/bucket",
  "s3/bucketPolicy",
  "s3/bucketVersioning",
  "s3/bucketObjectLockConfiguration",
  "s3/bucketServerSideEncryptionConfiguration",
  "kms/key",
  "kms/keyPolicy",
  "kms/alias",
  "sns/topic",
  "sns/topicPolicy",
  "sns/topicSubscription",
  "sqs/queue",
  "sqs/queuePolicy",
  "cloudwatch/eventBus",
  "cloudwatch/eventBusPolicy",
  "cloudwatch/eventRule",
  "cloudwatch/eventTarget",
  "lambda/function",
  "lambda/permission",
  "lambda/functionEventInvokeConfig",
  "dynamodb/table",
  "dynamodb/resourcePolicy",
  "cloudtrail/trail",
  "cloudwatch/logGroup",
  "cloudwatch/logMetricFilter",
  "cloudwatch/metricAlarm",
  "cloudwatch/compositeAlarm",
  "scheduler/schedule",
  "cloudformation/stack",
  "cloudformation/stackSet",
  "cloudformation/stackInstances",
  "cloudformation/stackSetInstance",
  "organizations/policy",
  "organizations/policyAttachment",
]);

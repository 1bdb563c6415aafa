import { compositeAlarm } from "./composite-alarms";
import { dashboard } from "./dashboards";
import { dynamoTable } from "./dynamodb";
import { eventBus, eventBusPolicy } from "./event-buses";
import { eventRule } from "./event-rules";
import { eventTarget } from "./event-targets";
import { accountPasswordPolicy } from "./iam-password-policy";
import { policy, samlProvider } from "./iam-policies";
import { role, rolePolicy, rolePolicyAttachment } from "./iam-roles";
import { user, userLoginProfile, userPolicy, userPolicyAttachment } from "./iam-users";
import { kmsAlias, kmsKey } from "./kms";
import { lambdaFunction } from "./lambda-function";
import { functionEventInvokeConfig, lambdaPermission } from "./lambda-parts";
import { logGroup } from "./log-groups";
import { logMetricFilter } from "./log-metric-filters";
import { metricAlarm } from "./metric-alarms";
import { account, organizationPolicy, organizationPolicyAttachment } from "./organizations";
import type { Resource } from "./resource";
import { s3Bucket } from "./s3-bucket";
import { s3BucketPolicy } from "./s3-bucket-policy";
import { s3BucketLifecycle } from "./s3-lifecycle";
import { s3BucketEncryption, s3BucketOwnershipControls, s3BucketPublicAccessBlock } from "./s3-protection";
import { s3BucketObjectLock, s3BucketVersioning } from "./s3-versioning";
import { slackChannelConfiguration } from "./slack-channels";
import { snsSubscription } from "./sns-subscriptions";
import { snsTopic, snsTopicPolicy } from "./sns-topics";
import { sqsQueue, sqsQueuePolicy } from "./sqs";
import { stack } from "./stack";
import { stackInstances } from "./stack-instances";
import { stackSet } from "./stack-set";
import { trail } from "./trail";

const known: readonly Resource[] = [
  account,
  accountPasswordPolicy,
  compositeAlarm,
  dashboard,
  dynamoTable,
  eventBus,
  eventBusPolicy,
  eventRule,
  eventTarget,
  functionEventInvokeConfig,
  kmsAlias,
  kmsKey,
  lambdaFunction,
  lambdaPermission,
  logGroup,
  logMetricFilter,
  metricAlarm,
  organizationPolicy,
  organizationPolicyAttachment,
  policy,
  role,
  rolePolicy,
  rolePolicyAttachment,
  s3Bucket,
  s3BucketEncryption,
  s3BucketLifecycle,
  s3BucketObjectLock,
  s3BucketOwnershipControls,
  s3BucketPolicy,
  s3BucketPublicAccessBlock,
  s3BucketVersioning,
  samlProvider,
  slackChannelConfiguration,
  snsSubscription,
  snsTopic,
  snsTopicPolicy,
  sqsQueue,
  sqsQueuePolicy,
  stack,
  stackInstances,
  stackSet,
  trail,
  user,
  userLoginProfile,
  userPolicy,
  userPolicyAttachment,
];

/** The resource types of @pulumi/aws that the sandbox knows, by their token. */
export const resources: Readonly<Record<string, Resource>> = Object.fromEntries(
  known.map((entry) => [entry.type, entry]),
);

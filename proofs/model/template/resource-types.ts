/** A type of CloudFormation's as the kind it is, and its properties by the classic provider's names. */
export interface ResourceType {
  readonly kind: string;
  /** Names after their first letter was made small. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Property that names it: what `Ref` gives, unless it gives the ARN. */
  readonly named?: string;
  readonly refIsArn?: true;
  readonly path?: true;
  /** It carries neither access nor alerts. */
  readonly isHarmless?: true;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::IAM::Role": {
    kind: "iam/role",
    named: "name",
    renamed: {
      roleName: "name",
      assumeRolePolicyDocument: "assumeRolePolicy",
      maxSessionDuration: "maxSessionDuration",
      policies: "inlinePolicies",
    },
  },
  "AWS::IAM::User": { kind: "iam/user", named: "name", renamed: { userName: "name", policies: "inlinePolicies" } },
  "AWS::IAM::RolePolicy": {
    kind: "iam/rolePolicy",
    renamed: { policyName: "name", policyDocument: "policy", roleName: "role" },
  },
  "AWS::IAM::UserPolicy": {
    kind: "iam/userPolicy",
    renamed: { policyName: "name", policyDocument: "policy", userName: "user" },
  },
  "AWS::IAM::AccessKey": { kind: "iam/accessKey", renamed: { userName: "user" } },
  "AWS::IAM::Group": { kind: "iam/group", named: "name", renamed: { groupName: "name", policies: "inlinePolicies" } },
  "AWS::IAM::GroupPolicy": {
    kind: "iam/groupPolicy",
    renamed: { policyName: "name", policyDocument: "policy", groupName: "group" },
  },
  "AWS::IAM::UserToGroupAddition": { kind: "iam/groupMembership", renamed: { groupName: "group" } },
  "AWS::IAM::ManagedPolicy": {
    kind: "iam/policy",
    named: "name",
    refIsArn: true,
    renamed: { managedPolicyName: "name", policyDocument: "policy" },
  },
  "AWS::IAM::SAMLProvider": { kind: "iam/samlProvider", named: "name", refIsArn: true },
  "AWS::S3::Bucket": {
    kind: "s3/bucket",
    named: "bucket",
    renamed: { bucketName: "bucket", bucketEncryption: "serverSideEncryptionConfiguration" },
  },
  "AWS::S3::BucketPolicy": { kind: "s3/bucketPolicy", renamed: { policyDocument: "policy" } },
  "AWS::KMS::Key": { kind: "kms/key", named: "keyId", renamed: { keyPolicy: "policy", enabled: "isEnabled" } },
  "AWS::KMS::Alias": { kind: "kms/alias", named: "name", renamed: { aliasName: "name" } },
  "AWS::SNS::Topic": { kind: "sns/topic", named: "name", refIsArn: true, renamed: { topicName: "name" } },
  "AWS::SNS::TopicPolicy": { kind: "sns/topicPolicy", renamed: { policyDocument: "policy", topics: "arn" } },
  "AWS::SNS::TopicInlinePolicy": { kind: "sns/topicPolicy", renamed: { policyDocument: "policy", topicArn: "arn" } },
  "AWS::SNS::Subscription": { kind: "sns/topicSubscription", renamed: { topicArn: "topic" } },
  "AWS::SQS::Queue": { kind: "sqs/queue", named: "name", renamed: { queueName: "name" } },
  "AWS::SQS::QueuePolicy": { kind: "sqs/queuePolicy", renamed: { policyDocument: "policy", queues: "queueUrl" } },
  "AWS::Events::EventBus": { kind: "cloudwatch/eventBus", named: "name" },
  "AWS::Events::Rule": { kind: "cloudwatch/eventRule", named: "name" },
  "AWS::Lambda::Function": { kind: "lambda/function", named: "name", renamed: { functionName: "name" } },
  "AWS::Lambda::EventInvokeConfig": { kind: "lambda/functionEventInvokeConfig" },
  "AWS::Lambda::Permission": {
    kind: "lambda/permission",
    renamed: { functionName: "function", principalOrgID: "principalOrgId" },
  },
  "AWS::DynamoDB::Table": {
    kind: "dynamodb/table",
    named: "name",
    renamed: { tableName: "name", sSESpecification: "serverSideEncryption" },
  },
  "AWS::CloudTrail::Trail": {
    kind: "cloudtrail/trail",
    named: "name",
    renamed: {
      trailName: "name",
      isLogging: "enableLogging",
      cloudWatchLogsLogGroupArn: "cloudWatchLogsGroupArn",
      kMSKeyId: "kmsKeyId",
    },
  },
  "AWS::Logs::LogGroup": { kind: "cloudwatch/logGroup", named: "name", renamed: { logGroupName: "name" } },
  "AWS::Logs::MetricFilter": {
    kind: "cloudwatch/logMetricFilter",
    named: "name",
    renamed: { filterName: "name", filterPattern: "pattern", metricTransformations: "metricTransformation" },
  },
  "AWS::CloudWatch::Alarm": { kind: "cloudwatch/metricAlarm", named: "name", renamed: { alarmName: "name" } },
  "AWS::CloudWatch::CompositeAlarm": { kind: "cloudwatch/compositeAlarm", named: "alarmName" },
  "AWS::CloudWatch::Dashboard": {
    kind: "cloudwatch/dashboard",
    named: "name",
    renamed: { dashboardName: "name" },
    isHarmless: true,
  },
  "AWS::Scheduler::Schedule": { kind: "scheduler/schedule", named: "name" },
};

/** What is nothing but a part of its stack. */
export const harmlessTypes: ReadonlySet<string> = new Set(["AWS::CloudFormation::WaitConditionHandle"]);

/** Attributes of types whose `Fn::GetAtt` is more than the ARN. */
export const arnAttributes: ReadonlySet<string> = new Set(["Arn", "TopicArn"]);

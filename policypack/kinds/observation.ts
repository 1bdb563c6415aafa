import type { KindRow } from "./kind";

/** What records and tells, and how templates are deployed. */
export const observationKinds = {
  trail: {
    classic: ["aws:cloudtrail/trail:Trail"],
    native: "aws-native:cloudtrail:Trail",
    renamed: {
      enableLogFileValidation: "enableLogFileValidation",
      kmsKeyId: "kmsKeyId",
      isLogging: "enableLogging",
      trailName: "name",
      cloudWatchLogsLogGroupArn: "cloudWatchLogsGroupArn",
    },
  },
  logGroup: {
    classic: ["aws:cloudwatch/logGroup:LogGroup"],
    native: "aws-native:logs:LogGroup",
    renamed: { logGroupName: "name" },
  },
  eventRule: {
    classic: ["aws:cloudwatch/eventRule:EventRule"],
    native: "aws-native:events:Rule",
  },
  eventTarget: { classic: ["aws:cloudwatch/eventTarget:EventTarget"] },
  eventBus: { classic: ["aws:cloudwatch/eventBus:EventBus"], native: "aws-native:events:EventBus" },
  eventBusPolicy: {
    classic: ["aws:cloudwatch/eventBusPolicy:EventBusPolicy"],
    native: "aws-native:events:EventBusPolicy",
    renamed: { statement: "policy" },
  },
  eventPermission: { classic: ["aws:cloudwatch/eventPermission:EventPermission"] },
  topic: {
    classic: ["aws:sns/topic:Topic"],
    native: "aws-native:sns:Topic",
    renamed: { topicName: "name" },
  },
  topicPolicy: {
    classic: ["aws:sns/topicPolicy:TopicPolicy"],
    native: "aws-native:sns:TopicInlinePolicy",
    renamed: { policyDocument: "policy", topicArn: "arn" },
  },
  topicPolicies: {
    classic: [],
    native: "aws-native:sns:TopicPolicy",
    renamed: { policyDocument: "policy" },
  },
  topicSubscription: {
    classic: ["aws:sns/topicSubscription:TopicSubscription"],
    native: "aws-native:sns:Subscription",
    renamed: { topicArn: "topic" },
  },
  logMetricFilter: {
    classic: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"],
    native: "aws-native:logs:MetricFilter",
    renamed: { filterName: "name" },
  },
  queue: {
    classic: ["aws:sqs/queue:Queue"],
    native: "aws-native:sqs:Queue",
    renamed: { queueName: "name" },
  },
  queuePolicy: {
    classic: ["aws:sqs/queuePolicy:QueuePolicy"],
    native: "aws-native:sqs:QueueInlinePolicy",
    renamed: { policyDocument: "policy", queue: "queueUrl" },
  },
  queuePolicies: {
    classic: [],
    native: "aws-native:sqs:QueuePolicy",
    renamed: { policyDocument: "policy" },
  },
  alarm: {
    classic: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    native: "aws-native:cloudwatch:Alarm",
    renamed: { alarmName: "name" },
  },
  compositeAlarm: {
    classic: ["aws:cloudwatch/compositeAlarm:CompositeAlarm"],
    native: "aws-native:cloudwatch:CompositeAlarm",
    renamed: { alarmName: "name" },
  },
  stackSet: {
    classic: ["aws:cloudformation/stackSet:StackSet"],
    native: "aws-native:cloudformation:StackSet",
    renamed: { stackSetName: "name", templateURL: "templateUrl" },
  },
  stack: {
    classic: ["aws:cloudformation/stack:Stack"],
    native: "aws-native:cloudformation:Stack",
    renamed: { stackName: "name", templateURL: "templateUrl" },
  },
  stackInstances: {
    classic: [
      "aws:cloudformation/stackInstances:StackInstances",
      "aws:cloudformation/stackSetInstance:StackSetInstance",
    ],
  },
  configRemediation: {
    classic: ["aws:cfg/remediationConfiguration:RemediationConfiguration"],
    native: "aws-native:configuration:RemediationConfiguration",
  },
} as const satisfies Readonly<Record<string, KindRow>>;

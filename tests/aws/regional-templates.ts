import { serviceTrust } from "./regional-scene";
import { document, management } from "./scene";

export const busArn = `arn:aws:events:eu-central-1:${management}:event-bus/central`;
export const rule = (change: object = {}) => ({
  Type: "AWS::Events::Rule",
  Properties: {
    Name: "BreakGlassTest",
    EventPattern: { source: ["aws.signin"] },
    State: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    Targets: [
      {
        Id: "central",
        Arn: busArn,
        RoleArn: { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/Forwarder" },
        DeadLetterConfig: { Arn: { "Fn::Sub": "arn:aws:sqs:${AWS::Region}:100000000004:dead" } },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    ],
    ...change,
  },
});
export const forwarder = (service = "events.amazonaws.com") => ({
  Type: "AWS::IAM::Role",
  Properties: { RoleName: "Forwarder", AssumeRolePolicyDocument: JSON.parse(serviceTrust(service)) as object },
});
export const queue = (change: object = {}) => ({
  Type: "AWS::SQS::Queue",
  Properties: { QueueName: "dead", MessageRetentionPeriod: 1_209_600, ...change },
});
export const queuePolicy = {
  Type: "AWS::SQS::QueuePolicy",
  Properties: {
    Queues: [{ Ref: "Queue" }],
    PolicyDocument: JSON.parse(
      document({
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "*",
      }),
    ) as object,
  },
};
export const schedule = (target: object = {}, change: object = {}) => ({
  Type: "AWS::Scheduler::Schedule",
  Properties: {
    Name: "beat",
    ScheduleExpression: "rate(5 minutes)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: "arn:aws:scheduler:::aws-sdk:sts:assumeRole",
      RoleArn: { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/Forwarder" },
      Input: '{"RoleArn":"arn:aws:iam::100000000002:role/Hub","RoleSessionName":"canary"}',
      ...target,
    },
    ...change,
  },
});
export const template = (resources: object, conditions: object = {}) =>
  JSON.stringify({ Conditions: conditions, Resources: resources });

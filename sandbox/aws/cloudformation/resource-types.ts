import { cloudWatchAlarm, cloudWatchDashboard } from "./alarm-resource";
import { eventsRule } from "./event-rule-resource";
import { iamPolicy, iamRolePolicy } from "./inline-policy-resource";
import { iamManagedPolicy } from "./managed-policy-resource";
import { sqsQueue, sqsQueuePolicy } from "./queue-resources";
import type { ResourceType } from "./resource-type";
import { iamRole } from "./role-resource";
import { schedulerSchedule } from "./schedule-resource";

/** Costs nothing and calls nothing. */
const waitConditionHandle: ResourceType = {
  properties: {},
  replacing: [],
  capability: () => undefined,
  physicalId: ({ logicalId }) => logicalId,
  attribute: ({ stackName, logicalId, region, accountId }, _properties, attribute) =>
    attribute === "Ref"
      ? `https://cloudformation-waitcondition-${region}.s3.amazonaws.com/${accountId}/${stackName}/${logicalId}`
      : undefined,
  create: () => undefined,
  update: () => undefined,
  remove: () => undefined,
};

/** The resource types of CloudFormation that the sandbox makes; any other is refused by name. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::IAM::Role": iamRole,
  "AWS::IAM::ManagedPolicy": iamManagedPolicy,
  "AWS::IAM::Policy": iamPolicy,
  "AWS::IAM::RolePolicy": iamRolePolicy,
  "AWS::CloudWatch::Alarm": cloudWatchAlarm,
  "AWS::CloudWatch::Dashboard": cloudWatchDashboard,
  "AWS::Events::Rule": eventsRule,
  "AWS::SQS::Queue": sqsQueue,
  "AWS::SQS::QueuePolicy": sqsQueuePolicy,
  "AWS::Scheduler::Schedule": schedulerSchedule,
  "AWS::CloudFormation::WaitConditionHandle": waitConditionHandle,
};

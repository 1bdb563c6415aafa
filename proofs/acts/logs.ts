import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const cloudtrail: Service = {
  prefix: "cloudtrail",
  eventSource: "cloudtrail.amazonaws.com",
  region: "home-of-thing",
  page: "awscloudtrail",
};
const logs: Service = {
  prefix: "logs",
  eventSource: "logs.amazonaws.com",
  region: "home-of-thing",
  page: "amazoncloudwatchlogs",
};
/** Its events still have the name that it had first. */
const cloudwatch: Service = {
  prefix: "cloudwatch",
  eventSource: "monitoring.amazonaws.com",
  region: "home-of-thing",
  page: "amazoncloudwatch",
};

const trailCalls: readonly Call[] = [
  ["CreateTrail", "make", { name: "{name}" }],
  ["DeleteTrail", "remove", { name: "{arn}" }],
  ["StopLogging", "blind", { name: "{arn}" }],
  ["StartLogging", "change", { name: "{arn}" }],
  ["UpdateTrail", "blind", { name: "{name}" }],
  ["PutEventSelectors", "blind", { trailName: "{name}" }],
  ["PutInsightSelectors", "change", { trailName: "{name}" }],
  ["PutEventConfiguration", "change", { trailName: "{name}" }],
];

const group = { logGroupName: "{name}" };
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html: metric filters too see masked text. */
const identified = { logGroupIdentifier: "{name}" };
const groupCalls: readonly Call[] = [
  ["CreateLogGroup", "make", group],
  ["DeleteLogGroup", "remove", group],
  ["DeleteLogStream", "blind", { ...group, logStreamName: "any" }],
  ["PutRetentionPolicy", "change", { ...group, retentionInDays: 1 }],
  ["DeleteRetentionPolicy", "change", group],
  ["AssociateKmsKey", "blind", { ...group, kmsKeyId: "any" }],
  ["DisassociateKmsKey", "change", group],
  ["PutSubscriptionFilter", "change", { ...group, filterName: "any" }],
  ["DeleteSubscriptionFilter", "change", { ...group, filterName: "any" }],
  ["PutLogGroupDeletionProtection", "change", identified],
  ["PutDataProtectionPolicy", "blind", identified],
  ["DeleteDataProtectionPolicy", "change", identified],
  ["PutTransformer", "blind", identified],
  ["DeleteTransformer", "change", identified],
  // Holds for every log group of the account.
  ["PutAccountPolicy", "blind", { policyName: "any", policyType: "DATA_PROTECTION_POLICY" }, { resource: "*" }],
  ["DeleteAccountPolicy", "change", { policyName: "any", policyType: "DATA_PROTECTION_POLICY" }, { resource: "*" }],
];
const filterCalls: readonly Call[] = [
  ["PutMetricFilter", "blind", { logGroupName: "{logGroup}", filterName: "{name}" }],
  ["DeleteMetricFilter", "remove", { logGroupName: "{logGroup}", filterName: "{name}" }],
];

const alarms = { alarmNames: ["{name}"] };
const alarmCalls: readonly Call[] = [
  ["PutMetricAlarm", "blind", { alarmName: "{name}" }],
  ["PutCompositeAlarm", "blind", { alarmName: "{name}" }],
  ["PutLogAlarm", "blind", { alarmName: "{name}" }],
  ["DeleteAlarms", "remove", alarms],
  ["DisableAlarmActions", "blind", alarms],
  ["EnableAlarmActions", "change", alarms],
  ["SetAlarmState", "blind", { alarmName: "{name}", stateValue: "OK" }],
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
  ["PutAlarmMuteRule", "blind", { name: "any", muteTargets: alarms }],
];

export const logActs: readonly ActRow[] = [
  ...rowsFor(cloudtrail, ["trail"], trailCalls),
  ...rowsFor(logs, ["logGroup"], groupCalls),
  ...rowsFor(logs, ["metricFilter"], filterCalls),
  ...rowsFor(cloudwatch, ["alarm"], alarmCalls),
];

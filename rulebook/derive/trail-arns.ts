import type { Facts } from "../facts";
import type { Names } from "../names";

/** The organization trail is of the management account, even where another administers it. */
export function trailArn(names: Names, facts: Facts): string {
  return `arn:${facts.partition}:cloudtrail:${inManagementHome(facts)}:trail/${names.trail}`;
}

export function trailLogGroupArn(names: Names, facts: Facts): string {
  return `arn:${facts.partition}:logs:${inManagementHome(facts)}:log-group:${logGroupNameOf(names, facts)}`;
}

export function secondPathTopicArn(names: Names, facts: Facts): string {
  return `arn:${facts.partition}:sns:${inManagementHome(facts)}:${names.secondPathTopic}`;
}

export function secondPathAlarmArn(names: Names, facts: Facts, alarm: string): string {
  return `arn:${facts.partition}:cloudwatch:${inManagementHome(facts)}:alarm:${names.secondPathTopic}-${alarm}`;
}

/** Where the trail's events can be searched: our own log group, or that of the trail which exists. */
export function logGroupNameOf(names: Names, { logArchive }: Facts): string {
  return logArchive.mode === "own" ? names.trailLogGroup : logArchive.logGroupName;
}

export function logArchiveBucketName(names: Names, facts: Facts): string {
  return `${names.logArchiveBucketPrefix}${facts.organization.id}`;
}

export function logArchiveBucketArn(names: Names, facts: Facts): string {
  return `arn:${facts.partition}:s3:::${logArchiveBucketName(names, facts)}`;
}

function inManagementHome(facts: Facts): string {
  return `${facts.regions.home}:${facts.organization.managementAccountId}`;
}

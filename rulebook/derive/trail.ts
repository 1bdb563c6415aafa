import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement } from "../types";
import { serviceTrustFor, type AccountRole } from "./account-role";
import { iamArn } from "./arns";
import { documentFor, textOf } from "./document";
import { logArchiveBucketName, trailLogGroupArn } from "./trail-arns";

/** The trail of the organization: every account, every Region, reads and writes. */
export interface OrganizationTrail {
  readonly name: string;
  readonly region: string;
  readonly bucketName: string;
  readonly isOrganizationTrail: true;
  readonly isMultiRegionTrail: true;
  readonly enableLogFileValidation: true;
  readonly includeGlobalServiceEvents: true;
  readonly enableLogging: true;
  readonly managementEvents: "All";
  /** With the `:*` that CloudTrail asks for. */
  readonly logGroupArn: string;
  readonly logsRole: AccountRole;
}

/** Undefined where a trail exists: a second one is billed for every event. */
export function organizationTrailFor(rulebook: Rulebook, facts: SettledFacts): OrganizationTrail | undefined {
  if (facts.logArchive.mode === "existing") return undefined;
  const { names } = rulebook;
  return {
    name: names.trail,
    region: facts.regions.home,
    bucketName: logArchiveBucketName(names, facts),
    isOrganizationTrail: true,
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    includeGlobalServiceEvents: true,
    enableLogging: true,
    managementEvents: "All",
    logGroupArn: `${trailLogGroupArn(names, facts)}:*`,
    logsRole: trailLogsRoleFor(rulebook, facts),
  };
}

/**
 * By which CloudTrail writes to the log group. Streams of an organization trail begin with the organization's id, those
 * of the management account's own events with its account id. Conditions on the source are not supported in its trust.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
function trailLogsRoleFor({ names }: Rulebook, facts: SettledFacts): AccountRole {
  const { id, managementAccountId } = facts.organization;
  const streams = `${trailLogGroupArn(names, facts)}:log-stream:`;
  const write: IdentityStatement = {
    Sid: "WriteTheTrailsStreams",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: [`${streams}${managementAccountId}_CloudTrail_${facts.regions.home}*`, `${streams}${id}_*`],
  };
  return {
    name: names.trailLogsRole,
    arn: iamArn(facts, managementAccountId, `role${names.targetPath}${names.trailLogsRole}`),
    path: names.targetPath,
    description: "CloudTrail writes the organization's events to the log group of the second path.",
    trust: serviceTrustFor("cloudtrail.amazonaws.com"),
    policy: textOf(documentFor([write])),
  };
}

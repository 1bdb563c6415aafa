import type { DeliveredEvent } from "../acts/delivered-call";
import type { Bucket, Organization, Trail } from "../model/organization";
import { allowedWay, onBehalfOf, session, throughRole } from "./callers";
import { names } from "../../rulebook/names";
import { allThings, whereIs } from "./find";
import { assumingWay, brokenWay, clear, everyStep, type Broken, type Way } from "./way";

/** The trail of the whole organization; none where another stack has it. */
export function organizationTrail(organization: Organization): Trail | undefined {
  const trails = allThings(organization, "trail");
  return trails.find(({ isOrganizationTrail }) => isOrganizationTrail) ?? trails[0];
}

/** Whose stack has a log archive has the trail that fills it. */
export function archiveWithoutTrail(organization: Organization): Bucket | undefined {
  if (organizationTrail(organization) !== undefined) return undefined;
  return allThings(organization, "bucket").find(({ name }) => name.startsWith(names.logArchiveBucketPrefix));
}

/** What is said of it. */
export function nothingFills(bucket: Bucket): Broken {
  return {
    says: `no trail fills the log archive ${bucket.name}: nothing is recorded`,
    where: whereIs(bucket),
    fix: "deploy the organization trail",
  };
}

/**
 * No trail, no event: neither EventBridge nor the log group hears of what no trail records.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function recordedBy(organization: Organization, event: DeliveredEvent): Way {
  if (!event["detail-type"].endsWith(" via CloudTrail")) return clear;
  const trail = organizationTrail(organization);
  const unfilled = archiveWithoutTrail(organization);
  if (unfilled !== undefined) return brokenWay(nothingFills(unfilled));
  if (trail === undefined) return assumingWay("another-stack-has-the-trail");
  const { readOnly, managementEvent } = event.detail;
  const where = whereIs(trail);
  const not = (says: string, fix: string) => brokenWay({ says: `${trail.name} ${says}`, where, fix });
  if (managementEvent === false) return not("records no data events", "record data events of this resource");
  const checks: readonly (readonly [isFine: boolean, says: string, fix: string])[] = [
    [trail.isLogging, "does not log", "start logging"],
    [trail.isMultiRegion || trail.region === event.region, `sees ${trail.region} only`, "make it multi-Region"],
    [readOnly === true ? trail.recordsReads : trail.recordsWrites, "does not record it", "record reads and writes"],
    [
      trail.isOrganizationTrail || trail.account === event.account,
      "sees its own account only",
      "make it the organization's",
    ],
  ];
  return everyStep(checks.map(([isFine, says, fix]) => (isFine ? clear : not(says, fix))));
}

/**
 * The trail's own role writes to its log group: a stream of its account, and one of each account of the organization.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function reachesLogGroup(organization: Organization, trail: Trail): Way {
  const { logGroupArn, logRoleArn, account, region } = trail;
  const where = whereIs(trail);
  if (logGroupArn === undefined || logRoleArn === undefined) {
    return brokenWay({
      says: `${trail.name} writes to no log group`,
      where,
      fix: "give the trail a log group and a role that writes to it",
    });
  }
  const group = logGroupArn.replace(/:\*$/, "");
  const streams = [`${account}_CloudTrail_${region}`, `${organization.id}_${account}_CloudTrail_${region}`];
  const behalf = onBehalfOf(organization, trail.arn, account);
  return throughRole(organization, logRoleArn, "cloudtrail.amazonaws.com", behalf, (role) => {
    const writes = streams.flatMap((stream) =>
      ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) =>
        allowedWay(
          organization,
          session(role, { "aws:RequestedRegion": region }),
          { action, resource: `${group}:log-stream:${stream}`, resourceAccount: account },
          { where: whereIs(role), fix: `let ${role.name} write the stream ${stream}` },
        ),
      ),
    );
    return everyStep(writes);
  });
}

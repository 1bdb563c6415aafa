import type { Claim, Finding } from "../claim";
import { directoryOf } from "../asking/directory";
import { allowedWay, onBehalfOf, service } from "../hearing/callers";
import { collecting, type Collected } from "../hearing/collected";
import { allThings, findThing, whereIs } from "../hearing/find";
import { archiveWithoutTrail, nothingFills, organizationTrail, reachesLogGroup } from "../hearing/recording";
import { brokenWay, clear, missingWay } from "../hearing/way";
import type { Organization, Trail } from "../model/organization";

export const trailRecordsWhatAlertsNeed = {
  id: "trail-records-what-alerts-need",
  about: "alerts",
  question:
    "Does the organization trail record every account, Region, read and write, and deliver it to bucket and log group?",
  why: "What is not recorded reaches no rule and no filter; AWS makes a trail that cannot deliver without a complaint.",
  source: [
    "E10",
    "E11",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
  ],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const trail = organizationTrail(organization);
  const found = collecting(organization);
  if (trail === undefined) {
    const unfilled = archiveWithoutTrail(organization);
    if (unfilled !== undefined) {
      const evidence = { who: "nobody", does: "delivers to", on: unfilled.arn };
      found.addWay(brokenWay(nothingFills(unfilled)), evidence);
      return found.finding();
    }
    return {
      kind: "not-applicable",
      reason: "Another stack has the organization trail: lifeline:logArchive.mode is existing.",
    };
  }
  for (const accountClass of organization.classes) found.countAccounts(accountClass);
  addSettings(trail, found);
  addTrustedAccess(organization, trail, found);
  addBucket(organization, trail, found);
  addKey(organization, trail, found);
  found.count("principals", trail.logRoleArn ?? "no role");
  found.count("actions", "logs:PutLogEvents");
  const logs = { who: trail.name, does: "writes to", on: trail.logGroupArn ?? "no log group" };
  found.addWay(reachesLogGroup(organization, trail), logs);
  addLogGroupKey(organization, trail, found);
  return found.finding();
}

const settings = [
  ["isOrganizationTrail", "is not the organization's", "make it an organization trail"],
  ["isMultiRegion", "sees one Region", "make it multi-Region"],
  ["recordsGlobalServices", "leaves out IAM and STS", "include global service events"],
  ["isLogging", "does not log", "start logging"],
  ["recordsReads", "does not record reads, and taking a role is one", "record read events too"],
  ["recordsWrites", "does not record writes", "record write events too"],
  ["validatesFiles", "does not sign what it delivers", "enable log file validation"],
] as const satisfies readonly (readonly [keyof Trail, string, string])[];

function addSettings(trail: Trail, found: Collected): void {
  for (const [setting, fault, fix] of settings) {
    found.count("actions", setting);
    const way = trail[setting] ? clear : brokenWay({ says: `${trail.name} ${fault}`, where: whereIs(trail), fix });
    found.addWay(way, { who: trail.name, does: setting, on: trail.arn });
  }
}

/**
 * By it CloudTrail makes the trail in the members. Only a snapshot tells.
 * https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudtrail.html
 */
function addTrustedAccess({ trustedServices }: Organization, trail: Trail, found: Collected): void {
  const service = "cloudtrail.amazonaws.com";
  if (trustedServices === undefined) return;
  found.count("actions", "organizations:EnableAWSServiceAccess");
  const way = trustedServices.includes(service)
    ? clear
    : brokenWay({
        says: `${trail.name} reaches no member account: ${service} has no trusted access to the organization`,
        where: whereIs(trail),
        fix: `enable trusted access of ${service} in the management account`,
      });
  found.addWay(way, { who: service, does: "has trusted access to", on: "the organization" });
}

/** CloudTrail looks at the bucket's ACL and delivers below two prefixes, in the name of this trail. */
function addBucket(organization: Organization, trail: Trail, found: Collected): void {
  const arn = `arn:aws:s3:::${trail.bucketName}`;
  const bucket = findThing(organization, "bucket", arn);
  const { evidence, caller } = onTrailsBehalf(organization, trail, found);
  if (bucket === undefined) {
    found.addWay(missingWay(`bucket ${trail.bucketName}`), evidence(arn));
    return;
  }
  const where = whereIs(bucket);
  const prefixes = [trail.account, organization.id].map((owner) => `${arn}/AWSLogs/${owner}/any`);
  const acts = [["s3:GetBucketAcl", arn], ...prefixes.map((object) => ["s3:PutObject", object])] as const;
  for (const [action = "", resource = ""] of acts) {
    found.count("actions", action);
    const way = allowedWay(
      organization,
      caller({ "s3:x-amz-acl": "bucket-owner-full-control" }),
      { action, resource, resourceAccount: bucket.account },
      { where, fix: "let CloudTrail deliver for this trail in the bucket's policy" },
    );
    found.addWay(way, evidence(resource));
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function addKey(organization: Organization, trail: Trail, found: Collected): void {
  if (trail.keyArn === undefined) return;
  const key = findThing(organization, "key", trail.keyArn);
  const { evidence, caller } = onTrailsBehalf(organization, trail, found);
  if (key === undefined) {
    found.addWay(missingWay(`key ${trail.keyArn}`), evidence(trail.keyArn));
    return;
  }
  const where = whereIs(key);
  const isOn = key.isEnabled
    ? clear
    : brokenWay({ says: `the key ${key.arn} is disabled`, where, fix: "enable the key" });
  found.addWay(isOn, evidence(key.arn));
  for (const action of ["kms:GenerateDataKey", "kms:DescribeKey", "kms:Decrypt"]) {
    found.count("actions", action);
    const way = allowedWay(
      organization,
      caller({ "kms:EncryptionContext:aws:cloudtrail:arn": trail.arn }),
      { action, resource: key.arn, resourceAccount: key.account },
      { where, fix: "let CloudTrail use the key for this trail in its policy" },
    );
    found.addWay(way, evidence(key.arn));
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function addLogGroupKey(organization: Organization, trail: Trail, found: Collected): void {
  const arn = trail.logGroupArn?.replace(/:\*$/, "");
  const group = allThings(organization, "logGroup").find((one) => one.arn === arn);
  if (arn === undefined || group?.keyArn === undefined) return;
  const key = findThing(organization, "key", group.keyArn);
  const evidence = { who: "CloudWatch Logs", does: "encrypts with", on: group.keyArn };
  if (key === undefined) {
    found.addWay(missingWay(`key ${group.keyArn}`), evidence);
    return;
  }
  for (const action of ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]) {
    found.count("actions", action);
    const way = allowedWay(
      organization,
      service(`logs.${group.region}.amazonaws.com`, { "kms:EncryptionContext:aws:logs:arn": arn }),
      { action, resource: key.arn, resourceAccount: key.account },
      { where: whereIs(key), fix: "let CloudWatch Logs use the key for this log group in its policy" },
    );
    found.addWay(way, evidence);
  }
}

function onTrailsBehalf(organization: Organization, trail: Trail, found: Collected) {
  found.count("principals", "cloudtrail.amazonaws.com");
  found.countAccounts(directoryOf(organization).classOf(trail.account));
  return {
    evidence: (on: string) => ({ who: trail.name, does: "delivers to", on }),
    caller: (context: Readonly<Record<string, string>>) =>
      service("cloudtrail.amazonaws.com", { ...onBehalfOf(organization, trail.arn, trail.account), ...context }),
  };
}

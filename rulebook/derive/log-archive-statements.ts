import type { Facts, SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { NonEmpty, ResourceStatement } from "../types";
import { iamArn } from "./arns";
import { deployersOf } from "./guardrail-statements";
import { nonEmpty } from "./non-empty";
import { logArchiveBucketArn, trailArn } from "./trail-arns";

const cloudTrail = { Service: "cloudtrail.amazonaws.com" } as const;

/**
 * The bucket's policy. CloudTrail's three statements name the exact trail, without which any account's trail could
 * write here: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * The rest holds for everybody, the account's root user included.
 */
export function logArchiveStatementsFor({ names }: Rulebook, facts: SettledFacts): readonly ResourceStatement[] {
  const bucket = logArchiveBucketArn(names, facts);
  const objects = `${bucket}/*`;
  const { id, managementAccountId } = facts.organization;
  const ofTheTrail = { "aws:SourceArn": trailArn(names, facts) };
  const delivery = { StringEquals: { ...ofTheTrail, "s3:x-amz-acl": "bucket-owner-full-control" } };
  return [
    {
      Sid: "CloudTrailLooksAtTheAcl",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:GetBucketAcl",
      Resource: bucket,
      Condition: { StringEquals: ofTheTrail },
    },
    {
      Sid: "CloudTrailDeliversOfTheManagementAccount",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:PutObject",
      Resource: `${bucket}/AWSLogs/${managementAccountId}/*`,
      Condition: delivery,
    },
    {
      Sid: "CloudTrailDeliversOfTheOrganization",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:PutObject",
      Resource: `${bucket}/AWSLogs/${id}/*`,
      Condition: delivery,
    },
    {
      Sid: "OnlyTheTrailWrites",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: objects,
      // Only services carry it, so a record that somebody forges is refused.
      Condition: { StringNotEquals: ofTheTrail },
    },
    {
      Sid: "OnlyEncryptedConnections",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucket, objects],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      // Object Lock keeps versions; a plain delete would still hide them behind a marker.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-delete-markers
      Sid: "NobodyDeletes",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: [bucket, objects],
    },
    {
      Sid: "OnlyTheDeployerChanges",
      Effect: "Deny",
      Principal: "*",
      Action: protectedCalls,
      Resource: [bucket, objects],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": logArchiveDeployerArns(facts) } },
    },
  ];
}

/** How the bucket keeps, hides or copies what it holds. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const protectedCalls = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucketPolicy",
  "s3:PutAccelerateConfiguration",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketNotification",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketVersioning",
  "s3:PutBucketWebsite",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutObjectAcl",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutReplicationConfiguration",
] as const satisfies NonEmpty<string>;

export function logArchiveDeployerArns(facts: Facts): NonEmpty<string> {
  const deployers = deployersOf(facts, facts.accounts.logArchive);
  return nonEmpty(
    deployers.map(({ account, name }) => iamArn(facts, account, `role/${name}`)),
    "No deployer enters the log-archive account.",
  );
}

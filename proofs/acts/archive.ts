import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const s3: Service = { prefix: "s3", eventSource: "s3.amazonaws.com", region: "home-of-thing", page: "amazons3" };

const bucket = { bucketName: "{name}" };
/** Several actions have another name as a call: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
const called = (eventName: string) => ({ eventName });
const bucketCalls: readonly Call[] = [
  ["CreateBucket", "make", bucket],
  ["DeleteBucket", "remove", bucket],
  ["PutBucketPolicy", "change", bucket],
  ["DeleteBucketPolicy", "change", bucket],
  ["PutBucketAcl", "change", bucket],
  ["PutBucketVersioning", "blind", bucket],
  ["PutBucketObjectLockConfiguration", "blind", bucket, called("PutObjectLockConfiguration")],
  ["PutLifecycleConfiguration", "blind", bucket, called("PutBucketLifecycle")],
  ["PutEncryptionConfiguration", "blind", bucket, called("PutBucketEncryption")],
  ["PutReplicationConfiguration", "change", bucket, called("PutBucketReplication")],
  ["PutBucketPublicAccessBlock", "change", bucket],
  ["PutBucketOwnershipControls", "change", bucket],
  ["PutBucketNotification", "change", bucket],
  ["PutBucketLogging", "change", bucket],
  ["PutBucketWebsite", "change", bucket],
  ["PutAccelerateConfiguration", "change", bucket, called("PutBucketAccelerateConfiguration")],
];

/** Data events, which the trail need not record: what stands in their way is Object Lock, not an alert. */
const object = { bucketName: "{bucket}", key: "any" };
const data = { isData: true } as const;
const objectCalls: readonly Call[] = [
  ["DeleteObject", "remove", object, data],
  ["DeleteObjectVersion", "remove", object, { ...data, eventName: "DeleteObject" }],
  ["PutObject", "change", object, data],
  ["PutObjectRetention", "change", object, data],
  ["PutObjectLegalHold", "change", object, data],
  ["BypassGovernanceRetention", "change", object, { ...data, eventName: "DeleteObject" }],
  ["PutObjectAcl", "change", object, data],
  ["PutObjectVersionAcl", "change", object, { ...data, eventName: "PutObjectAcl" }],
  ["UpdateObjectEncryption", "change", object, data],
];

export const archiveActs: readonly ActRow[] = [
  ...rowsFor(s3, ["bucket"], bucketCalls),
  ...rowsFor(s3, ["object"], objectCalls),
];

import { AwsError } from "../errors";
import { allRegional } from "../regional";
import { bucketArn } from "../regional-arns";
import type { Bucket } from "../regional-model";
import type { Session } from "../session";
import { absentAll, regionalResource, thingOf } from "./regional";
import { flag, tagOutputs, tagsField, text, whenKnown } from "./resource";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const namePattern = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const refusedNames =
  /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$|\.\.|^\d+\.\d+\.\d+\.\d+$/;

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket.go */
export const s3Bucket = regionalResource<"buckets">({
  type: "aws:s3/bucket:Bucket",
  title: "S3 Bucket",
  service: "S3",
  operations: { create: "CreateBucket", update: "PutBucketTagging", remove: "DeleteBucket" },
  table: "buckets",
  prefix: "s3",
  inputs: {
    bucket: { type: "string", required: true, forceNew: true },
    forceDestroy: { type: "boolean", default: false },
    objectLockEnabled: { type: "boolean", computed: true, forceNew: true },
    tags: tagsField,
    ...absentAll("string", "accelerationStatus", "acl", "bucketNamespace", "bucketPrefix", "policy", "requestPayer"),
    ...absentAll("list", "corsRules", "grants", "lifecycleRules"),
    ...absentAll(
      "object",
      "logging",
      "objectLockConfiguration",
      "replicationConfiguration",
      "serverSideEncryptionConfiguration",
      "versioning",
      "website",
    ),
  },
  computed: [
    "arn",
    "bucketDomainName",
    "bucketRegion",
    "bucketRegionalDomainName",
    "hostedZoneId",
    "objectLockEnabled",
    "tagsAll",
  ],
  subject: (inputs) => text(inputs, "bucket"),
  check: (inputs) => whenKnown(inputs, ["bucket"], "bucket", () => checkBucketName(text(inputs, "bucket"))),
  key: (inputs) => text(inputs, "bucket"),
  arn: (_where, key) => bucketArn(key),
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: (key) => takenName(key, true),
  record(session, inputs, name, old) {
    if (old === undefined) refuseTaken(session, name);
    const locked = flag(inputs, "objectLockEnabled");
    return {
      ...(old ?? newBucket(session, name, locked)),
      ...thingOf(session, "buckets", name, inputs, old),
    };
  },
  outputs: (session, bucket) => ({
    arn: bucketArn(bucket.name),
    bucket: bucket.name,
    bucketDomainName: `${bucket.name}.s3.amazonaws.com`,
    bucketRegion: session.region,
    bucketRegionalDomainName: `${bucket.name}.s3.${session.region}.amazonaws.com`,
    hostedZoneId: hostedZones[session.region] ?? "Z2O1EMRO9K5GLX",
    objectLockEnabled: bucket.objectLock !== undefined,
    ...tagOutputs(bucket.tags),
  }),
  untold: ["forceDestroy"],
  remove(_session, bucket, state) {
    if (bucket.objects === 0) return undefined;
    if (flag(state, "forceDestroy") && bucket.objectLock === undefined) return undefined;
    throw new AwsError(
      "BucketNotEmpty",
      "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
      409,
    );
  },
});

/** https://docs.aws.amazon.com/general/latest/gr/s3.html */
const hostedZones: Readonly<Record<string, string>> = {
  "ap-southeast-2": "Z1WCIGYICN2BYD",
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-north-1": "Z3BAZG2TWCNX0D",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-2": "Z3BJ6K6RIION7M",
};

/** A bucket as S3 makes it since April 2023: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
function newBucket({ aws }: Session, name: string, locked: boolean): Bucket {
  return {
    created: aws.clock,
    incarnation: 0,
    tags: {},
    name,
    // Object Lock comes with versioning: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
    ...(locked ? { objectLock: {}, versioning: "Enabled" as const } : {}),
    encryption: { sseAlgorithm: "AES256", bucketKeyEnabled: false },
    objectOwnership: "BucketOwnerEnforced",
    publicAccessBlock: {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    objects: 0,
  };
}

function checkBucketName(name: string): void {
  if (namePattern.test(name) && !refusedNames.test(name)) return;
  throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
}

/** Names of buckets are unique in all of AWS. */
function refuseTaken({ aws, accountId }: Session, name: string): void {
  const owner = allRegional(aws).find(({ resources }) => resources.buckets[name] !== undefined);
  if (owner !== undefined) throw takenName(name, owner.accountId === accountId);
}

function takenName(name: string, isOwn: boolean): AwsError {
  return isOwn
    ? new AwsError(
        "BucketAlreadyOwnedByYou",
        `Your previous request to create the named bucket succeeded and you already own it: ${name}`,
        409,
      )
    : new AwsError(
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Select a different name and try again.",
        409,
      );
}

import { AwsError } from "../errors";
import type { Bucket, ObjectLock } from "../regional-model";
import { absent } from "./regional";
import { between, object, optionalNumber, optionalText, present, text } from "./resource";
import { bucketPart, expectedBucketOwner } from "./s3-bucket-part";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_versioning.go */
export const s3BucketVersioning = bucketPart({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  title: "S3 Bucket Versioning",
  operations: { create: "PutBucketVersioning", update: "PutBucketVersioning", remove: "PutBucketVersioning" },
  inputs: {
    expectedBucketOwner,
    mfa: absent("string"),
    versioningConfiguration: {
      type: "object",
      required: true,
      fields: {
        mfaDelete: { type: "string", computed: true, oneOf: ["Enabled", "Disabled"] },
        status: { type: "string", required: true, oneOf: ["Enabled", "Suspended", "Disabled"] },
      },
    },
  },
  put(_session, bucket, inputs) {
    const { versioning: _old, ...others } = bucket;
    const status = text(object(inputs, "versioningConfiguration"), "status");
    if (status === "Disabled") {
      if (bucket.versioning === undefined) return others;
      throw new AwsError(
        "IllegalVersioningConfigurationException",
        "versioning_configuration.status cannot be updated from 'Enabled' to 'Disabled'",
      );
    }
    if (status === "Suspended") refuseSuspension(bucket);
    return { ...others, versioning: status === "Enabled" ? "Enabled" : "Suspended" };
  },
  outputs: (_session, { name, versioning }) =>
    versioning === undefined ? undefined : { bucket: name, versioningConfiguration: { status: versioning } },
  without(_session, bucket) {
    if (bucket.versioning === "Suspended") return bucket;
    refuseSuspension(bucket);
    return { ...bucket, versioning: "Suspended" };
  },
});

function refuseSuspension({ objectLock }: Bucket): void {
  if (objectLock === undefined) return;
  throw new AwsError(
    "InvalidBucketState",
    "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    409,
  );
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_object_lock_configuration.go */
export const s3BucketObjectLock = bucketPart({
  type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  title: "S3 Bucket Object Lock Configuration",
  operations: {
    create: "PutBucketObjectLockConfiguration",
    update: "PutBucketObjectLockConfiguration",
    remove: "PutBucketObjectLockConfiguration",
  },
  inputs: {
    expectedBucketOwner,
    objectLockEnabled: { type: "string", default: "Enabled", forceNew: true, oneOf: ["Enabled"] },
    rule: {
      type: "object",
      fields: {
        defaultRetention: {
          type: "object",
          required: true,
          fields: {
            days: { type: "number", conflictsWith: ["years"], check: between("days", 1, 36_500) },
            mode: { type: "string", required: true, oneOf: ["GOVERNANCE", "COMPLIANCE"] },
            years: { type: "number", conflictsWith: ["days"], check: between("years", 1, 100) },
          },
        },
      },
    },
    token: absent("string"),
  },
  put(_session, bucket, inputs) {
    if (bucket.versioning !== "Enabled") {
      throw new AwsError(
        "InvalidBucketState",
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        409,
      );
    }
    const retention = object(object(inputs, "rule"), "defaultRetention");
    const lock: ObjectLock = {
      ...present({ days: optionalNumber(retention, "days"), years: optionalNumber(retention, "years") }),
      ...present({ mode: optionalText(retention, "mode") as ObjectLock["mode"] }),
    };
    if (lock.mode !== undefined && lock.days === undefined && lock.years === undefined) {
      throw new AwsError(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
      );
    }
    return { ...bucket, objectLock: lock };
  },
  outputs: (_session, { name, objectLock }) =>
    objectLock === undefined
      ? undefined
      : {
          bucket: name,
          objectLockEnabled: "Enabled",
          ...(objectLock.mode === undefined ? {} : { rule: { defaultRetention: { ...objectLock } } }),
        },
  // The lock itself stays for ever; what can go is the default retention.
  without: (_session, bucket) => ({ ...bucket, objectLock: {} }),
});

import { AwsError } from "../errors";
import type { Properties } from "../provider/values";
import type { Bucket, BucketEncryption } from "../regional-model";
import { absent } from "./regional";
import { flag, object, objects, optionalText, present, text } from "./resource";
import { bucketPart, expectedBucketOwner } from "./s3-bucket-part";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_server_side_encryption_configuration.go */
export const s3BucketEncryption = bucketPart({
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  title: "S3 Bucket Server-side Encryption Configuration",
  operations: {
    create: "PutEncryptionConfiguration",
    update: "PutEncryptionConfiguration",
    remove: "PutEncryptionConfiguration",
  },
  inputs: {
    expectedBucketOwner,
    rules: {
      type: "set",
      required: true,
      check: (rules: readonly unknown[]) => (rules.length === 1 ? undefined : `expected one rule, got ${rules.length}`),
      items: {
        type: "object",
        fields: {
          applyServerSideEncryptionByDefault: {
            type: "object",
            fields: {
              kmsMasterKeyId: { type: "string" },
              sseAlgorithm: { type: "string", required: true, oneOf: ["AES256", "aws:kms", "aws:kms:dsse"] },
            },
          },
          blockedEncryptionTypes: { type: "list", computed: true, items: { type: "string", oneOf: ["SSE-C", "NONE"] } },
          bucketKeyEnabled: { type: "boolean" },
        },
      },
    },
  },
  put(_session, bucket, inputs) {
    const encryption = encryptionOf(inputs);
    if (encryption.kmsMasterKeyId !== undefined && encryption.sseAlgorithm === "AES256") {
      throw new AwsError(
        "InvalidArgument",
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      );
    }
    return { ...bucket, encryption };
  },
  outputs: (_session, { name, encryption }) => ({
    bucket: name,
    rules: [
      {
        applyServerSideEncryptionByDefault: present({
          kmsMasterKeyId: encryption.kmsMasterKeyId,
          sseAlgorithm: encryption.sseAlgorithm,
        }) as Properties,
        bucketKeyEnabled: encryption.bucketKeyEnabled,
      },
    ],
  }),
  without: (_session, bucket) => ({ ...bucket, encryption: { sseAlgorithm: "AES256", bucketKeyEnabled: false } }),
});

function encryptionOf(inputs: Properties): BucketEncryption {
  const rule = objects(inputs, "rules")[0] ?? {};
  const byDefault = object(rule, "applyServerSideEncryptionByDefault");
  return {
    sseAlgorithm: text(byDefault, "sseAlgorithm") as BucketEncryption["sseAlgorithm"],
    ...present({ kmsMasterKeyId: optionalText(byDefault, "kmsMasterKeyId") }),
    bucketKeyEnabled: flag(rule, "bucketKeyEnabled"),
  };
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_ownership_controls.go */
export const s3BucketOwnershipControls = bucketPart({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  title: "S3 Bucket Ownership Controls",
  operations: {
    create: "PutBucketOwnershipControls",
    update: "PutBucketOwnershipControls",
    remove: "PutBucketOwnershipControls",
  },
  inputs: {
    rule: {
      type: "object",
      required: true,
      fields: {
        objectOwnership: {
          type: "string",
          required: true,
          oneOf: ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"],
        },
      },
    },
  },
  put: (_session, bucket, inputs) => ({
    ...bucket,
    objectOwnership: text(object(inputs, "rule"), "objectOwnership") as Bucket["objectOwnership"],
  }),
  outputs: (_session, { name, objectOwnership }) => ({ bucket: name, rule: { objectOwnership } }),
  without: (_session, bucket) => ({ ...bucket, objectOwnership: "ObjectWriter" }),
});

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_public_access_block.go */
export const s3BucketPublicAccessBlock = bucketPart({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  title: "S3 Bucket Public Access Block",
  operations: {
    create: "PutBucketPublicAccessBlock",
    update: "PutBucketPublicAccessBlock",
    remove: "PutBucketPublicAccessBlock",
  },
  inputs: {
    blockPublicAcls: { type: "boolean", default: false },
    blockPublicPolicy: { type: "boolean", default: false },
    ignorePublicAcls: { type: "boolean", default: false },
    restrictPublicBuckets: { type: "boolean", default: false },
    skipDestroy: absent("boolean"),
  },
  put: (_session, bucket, inputs) => ({
    ...bucket,
    publicAccessBlock: {
      blockPublicAcls: flag(inputs, "blockPublicAcls"),
      blockPublicPolicy: flag(inputs, "blockPublicPolicy"),
      ignorePublicAcls: flag(inputs, "ignorePublicAcls"),
      restrictPublicBuckets: flag(inputs, "restrictPublicBuckets"),
    },
  }),
  outputs: (_session, { name, publicAccessBlock }) => ({ bucket: name, ...publicAccessBlock }),
  without: (_session, bucket) => ({ ...bucket, publicAccessBlock: nothingBlocked }),
});

const nothingBlocked = {
  blockPublicAcls: false,
  blockPublicPolicy: false,
  ignorePublicAcls: false,
  restrictPublicBuckets: false,
};

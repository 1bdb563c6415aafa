import { AwsError } from "../errors";
import type { Fields } from "../provider/schema";
import { absent } from "./regional";
import { between, longBetween, objects, text, whenKnown } from "./resource";
import { bucketPart, expectedBucketOwner } from "./s3-bucket-part";

const storageClasses = ["GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "DEEP_ARCHIVE", "GLACIER_IR"];
const actions = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
];
const malformed = new AwsError(
  "MalformedXML",
  "The XML you provided was not well-formed or did not validate against our published schema",
);

const size = { type: "number", check: between("object_size", 0, 53_687_091_200) } as const;
const tag: Fields = { key: { type: "string", required: true }, value: { type: "string", required: true } };
const days = { type: "number", check: between("days", 0, 2_147_483_647) } as const;
const storageClass = { type: "string", required: true, oneOf: storageClasses } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
const lifecycleRule: Fields = {
  abortIncompleteMultipartUpload: { type: "object", fields: { daysAfterInitiation: days } },
  expiration: {
    type: "object",
    fields: { date: { type: "string" }, days, expiredObjectDeleteMarker: { type: "boolean", computed: true } },
  },
  filter: {
    type: "object",
    computed: true,
    fields: {
      and: {
        type: "object",
        fields: {
          objectSizeGreaterThan: size,
          objectSizeLessThan: size,
          prefix: { type: "string" },
          tags: { type: "map", items: { type: "string" } },
        },
      },
      objectSizeGreaterThan: size,
      objectSizeLessThan: size,
      prefix: { type: "string" },
      tag: { type: "object", fields: tag },
    },
  },
  id: { type: "string", required: true, check: longBetween("id", 1, 255) },
  noncurrentVersionExpiration: {
    type: "object",
    fields: { newerNoncurrentVersions: { type: "number" }, noncurrentDays: { ...days, required: true } },
  },
  noncurrentVersionTransitions: {
    type: "set",
    items: {
      type: "object",
      fields: {
        newerNoncurrentVersions: { type: "number" },
        noncurrentDays: { ...days, required: true },
        storageClass,
      },
    },
  },
  prefix: absent("string"),
  status: { type: "string", required: true, oneOf: ["Enabled", "Disabled"] },
  transitions: {
    type: "set",
    items: { type: "object", fields: { date: { type: "string" }, days, storageClass } },
  },
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_lifecycle_configuration.go */
export const s3BucketLifecycle = bucketPart({
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  title: "S3 Bucket Lifecycle Configuration",
  operations: {
    create: "PutLifecycleConfiguration",
    update: "PutLifecycleConfiguration",
    remove: "PutLifecycleConfiguration",
  },
  inputs: {
    expectedBucketOwner,
    rules: { type: "list", required: true, items: { type: "object", fields: lifecycleRule } },
    transitionDefaultMinimumObjectSize: {
      type: "string",
      computed: true,
      oneOf: ["all_storage_classes_128K", "varies_by_storage_class"],
    },
  },
  check: (inputs) =>
    whenKnown(inputs, ["rules"], "rules", () => {
      const rules = objects(inputs, "rules");
      const ids = rules.map((rule) => text(rule, "id"));
      if (rules.length === 0 || rules.length > 1_000) throw malformed;
      if (new Set(ids).size < ids.length)
        throw new AwsError("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule");
      const idle = rules.find((rule) => actions.every((action) => rule[action] === undefined));
      if (idle !== undefined)
        throw new AwsError("InvalidRequest", "At least one action needs to be specified in a rule");
    }),
  put: (_session, bucket, inputs) => ({
    ...bucket,
    lifecycle: {
      rules: objects(inputs, "rules"),
      transitionDefaultMinimumObjectSize:
        text(inputs, "transitionDefaultMinimumObjectSize") || "all_storage_classes_128K",
    },
  }),
  outputs: (_session, { name, lifecycle }) => (lifecycle === undefined ? undefined : { bucket: name, ...lifecycle }),
  without(_session, bucket) {
    const { lifecycle: _gone, ...others } = bucket;
    return others;
  },
});

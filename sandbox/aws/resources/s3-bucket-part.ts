import { AwsError } from "../errors";
import type { Fields } from "../provider/schema";
import { bucketArn } from "../regional-arns";
import { partResource, type PartType } from "./part";
import { absent } from "./regional";
import { text, type Resource } from "./resource";

type BucketPart = Pick<PartType<"buckets">, "type" | "title" | "operations" | "put" | "outputs" | "without"> &
  Partial<Pick<PartType<"buckets">, "check" | "untold">> & { readonly inputs: Fields };

/** What all parts of a bucket have alike: they are named by it, and it must be there. */
export function bucketPart(part: BucketPart): Resource {
  return partResource<"buckets">({
    ...part,
    service: "S3",
    table: "buckets",
    prefix: "s3",
    inputs: { bucket: { type: "string", required: true, forceNew: true }, ...part.inputs },
    subject: (inputs) => text(inputs, "bucket"),
    owner: (inputs) => text(inputs, "bucket"),
    ownerOf: (id) => id,
    arn: (_where, bucket) => bucketArn(bucket),
    id: (_where, bucket) => bucket,
    missing: (bucket) => new AwsError("NoSuchBucket", `The specified bucket does not exist: ${bucket}`, 404),
  });
}

export const expectedBucketOwner = absent("string");

import { checkResourcePolicy, type PolicyWords } from "../authorization/services";
import { AwsError } from "../errors";
import { bucketArn } from "../regional-arns";
import type { Bucket } from "../regional-model";
import type { Session } from "../session";
import { text } from "./resource";
import { bucketPart } from "./s3-bucket-part";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html; a policy has 20 KB at the most. */
const policyWords: PolicyWords = {
  code: "MalformedPolicy",
  malformed: (found) => `Policy has an error: ${found}`,
  noPrincipal: () => "Invalid principal in policy",
  largest: 20_480,
  tooLarge: () => "Your bucket policy exceeded the maximum allowed size.",
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_policy.go */
export const s3BucketPolicy = bucketPart({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  title: "S3 Bucket Policy",
  operations: { create: "PutBucketPolicy", update: "PutBucketPolicy", remove: "DeleteBucketPolicy" },
  inputs: { policy: { type: "string", required: true, json: "policy" } },
  put(session, bucket, inputs) {
    const policy = text(inputs, "policy");
    checkBucketPolicy(session, bucket, policy);
    return { ...bucket, policy };
  },
  outputs: (_session, { name, policy }) => (policy === undefined ? undefined : { bucket: name, policy }),
  without(_session, bucket) {
    const { policy: _gone, ...others } = bucket;
    return others;
  },
});

function checkBucketPolicy(session: Session, bucket: Bucket, policy: string): void {
  checkResourcePolicy(session, policy, policyWords);
  const own = bucketArn(bucket.name);
  const foreign = resourcesOf(policy).find((resource) => !isOfBucket(resource, own));
  if (foreign !== undefined) throw new AwsError("MalformedPolicy", "Policy has invalid resource");
  if (bucket.publicAccessBlock.blockPublicPolicy && isPublic(policy)) {
    throw new AwsError(
      "AccessDenied",
      `User: ${session.callerArn} is not authorized to perform: s3:PutBucketPolicy on resource: "${own}" because public policies are blocked by the BlockPublicPolicy block public access setting.`,
      403,
    );
  }
}

interface PolicyStatement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
  readonly Resource?: string | readonly string[];
}

function statementsOf(policy: string): readonly PolicyStatement[] {
  const { Statement: found } = JSON.parse(policy) as {
    readonly Statement: PolicyStatement | readonly PolicyStatement[];
  };
  return [found].flat() as readonly PolicyStatement[];
}

function resourcesOf(policy: string): readonly string[] {
  return statementsOf(policy).flatMap(({ Resource: resource = [] }) => [resource].flat() as readonly string[]);
}

function isOfBucket(resource: string, own: string): boolean {
  return resource === own || resource.startsWith(`${own}/`) || resource === `${own}*`;
}

/** Whoever may be anybody, with no condition: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
function isPublic(policy: string): boolean {
  return statementsOf(policy).some(
    ({ Effect: effect, Principal: principal, Condition: condition }) =>
      effect === "Allow" && condition === undefined && ['"*"', '{"AWS":"*"}'].includes(JSON.stringify(principal)),
  );
}

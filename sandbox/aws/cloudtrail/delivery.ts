import { arnParts } from "../arns";
import { authorize } from "../authorization/authorize";
import { canAssume, serviceVerdict } from "../authorization/services";
import { AwsError } from "../errors";
import type { Trail } from "../observation-model";
import { allRegional, regionalIn } from "../regional";
import { bucketArn, keyArn, logGroupArn, trailArn } from "../regional-arns";
import type { Session } from "../session";
import { keyNamed } from "../keys";

const service = "cloudtrail.amazonaws.com";

/**
 * Whether CloudTrail can write where the trail says: it looks when the trail is made and when it is changed.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html#API_CreateTrail_Errors
 */
export function checkDelivery(session: Session, trail: Trail): void {
  checkBucket(session, trail);
  if (trail.kmsKeyId !== undefined) checkKey(session, trail, trail.kmsKeyId);
  checkLogs(session, trail);
}

/** The three statements: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function checkBucket(session: Session, trail: Trail): void {
  const { aws, accountId } = session;
  const name = trail.s3BucketName;
  const found = allRegional(aws).find(({ resources }) => resources.buckets[name] !== undefined);
  const bucket = found?.resources.buckets[name];
  if (found === undefined || bucket === undefined) {
    throw new AwsError("S3BucketDoesNotExistException", `S3 bucket ${name} does not exist!`);
  }
  const prefix = trail.s3KeyPrefix === undefined ? "" : `${trail.s3KeyPrefix}/`;
  const folders = [accountId, ...(trail.isOrganizationTrail ? [aws.organization.id] : [])];
  const source = { "aws:SourceArn": trailArn(session, trail.name), "aws:SourceAccount": accountId };
  const requests = [
    { action: "s3:GetBucketAcl", resource: bucketArn(name), context: source },
    ...folders.map((folder) => ({
      action: "s3:PutObject",
      resource: `${bucketArn(name)}/${prefix}AWSLogs/${folder}/CloudTrail/${session.region}/2026/11/25/log.json.gz`,
      context: { ...source, "s3:x-amz-acl": "bucket-owner-full-control" },
    })),
  ];
  const allowed = requests.every(
    (request) =>
      serviceVerdict(aws, { ...request, service, accountId: found.accountId, policy: bucket.policy }).decision ===
      "allowed",
  );
  if (!allowed) {
    throw new AwsError(
      "InsufficientS3BucketPolicyException",
      `Incorrect S3 bucket policy is detected for bucket: ${name}`,
    );
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function checkKey(session: Session, trail: Trail, name: string): void {
  const key = keyNamed(session, name);
  const owner = arnParts(name)?.account ?? session.accountId;
  if (key === undefined) throw new AwsError("KmsKeyNotFoundException", `KMS key ${name} does not exist`);
  if (key.state !== "Enabled") throw new AwsError("KmsKeyDisabledException", `KMS key ${name} is disabled`);
  const source = trailArn(session, trail.name);
  const resource = keyArn({ accountId: owner, region: arnParts(name)?.region ?? session.region }, key.id);
  const context = {
    "aws:SourceArn": source,
    "aws:SourceAccount": session.accountId,
    "kms:EncryptionContext:aws:cloudtrail:arn": source,
    "kms:EncryptionContextKeys": ["aws:cloudtrail:arn"],
  };
  const allowed = ["kms:GenerateDataKey", "kms:DescribeKey"].every(
    (action) =>
      serviceVerdict(session.aws, { service, action, resource, accountId: owner, policy: key.policy, context })
        .decision === "allowed",
  );
  if (!allowed) {
    throw new AwsError(
      "InsufficientEncryptionPolicyException",
      `Insufficient permissions to access S3 bucket ${trail.s3BucketName} or KMS key ${name}.`,
    );
  }
}

/** Group and role belong to the trail's own account. */
function checkLogs(session: Session, { cloudWatchLogsGroupArn: group, cloudWatchLogsRoleArn: role }: Trail): void {
  if (group === undefined && role === undefined) return;
  if (group === undefined || role === undefined) {
    throw new AwsError(
      "InvalidCloudWatchLogsRoleArnException",
      "You must specify both a log group ARN and a role ARN.",
    );
  }
  const name =
    arnParts(group)
      ?.resource.replace(/^log-group:/, "")
      .replace(/:\*$/, "") ?? "";
  const isKnown =
    regionalIn(session.aws, session).logGroups[name] !== undefined && group === `${logGroupArn(session, name)}:*`;
  if (!isKnown) {
    throw new AwsError(
      "InvalidCloudWatchLogsLogGroupArnException",
      "CloudTrail cannot validate the specified log group ARN.",
    );
  }
  const stream = `${logGroupArn(session, name)}:log-stream:${session.accountId}_CloudTrail_${session.region}`;
  const allowed =
    canAssume(session.aws, service, role) &&
    ["logs:CreateLogStream", "logs:PutLogEvents"].every(
      (action) => authorize(session.aws, { arn: role, context: {} }, action, stream).decision === "allowed",
    );
  if (!allowed) {
    throw new AwsError(
      "InvalidCloudWatchLogsRoleArnException",
      "Access denied. Verify in IAM that the role has adequate permissions.",
    );
  }
}

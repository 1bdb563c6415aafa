import assert from "node:assert/strict";
import { awsFor } from "../../sandbox/aws";
import { organizationFor } from "../../sandbox/organization";
import type { Client } from "./client";
import {
  allowing,
  keyPolicyOf,
  logArchive,
  organizationId,
  regionalTypes as types,
  serviceTrust,
  testSchema,
} from "./regional-scene";
import { document, management, openScene, types as iamTypes, type Scene } from "./scene";

const trailArn = `arn:aws:cloudtrail:eu-central-1:${management}:trail/organization`;
const bucketArn = "arn:aws:s3:::trail-archive";
const trail = {
  name: "organization",
  s3BucketName: "trail-archive",
  isOrganizationTrail: true,
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
};
const bySource = { "aws:SourceArn": trailArn };

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy */
const bucketPolicy = (folders: readonly string[] = [management, organizationId], source: object = bySource): string =>
  document(
    {
      Sid: "AWSCloudTrailAclCheck20150319",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: source },
    },
    {
      Sid: "AWSCloudTrailWrite20150319",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: folders.map((folder) => `${bucketArn}/AWSLogs/${folder}/*`),
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...source } },
    },
  );

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
const keyPolicy = keyPolicyOf(
  logArchive,
  {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trailArn, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn } },
  },
  { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "kms:DescribeKey", Resource: "*" },
);

describe("aws provider: trails", () => {
  let scene: Scene;
  let archive: Client;
  beforeEach(async () => {
    scene = await openScene();
    archive = await scene.member(logArchive);
  });
  afterEach(() => scene.stop());

  const openBucket = async (policy = bucketPolicy()) => {
    await archive.make(types.bucket, { bucket: "trail-archive" });
    await archive.make(types.bucketPolicy, { bucket: "trail-archive", policy });
  };

  testSchema(() => scene.client, {
    type: types.trail,
    inputs: trail,
    required: ["name", "s3BucketName"],
    refused: [
      ["name", "my trail", /^name: InvalidTrailNameException: /],
      ["name", "ab", /^name: expected length of name to be in the range \(3 - 128\), got ab$/],
      ["name", "my--trail", /^name: InvalidTrailNameException: /],
      ["kmsKeyId", "alias/trail", /^kmsKeyId: "alias\/trail" is an invalid ARN$/],
      [
        "includeGlobalServiceEvents",
        false,
        /^includeGlobalServiceEvents: InvalidParameterCombinationException: Multi-Region trail must include global service events\.$/,
      ],
      [
        "eventSelectors",
        [{ readWriteType: "Some" }],
        /readWriteType to be one of \["ReadOnly", "WriteOnly", "All"\], got Some/,
      ],
    ],
    replacing: { name: "other", region: "us-east-1" },
  });

  it("its id is its ARN; its home is where it was made; it is taken", async () => {
    await openBucket();
    const selected = { ...trail, eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }] };
    const made = await scene.client.make(types.trail, selected);
    assert.equal(made.id, trailArn);
    assert.deepEqual(
      ["arn", "homeRegion", "enableLogging", "includeGlobalServiceEvents", "isMultiRegionTrail"].map(
        (name) => made.outputs[name],
      ),
      [trailArn, "eu-central-1", true, true, true],
    );
    assert.deepEqual((await scene.client.diff(types.trail, made, selected)).diffs, []);
    await assert.rejects(
      scene.client.make(types.trail, trail),
      /TrailAlreadyExistsException: Trail organization already exists for customer: 100000000001/,
    );
    const stopped = await scene.client.change(types.trail, made, { ...selected, enableLogging: false });
    assert.equal(stopped.outputs["enableLogging"], false);
    await scene.client.remove(types.trail, stopped);
    assert.equal(await scene.client.read(types.trail, made.id, made.outputs), undefined);
  });

  it("needs a bucket", () =>
    assert.rejects(
      scene.client.make(types.trail, trail),
      /S3BucketDoesNotExistException: S3 bucket trail-archive does not exist!/,
    ));

  for (const [title, policy] of [
    ["has no folder for the organization", bucketPolicy([management])],
    ["has no folder for the management account", bucketPolicy([organizationId])],
    ["is for another trail", bucketPolicy(undefined, { "aws:SourceArn": `${trailArn}-2` })],
    ["is for another account", bucketPolicy(undefined, { "aws:SourceAccount": logArchive })],
    [
      "denies every service",
      document(...(JSON.parse(bucketPolicy()) as { Statement: object[] }).Statement, {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: `${bucketArn}/*`,
      }),
    ],
  ] as const) {
    it(`refuses a bucket whose policy ${title}`, async () => {
      await openBucket(policy);
      await assert.rejects(
        scene.client.make(types.trail, trail),
        /InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: trail-archive/,
      );
    });
  }

  it("a trail of one account needs no folder of the organization", async () => {
    await openBucket(bucketPolicy([management]));
    await scene.client.make(types.trail, { ...trail, isOrganizationTrail: false });
  });

  it("an organization's trail is the management account's", async () => {
    await openBucket();
    await assert.rejects(archive.make(types.trail, trail), /NotOrganizationMasterAccountException: /);
  });

  it("an organization's trail needs trusted access", async () => {
    const untrusting = await openScene({}, awsFor({ ...organizationFor(12), trustedServices: [] }));
    try {
      await assert.rejects(
        untrusting.client.make(types.trail, trail),
        /CloudTrailAccessNotEnabledException: CloudTrail access is not enabled for the organization\./,
      );
    } finally {
      await untrusting.stop();
    }
  });

  it("needs a key that lets it in, and keeps the key's own ARN", async () => {
    await openBucket();
    const words =
      /InsufficientEncryptionPolicyException: Insufficient permissions to access S3 bucket trail-archive or KMS key /;
    const closed = await archive.make(types.key, { description: "closed", policy: keyPolicyOf(logArchive) });
    await assert.rejects(scene.client.make(types.trail, { ...trail, kmsKeyId: closed.outputs["arn"] }), words);
    const key = await archive.make(types.key, { description: "trail", policy: keyPolicy });
    await assert.rejects(
      scene.client.make(types.trail, {
        ...trail,
        name: "another",
        kmsKeyId: key.outputs["arn"],
        isOrganizationTrail: false,
      }),
      /InsufficientS3BucketPolicyException/,
    );
    await archive.make(types.alias, { name: "alias/trail", targetKeyId: key.id });
    const byAlias = `arn:aws:kms:eu-central-1:${logArchive}:alias/trail`;
    const made = await scene.client.make(types.trail, { ...trail, kmsKeyId: byAlias });
    assert.equal(made.outputs["kmsKeyId"], key.outputs["arn"]);
    const off = await archive.make(types.key, { description: "off", policy: keyPolicy, isEnabled: false });
    await assert.rejects(
      scene.client.change(types.trail, made, { ...trail, kmsKeyId: off.outputs["arn"] }),
      /KmsKeyDisabledException/,
    );
    await assert.rejects(
      scene.client.change(types.trail, made, { ...trail, kmsKeyId: `arn:aws:kms:eu-central-1:${logArchive}:key/none` }),
      /KmsKeyNotFoundException/,
    );
  });

  describe("to a log group", () => {
    const groupArn = `arn:aws:logs:eu-central-1:${management}:log-group:/trail`;
    const roleArn = `arn:aws:iam::${management}:role/Logs`;
    const logged = { ...trail, cloudWatchLogsGroupArn: `${groupArn}:*`, cloudWatchLogsRoleArn: roleArn };
    const openRole = async (
      service = "cloudtrail.amazonaws.com",
      actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
    ) => {
      await scene.client.make(iamTypes.role, { name: "Logs", assumeRolePolicy: serviceTrust(service) });
      await scene.client.make(iamTypes.rolePolicy, {
        role: "Logs",
        name: "Logs",
        policy: allowing(actions, `${groupArn}:log-stream:*`),
      });
    };
    beforeEach(async () => {
      await openBucket();
      await scene.client.make(types.logGroup, { name: "/trail" });
    });

    it("delivers with a role that may write to it", async () => {
      await openRole();
      await scene.client.make(types.trail, logged);
    });

    for (const [title, change, words] of [
      [
        "the group's ARN without its end",
        { cloudWatchLogsGroupArn: groupArn },
        /InvalidCloudWatchLogsLogGroupArnException: CloudTrail cannot validate the specified log group ARN\./,
      ],
      [
        "a group that is not there",
        { cloudWatchLogsGroupArn: `${groupArn}2:*` },
        /InvalidCloudWatchLogsLogGroupArnException/,
      ],
    ] as const) {
      it(`refuses ${title}`, async () => {
        await openRole();
        await assert.rejects(scene.client.make(types.trail, { ...logged, ...change }), words);
      });
    }

    it("refuses a group without a role", async () => {
      const { cloudWatchLogsRoleArn: _left, ...without } = logged;
      await assert.rejects(
        scene.client.make(types.trail, without),
        /InvalidCloudWatchLogsRoleArnException: You must specify both/,
      );
    });

    const denied =
      /InvalidCloudWatchLogsRoleArnException: Access denied\. Verify in IAM that the role has adequate permissions\./;
    it("refuses a role that CloudTrail cannot take", async () => {
      await openRole("lambda.amazonaws.com");
      await assert.rejects(scene.client.make(types.trail, logged), denied);
    });
    it("refuses a role that may not write", async () => {
      await openRole(undefined, ["logs:CreateLogStream"]);
      await assert.rejects(scene.client.make(types.trail, logged), denied);
    });
  });
});

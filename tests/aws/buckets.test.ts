import assert from "node:assert/strict";
import { putRegional, regionalIn } from "../../sandbox/aws/regional";
import type { Client, Properties } from "./client";
import { home, logArchive, regionalTypes as types, security, testSchema } from "./regional-scene";
import { document, openScene, type Scene } from "./scene";

const bucketArn = "arn:aws:s3:::archive-of-o-life";
const bucket = { bucket: "archive-of-o-life", objectLockEnabled: true };
const part = { bucket: "archive-of-o-life" };

describe("aws provider: buckets", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(logArchive);
  });
  afterEach(() => scene.stop());
  const where = { accountId: logArchive, region: home };
  const stored = () => regionalIn(scene.aws, where).buckets["archive-of-o-life"];

  describe("Bucket", () => {
    testSchema(() => client, {
      type: types.bucket,
      inputs: bucket,
      required: ["bucket"],
      refused: [
        ["bucket", "Archive", /^bucket: InvalidBucketName: The specified bucket is not valid\.$/],
        ["bucket", "ab", /InvalidBucketName/],
        ["bucket", "10.0.0.1", /InvalidBucketName/],
        ["bucket", "xn--archive", /InvalidBucketName/],
        ["acl", "private", /^acl: the sandbox does not know this property: leave it out$/],
        ["versioning", { enabled: true }, /^versioning: the sandbox does not know this property/],
      ],
      replacing: { bucket: "another-archive", objectLockEnabled: false },
    });

    it("its id is its name, its ARN has neither account nor Region, and a locked one has versions", async () => {
      const { id, outputs } = await client.make(types.bucket, bucket);
      assert.equal(id, "archive-of-o-life");
      assert.deepEqual(outputs, {
        arn: bucketArn,
        bucket: "archive-of-o-life",
        bucketDomainName: "archive-of-o-life.s3.amazonaws.com",
        bucketRegion: home,
        bucketRegionalDomainName: "archive-of-o-life.s3.eu-central-1.amazonaws.com",
        forceDestroy: false,
        hostedZoneId: "Z21DNDUVLTQW6Q",
        objectLockEnabled: true,
        region: home,
        tagsAll: {},
      });
      assert.equal(stored()?.versioning, "Enabled");
    });

    it("nobody else has the name, in any account or Region", async () => {
      await client.make(types.bucket, bucket);
      await assert.rejects(client.make(types.bucket, bucket), /BucketAlreadyOwnedByYou/);
      await assert.rejects(client.make(types.bucket, { ...bucket, region: "us-east-1" }), /BucketAlreadyOwnedByYou/);
      await assert.rejects(
        (await scene.member(security)).make(types.bucket, bucket),
        /BucketAlreadyExists: The requested bucket name is not available\. The bucket namespace is shared by all users/,
      );
    });

    it("is not deleted while there are objects in it", async () => {
      const made = await client.make(types.bucket, bucket);
      const found = stored();
      assert.ok(found);
      putRegional(scene.aws, where, "buckets", found.name, { ...found, objects: 1 });
      await assert.rejects(
        client.remove(types.bucket, made),
        /BucketNotEmpty: The bucket you tried to delete is not empty/,
      );
      putRegional(scene.aws, where, "buckets", found.name, found);
      await client.remove(types.bucket, made);
      assert.equal(stored(), undefined);
    });
  });

  const parts: readonly (readonly [title: string, type: string, inputs: Properties, other: Properties])[] = [
    [
      "BucketVersioning",
      types.versioning,
      { ...part, versioningConfiguration: { status: "Enabled" } },
      { ...part, versioningConfiguration: { status: "Suspended" } },
    ],
    [
      "BucketServerSideEncryptionConfiguration",
      types.encryption,
      {
        ...part,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/archive" },
            bucketKeyEnabled: true,
          },
        ],
      },
      { ...part, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false }] },
    ],
    [
      "BucketOwnershipControls",
      types.ownership,
      { ...part, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { ...part, rule: { objectOwnership: "ObjectWriter" } },
    ],
    [
      "BucketPublicAccessBlock",
      types.publicAccess,
      {
        ...part,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { ...part, blockPublicAcls: false, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ],
    [
      "BucketLifecycleConfiguration",
      types.lifecycle,
      {
        ...part,
        rules: [
          {
            id: "old",
            status: "Enabled",
            filter: { prefix: "" },
            transitions: [{ days: 90, storageClass: "GLACIER" }],
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      { ...part, rules: [{ id: "old", status: "Disabled", expiration: { days: 400 } }] },
    ],
    [
      "BucketPolicy",
      types.bucketPolicy,
      {
        ...part,
        policy: document({
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "s3:GetBucketAcl",
          Resource: bucketArn,
        }),
      },
      {
        ...part,
        policy: document({ Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource: `${bucketArn}/*` }),
      },
    ],
  ];

  for (const [title, type, inputs, other] of parts) {
    describe(title, () => {
      testSchema(() => client, {
        type,
        inputs,
        required: Object.keys(inputs).filter((name) => type !== types.publicAccess || name === "bucket"),
        refused: [],
        replacing: { bucket: "another-archive" },
      });

      it("is a part of a bucket, has its name as id, changes in place and goes alone", async () => {
        await assert.rejects(client.make(type, inputs), /NoSuchBucket: The specified bucket does not exist/);
        await client.make(types.bucket, { bucket: bucket.bucket });
        const made = await client.make(type, inputs);
        assert.equal(made.id, "archive-of-o-life");
        assert.deepEqual((await client.diff(type, made, inputs)).diffs, []);
        const diff = await client.diff(type, made, other);
        assert.deepEqual([diff.changed, diff.replaces], [true, []]);
        const changed = await client.change(type, made, other);
        assert.deepEqual((await client.diff(type, changed, other)).diffs, []);
        await client.remove(type, changed);
        assert.ok(stored());
      });
    });
  }
});

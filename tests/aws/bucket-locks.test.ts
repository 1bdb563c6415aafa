import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { home, logArchive, regionalTypes as types, testSchema, toNobody, unsigned } from "./regional-scene";
import { document, openScene, type Scene } from "./scene";

const bucketArn = "arn:aws:s3:::archive-of-o-life";
const bucket = { bucket: "archive-of-o-life", objectLockEnabled: true };
const part = { bucket: "archive-of-o-life" };

describe("aws provider: what S3 refuses of a bucket", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(logArchive);
  });
  afterEach(() => scene.stop());
  const where = { accountId: logArchive, region: home };
  const stored = () => regionalIn(scene.aws, where).buckets["archive-of-o-life"];

  describe("BucketObjectLockConfiguration", () => {
    const inputs = { ...part, rule: { defaultRetention: { mode: "GOVERNANCE", days: 365 } } };
    testSchema(() => client, {
      type: types.objectLock,
      inputs,
      required: ["bucket"],
      refused: [
        [
          "rule",
          { defaultRetention: { mode: "LEGAL", days: 1 } },
          /mode to be one of \["GOVERNANCE", "COMPLIANCE"\], got LEGAL/,
        ],
        [
          "rule",
          { defaultRetention: { mode: "COMPLIANCE", days: 0 } },
          /expected days to be in the range \(1 - 36500\), got 0/,
        ],
        [
          "rule",
          { defaultRetention: { mode: "COMPLIANCE", days: 1, years: 1 } },
          /conflicts with rule\.defaultRetention\.years/,
        ],
        ["rule", { defaultRetention: { days: 1 } }, /^rule\.defaultRetention\.mode: Missing required property$/],
      ],
      replacing: { bucket: "another-archive" },
    });

    it("needs versions", async () => {
      await client.make(types.bucket, { bucket: bucket.bucket });
      await assert.rejects(
        client.make(types.objectLock, inputs),
        /InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration/,
      );
      await client.make(types.versioning, { ...part, versioningConfiguration: { status: "Enabled" } });
      await client.make(types.objectLock, inputs);
      assert.deepEqual(stored()?.objectLock, { mode: "GOVERNANCE", days: 365 });
    });

    it("stays with the bucket: what goes is the default retention, and versions can no longer be suspended", async () => {
      await client.make(types.bucket, bucket);
      const versioning = { ...part, versioningConfiguration: { status: "Enabled" } };
      const versions = await client.make(types.versioning, versioning);
      const lock = await client.make(types.objectLock, inputs);
      await client.remove(types.objectLock, lock);
      assert.deepEqual(stored()?.objectLock, {});
      const words =
        /InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed\./;
      await assert.rejects(
        client.change(types.versioning, versions, { ...part, versioningConfiguration: { status: "Suspended" } }),
        words,
      );
      await assert.rejects(client.remove(types.versioning, versions), words);
    });

    it("a rule says how long", async () => {
      await client.make(types.bucket, bucket);
      await assert.rejects(
        client.make(types.objectLock, { ...part, rule: { defaultRetention: { mode: "GOVERNANCE" } } }),
        /MalformedXML/,
      );
    });
  });

  describe("what S3 refuses of a part", () => {
    beforeEach(() => client.make(types.bucket, bucket));

    for (const [title, policy, words] of [
      ["malformed", unsigned, /MalformedPolicy: Policy has an error: /],
      ["for nobody", toNobody("s3:GetObject", `${bucketArn}/*`), /MalformedPolicy: Invalid principal in policy$/],
      [
        "of another bucket",
        document({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::archive-of-o-life2/*" }),
        /MalformedPolicy: Policy has invalid resource$/,
      ],
      [
        "for everybody",
        document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${bucketArn}/*` }),
        /AccessDenied: .* because public policies are blocked by the BlockPublicPolicy block public access setting/,
      ],
    ] as const) {
      it(`a policy ${title}`, async () => {
        await assert.rejects(client.make(types.bucketPolicy, { ...part, policy }), words);
        assert.equal(stored()?.policy, undefined);
      });
    }

    it("whatever the bucket's own policy denies, an administrator included", async () => {
      const policy = document({
        Sid: "LifecycleStays",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutLifecycleConfiguration",
        Resource: bucketArn,
      });
      await client.make(types.bucketPolicy, { ...part, policy });
      const rules = [{ id: "old", status: "Enabled", expiration: { days: 400 } }];
      await assert.rejects(
        client.make(types.lifecycle, { ...part, rules }),
        /AccessDenied: .* s3:PutLifecycleConfiguration .* explicit deny in a resource-based policy: .*LifecycleStays/,
      );
    });

    it("a key for S3's own encryption", async () => {
      const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: "alias/x" } }];
      await assert.rejects(
        client.make(types.encryption, { ...part, rules }),
        /InvalidArgument: a KMSMasterKeyID is not applicable/,
      );
    });

    for (const [title, rules, words] of [
      [
        "twice of one id",
        [1, 2].map((days) => ({ id: "a", status: "Enabled", expiration: { days } })),
        /InvalidArgument: Rule ID must be unique/,
      ],
      [
        "that does nothing",
        [{ id: "a", status: "Enabled" }],
        /InvalidRequest: At least one action needs to be specified in a rule/,
      ],
      [
        "of no known class",
        [{ id: "a", status: "Enabled", transitions: [{ days: 1, storageClass: "TAPE" }] }],
        /storageClass to be one of \["GLACIER"/,
      ],
    ] as const) {
      it(`a lifecycle rule ${title}`, async () => {
        const { failures } = await client.check(types.lifecycle, { ...part, rules });
        assert.match(failures.join("\n"), words);
      });
    }
  });
});

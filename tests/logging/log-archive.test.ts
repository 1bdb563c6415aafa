import assert from "node:assert/strict";
import { logArchiveFor, rulebook } from "../../rulebook";
import { policyOf } from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { administratorOf } from "../soc/account";
import { answerOf, eachWithout } from "./answer";
import { controlTower } from "./control-tower";
import {
  administrator,
  cloudTrail,
  deployer,
  fromOther,
  fromTrail,
  logArchive,
  reader,
  recordOf,
  rootUser,
  stranger,
  trail,
  type Row,
} from "./log-archive-account";

const bucket = "arn:aws:s3:::lifeline-log-archive-o-lifeline001";
const ofManagement = `${bucket}/AWSLogs/100000000001/CloudTrail/eu-central-1/2026/11/28/file.json.gz`;
const ofMember = `${bucket}/AWSLogs/o-lifeline001/100000000011/CloudTrail/us-east-1/2026/11/28/file.json.gz`;
const policy = policyOf(JSON.parse(recordOf().policy), "resource", "log archive");
const onlyDeployer = "denied by OnlyTheDeployerChanges";

describe("The log archive's bucket", () => {
  const rows: readonly Row[] = [
    ["lets the trail look at its ACL", cloudTrail, "s3:GetBucketAcl", bucket, "allowed", fromTrail],
    ["shows its ACL to no other trail", cloudTrail, "s3:GetBucketAcl", bucket, "not allowed", fromOther],
    ["takes the management account's log files", cloudTrail, "s3:PutObject", ofManagement, "allowed", fromTrail],
    ["takes the members' log files", cloudTrail, "s3:PutObject", ofMember, "allowed", fromTrail],
    ["takes nothing of another trail", cloudTrail, "s3:PutObject", ofMember, "denied by OnlyTheTrailWrites", fromOther],
    [
      "takes nothing from a trail that does not say which it is",
      cloudTrail,
      "s3:PutObject",
      ofManagement,
      "denied by OnlyTheTrailWrites",
      { "s3:x-amz-acl": "bucket-owner-full-control" },
    ],
    [
      "takes no file that its owner could not read",
      cloudTrail,
      "s3:PutObject",
      ofManagement,
      "not allowed",
      { "aws:SourceArn": trail },
    ],
    [
      "takes no member's file without ACL either",
      cloudTrail,
      "s3:PutObject",
      ofMember,
      "not allowed",
      { "aws:SourceArn": trail },
    ],
    [
      "takes nothing of an account outside",
      cloudTrail,
      "s3:PutObject",
      `${bucket}/AWSLogs/200000000099/CloudTrail/file.json.gz`,
      "not allowed",
      fromTrail,
    ],
    [
      "takes no forged record, not even of its deployer",
      deployer,
      "s3:PutObject",
      ofMember,
      "denied by OnlyTheTrailWrites",
    ],
    ["lets its account read", reader, "s3:GetObject", ofMember, "allowed"],
    [
      "lets nobody read over an open connection",
      reader,
      "s3:GetObject",
      ofMember,
      "denied by OnlyEncryptedConnections",
      { "aws:SecureTransport": "false" },
    ],
    [
      "shows nothing of itself over an open connection",
      reader,
      "s3:ListBucket",
      bucket,
      "denied by OnlyEncryptedConnections",
      { "aws:SecureTransport": "false" },
    ],
    ["is closed to strangers", stranger, "s3:GetObject", ofMember, "not allowed"],
    ["loses nothing to an administrator", administrator, "s3:DeleteObject", ofMember, "denied by NobodyDeletes"],
    ["loses no version to root", rootUser, "s3:DeleteObjectVersion", ofMember, "denied by NobodyDeletes"],
    ["loses nothing to its deployer", deployer, "s3:DeleteObject", ofMember, "denied by NobodyDeletes"],
    ["loses no version to its deployer", deployer, "s3:DeleteObjectVersion", ofMember, "denied by NobodyDeletes"],
    ["is not deleted by its deployer", deployer, "s3:DeleteBucket", bucket, "denied by NobodyDeletes"],
    ...[
      "s3:DeleteBucketPolicy",
      "s3:PutAccelerateConfiguration",
      "s3:PutBucketAcl",
      "s3:PutBucketLogging",
      "s3:PutBucketNotification",
      "s3:PutBucketObjectLockConfiguration",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning",
      "s3:PutBucketWebsite",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
      "s3:PutReplicationConfiguration",
    ].flatMap((action): readonly Row[] => [
      [`refuses ${action} to an administrator`, administrator, action, bucket, onlyDeployer],
      [
        `refuses ${action} to root, but for what S3 never refuses it`,
        rootUser,
        action,
        bucket,
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html: root is to be stopped by an SCP.
        ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy"].includes(action) ? "allowed" : onlyDeployer,
      ],
      [`leaves ${action} to its deployer`, deployer, action, bucket, "allowed"],
    ]),
    ...["s3:BypassGovernanceRetention", "s3:PutObjectAcl", "s3:PutObjectLegalHold", "s3:PutObjectRetention"].flatMap(
      (action): readonly Row[] => [
        [`refuses ${action} to an administrator`, administrator, action, ofMember, onlyDeployer],
        [`leaves ${action} to its deployer`, deployer, action, ofMember, "allowed"],
      ],
    ),
    [
      "does not mistake another account's role of that name for its deployer",
      administratorOf("100000000011", "OrganizationAccountAccessRole"),
      "s3:PutBucketPolicy",
      bucket,
      onlyDeployer,
    ],
  ];
  for (const [title, who, action, resource, expected, more] of rows) {
    it(title, () => assert.equal(answerOf(logArchive, policy, who, action, resource, more), expected));
  }

  for (const [sid, without] of eachWithout(recordOf().policy)) {
    it(`breaks a promise without ${sid}`, () =>
      assert.ok(
        rows.some(
          ([, who, action, resource, expected, more]) =>
            answerOf(logArchive, without, who, action, resource, more) !== expected,
        ),
      ));
  }

  it("has the name and the place that the trail's policy counts on", () => {
    const { name, region } = recordOf();
    assert.equal(name, "lifeline-log-archive-o-lifeline001");
    assert.equal(region, "eu-central-1");
  });

  it("keeps versions, each under lock and key, and is nobody else's", () => {
    const { versioning, encryption, ownership, publicAccess } = recordOf();
    assert.equal(versioning, "Enabled");
    assert.deepEqual(encryption, { algorithm: "aws:kms", bucketKey: true });
    assert.equal(ownership, "BucketOwnerEnforced");
    assert.deepEqual(publicAccess, {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it("lets what was hidden go no sooner than the lock would", () => {
    assert.deepEqual(recordOf().lifecycle, {
      id: "keep-evidence",
      transition: { days: 90, storageClass: "GLACIER_IR" },
      noncurrentDays: 365,
      abortMultipartDays: 7,
    });
  });

  it("is not made where a trail and its bucket exist", () => {
    assert.equal(logArchiveFor(rulebook, { ...sandboxFacts, logArchive: controlTower }), undefined);
  });

  it("is not made without a deployer of its account", () => {
    const deployers = sandboxFacts.deployers.filter(({ account }) => account !== logArchive);
    assert.throws(() => logArchiveFor(rulebook, { ...sandboxFacts, deployers }), /No deployer enters the log-archive/);
  });
});

import assert from "node:assert/strict";
import { policyOf } from "../rulebook/evaluation";
import { answerOf, eachWithout } from "./answer";
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

const key = `arn:aws:kms:eu-central-1:${logArchive}:key/11111111-2222-3333-4444-555555555555`;
const keyPolicy = policyOf(JSON.parse(recordOf().key.policy), "resource", "log archive key");

describe("The log archive's key", () => {
  const context = { "kms:EncryptionContext:aws:cloudtrail:arn": trail };
  const throughS3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": logArchive };
  const rows: readonly Row[] = [
    ["encrypts for the trail", cloudTrail, "kms:GenerateDataKey", key, "allowed", { ...fromTrail, ...context }],
    [
      "encrypts for no other trail",
      cloudTrail,
      "kms:GenerateDataKey",
      key,
      "not allowed",
      { ...fromOther, ...context },
    ],
    [
      "encrypts in the name of no other account's trail",
      cloudTrail,
      "kms:GenerateDataKey",
      key,
      "not allowed",
      { ...fromTrail, "kms:EncryptionContext:aws:cloudtrail:arn": fromOther["aws:SourceArn"] },
    ],
    ["lets the trail look at it", cloudTrail, "kms:DescribeKey", key, "allowed", fromTrail],
    ["opens the bucket's key for the trail", cloudTrail, "kms:Decrypt", key, "allowed", fromTrail],
    ["opens it for no other trail", cloudTrail, "kms:Decrypt", key, "not allowed", fromOther],
    ["is not looked at by another trail", cloudTrail, "kms:DescribeKey", key, "not allowed", fromOther],
    ["decrypts what a reader gets from the bucket", reader, "kms:Decrypt", key, "allowed", throughS3],
    [
      "decrypts nothing past the bucket",
      reader,
      "kms:Decrypt",
      key,
      "not allowed",
      { "kms:CallerAccount": logArchive },
    ],
    ["decrypts nothing for a stranger", stranger, "kms:Decrypt", key, "not allowed", throughS3],
    ["is looked at by the account", administrator, "kms:GetKeyPolicy", key, "allowed"],
    ["is scheduled for deletion by no administrator", administrator, "kms:ScheduleKeyDeletion", key, "not allowed"],
    ["is disabled by no administrator", administrator, "kms:DisableKey", key, "not allowed"],
    ["changes its policy for no administrator", administrator, "kms:PutKeyPolicy", key, "not allowed"],
    ["is not scheduled for deletion by root", rootUser, "kms:ScheduleKeyDeletion", key, "not allowed"],
    ["encrypts nothing for its deployer", deployer, "kms:Encrypt", key, "not allowed"],
    ...[
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:RevokeGrant",
      "kms:RotateKeyOnDemand",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
      "kms:DescribeKey",
      "kms:GetKeyRotationStatus",
      "kms:ListResourceTags",
    ].map((action): Row => [`leaves ${action} to its deployer`, deployer, action, key, "allowed"]),
  ];
  for (const [title, who, action, resource, expected, more] of rows) {
    it(title, () => assert.equal(answerOf(logArchive, keyPolicy, who, action, resource, more), expected));
  }

  for (const [sid, without] of eachWithout(recordOf().key.policy)) {
    it(`breaks a promise without ${sid}`, () =>
      assert.ok(
        rows.some(
          ([, who, action, resource, expected, more]) =>
            answerOf(logArchive, without, who, action, resource, more) !== expected,
        ),
      ));
  }

  it("has an alias of its own", () => {
    const { name, alias, region } = recordOf().key;
    assert.deepEqual([name, alias, region], ["lifeline-log-archive", "alias/lifeline-log-archive", "eu-central-1"]);
    assert.equal(recordOf().keyDeletionDays, 30);
  });
});

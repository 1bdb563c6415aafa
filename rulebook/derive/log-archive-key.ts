import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { ResourceStatement } from "../types";
import { accountArn } from "./arns";
import { documentFor, textOf } from "./document";
import { keyAdministrationFor } from "./key-administration";
import { logArchiveDeployerArns } from "./log-archive-statements";
import type { EncryptionKey } from "./security-account-keys";
import { trailArn } from "./trail-arns";

/**
 * The key of the log archive. A disabled or deleted key stops the delivery and hides what was delivered, so the
 * deployer alone administers it; administrators of the account do not.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function logArchiveKeyFor({ names }: Rulebook, facts: SettledFacts): EncryptionKey {
  const { logArchive } = facts.accounts;
  const { managementAccountId } = facts.organization;
  const account = accountArn(facts, logArchive);
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const ofTheTrail = { "aws:SourceArn": trailArn(names, facts) };
  const statements: readonly ResourceStatement[] = [
    {
      Sid: "CloudTrailEncrypts",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: ofTheTrail,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${facts.partition}:cloudtrail:*:${managementAccountId}:trail/*`,
        },
      },
    },
    {
      // Decrypt, because the bucket has a bucket key.
      Sid: "CloudTrailLooksAtTheKey",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: "*",
      Condition: { StringEquals: ofTheTrail },
    },
    {
      // Whoever the account lets read the bucket; the key opens nothing else.
      Sid: "ReadersDecrypt",
      Effect: "Allow",
      Principal: { AWS: account },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:CallerAccount": logArchive,
          "kms:ViaService": `s3.${facts.regions.home}.amazonaws.com`,
        },
      },
    },
    ...keyAdministrationFor(account, logArchiveDeployerArns(facts)),
  ];
  return {
    name: names.logArchiveKey,
    alias: `alias/${names.logArchiveKey}`,
    region: facts.regions.home,
    description: "The organization trail's log files.",
    policy: textOf(documentFor(statements)),
  };
}

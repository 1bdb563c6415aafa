import type { NonEmpty, ResourceStatement } from "../types";

/**
 * Who changes a key, and that its account may look at it. Administrators that are not listed can neither disable a key
 * nor let themselves in; using it is none of this.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function keyAdministrationFor(account: string, administrators: NonEmpty<string>): readonly ResourceStatement[] {
  return [
    {
      Sid: "Administration",
      Effect: "Allow",
      Principal: { AWS: account },
      Action: [
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
      ],
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": administrators } },
    },
    {
      Sid: "Reading",
      Effect: "Allow",
      Principal: { AWS: account },
      Action: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:List*"],
      Resource: "*",
    },
  ];
}

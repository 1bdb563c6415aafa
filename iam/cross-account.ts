/** Which actions of a service a resource's policy can grant to another account: only these, or all but these. */
interface CrossAccount {
  readonly source: string;
  readonly only?: readonly string[];
  readonly never?: readonly string[];
}

/**
 * Where a resource's policy may name an action, and the grant "has no effect" or does "not apply" to another account. A
 * service that is not listed grants whatever its policy says, as far as AWS documents.
 */
const services: Readonly<Record<string, CrossAccount>> = {
  kms: {
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    only: [
      "CreateGrant",
      "DescribeKey",
      "GetKeyRotationStatus",
      "GetPublicKey",
      "ListGrants",
      "RetireGrant",
      "RevokeGrant",
      // Cryptographic operations: https://docs.aws.amazon.com/kms/latest/developerguide/kms-cryptography.html
      "Decrypt",
      "DeriveSharedSecret",
      "Encrypt",
      "ReEncryptFrom",
      "ReEncryptTo",
      "GenerateDataKey",
      "GenerateDataKeyPair",
      "GenerateDataKeyPairWithoutPlaintext",
      "GenerateDataKeyWithoutPlaintext",
      "GenerateMac",
      "GenerateRandom",
      "Sign",
      "Verify",
      "VerifyMac",
    ],
  },
  sqs: {
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html",
    never: [
      "AddPermission",
      "CancelMessageMoveTask",
      "CreateQueue",
      "DeleteQueue",
      "ListMessageMoveTasks",
      "ListQueues",
      "ListQueueTags",
      "RemovePermission",
      "SetQueueAttributes",
      "StartMessageMoveTask",
      "TagQueue",
      "UntagQueue",
    ],
  },
};

const only = namesIn("only");
const never = namesIn("never");

/** Whether a resource's policy can grant an action, in lower case, to a principal of another account. */
export function isGrantedAcrossAccounts(lowerCaseAction: string): boolean {
  const service = lowerCaseAction.slice(0, lowerCaseAction.indexOf(":"));
  if (services[service] === undefined) return true;
  return services[service].only === undefined ? !never.has(lowerCaseAction) : only.has(lowerCaseAction);
}

function namesIn(list: "only" | "never"): ReadonlySet<string> {
  const rows = Object.entries(services);
  return new Set(rows.flatMap(([service, row]) => (row[list] ?? []).map((name) => `${service}:${name}`.toLowerCase())));
}

import * as kms from "@pulumi/aws/kms";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../rulebook";

export interface KeyWithAlias {
  readonly key: kms.Key;
  /** Policies know the key by it: what they let in waits for it. */
  readonly alias: kms.Alias;
}

/** A customer-managed key that turns every year, and its alias. `deletionDays`: in which a deletion can be taken back. */
export function encryptionKey(record: EncryptionKey, parent: pulumi.Resource, deletionDays = 30): KeyWithAlias {
  const { name, alias, region, description, policy } = record;
  const key = new kms.Key(
    `${name}-key`,
    { description, region, policy, enableKeyRotation: true, deletionWindowInDays: deletionDays },
    { parent, protect: true },
  );
  return {
    key,
    alias: new kms.Alias(
      `${name}-alias`,
      { name: alias, region, targetKeyId: key.keyId },
      { parent: key, protect: true },
    ),
  };
}

import type { Policy } from "../../../iam";
import { arnFor } from "../arns";
import { policyFrom } from "../documents";
import type { Draft } from "../draft";
import type { Bucket, Key, Table } from "../organization";
import { arnAt, isOf, nameOf, whereOf, type Place } from "../place";
import { isMapping, textOf, valueAt, type Value } from "../value";
import { resourcePolicyOf } from "./resource-policy";

export function bucketsIn(place: Place): readonly Bucket[] {
  return place.of("s3/bucket").map((draft) => {
    const name = nameOf(draft, "bucket");
    const beside = (kind: string) => place.of(`s3/${kind}`).find((one) => isOf(one, "bucket", draft, [name]));
    const policy = beside("bucketPolicy");
    const lock = lockOf(beside("bucketObjectLockConfiguration"), draft);
    return {
      kind: "bucket",
      arn: arnFor(draft),
      account: draft.account,
      region: draft.region,
      name,
      origin: draft.origin,
      policy: resourcePolicyOf(policy ?? draft, name, place),
      versioned: isVersioned(beside("bucketVersioning"), draft),
      objectLock: lock?.mode,
      retentionDays: lock?.days,
      keyArn: keyOf(beside("bucketServerSideEncryptionConfiguration"), draft, place),
    };
  });
}

/** Object Lock is possible with versioning only. */
function isVersioned(beside: Draft | undefined, bucket: Draft): boolean {
  const status = beside?.properties["versioningConfiguration"] ?? bucket.properties["versioningConfiguration"];
  return (
    textOf(valueAt(status, "status")) === "Enabled" || valueAt(bucket.properties["versioning"], "enabled") === true
  );
}

function lockOf(beside: Draft | undefined, bucket: Draft) {
  const rule = valueAt(
    beside?.properties["rule"] ?? valueAt(bucket.properties["objectLockConfiguration"], "rule"),
    "defaultRetention",
  );
  const mode = textOf(valueAt(rule, "mode"));
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") return undefined;
  return { mode: mode === "GOVERNANCE" ? "governance" : "compliance", days: daysIn(rule) } as const;
}

function daysIn(retention: Value): number | undefined {
  const [days, years] = [valueAt(retention, "days"), valueAt(retention, "years")];
  if (typeof days === "number" && days > 0) return days;
  return typeof years === "number" ? years * 365 : undefined;
}

/** Of its own resource, or of the bucket: as the provider has it there, or as a template. */
function keyOf(beside: Draft | undefined, bucket: Draft, place: Place): string | undefined {
  const inline = bucket.properties["serverSideEncryptionConfiguration"];
  const written = valueAt(inline, "rule") ?? valueAt(inline, "serverSideEncryptionConfiguration");
  const rule = beside === undefined ? written : beside.properties["rules"];
  const byDefault =
    valueAt(rule, "applyServerSideEncryptionByDefault") ?? valueAt(rule, "serverSideEncryptionByDefault");
  const key = valueAt(byDefault, "kmsMasterKeyId") ?? valueAt(byDefault, "kMSMasterKeyID");
  return beside === undefined
    ? arnAt(bucket, "serverSideEncryptionConfiguration", key, place)
    : arnAt(beside, "rules", key, place);
}

export function keysIn(place: Place): readonly Key[] {
  return place.of("kms/key").map((draft) => {
    const arn = arnFor(draft);
    const name = textOf(draft.properties["keyId"]) || draft.id || draft.label;
    const own = place.of("kms/keyPolicy").find((one) => isOf(one, "keyId", draft, [name, arn])) ?? draft;
    const aliases = place
      .of("kms/alias")
      .filter((alias) => isOf(alias, "targetKeyId", draft, [name, arn]))
      .map((alias) => nameOf(alias));
    return {
      kind: "key",
      arn,
      account: draft.account,
      region: draft.region,
      name,
      origin: draft.origin,
      policy: policyFrom(
        own.properties["policy"],
        "resource",
        `${aliases[0] ?? name} (policy)`,
        `${whereOf(own)}.policy`,
        place.report,
      ),
      aliases,
      isEnabled: draft.properties["isEnabled"] !== false,
    };
  });
}

export function tablesIn(place: Place): readonly Table[] {
  return place.of("dynamodb/table").map((draft) => {
    const name = nameOf(draft);
    const arn = arnFor(draft);
    const policy = place.of("dynamodb/resourcePolicy").find((one) => isOf(one, "resourceArn", draft, [arn]));
    return {
      kind: "table",
      arn,
      account: draft.account,
      region: draft.region,
      name,
      origin: draft.origin,
      policy: policy === undefined ? ownPolicyOf(draft, name, place) : resourcePolicyOf(policy, name, place),
      keyArn: keyOfTable(draft, place),
      isDeletionProtected: draft.properties["deletionProtectionEnabled"] === true,
    };
  });
}

/** A template wraps the document. */
function ownPolicyOf(table: Draft, name: string, place: Place): Policy | undefined {
  const { resourcePolicy: written, ...others } = table.properties;
  const resourcePolicy = isMapping(written) && "PolicyDocument" in written ? written["PolicyDocument"] : written;
  return resourcePolicyOf({ ...table, properties: { ...others, resourcePolicy } }, name, place, "resourcePolicy");
}

/** A key's ARN, or in a template its id or alias; none where AWS's own key serves. */
function keyOfTable(table: Draft, place: Place): string | undefined {
  const encryption = table.properties["serverSideEncryption"];
  if ((valueAt(encryption, "enabled") ?? valueAt(encryption, "sSEEnabled")) === false) return undefined;
  const key = valueAt(encryption, "kmsKeyArn") ?? valueAt(encryption, "kMSMasterKeyId");
  return arnAt(table, "serverSideEncryption", key, place);
}

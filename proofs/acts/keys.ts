import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const kms: Service = {
  prefix: "kms",
  eventSource: "kms.amazonaws.com",
  region: "home-of-thing",
  page: "awskeymanagementservice",
};

/** Recorded by the key's id, never by its alias. https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html */
const key = { keyId: "{id}" };
const keyCalls: readonly Call[] = [
  ["DisableKey", "blind", key],
  ["ScheduleKeyDeletion", "remove", { ...key, pendingWindowInDays: 7 }],
  ["PutKeyPolicy", "blind", { ...key, policyName: "default" }],
  ["DisableKeyRotation", "change", key],
  ["DeleteImportedKeyMaterial", "blind", key],
  ["UpdatePrimaryRegion", "change", key],
  ["ReplicateKey", "change", key],
];

const aliasCalls: readonly Call[] = [
  ["CreateAlias", "make", { aliasName: "{name}", targetKeyId: "00000000-0000-0000-0000-000000000000" }],
  ["UpdateAlias", "blind", { aliasName: "{name}", targetKeyId: "00000000-0000-0000-0000-000000000000" }],
  ["DeleteAlias", "remove", { aliasName: "{name}" }],
];

export const keyActs: readonly ActRow[] = [
  ...rowsFor(kms, ["key"], keyCalls),
  ...rowsFor(kms, ["keyAlias"], aliasCalls),
];

import { computeKeys } from "./compute";
import { encryptionKeys } from "./encryption";
import { globalKeys } from "./global";
import { identityKeys } from "./identity";
import type { ConditionKey, KeysByType, KeyType } from "./key";
import { managementKeys } from "./management";
import { otherKeys } from "./other";
import { storageKeys } from "./storage";
import { isWebIdentityKey } from "./web-identity";
import { workloadKeys } from "./workloads";

export type { ConditionKey, KeyType } from "./key";

const exact = new Map<string, ConditionKey>();
const prefixes = new Map<string, ConditionKey>();

for (const keys of [
  globalKeys,
  ...[identityKeys, managementKeys, storageKeys, computeKeys, encryptionKeys, workloadKeys, otherKeys]
    .flat()
    .map((row) => row.keys),
]) {
  register(keys);
}

/** Key names are not case sensitive; undefined means that no key of that name is known here. */
export function conditionKeyFor(name: string): ConditionKey | undefined {
  const key = name.toLowerCase();
  const found = exact.get(key);
  if (found !== undefined) return found;
  for (let end = 1; end < key.length; end++) {
    const mark = key[end - 1];
    if (mark !== "/" && mark !== ":") continue;
    const prefixed = prefixes.get(key.slice(0, end));
    if (prefixed !== undefined) return prefixed;
  }
  return isWebIdentityKey(key) ? { type: "String", multivalued: false } : undefined;
}

function register(keys: KeysByType): void {
  for (const [type, names] of Object.entries(keys) as [KeyType | `${KeyType}[]`, readonly string[]][]) {
    const multivalued = type.endsWith("[]");
    const key: ConditionKey = { type: type.replace("[]", "") as KeyType, multivalued };
    for (const name of names) (/[/:]$/.test(name) ? prefixes : exact).set(name.toLowerCase(), key);
  }
}

import { globalKeys } from "./global";
import type { ConditionKey, KeysByType, KeyType } from "./key";
import { otherKeys } from "./other";
import serviceKeys from "./service-keys.json";
import { isWebIdentityKey } from "./web-identity";

export type { ConditionKey, KeyType } from "./key";

/** A key with a name of the user's choice in it: a tag, a header, an attribute. */
interface KeyPattern {
  readonly head: string;
  readonly tail: string;
  readonly key: ConditionKey;
}

const exact = new Map<string, ConditionKey>();
const patterns = new Map<string, readonly KeyPattern[]>();

/**
 * The keys of the services come from the Service Authorization Reference; of two types, the one that stands last counts.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
for (const [type, services] of Object.entries(serviceKeys)) {
  for (const [service, names] of Object.entries(services)) {
    register({ [type]: names.split(" ").map((name) => `${service}:${name}`) });
  }
}
for (const keys of [globalKeys, ...otherKeys.map((row) => row.keys)]) register(keys);

/** Key names are not case sensitive; undefined means that no key of that name is known here. */
export function conditionKeyFor(name: string): ConditionKey | undefined {
  const key = name.toLowerCase();
  const found = exact.get(key) ?? patterns.get(serviceOf(key))?.find((pattern) => covers(pattern, key))?.key;
  if (found !== undefined) return found;
  return isWebIdentityKey(key) ? { type: "String", multivalued: false } : undefined;
}

function covers({ head, tail }: KeyPattern, key: string): boolean {
  return key.length > head.length + tail.length && key.startsWith(head) && key.endsWith(tail);
}

function serviceOf(key: string): string {
  return key.slice(0, Math.max(key.indexOf(":"), 0));
}

function register(keys: KeysByType): void {
  for (const [type, names] of Object.entries(keys) as [KeyType | `${KeyType}[]`, readonly string[]][]) {
    const multivalued = type.endsWith("[]");
    const key: ConditionKey = { type: type.replace("[]", "") as KeyType, multivalued };
    for (const name of names) {
      const [head = "", tail] = name.toLowerCase().split("*");
      if (tail === undefined) exact.set(head, key);
      else addPattern({ head, tail, key });
    }
  }
}

function addPattern(pattern: KeyPattern): void {
  const service = serviceOf(pattern.head);
  patterns.set(service, [...(patterns.get(service) ?? []), pattern]);
}

/**
 * Property values of Pulumi as they travel: JSON in which secrets and unknowns are marked.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/plugin/rpc.go
 */
export type Value = null | boolean | number | string | readonly Value[] | Properties;
export interface Properties {
  readonly [key: string]: Value;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Not known before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The other spellings say which type was expected and mean the same. */
const UNKNOWNS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
export const isObject = (value: Value | undefined): value is Properties =>
  typeof value === "object" && value !== null && !isList(value);
export const isUnknown = (value: Value | undefined): boolean => typeof value === "string" && UNKNOWNS.has(value);
export const isSecret = (value: Value | undefined): value is Properties =>
  isObject(value) && value[SIGNATURE] === SECRET;

export const secretOf = (value: Value): Value => (isSecret(value) ? value : { [SIGNATURE]: SECRET, value });

export function hasSecrets(value: Value): boolean {
  if (isSecret(value)) return true;
  if (isList(value)) return value.some(hasSecrets);
  return isObject(value) && Object.values(value).some(hasSecrets);
}

export function hasUnknowns(value: Value | undefined): boolean {
  if (isUnknown(value)) return true;
  if (isList(value)) return value.some(hasUnknowns);
  return isObject(value) && Object.values(value).some(hasUnknowns);
}

/** Without the marks of secrets, without nulls, and without what engines add for themselves ("__defaults"). */
export function plain(properties: Properties): Properties {
  return plainValue(properties) as Properties;
}

function plainValue(value: Value): Value {
  if (isSecret(value)) return plainValue(value["value"] ?? null);
  if (isList(value)) return value.map(plainValue);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => item !== null && !key.startsWith("__"))
      .map(([key, item]) => [key, plainValue(item)]),
  );
}

/** Equal in content; the order of keys does not count. */
export function isSame(one: Value | undefined, other: Value | undefined): boolean {
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]));
}

/**
 * Property values as they travel between program, engine and provider: JSON, in which secrets, unknowns, outputs,
 * resource references and assets are marked by a signature.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/plugin/rpc.go
 */
export type Value = null | boolean | number | string | readonly Value[] | Properties;
export interface Properties {
  readonly [key: string]: Value;
}

export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
export const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Not known before the update; the other spellings say which type was expected and mean the same. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
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
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isUnknown = (value: Value | undefined): boolean => typeof value === "string" && UNKNOWNS.has(value);
const isSigned = (value: Value | undefined, signature: string): value is Properties =>
  isObject(value) && value[SIGNATURE] === signature;
export const isSecret = (value: Value | undefined): value is Properties => isSigned(value, SECRET);
export const isAsset = (value: Value | undefined): value is Properties =>
  isSigned(value, ASSET) || isSigned(value, ARCHIVE);
export const secretOf = (value: Value): Value => (isSecret(value) ? value : { [SIGNATURE]: SECRET, value });

/** The value with each part replaced by what `change` returns for it; parts for which it returns undefined are kept. */
export function mapped(value: Value, change: (part: Value) => Value | undefined): Value {
  const changed = change(value);
  if (changed !== undefined) return changed;
  if (isList(value)) return value.map((item) => mapped(item, change));
  if (!isObject(value)) return value;
  return mappedProperties(value, change);
}

export function mappedProperties(properties: Properties, change: (part: Value) => Value | undefined): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, item]) => [key, mapped(item, change)]));
}

function some(value: Value, test: (part: Value) => boolean): boolean {
  if (test(value)) return true;
  if (isList(value)) return value.some((item) => some(item, test));
  return isObject(value) && Object.values(value).some((item) => some(item, test));
}

export const hasUnknowns = (value: Value): boolean => some(value, isUnknown);
const hasSecrets = (value: Value): boolean => some(value, isSecret);

/** Outputs become what they hold: a value, a secret or an unknown (the engine's downgradeOutputValues). */
export function resolved(properties: Properties): Properties {
  return mappedProperties(properties, (part) => {
    if (isUnknown(part)) return UNKNOWN;
    if (!isSigned(part, OUTPUT)) return undefined;
    const value = "value" in part ? (resolved({ value: part["value"] ?? null })["value"] ?? null) : UNKNOWN;
    return part["secret"] === true ? secretOf(value) : value;
  });
}

/** The value with outputs that name what it depends on, so that transforms keep the dependencies. */
export function outputOf(value: Value, dependencies: readonly string[]): Value {
  if (dependencies.length === 0) return value;
  const all = [...new Set([...dependencies, ...dependenciesOf(value)])];
  if (isSigned(value, OUTPUT)) return { ...value, dependencies: all };
  const known = isUnknown(value) ? {} : { value: isSecret(value) ? (value["value"] ?? null) : value };
  return { [SIGNATURE]: OUTPUT, ...known, ...(isSecret(value) ? { secret: true } : {}), dependencies: all };
}

/** The URNs named by the outputs inside the value. */
export function dependenciesOf(value: Value): readonly string[] {
  const found = new Set<string>();
  some(value, (part) => {
    const named = isSigned(part, OUTPUT) ? part["dependencies"] : undefined;
    if (isList(named)) for (const urn of named) if (typeof urn === "string") found.add(urn);
    return false;
  });
  return [...found];
}

/** The properties without their secret marks. */
export const revealedProperties = (properties: Properties): Properties => mappedProperties(properties, openedSecret);
const openedSecret = (part: Value): Value | undefined =>
  isSecret(part) ? mapped(part["value"] ?? null, openedSecret) : undefined;

/** What to send to a provider that does not accept resource references: the id, or the URN of a component. */
export const withoutReferences = (properties: Properties): Properties =>
  mappedProperties(properties, (part) => (isSigned(part, REFERENCE) ? (part["id"] ?? part["urn"] ?? null) : undefined));

/** The properties without what is unknown. */
export function known(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !hasUnknowns(value)));
}

/** `outputs` with secret marks where `inputs` have them: for providers that do not return secrets (annotateSecrets). */
export function annotated(outputs: Properties, inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, output]) => {
      const input = inputs[key];
      if (input === undefined) return [key, output];
      const nested = isObject(output) && isObject(input) && !isSecret(output) && !isSecret(input);
      return [key, nested ? annotated(output, input) : hasSecrets(input) ? secretOf(output) : output];
    }),
  );
}

/** Equal in content; the order of keys does not count. */
export function isSame(one: Value | undefined, other: Value | undefined): boolean {
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (isAsset(one) && isAsset(other)) return one["hash"] === other["hash"];
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]));
}

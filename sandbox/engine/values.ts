/**
 * Property values as they travel between program, engine and provider: JSON, in which secrets, unknowns and assets are
 * marked. https://github.com/pulumi/pulumi/blob/master/pkg/resource/plugin/rpc.go
 */
export type Value = null | boolean | number | string | readonly Value[] | Properties;
export interface Properties {
  readonly [key: string]: Value;
}

export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
/** Not known before the update; the other spellings say which type was expected and mean the same. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS: readonly Value[] = `${UNKNOWN} 1c4a061d-8072-4f0a-a4cb-0ff528b18fe7 3eeb2bf0-c639-47a8-9e75-3b44932eb421
6a19a0b0-7e62-4c92-b797-7f8e31da9cc2 030794c1-ac77-496b-92df-f27374a8bd58
e48ece36-62e2-4504-bad9-02848725956a dd056dcd-154b-4c76-9bd3-c8f88648b5ff`.split(/\s/);

type Maybe = Value | undefined;
export const isList = (value: Maybe): value is readonly Value[] => Array.isArray(value);
export const isObject = (value: Maybe): value is Properties => value instanceof Object && !Array.isArray(value);
export const isUnknown = (value: Maybe): boolean => value !== undefined && UNKNOWNS.includes(value);
export const isSecret = (value: Maybe): value is Properties => isObject(value) && value[SIGNATURE] === SECRET;
export const isAsset = (value: Maybe): value is Properties =>
  isObject(value) && (value[SIGNATURE] === ASSET || value[SIGNATURE] === ARCHIVE);
export const secretOf = (value: Value): Value => (isSecret(value) ? value : { [SIGNATURE]: SECRET, value });
type Change = (part: Value) => Value | undefined;

/** The properties with each part replaced by what `change` makes of it; where that is undefined, the part is kept. */
export function mapped(properties: Properties, change: Change): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, mappedValue(value, change)]));
}

function mappedValue(value: Value, change: Change): Value {
  const changed = change(value);
  if (changed !== undefined) return changed;
  if (isList(value)) return value.map((item) => mappedValue(item, change));
  return isObject(value) ? mapped(value, change) : value;
}

/** The properties without their secret marks. */
export const revealed = (properties: Properties): Properties => mapped(properties, opened);
const opened: Change = (part) => (isSecret(part) ? mappedValue(part["value"] ?? null, opened) : undefined);

export function contains(value: Value, test: (part: Value) => boolean): boolean {
  if (test(value)) return true;
  return value instanceof Object && Object.values(value).some((item: Value) => contains(item, test));
}

/** The properties, of which those that `isMarked` names are secret. */
export function withSecrets(properties: Properties, isMarked: (key: string) => boolean): Properties {
  const entries = Object.entries(properties);
  return Object.fromEntries(entries.map(([key, value]) => [key, isMarked(key) ? secretOf(value) : value]));
}

/** The parts of a path such as `tags["a.b"].list[0]` or `statements[*].action`. */
function partsOf(path: string): readonly string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, index, name]) => quoted?.replaceAll('\\"', '"') ?? index ?? name ?? "");
}

/** True if a change at `changed` is a change of what `path` selects. */
export function covers(path: string, changed: string): boolean {
  const [wanted, found] = [partsOf(path), partsOf(changed)];
  return wanted.length <= found.length && wanted.every((part, index) => part === "*" || part === found[index]);
}

/** `news`, in which what the paths of ignoreChanges select is as it was in `olds`. */
export function withIgnoredChanges(news: Properties, olds: Properties, paths: readonly string[]): Properties {
  return paths.reduce<Properties>((value, path) => reset(value, olds, partsOf(path)) as Properties, news);
}

function reset(value: Value, old: Value, [part, ...rest]: readonly string[]): Value {
  if (part === undefined) return old;
  if (isSecret(value)) return secretOf(reset(value["value"] ?? null, old, [part, ...rest]));
  if (isSecret(old)) return reset(value, old["value"] ?? null, [part, ...rest]);
  if (!(value instanceof Object && old instanceof Object) || isList(value) !== isList(old)) return value;
  const [now, before] = [new Map<string, Value>(Object.entries(value)), new Map<string, Value>(Object.entries(old))];
  const isFree = rest.length === 0 && !isList(value); // nothing is added to a list, or taken from it
  for (const key of part === "*" ? [...now.keys(), ...before.keys()] : [part]) {
    const item = before.get(key);
    if (item !== undefined && (now.has(key) || isFree)) now.set(key, reset(now.get(key) ?? null, item, rest));
    else if (item === undefined && isFree) now.delete(key);
  }
  return isList(value) ? [...now.values()] : Object.fromEntries(now);
}

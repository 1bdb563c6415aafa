import { isList, isObject, isSecret, type Properties, secretOf, type Value } from "./values";

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
  if (isList(value) && isList(old)) {
    const isSelected = (index: number): boolean => index < old.length && (part === "*" || part === String(index));
    return value.map((item, index) => (isSelected(index) ? reset(item, old[index] ?? null, rest) : item));
  }
  if (!isObject(value) || !isObject(old)) return value;
  const result = new Map(Object.entries(value));
  for (const key of part === "*" ? [...Object.keys(value), ...Object.keys(old)] : [part]) {
    const [now, before] = [value[key], old[key]];
    if (rest.length > 0 && now !== undefined && before !== undefined) result.set(key, reset(now, before, rest));
    else if (rest.length === 0 && before !== undefined) result.set(key, before);
    else if (rest.length === 0) result.delete(key);
  }
  return Object.fromEntries(result);
}

import { isList, isObject, isSame, isSecret, isUnknown, type Properties, type Value } from "./values";

/** One property of a resource, as the schema of the upstream provider has it. */
export interface Field {
  readonly type: "string" | "number" | "boolean" | "list" | "set" | "map" | "object";
  readonly required?: boolean;
  /** A change replaces the resource. */
  readonly forceNew?: boolean;
  readonly default?: Value;
  /** AWS or the provider fills it in where the program says nothing: then there is nothing to compare. */
  readonly computed?: boolean;
  /** Text that is compared by its meaning: as JSON, or as a policy, in which a list of one is the same as its item. */
  readonly json?: "document" | "policy";
  readonly oneOf?: readonly string[];
  readonly conflictsWith?: readonly string[];
  /** What is wrong with the value; AWS's or the upstream provider's words. */
  readonly check?: (value: never) => string | undefined;
  /** Of a list, set or map. */
  readonly items?: Field;
  /** Of an object. */
  readonly fields?: Fields;
}

export type Fields = Readonly<Record<string, Field>>;

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface Change {
  /** "autoDeployment.enabled" */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replace: boolean;
}

/** Everything wrong with the inputs: names, types, values. Unknown values are left for the update. */
export function failuresOf(fields: Fields, inputs: Properties, prefix = ""): readonly Failure[] {
  const failures: Failure[] = [];
  for (const name of Object.keys(inputs)) {
    if (fields[name] === undefined) {
      const known = Object.keys(fields).sort().join(", ");
      failures.push({ property: prefix + name, reason: `Invalid or unknown key; the properties are: ${known}` });
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = inputs[name];
    if (value !== undefined) failures.push(...failuresOfValue(field, value, prefix + name));
    else if (field.required === true) failures.push({ property: prefix + name, reason: "Missing required property" });
    const conflicting =
      value === undefined ? [] : (field.conflictsWith ?? []).filter((other) => inputs[other] !== undefined);
    for (const other of conflicting)
      failures.push({ property: prefix + name, reason: `Conflicting configuration: conflicts with ${prefix}${other}` });
  }
  return failures;
}

function failuresOfValue(field: Field, value: Value, path: string): readonly Failure[] {
  if (isUnknown(value)) return [];
  if (!hasType(field, value))
    return [{ property: path, reason: `expected ${words[field.type]}, got ${JSON.stringify(value)}` }];
  if (field.oneOf !== undefined && !field.oneOf.includes(String(value as string))) {
    return [
      {
        property: path,
        reason: `expected ${path} to be one of [${field.oneOf.map((one) => `"${one}"`).join(", ")}], got ${String(value as string)}`,
      },
    ];
  }
  if (isList(value)) {
    const { items } = field;
    return [
      ...own(field, value, path),
      ...(items === undefined ? [] : value.flatMap((item, index) => failuresOfValue(items, item, `${path}[${index}]`))),
    ];
  }
  if (isObject(value)) {
    const { items, fields } = field;
    if (fields !== undefined) return [...own(field, value, path), ...failuresOf(fields, value, `${path}.`)];
    const ofItems =
      items === undefined
        ? []
        : Object.entries(value).flatMap(([key, item]) => failuresOfValue(items, item, `${path}.${key}`));
    return [...own(field, value, path), ...ofItems];
  }
  return own(field, value, path);
}

function own({ check }: Field, value: Value, path: string): readonly Failure[] {
  const reason = check?.(value as never);
  return reason === undefined ? [] : [{ property: path, reason }];
}

const words: Readonly<Record<Field["type"], string>> = {
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  list: "a list",
  set: "a list",
  map: "a map",
  object: "an object",
};

function hasType({ type }: Field, value: Value): boolean {
  switch (type) {
    case "list":
    case "set":
      return isList(value);
    case "map":
    case "object":
      return isObject(value);
    default:
      return typeof value === type;
  }
}

/** The inputs with the defaults of the schema filled in. */
export function withDefaults(fields: Fields, inputs: Properties): Properties {
  const filled: Record<string, Value> = { ...inputs };
  for (const [name, field] of Object.entries(fields)) {
    const value = filled[name];
    if (value === undefined && field.default !== undefined) filled[name] = field.default;
    else if (field.fields !== undefined && isObject(value)) filled[name] = withNestedDefaults(field.fields, value);
  }
  return filled;
}

function withNestedDefaults(fields: Fields, value: Properties): Properties {
  if (!isSecret(value)) return withDefaults(fields, value);
  const inside = value["value"];
  return isObject(inside) ? { ...value, value: withDefaults(fields, inside) } : value;
}

/** What differs between the state and the new inputs, each change once. */
export function changesOf(
  fields: Fields,
  state: Properties,
  inputs: Properties,
  prefix = "",
  replaces = false,
): readonly Change[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = prefix + name;
    const [old, now] = [state[name], inputs[name]];
    const replace = replaces || field.forceNew === true;
    if (isSameValue(field, old, now)) return [];
    if (isUnknown(now)) return [{ path, kind: old === undefined ? ("add" as const) : ("update" as const), replace }];
    if (field.fields !== undefined && isObject(old) && isObject(now))
      return changesOf(field.fields, old, now, `${path}.`, replace);
    return [
      {
        path,
        kind: old === undefined ? ("add" as const) : now === undefined ? ("delete" as const) : ("update" as const),
        replace,
      },
    ];
  });
}

/** Whether the program's value means what the state has. */
export function isSameValue(field: Field, old: Value | undefined, now: Value | undefined): boolean {
  if (now === undefined) return field.computed === true || isEmpty(old);
  if (old === undefined) return isEmpty(now);
  if (field.json !== undefined && typeof old === "string" && typeof now === "string")
    return isSameJson(field.json, old, now);
  if (field.type === "set" && isList(old) && isList(now)) return isSameSet(field.items, old, now);
  if (field.fields !== undefined && isObject(old) && isObject(now)) {
    return Object.entries(field.fields).every(([name, part]) => isSameValue(part, old[name], now[name]));
  }
  return isSame(old, now);
}

function isSameSet(items: Field | undefined, old: readonly Value[], now: readonly Value[]): boolean {
  if (items?.fields === undefined) return isSame(sorted(old), sorted(now));
  return old.length === now.length && now.every((item) => old.some((other) => isSameValue(items, other, item)));
}

/** The upstream provider does not tell nothing from an empty text, list or map, or from false. */
function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isEmpty);
}

function isSameJson(kind: "document" | "policy", one: string, other: string): boolean {
  if (one === other) return true;
  try {
    const [a, b] = [JSON.parse(one) as Value, JSON.parse(other) as Value];
    return kind === "document" ? isSame(a, b) : isSame(withoutSingles(a), withoutSingles(b));
  } catch {
    return false;
  }
}

/** In a policy a list of one means the same as its item, and the order of a list of texts means nothing. */
function withoutSingles(value: Value): Value {
  if (isList(value)) {
    const items = value.map(withoutSingles);
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    return items.every((item) => typeof item === "string") ? sorted(items) : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSingles(item)]));
}

function sorted(values: readonly Value[]): readonly Value[] {
  return [...values].sort((one, other) => {
    const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
    return a < b ? -1 : a > b ? 1 : 0;
  });
}

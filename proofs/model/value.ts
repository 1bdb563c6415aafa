/** Stands where a value is not known before the update. Compared by identity. */
export const UNKNOWN = Object.freeze({ unknown: true } as const);
export type Unknown = typeof UNKNOWN;

/** A property's value as a rule sees it: plain JSON, secrets without their wrapping, with what is unknown marked. */
export type Value =
  string | number | boolean | null | undefined | readonly Value[] | { readonly [name: string]: Value };
export type Properties = Readonly<Record<string, Value>>;

export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}

export function isMapping(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && value !== UNKNOWN;
}

/** The text, or none where it is no text. */
export function textOf(value: Value): string {
  return typeof value === "string" ? value : "";
}

/** Unknown if a value on the way is. A list of one where an object is expected is that object, as older providers say it. */
export function valueAt(root: Value, path: string): Value {
  let value: Value = root;
  for (const name of path.split(".")) {
    if (isUnknown(value)) return UNKNOWN;
    if (Array.isArray(value) && !/^\d+$/.test(name)) value = (value as readonly Value[])[0];
    if (isUnknown(value)) return UNKNOWN;
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, Value>>)[name];
  }
  return value;
}

/** A list as it is, one value as a list of it, nothing as none; an unknown list is one unknown item. */
export function listOf(value: Value): readonly Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

/** Whether anything in it is unknown. */
export function holdsUnknown(value: Value): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return (value as readonly Value[]).some(holdsUnknown);
  return isMapping(value) && Object.values(value).some(holdsUnknown);
}

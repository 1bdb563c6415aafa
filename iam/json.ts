export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One string or a list of strings, as most elements take them; undefined (and told) if it is neither. */
export function stringsFrom(
  value: unknown,
  path: string,
  report: (path: string, message: string) => void,
): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const strings = list.filter((item) => typeof item === "string");
  if (strings.length === list.length && strings.length > 0) return strings;
  report(path, `expected text or a list of texts, found ${JSON.stringify(value)}`);
  return undefined;
}

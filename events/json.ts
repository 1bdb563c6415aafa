/**
 * JSON as the matcher sees it: names in their order, with repetitions, and numbers as they were written.
 * A number beyond the precision of a double is compared by its text, and `JSON.parse` would lose that text.
 */
export type Json = Leaf | { readonly kind: "array"; readonly items: readonly Json[] } | JsonObject;

export interface JsonObject {
  readonly kind: "object";
  readonly entries: readonly (readonly [name: string, value: Json])[];
}

export type Leaf =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "word"; readonly text: "true" | "false" | "null" };

const NULL: Leaf = { kind: "word", text: "null" };

/** A value of JavaScript, read as `JSON.stringify` would write it. Names for which `isWanted` is false are left out. */
export function jsonFrom(value: unknown, isWanted: (name: string) => boolean = () => true): Json {
  switch (typeof value) {
    case "string":
      return { kind: "text", value };
    case "number":
      return Number.isFinite(value) ? { kind: "number", text: String(value) } : NULL;
    case "bigint":
      return { kind: "number", text: value.toString() };
    case "boolean":
      return { kind: "word", text: value ? "true" : "false" };
    case "object":
      if (value === null) return NULL;
      if (Array.isArray(value)) return { kind: "array", items: value.map((item) => jsonFrom(item, isWanted)) };
      return { kind: "object", entries: entriesFrom(value, isWanted) };
    default:
      return NULL;
  }
}

function entriesFrom(value: object, isWanted: (name: string) => boolean): JsonObject["entries"] {
  const present = Object.entries(value).filter(([name, item]) => isWanted(name) && !isLeftOut(item));
  return present.map(([name, item]) => [name, jsonFrom(item, isWanted)]);
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === "function" || typeof value === "symbol";
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/** Throws a SyntaxError, as `JSON.parse` does, if the text is not JSON. */
export function jsonFromText(text: string): Json {
  JSON.parse(text);
  const tokens = text.match(TOKEN) ?? [];
  let position = 0;
  return next();

  function next(): Json {
    const token = tokens[position++] ?? "";
    if (token === "{") return { kind: "object", entries: listUntil("}", entry) };
    if (token === "[") return { kind: "array", items: listUntil("]", next) };
    if (token === "true" || token === "false" || token === "null") return { kind: "word", text: token };
    return token.startsWith('"') ? { kind: "text", value: textFrom(token) } : { kind: "number", text: token };
  }

  function entry(): readonly [string, Json] {
    const name = textFrom(tokens[position] ?? "");
    position += 2;
    return [name, next()];
  }

  function listUntil<T>(end: string, item: () => T): readonly T[] {
    const list: T[] = [];
    while (tokens[position] !== end) {
      list.push(item());
      if (tokens[position] === ",") position++;
    }
    position++;
    return list;
  }
}

function textFrom(token: string): string {
  const value: unknown = JSON.parse(token);
  return String(value);
}

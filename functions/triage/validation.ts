import type { Schema } from "./incident-events";

/** Every place where a value differs from its schema: `path: what is expected`. */
export function schemaIssues(value: unknown, schema: Schema, path = "detail"): readonly string[] {
  switch (schema.type) {
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path}: true or false`];
    case "string":
      return textIssues(value, schema, path);
    case "array":
      return arrayIssues(value, schema, path);
    case "object":
      return objectIssues(value, schema, path);
    default:
      return schema.type satisfies never;
  }
}

function textIssues(value: unknown, { pattern, enum: allowed }: Schema, path: string): readonly string[] {
  if (typeof value !== "string") return [`${path}: a text`];
  if (allowed !== undefined && !allowed.includes(value)) return [`${path}: one of ${allowed.join(", ")}`];
  return pattern === undefined || new RegExp(pattern, "u").test(value) ? [] : [`${path}: a text like ${pattern}`];
}

function arrayIssues(value: unknown, schema: Schema, path: string): readonly string[] {
  const { items, minItems = 0, maxItems = Infinity } = schema;
  if (!Array.isArray(value)) return [`${path}: a list`];
  const size = value.length < minItems || value.length > maxItems ? [`${path}: ${minItems} to ${maxItems} items`] : [];
  const unique = new Set(value).size === value.length ? [] : [`${path}: no item twice`];
  const each =
    items === undefined ? [] : value.flatMap((item, index) => schemaIssues(item, items, `${path}[${index}]`));
  return [...size, ...unique, ...each];
}

function objectIssues(value: unknown, schema: Schema, path: string): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: an object`];
  const { properties = {}, required = [] } = schema;
  const entries = Object.entries(value);
  const names = new Set(entries.map(([name]) => name));
  return [
    ...required.filter((name) => !names.has(name)).map((name) => `${path}.${name}: missing`),
    ...entries.flatMap(([name, item]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return known === undefined ? [`${path}.${name}: unknown`] : schemaIssues(item, known, `${path}.${name}`);
    }),
  ];
}

import type { Properties, Value } from "../value";

/** Where a template is expanded: one stack in one account and Region. */
export interface Scope {
  readonly pseudo: Readonly<Record<string, Value>>;
  readonly parameters: Properties;
  readonly mappings: Properties;
  readonly conditions: Properties;
  /** What `Ref` and `Fn::GetAtt` give of a resource of the template. */
  readonly ref: (logicalId: string) => Value;
  readonly attribute: (logicalId: string, name: string) => Value;
}

/** A function is an object with this one key; `Ref` beside other keys is data. */
export function callOf(value: Value): { readonly name: string; readonly argument: Value } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0 || (name !== "Ref" && !name.startsWith("Fn::"))) return undefined;
  return { name, argument: (value as Properties)[name] };
}

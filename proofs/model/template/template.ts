import { notYet } from "../not-yet";
import { isMapping, isUnknown, listOf, textOf, UNKNOWN, type Properties, type Value } from "../value";

/** A template as far as it is expanded here. */
export interface Template {
  readonly parameters: Properties;
  readonly mappings: Properties;
  readonly conditions: Properties;
  readonly resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly type: string;
  readonly condition: string | undefined;
  readonly properties: Properties;
}

export type ReadTemplate =
  { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly why: string };

/** From its text or object. Templates in YAML, from a URL, and those that a transform rewrites are not read. */
export function templateFrom(properties: Properties): ReadTemplate {
  const body = properties["templateBody"];
  if (isUnknown(body)) return { ok: false, why: `the template is ${notYet}` };
  if (textOf(properties["templateUrl"]) !== "" && textOf(body) === "")
    return { ok: false, why: "a template that lies at a URL is not read" };
  const root = typeof body === "string" ? jsonOf(body) : body;
  if (!isMapping(root)) return { ok: false, why: "the template is no JSON object" };
  if (listOf(root["Transform"]).length > 0)
    return { ok: false, why: "nobody here knows what its transform makes of the template" };
  const resources = Object.entries(sectionOf(root, "Resources")).flatMap(([id, resource]) => {
    if (!isMapping(resource)) return [];
    const { Type: type, Condition: condition, Properties: own = {} } = resource;
    const read = {
      type: textOf(type),
      condition: typeof condition === "string" ? condition : undefined,
      properties: isMapping(own) ? own : {},
    };
    return [[id, read] as const];
  });
  return {
    ok: true,
    template: {
      parameters: sectionOf(root, "Parameters"),
      mappings: sectionOf(root, "Mappings"),
      conditions: sectionOf(root, "Conditions"),
      resources: Object.fromEntries(resources),
    },
  };
}

/** Given values come before defaults; of a parameter without either, and of one that is looked up, nobody knows the value. */
export function parameterValues({ parameters }: Template, given: Value): Properties {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, declared]) => {
      const { Type: type, Default: fallback } = isMapping(declared) ? declared : {};
      const own = isMapping(given) ? given[name] : isUnknown(given) ? UNKNOWN : undefined;
      const value = own ?? fallback ?? UNKNOWN;
      if (textOf(type).startsWith("AWS::SSM::")) return [name, UNKNOWN];
      const isList = textOf(type) === "CommaDelimitedList" || textOf(type).startsWith("List<");
      return [name, isList && typeof value === "string" ? value.split(",").map((item) => item.trim()) : value];
    }),
  );
}

function sectionOf(root: Properties, name: string): Properties {
  const section = root[name];
  return isMapping(section) ? section : {};
}

function jsonOf(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

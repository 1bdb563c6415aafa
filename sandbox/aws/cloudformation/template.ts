import { AwsError } from "../errors";
import { hasFunctions, isObject, referencesIn, type Value } from "./intrinsics";
import { resourceTypes } from "./resource-types";

/** A template, read and checked; the order is that of creation. */
export interface Template {
  readonly parameters: Readonly<Record<string, TemplateParameter>>;
  readonly conditions: Readonly<Record<string, Value>>;
  readonly resources: readonly TemplateResource[];
  readonly outputs: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateOutput {
  readonly value: Value;
  readonly condition?: string;
}

export interface TemplateParameter {
  readonly defaultValue?: string;
  readonly allowed?: readonly string[];
}

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly condition?: string;
  readonly properties: Readonly<Record<string, Value>>;
  /** Without functions: the same in every account. */
  readonly constant: boolean;
  readonly dependsOn: readonly string[];
}

/** In bytes, of TemplateBody. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const largestTemplate = 51_200;
const sections = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Conditions",
  "Resources",
  "Outputs",
];
const attributes = [
  "Type",
  "Condition",
  "Properties",
  "DependsOn",
  "Metadata",
  "DeletionPolicy",
  "UpdateReplacePolicy",
];

const known = new Map<string, Template>();
const mostKnown = 20;

/** Reads a template once for all accounts. Only JSON is read here; CloudFormation also takes YAML. */
export function templateOf(body: string): Template {
  let template = known.get(body);
  if (template === undefined) {
    if (known.size >= mostKnown) known.clear();
    template = checkedTemplate(body);
    known.set(body, template);
  }
  return template;
}

function checkedTemplate(body: string): Template {
  if (Buffer.byteLength(body) > largestTemplate) {
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${largestTemplate}`,
    );
  }
  const document = jsonOf(body);
  const unknown = Object.keys(document).filter((section) => !sections.includes(section));
  if (document["Transform"] !== undefined) {
    throw formatError("Transforms and macros are not supported by stack sets with service-managed permissions.");
  }
  if (unknown.length > 0) throw validationError(`Invalid template property or properties [${unknown.join(", ")}]`);
  const conditions = sectionOf(document, "Conditions");
  const resources = Object.entries(sectionOf(document, "Resources")).map(([id, value]) =>
    resourceOf(id, value, conditions),
  );
  if (resources.length === 0) throw formatError("At least one Resources member must be defined.");
  const parameters = Object.fromEntries(
    Object.entries(sectionOf(document, "Parameters")).map(([name, value]) => [name, parameterOf(name, value)]),
  );
  checkTypes(resources);
  checkReferences(resources, conditions, parameters);
  const outputs = Object.fromEntries(
    Object.entries(sectionOf(document, "Outputs")).map(([name, value]) => [name, outputOf(name, value, conditions)]),
  );
  return { parameters, conditions, resources: inOrder(resources), outputs };
}

function outputOf(name: string, value: Value, conditions: Readonly<Record<string, Value>>): TemplateOutput {
  const condition = isObject(value) ? value["Condition"] : undefined;
  if (!isObject(value) || value["Value"] === undefined) {
    throw formatError(`[/Outputs/${name}] Every Outputs member must contain a Value object`);
  }
  if (condition === undefined) return { value: value["Value"] };
  if (typeof condition === "string" && conditions[condition] !== undefined) return { value: value["Value"], condition };
  throw formatError(
    `Unresolved condition dependency ${JSON.stringify(condition)} in the Outputs block of the template`,
  );
}

function jsonOf(body: string): Readonly<Record<string, Value>> {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    throw formatError("JSON not well-formed. (The sandbox reads templates in JSON only.)");
  }
  if (!isObject(document as Value)) throw formatError("unsupported structure.");
  return document as Readonly<Record<string, Value>>;
}

function sectionOf(document: Readonly<Record<string, Value>>, name: string): Readonly<Record<string, Value>> {
  const section = document[name] ?? {};
  if (!isObject(section)) throw formatError(`[/${name}] is not an object.`);
  return section;
}

function parameterOf(name: string, value: Value): TemplateParameter {
  if (!isObject(value)) throw formatError(`[/Parameters/${name}] is not an object.`);
  const known = ["Type", "Default", "AllowedValues", "Description"];
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw formatError(`the sandbox does not know ${unknown} of parameter ${name}.`);
  if (value["Type"] !== "String") throw formatError(`the sandbox knows parameters of type String only: ${name}.`);
  const allowed = value["AllowedValues"];
  return {
    ...(value["Default"] === undefined ? {} : { defaultValue: String(value["Default"] as string) }),
    ...(Array.isArray(allowed) ? { allowed: allowed.map(String) } : {}),
  };
}

function resourceOf(logicalId: string, value: Value, conditions: Readonly<Record<string, Value>>): TemplateResource {
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
  if (!isObject(value)) throw formatError(`[/Resources/${logicalId}] is not an object.`);
  const unknown = Object.keys(value).filter((key) => !attributes.includes(key));
  if (unknown.length > 0) {
    throw validationError(`Invalid template resource property '${unknown[0]}'`);
  }
  const { Type: type, Condition: condition, Properties: properties = {}, DependsOn: dependsOn = [] } = value;
  if (typeof type !== "string")
    throw formatError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
  if (!isObject(properties)) throw formatError(`[/Resources/${logicalId}/Properties] is not an object.`);
  if (condition !== undefined && (typeof condition !== "string" || conditions[condition] === undefined)) {
    throw formatError(
      `Unresolved condition dependency ${JSON.stringify(condition)} in the Resources block of the template`,
    );
  }
  return {
    logicalId,
    type,
    ...(condition === undefined ? {} : { condition }),
    properties,
    constant: !hasFunctions(properties),
    dependsOn: [dependsOn].flat().map(String),
  };
}

function checkTypes(resources: readonly TemplateResource[]): void {
  const unknown = resources.map(({ type }) => type).filter((type) => resourceTypes[type] === undefined);
  if (unknown.length > 0) throw formatError(`Unrecognized resource types: [${[...new Set(unknown)].join(", ")}]`);
}

function checkReferences(
  resources: readonly TemplateResource[],
  conditions: Readonly<Record<string, Value>>,
  parameters: Readonly<Record<string, TemplateParameter>>,
): void {
  const known = new Set([...resources.map(({ logicalId }) => logicalId), ...Object.keys(parameters)]);
  const unresolved = resources
    .flatMap(({ properties, dependsOn }) => [...referencesIn(properties), ...dependsOn])
    .filter((name) => !known.has(name));
  if (unresolved.length > 0) {
    throw formatError(
      `Unresolved resource dependencies [${[...new Set(unresolved)].join(", ")}] in the Resources block of the template`,
    );
  }
  const wrong = Object.values(conditions)
    .flatMap((condition) => [...referencesIn(condition)])
    .find((name) => parameters[name] === undefined);
  if (wrong !== undefined)
    throw formatError(
      `Unresolved dependencies [${wrong}]. Cannot reference resources in the Conditions block of the template`,
    );
}

/** What a resource refers to is made before it; otherwise the order of the template holds. */
function inOrder(resources: readonly TemplateResource[]): readonly TemplateResource[] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const done = new Set<string>();
  const ordered: TemplateResource[] = [];
  const place = (resource: TemplateResource, waiting: readonly string[]): void => {
    if (done.has(resource.logicalId)) return;
    if (waiting.includes(resource.logicalId)) {
      throw validationError(`Circular dependency between resources: [${waiting.join(", ")}]`);
    }
    for (const name of [...referencesIn(resource.properties), ...resource.dependsOn]) {
      const needed = byId.get(name);
      if (needed !== undefined) place(needed, [...waiting, resource.logicalId]);
    }
    done.add(resource.logicalId);
    ordered.push(resource);
  };
  for (const resource of resources) place(resource, []);
  return ordered;
}

/** IAM with names of its own needs CAPABILITY_NAMED_IAM, other IAM either of the two. */
export function checkCapabilities({ resources }: Template, capabilities: readonly string[]): void {
  const needed = resources.map(({ type, properties }) => resourceTypes[type]?.capability(properties));
  const required = needed.includes("CAPABILITY_NAMED_IAM")
    ? "CAPABILITY_NAMED_IAM"
    : needed.includes("CAPABILITY_IAM") && !capabilities.includes("CAPABILITY_NAMED_IAM")
      ? "CAPABILITY_IAM"
      : undefined;
  if (required !== undefined && !capabilities.includes(required)) {
    throw new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${required}]`);
  }
}

/** The values of all parameters of one stack. */
export function parameterValues(
  { parameters }: Template,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const foreign = Object.keys(given).filter((name) => parameters[name] === undefined);
  if (foreign.length > 0) throw validationError(`Parameters: [${foreign.join(", ")}] do not exist in the template`);
  const missing = Object.keys(parameters).filter(
    (name) => given[name] === undefined && parameters[name]?.defaultValue === undefined,
  );
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(", ")}] must have values`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { defaultValue = "", allowed }]) => {
      const value = given[name] ?? defaultValue;
      if (allowed !== undefined && !allowed.includes(value)) {
        throw validationError(`Parameter '${name}' must be one of AllowedValues`);
      }
      return [name, value];
    }),
  );
}

export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

function formatError(message: string): AwsError {
  return validationError(`Template format error: ${message}`);
}

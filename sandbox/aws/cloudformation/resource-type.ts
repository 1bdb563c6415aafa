import { AwsError } from "../errors";
import { letters } from "../ids";
import type { Tags } from "../model";
import type { Session } from "../session";
import { isList, isObject, type Value } from "./intrinsics";

export type Properties = Readonly<Record<string, Value>>;

/** The stack and the place in it of one resource. */
export interface Place {
  readonly stackName: string;
  readonly logicalId: string;
  readonly accountId: string;
  readonly region: string;
}

/** One resource type of CloudFormation. */
export interface ResourceType {
  /** Properties it has; those that must be there are "required". */
  readonly properties: Readonly<Record<string, "required" | "optional">>;
  /** Properties whose change replaces the resource. */
  readonly replacing: readonly string[];
  /** The property that gives it a name of one's own. */
  readonly customName?: string;
  readonly capability: (properties: Properties) => "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | undefined;
  readonly physicalId: (place: Place, properties: Properties) => string;
  /** `Fn::GetAtt` and `Ref` ("Ref"); undefined for an attribute it does not have. */
  readonly attribute: (place: Place, properties: Properties, name: string) => string | undefined;
  readonly create: (session: Session, physicalId: string, properties: Properties) => void;
  readonly update: (session: Session, physicalId: string, properties: Properties) => void;
  readonly remove: (session: Session, physicalId: string) => void;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html */
function generatedName({ stackName, logicalId, accountId }: Place, most: number): string {
  const suffix = letters(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    12,
    stackName,
    logicalId,
    accountId,
  );
  const stem = `${stackName}-${logicalId}`;
  return `${stem.slice(0, most - 13)}-${suffix}`;
}

/** The name of one's own, or one that CloudFormation makes up. */
export function ownName(place: Place, properties: Properties, property: string, most: number): string {
  return properties[property] === undefined ? generatedName(place, most) : text(properties, property);
}

/** Unknown and missing properties, in the words of CloudFormation's schema validation. */
export function checkProperties(logicalId: string, { properties: known }: ResourceType, properties: Properties): void {
  checkNested(logicalId, known, properties);
}

export function checkNested(logicalId: string, known: ResourceType["properties"], properties: Properties): void {
  const issues = [
    ...Object.keys(known)
      .filter((name) => known[name] === "required" && properties[name] === undefined)
      .map((name) => `#: required key [${name}] not found`),
    ...Object.keys(properties)
      .filter((name) => known[name] === undefined)
      .map((name) => `#: extraneous key [${name}] is not permitted`),
  ];
  if (issues.length > 0) {
    throw new AwsError(
      "ValidationError",
      `Properties validation failed for resource ${logicalId} with message: [${issues.join(", ")}]`,
    );
  }
}

export function text(properties: Properties, name: string, fallback = ""): string {
  const value = properties[name];
  if (value === undefined) return fallback;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw wrongType(name, "String", value);
}

/** The property under the field's name, where it is there. */
export function optionalText<Field extends string>(
  properties: Properties,
  name: string,
  field: Field,
): Readonly<Partial<Record<Field, string>>> {
  const entries = properties[name] === undefined ? [] : [[field, text(properties, name)] as const];
  return Object.fromEntries(entries) as Partial<Record<Field, string>>;
}

export function optionalNumber<Field extends string>(
  properties: Properties,
  name: string,
  field: Field,
): Readonly<Partial<Record<Field, number>>> {
  const found = properties[name];
  const value = Number(text(properties, name, "0"));
  if (found !== undefined && !Number.isFinite(value)) throw wrongType(name, "Number", found);
  return Object.fromEntries(found === undefined ? [] : [[field, value]]) as Partial<Record<Field, number>>;
}

export function wholeNumber(properties: Properties, name: string, fallback: number): number {
  const value = Number(text(properties, name, String(fallback)));
  if (!Number.isInteger(value)) throw wrongType(name, "Integer", properties[name] ?? null);
  return value;
}

export function texts(properties: Properties, name: string): readonly string[] {
  const value = properties[name];
  if (value === undefined) return [];
  if (!isList(value) || !value.every((item) => typeof item === "string"))
    throw wrongType(name, "JSONArray of String", value);
  return value as readonly string[];
}

export function objects(properties: Properties, name: string): readonly Properties[] {
  const value = properties[name];
  if (value === undefined) return [];
  if (!isList(value) || !value.every(isObject)) throw wrongType(name, "JSONArray of JSONObject", value);
  return value as readonly Properties[];
}

/** An object within; empty where it is not there. */
export function nested(properties: Properties, name: string): Properties {
  const value = properties[name] ?? {};
  if (!isObject(value)) throw wrongType(name, "JSONObject", value);
  return value;
}

export function stringMap(properties: Properties, name: string): Readonly<Record<string, string>> {
  const value = nested(properties, name);
  return Object.fromEntries(Object.keys(value).map((key) => [key, text(value, key)]));
}

const texted = new WeakMap<Properties, string>();
const documents = new Map<string, string>();

/** A policy document as text; the same document is the same string for all accounts. */
export function documentText(properties: Properties, name: string): string {
  const value = properties[name] ?? null;
  if (!isObject(value)) throw wrongType(name, "JSONObject", value);
  let document = texted.get(value);
  if (document === undefined) {
    const written = JSON.stringify(value);
    document = documents.get(written) ?? written;
    if (documents.size > 1_000) documents.clear();
    documents.set(document, document);
    texted.set(value, document);
  }
  return document;
}

export function tagsOf(properties: Properties): Tags {
  return Object.fromEntries(objects(properties, "Tags").map((tag) => [text(tag, "Key"), text(tag, "Value")]));
}

function wrongType(name: string, expected: string, found: Value): AwsError {
  return new AwsError(
    "ValidationError",
    `Model validation failed (#/${name}: expected type: ${expected}, found: ${JSON.stringify(found)})`,
  );
}

import { AwsError, refusalOf } from "../errors";
import type { Tags } from "../model";
import type { Fields, Failure } from "../provider/schema";
import { hasUnknowns, type Properties, type Value } from "../provider/values";
import type { Session } from "../session";

/** As the AWS SDK for Go calls it, which is how upstream names it in its errors. */
export type Service =
  | "chatbot"
  | "CloudFormation"
  | "CloudTrail"
  | "CloudWatch"
  | "CloudWatch Logs"
  | "DynamoDB"
  | "EventBridge"
  | "IAM"
  | "KMS"
  | "Lambda"
  | "Organizations"
  | "S3"
  | "SNS"
  | "SQS";

/** One resource type of @pulumi/aws: its schema, and what the upstream provider does with AWS for it. */
export interface Resource {
  readonly type: string;
  /** As upstream says in its errors: "IAM Role". */
  readonly title: string;
  readonly service: Service;
  /** The API operations that upstream calls first. */
  readonly operations: { readonly create: string; readonly update: string; readonly remove: string };
  readonly inputs: Fields;
  /** Outputs that only AWS or the provider can tell. */
  readonly computed: readonly string[];
  readonly secretOutputs?: readonly string[];
  /** How upstream names the thing in its errors; the id where nothing else is said. */
  readonly subject?: (inputs: Properties) => string;
  /** What is wrong with the inputs as a whole; asked only where everything it reads is known. */
  readonly check?: (inputs: Properties) => readonly Failure[];
  /** Makes it and returns its id. */
  readonly create: (session: Session, inputs: Properties) => string;
  /** Outputs that are told once, at its creation. */
  readonly toldOnce?: (session: Session, inputs: Properties) => Properties;
  /** What AWS tells of it, and of its state what AWS never tells; undefined if there is no such thing. */
  readonly read: (session: Session, id: string, state: Properties) => Properties | undefined;
  readonly update: (session: Session, id: string, inputs: Properties, state: Properties) => void;
  readonly remove: (session: Session, id: string, state: Properties) => void;
  /** The id that something made from these inputs has; undefined where AWS makes it up and it cannot be found. */
  readonly idFor: (session: Session, inputs: Properties) => string | undefined;
}

export const tagsField = { type: "map", items: { type: "string" } } as const;

export function text(inputs: Properties, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}

export function optionalText(inputs: Properties, name: string): string | undefined {
  const value = inputs[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function texts(inputs: Properties, name: string): readonly string[] {
  const value = inputs[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

export function flag(inputs: Properties, name: string): boolean {
  return inputs[name] === true;
}

export function optionalNumber(inputs: Properties, name: string): number | undefined {
  const value = inputs[name];
  return typeof value === "number" ? value : undefined;
}

export function object(inputs: Properties, name: string): Properties {
  const value = inputs[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

export function objects(inputs: Properties, name: string): readonly Properties[] {
  const value = inputs[name];
  return Array.isArray(value) ? (value as readonly Properties[]) : [];
}

/** Those of the entries that are there: a record has no undefined ones. */
export function present<Entries extends object>(entries: Entries): Present<Entries> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Present<Entries>;
}

export type Present<Entries> = { readonly [Name in keyof Entries]?: Exclude<Entries[Name], undefined> };

export function between(name: string, least: number, most: number) {
  return (value: number): string | undefined =>
    value >= least && value <= most
      ? undefined
      : `expected ${name} to be in the range (${least} - ${most}), got ${value}`;
}

export function longBetween(name: string, least: number, most: number) {
  return (value: string): string | undefined =>
    value.length >= least && value.length <= most
      ? undefined
      : `expected length of ${name} to be in the range (${least} - ${most}), got ${value}`;
}

export function tags(inputs: Properties): Tags {
  return object(inputs, "tags") as Tags;
}

/** Outputs for tags: those of the program, and those together with a provider's default tags, of which there are none. */
export function tagOutputs(found: Tags): Properties {
  return Object.keys(found).length === 0 ? { tagsAll: {} } : { tags: found, tagsAll: found };
}

/** Those properties of the state, where they are: what AWS does not tell. */
export function kept(state: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => (state[name] === undefined ? [] : [[name, state[name]]])),
  );
}

/** A rule of AWS as a check before anything is sent: its refusal under the property that it is about. */
export function refusalAt(property: string, rule: () => void): readonly Failure[] {
  try {
    rule();
    return [];
  } catch (error) {
    if (error instanceof AwsError) return [{ property, reason: refusalOf(error) }];
    throw error;
  }
}

/** The check, asked only if those inputs are known. */
export function whenKnown(
  inputs: Properties,
  names: readonly string[],
  property: string,
  rule: () => void,
): readonly Failure[] {
  const ready = names.every((name) => inputs[name] !== undefined && !hasUnknowns(inputs[name]));
  return ready ? refusalAt(property, rule) : [];
}

import { AwsError } from "../errors";

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
type Properties = Readonly<Record<string, Value>>;

/** Where a template is expanded: one stack in one account and Region. */
export interface Scope {
  readonly pseudo: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly conditions: Readonly<Record<string, Value>>;
  /** What `Ref` gives of a resource. */
  readonly ref: (logicalId: string) => string;
  readonly attribute: (logicalId: string, name: string) => string;
}

/** Stands for AWS::NoValue: the property or item is left out. */
const noValue = Symbol("AWS::NoValue");

/** The value with every function replaced by what it gives. */
export function expanded(value: Value, scope: Scope): Value {
  const result = expand(value, scope);
  return result === noValue ? null : result;
}

/** Parts of a template without functions: the same in every stack, and the same object. */
const constants = new WeakMap<object, boolean>();

function isConstant(value: Value): boolean {
  if (typeof value !== "object" || value === null) return true;
  let known = constants.get(value);
  if (known === undefined) {
    known = !hasFunctions(value);
    constants.set(value, known);
  }
  return known;
}

function expand(value: Value, scope: Scope): Value | typeof noValue {
  if (isConstant(value)) return value;
  if (isList(value)) return value.map((item) => expand(item, scope)).filter((item) => item !== noValue);
  if (!isObject(value)) return value;
  const call = callOf(value);
  if (call !== undefined) return result(call.name, call.argument, scope);
  const entries = Object.entries(value).map(([key, item]) => [key, expand(item, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Value] => entry[1] !== noValue));
}

function result(name: string, argument: Value, scope: Scope): Value | typeof noValue {
  switch (name) {
    case "Ref":
      return argument === "AWS::NoValue" ? noValue : referenced(textOf(argument, name), scope);
    case "Fn::GetAtt":
      return attributeOf(argument, scope);
    case "Fn::Sub":
      return substituted(argument, scope);
    case "Fn::Join":
      return joined(argument, scope);
    case "Fn::If": {
      const [condition, whenTrue, whenFalse] = listOf(argument, name, 3);
      const holds = conditionHolds({ Condition: textOf(condition, name) }, scope);
      return expand((holds ? whenTrue : whenFalse) ?? null, scope);
    }
    default:
      throw templateError(`the sandbox does not know the function ${name}`);
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
export function conditionHolds(condition: Value, scope: Scope): boolean {
  const call = isObject(condition) ? (callOf(condition) ?? conditionCall(condition)) : undefined;
  if (call === undefined) throw templateError(`a condition is not a function: ${JSON.stringify(condition)}`);
  const { name, argument } = call;
  switch (name) {
    case "Condition": {
      const named = scope.conditions[textOf(argument, name)];
      if (named === undefined) throw templateError(`Unresolved condition ${JSON.stringify(argument)}`);
      return conditionHolds(named, scope);
    }
    case "Fn::Equals": {
      const [one, other] = listOf(argument, name, 2).map((item) => expanded(item, scope));
      return JSON.stringify(one) === JSON.stringify(other);
    }
    case "Fn::Not":
      return !listOf(argument, name, 1).some((item) => conditionHolds(item, scope));
    case "Fn::And":
      return operands(argument, name).every((item) => conditionHolds(item, scope));
    case "Fn::Or":
      return operands(argument, name).some((item) => conditionHolds(item, scope));
    default:
      throw templateError(`the sandbox does not know the condition function ${name}`);
  }
}

/** Names of parameters and resources that the value refers to; pseudo parameters are left out. */
export function referencesIn(value: Value): ReadonlySet<string> {
  const found = new Set<string>();
  const note = (name: string): void => {
    if (!name.startsWith("AWS::")) found.add(name);
  };
  const walk = (part: Value): void => {
    if (isList(part)) return part.forEach(walk);
    if (!isObject(part)) return;
    const call = callOf(part);
    if (call?.name === "Ref") return note(textOf(call.argument, "Ref"));
    if (call?.name === "Fn::GetAtt") return note(attributeParts(call.argument)[0]);
    if (call?.name === "Fn::Sub") {
      const [text, own] = subParts(call.argument);
      for (const name of placeholders(text)) if (own[name] === undefined) note(name.split(".")[0] ?? name);
      return Object.values(own).forEach(walk);
    }
    Object.values(part).forEach(walk);
  };
  walk(value);
  return found;
}

function referenced(name: string, scope: Scope): string {
  return scope.pseudo[name] ?? scope.parameters[name] ?? scope.ref(name);
}

function attributeOf(argument: Value, scope: Scope): string {
  return scope.attribute(...attributeParts(argument));
}

function attributeParts(argument: Value): [string, string] {
  const parts = isList(argument)
    ? argument.map((part) => textOf(part, "Fn::GetAtt"))
    : textOf(argument, "Fn::GetAtt").split(".");
  const [logicalId, ...attribute] = parts;
  if (logicalId === undefined || attribute.length === 0)
    throw templateError("Fn::GetAtt object requires two non-empty parameters");
  return [logicalId, attribute.join(".")];
}

function substituted(argument: Value, scope: Scope): string {
  const [text, own] = subParts(argument);
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    const value = own[name];
    if (value !== undefined) return textOf(expanded(value, scope), "Fn::Sub");
    return name.includes(".") ? attributeOf(name, scope) : referenced(name, scope);
  });
}

function subParts(argument: Value): [string, Properties] {
  if (typeof argument === "string") return [argument, {}];
  const [text, own] = listOf(argument, "Fn::Sub", 2);
  if (own === undefined || !isObject(own)) throw templateError("Fn::Sub: the second argument is a map");
  return [textOf(text, "Fn::Sub"), own];
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1] ?? "");
}

function joined(argument: Value, scope: Scope): string {
  const [delimiter, items] = listOf(argument, "Fn::Join", 2);
  const list = expanded(items ?? null, scope);
  if (!isList(list)) throw templateError("Fn::Join: the second argument is a list");
  return list.map((item) => textOf(item, "Fn::Join")).join(textOf(delimiter, "Fn::Join"));
}

export function hasFunctions(value: Value): boolean {
  if (isList(value)) return value.some(hasFunctions);
  return isObject(value) && (callOf(value) !== undefined || Object.values(value).some(hasFunctions));
}

/** A function is an object with this one key; `Ref` beside other keys is data. */
function callOf(value: Properties): { readonly name: string; readonly argument: Value } | undefined {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0 || (name !== "Ref" && !name.startsWith("Fn::"))) return undefined;
  return { name, argument: value[name] ?? null };
}

function conditionCall(value: Properties): { readonly name: string; readonly argument: Value } | undefined {
  return Object.keys(value).length === 1 && "Condition" in value
    ? { name: "Condition", argument: value["Condition"] ?? null }
    : undefined;
}

function operands(argument: Value, name: string): readonly Value[] {
  if (!isList(argument) || argument.length < 2 || argument.length > 10)
    throw templateError(`every ${name} object requires 2 to 10 conditions`);
  return argument;
}

function listOf(argument: Value, name: string, length: number): readonly Value[] {
  if (!isList(argument) || argument.length !== length) throw templateError(`${name} requires a list of ${length}`);
  return argument;
}

function textOf(value: Value | undefined, name: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw templateError(`${name}: a text is expected, found ${JSON.stringify(value)}`);
}

export function isObject(value: Value): value is Properties {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function templateError(message: string): AwsError {
  return new AwsError("ValidationError", `Template error: ${message}`);
}

import { isMapping, isUnknown, textOf, UNKNOWN, type Properties, type Value } from "../value";
import { holds } from "./condition";
import { callOf, type Scope } from "./scope";

/** Stands for AWS::NoValue: the property or item is left out. */
const noValue = "AWS::NoValue";

/**
 * The value with every function replaced by what it gives; what nobody can know from the template is UNKNOWN.
 * Parts without functions are the same object in every stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function expanded(value: Value, scope: Scope): Value {
  if (isConstant(value)) return value;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((item) => expanded(item, scope)).filter((item) => item !== undefined);
  }
  const call = callOf(value);
  if (call !== undefined) return resultOf(call.name, call.argument, scope);
  const entries = Object.entries(value as Properties).map(([key, item]) => [key, expanded(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

export function conditionHolds(name: string, scope: Scope): boolean | undefined {
  return holds({ Condition: name }, scope, expanded);
}

const constants = new WeakMap<object, boolean>();

function isConstant(value: Value): boolean {
  if (typeof value !== "object" || value === null) return true;
  let known = constants.get(value);
  if (known === undefined) {
    const items = Array.isArray(value) ? (value as readonly Value[]) : Object.values(value);
    known = callOf(value) === undefined && items.every(isConstant);
    constants.set(value, known);
  }
  return known;
}

function resultOf(name: string, argument: Value, scope: Scope): Value {
  switch (name) {
    case "Ref":
      return referenced(textOf(argument), scope);
    case "Fn::GetAtt":
      return attributeOf(argument, scope);
    case "Fn::Sub":
      return substituted(argument, scope);
    case "Fn::Join":
      return joined(argument, scope);
    case "Fn::If":
      return chosen(argument, scope);
    case "Fn::Select":
      return selected(argument, scope);
    case "Fn::Split":
      return split(argument, scope);
    case "Fn::FindInMap":
      return found(argument, scope);
    // Imported values, transforms, Base64, Cidr, availability zones: nobody can know them, or no document needs them.
    default:
      return UNKNOWN;
  }
}

function referenced(name: string, scope: Scope): Value {
  if (name === noValue) return undefined;
  if (name in scope.pseudo) return scope.pseudo[name];
  return name in scope.parameters ? scope.parameters[name] : scope.ref(name);
}

function attributeOf(argument: Value, scope: Scope): Value {
  const parts = Array.isArray(argument) ? (argument as readonly Value[]).map(textOf) : textOf(argument).split(".");
  const [logicalId = "", ...attribute] = parts;
  return attribute.length === 0 || parts.includes("") ? UNKNOWN : scope.attribute(logicalId, attribute.join("."));
}

function substituted(argument: Value, scope: Scope): Value {
  const [text, own]: readonly Value[] = Array.isArray(argument) ? (argument as readonly Value[]) : [argument, {}];
  if (typeof text !== "string" || !isMapping(own)) return UNKNOWN;
  let isKnown = true;
  const result = text.replaceAll(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, written: string) => {
    if (literal === "!") return `\${${written}}`;
    const name = written.trim();
    const value =
      name in own
        ? expanded(own[name], scope)
        : name.includes(".")
          ? attributeOf(name, scope)
          : referenced(name, scope);
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
    isKnown = false;
    return "";
  });
  return isKnown ? result : UNKNOWN;
}

function joined(argument: Value, scope: Scope): Value {
  const [delimiter, items] = pairOf(argument, scope);
  if (typeof delimiter !== "string" || !Array.isArray(items)) return UNKNOWN;
  const texts = (items as readonly Value[]).map((item) => (typeof item === "number" ? String(item) : item));
  return texts.every((item) => typeof item === "string") ? texts.join(delimiter) : UNKNOWN;
}

function chosen(argument: Value, scope: Scope): Value {
  const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? (argument as readonly Value[]) : [];
  if (typeof condition !== "string") return UNKNOWN;
  const isTrue = conditionHolds(condition, scope);
  return isTrue === undefined ? UNKNOWN : expanded(isTrue ? whenTrue : whenFalse, scope);
}

function selected(argument: Value, scope: Scope): Value {
  const [index, items] = pairOf(argument, scope);
  if (!Array.isArray(items) || isUnknown(index)) return UNKNOWN;
  const item = (items as readonly Value[])[Number(index)];
  return item === undefined ? UNKNOWN : item;
}

/** A number as delimiter could take an account's id apart: what then stands in the account hangs on its digits. */
function split(argument: Value, scope: Scope): Value {
  const [delimiter, text] = pairOf(argument, scope);
  if (typeof delimiter !== "string" || typeof text !== "string" || delimiter === "") return UNKNOWN;
  return /\d/.test(delimiter) ? UNKNOWN : text.split(delimiter);
}

function found(argument: Value, scope: Scope): Value {
  const keys = Array.isArray(argument) ? (argument as readonly Value[]).map((key) => expanded(key, scope)) : [];
  const [map, first, second] = keys;
  if (typeof map !== "string" || typeof first !== "string" || typeof second !== "string") return UNKNOWN;
  const rows = scope.mappings[map];
  const row = isMapping(rows) ? rows[first] : undefined;
  const value = isMapping(row) ? row[second] : undefined;
  return value === undefined ? UNKNOWN : value;
}

function pairOf(argument: Value, scope: Scope): readonly [Value, Value] {
  if (!Array.isArray(argument) || argument.length !== 2) return [UNKNOWN, UNKNOWN];
  const [one, other] = argument as readonly Value[];
  return [expanded(one, scope), expanded(other, scope)];
}

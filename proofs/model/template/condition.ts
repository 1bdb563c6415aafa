import { isMapping, isUnknown, textOf, type Value } from "../value";
import type { Scope } from "./scope";

type Expand = (value: Value, scope: Scope) => Value;

/**
 * Undefined where it hangs on something that is not known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function holds(
  condition: Value,
  scope: Scope,
  expand: Expand,
  waiting: readonly string[] = [],
): boolean | undefined {
  if (!isMapping(condition)) return undefined;
  const [name = "", ...others] = Object.keys(condition);
  if (others.length > 0) return undefined;
  const argument = condition[name];
  const each = (): readonly (boolean | undefined)[] =>
    Array.isArray(argument)
      ? (argument as readonly Value[]).map((one) => holds(one, scope, expand, waiting))
      : [undefined];
  switch (name) {
    case "Condition": {
      const named = textOf(argument);
      return waiting.includes(named) ? undefined : holds(scope.conditions[named], scope, expand, [...waiting, named]);
    }
    case "Fn::Equals":
      return areEqual(argument, scope, expand);
    case "Fn::Not": {
      const [one] = each();
      return one === undefined ? undefined : !one;
    }
    case "Fn::And":
      return both(each());
    case "Fn::Or": {
      const none = both(each().map((one) => (one === undefined ? undefined : !one)));
      return none === undefined ? undefined : !none;
    }
    default:
      return undefined;
  }
}

function both(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}

function areEqual(argument: Value, scope: Scope, expand: Expand): boolean | undefined {
  if (!Array.isArray(argument) || argument.length !== 2) return undefined;
  const [one, other] = (argument as readonly Value[]).map((value) => expand(value, scope));
  if (!isScalar(one) || !isScalar(other) || isUnknown(one) || isUnknown(other)) return undefined;
  return String(one) === String(other);
}

function isScalar(value: Value): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

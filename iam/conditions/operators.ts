import { arnOperators } from "./arn";
import { binaryOperators } from "./binary";
import { boolOperators } from "./bool";
import { dateOperators } from "./date";
import { ipAddressOperators } from "./ip-address";
import { numericOperators } from "./numeric";
import type { Operator } from "./operator";
import { stringOperators } from "./string";

/**
 * Every condition operator but Null, which asks for presence and not for a value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: readonly Operator[] = [
  ...stringOperators,
  ...numericOperators,
  ...dateOperators,
  ...boolOperators,
  ...binaryOperators,
  ...ipAddressOperators,
  ...arnOperators,
];

const byName = new Map(operators.map((operator) => [operator.name.toLowerCase(), operator]));

/** ForAllValues and ForAnyValue compare each value of a multivalued key. */
export type SetOperator = "all" | "any";

export interface OperatorName {
  readonly operator: Operator | "Null";
  readonly set?: SetOperator;
  readonly ifExists: boolean;
}

/** Reads `ForAnyValue:StringLikeIfExists`; undefined if there is no such operator. */
export function operatorNamed(text: string): OperatorName | undefined {
  const parts = /^(?:(forallvalues|foranyvalue):)?(.+?)(ifexists)?$/.exec(text.toLowerCase());
  if (parts === null) return undefined;
  const [, set, base = "", suffix] = parts;
  const ifExists = suffix !== undefined;
  if (base === "null") return set === undefined && !ifExists ? { operator: "Null", ifExists } : undefined;
  const operator = byName.get(base);
  if (operator === undefined) return undefined;
  if (set === undefined) return { operator, ifExists };
  return { operator, ifExists, set: set === "forallvalues" ? "all" : "any" };
}

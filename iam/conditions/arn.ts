import { arnComponents, componentGlobFor } from "../arn";
import type { Operator } from "./operator";

/**
 * ArnEquals and ArnLike are the same: both know wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
const like = {
  family: "Arn",
  comparison: "arn",
  variables: true,
  wildcards: true,
  problemWith: (value: string) =>
    value.includes("${") || arnComponents(value) !== undefined
      ? undefined
      : "is no ARN: six components are needed, arn:partition:service:region:account:resource",
  matcherFor: componentGlobFor,
} as const;

export const arnOperators: readonly Operator[] = [
  { name: "ArnEquals", negated: false, ...like },
  { name: "ArnLike", negated: false, ...like },
  { name: "ArnNotEquals", negated: true, ...like },
  { name: "ArnNotLike", negated: true, ...like },
];

import { comparisonOperatorsFor } from "./comparison";

function numberFrom(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric */
export const numericOperators = comparisonOperatorsFor("Numeric", "Numeric", numberFrom, "a number");

import { comparisonOperatorsFor } from "./comparison";

/** An integer or a decimal; nothing is said of exponents. */
function numberFrom(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric */
export const numericOperators = comparisonOperatorsFor("Numeric", "Numeric", numberFrom, "a number");

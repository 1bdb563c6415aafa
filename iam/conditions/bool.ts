import type { Operator } from "./operator";

export function problemWithBool(value: string): string | undefined {
  return /^(true|false)$/i.test(value) ? undefined : "is neither true nor false";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean */
export const boolOperators: readonly Operator[] = [
  {
    name: "Bool",
    family: "Bool",
    comparison: "caseless",
    negated: false,
    variables: false,
    wildcards: false,
    problemWith: problemWithBool,
    matcherFor: (policyValue) => {
      const wanted = policyValue.toLowerCase();
      return (requestValue) => requestValue.toLowerCase() === wanted;
    },
  },
];

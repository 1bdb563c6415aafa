import { globFor } from "../glob";
import { anyText, type Operator } from "./operator";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String */
const equals = {
  family: "String",
  comparison: "text",
  variables: true,
  wildcards: false,
  problemWith: anyText,
  matcherFor: (wanted: string) => (value: string) => value === wanted,
} as const;

const equalsIgnoreCase = {
  ...equals,
  comparison: "caseless",
  matcherFor: (wanted: string) => {
    const lower = wanted.toLowerCase();
    return (value: string) => value.toLowerCase() === lower;
  },
} as const;

const like = { ...equals, wildcards: true, matcherFor: globFor } as const;

export const stringOperators: readonly Operator[] = [
  { name: "StringEquals", negated: false, ...equals },
  { name: "StringNotEquals", negated: true, ...equals },
  { name: "StringEqualsIgnoreCase", negated: false, ...equalsIgnoreCase },
  { name: "StringNotEqualsIgnoreCase", negated: true, ...equalsIgnoreCase },
  { name: "StringLike", negated: false, ...like },
  { name: "StringNotLike", negated: true, ...like },
];

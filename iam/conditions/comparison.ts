import type { KeyType } from "../keys";
import type { Operator } from "./operator";

type Compare = (value: number, limit: number) => boolean;

const COMPARISONS: readonly { readonly suffix: string; readonly negated: boolean; readonly compare: Compare }[] = [
  { suffix: "Equals", negated: false, compare: (value, limit) => value === limit },
  { suffix: "NotEquals", negated: true, compare: (value, limit) => value === limit },
  { suffix: "LessThan", negated: false, compare: (value, limit) => value < limit },
  { suffix: "LessThanEquals", negated: false, compare: (value, limit) => value <= limit },
  { suffix: "GreaterThan", negated: false, compare: (value, limit) => value > limit },
  { suffix: "GreaterThanEquals", negated: false, compare: (value, limit) => value >= limit },
];

/** The six operators of an ordered family; a request value that is no member of it matches nothing. */
export function comparisonOperatorsFor(
  prefix: string,
  family: KeyType,
  parse: (text: string) => number | undefined,
  expected: string,
): readonly Operator[] {
  return COMPARISONS.map(({ suffix, negated, compare }) => ({
    name: prefix + suffix,
    family,
    comparison: "value",
    negated,
    variables: false,
    wildcards: false,
    problemWith: (value) => (parse(value) === undefined ? `is not ${expected}` : undefined),
    matcherFor: (policyValue) => {
      const limit = parse(policyValue);
      return (requestValue) => {
        const value = parse(requestValue);
        return value !== undefined && limit !== undefined && compare(value, limit);
      };
    },
  }));
}

import type { KeyType } from "../keys";

/**
 * How a policy value is compared with a request value: the whole text, the text whatever its letter case, the six
 * components of an ARN one by one, or what the text means (a number, a date, an address, bytes).
 */
export type Comparison = "text" | "caseless" | "arn" | "value";

/** A condition operator, without its set prefix and its IfExists suffix. */
export interface Operator {
  readonly name: string;
  readonly family: KeyType;
  readonly comparison: Comparison;
  /** Several policy values are alternatives; under a negated operator none of them may match. */
  readonly negated: boolean;
  /** Whether a policy value may hold policy variables, and whether `*` and `?` are wildcards in it. */
  readonly variables: boolean;
  readonly wildcards: boolean;
  /** What is wrong with a policy value, if anything. */
  readonly problemWith: (value: string) => string | undefined;
  /** The positive comparison of one policy value with one value of the request. */
  readonly matcherFor: (policyValue: string) => (requestValue: string) => boolean;
}

export const anyText = (): undefined => undefined;

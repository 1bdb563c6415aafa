import type { KeyType } from "../keys";

/** A condition operator, without its set prefix and its IfExists suffix. */
export interface Operator {
  readonly name: string;
  readonly family: KeyType;
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

import { answerFor, type Answer, type Facts } from "../facts";
import { FALSE, not, TRUE, truthOf, UNKNOWN, type Truth } from "../truth";
import { constantOf, keysOf, resolve, type Template } from "../variables";
import type { Comparison, Operator } from "./operator";
import type { OperatorName } from "./operators";

/** One operator with one key: all conditions of a statement must hold. */
export interface Condition {
  /** In lower case. */
  readonly key: string;
  /** Undefined for Null, which asks for presence and compares nothing. */
  readonly comparison?: Comparison;
  readonly values: readonly Template[];
  /** The key and the variables in its values, in lower case: what its outcome can hang on. */
  readonly keys: readonly string[];
  readonly holds: (facts: Facts) => Truth;
}

type Matcher = (requestValue: string, facts: Facts) => Truth;

export function nullConditionFor(key: string, values: readonly string[]): Condition {
  const wanted = new Set(values.map((value) => value.toLowerCase() === "true"));
  return {
    key,
    values: [],
    keys: [key],
    holds(facts) {
      const answer = answerFor(facts, key);
      return answer === "unknown" ? UNKNOWN : truthOf(wanted.has(isAbsent(answer)));
    },
  };
}

export function conditionFor(
  { ifExists, set }: OperatorName,
  operator: Operator,
  key: string,
  values: readonly Template[],
): Condition {
  const matchers = values.map((value) => matcherFor(operator, value));
  const valueHolds: Matcher = (requestValue, facts) => {
    let matched: Truth = FALSE;
    for (const matches of matchers) {
      const truth = matches(requestValue, facts);
      if (truth > matched) matched = truth;
      if (matched === TRUE) break;
    }
    return operator.negated ? not(matched) : matched;
  };
  // ForAnyValue fails without a value, even with IfExists: AWS says so of the one and not of the two together, and does so.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  // https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w/foranyvalue-stringequalsifexists-behaving-unexpectedly
  const whenAbsent = truthOf(set === "any" ? false : ifExists || set === "all" || operator.negated);
  return {
    key,
    comparison: operator.comparison,
    values,
    keys: [key, ...values.flatMap(keysOf)],
    holds(facts) {
      const answer = answerFor(facts, key);
      if (answer === "unknown") return UNKNOWN;
      if (isAbsent(answer) || (set !== undefined && answer.every((value) => value === ""))) return whenAbsent;
      if (answer.length === 1) return valueHolds(answer[0] ?? "", facts);
      const truths = answer.map((value) => valueHolds(value, facts));
      if (set === "all") return truths.reduce((a, b) => (a < b ? a : b));
      if (set === "any") return truths.reduce((a, b) => (a > b ? a : b));
      // AWS documents no meaning for several values without a set operator: known only where every reading agrees.
      const [first = UNKNOWN] = truths;
      return truths.every((truth) => truth === first) ? first : UNKNOWN;
    },
  };
}

function isAbsent(answer: Exclude<Answer, "unknown">): answer is "absent" {
  return answer === "absent" || answer.length === 0;
}

/** A policy value whose variable has no value matches nothing, so that a negated operator holds. */
function matcherFor(operator: Operator, template: Template): Matcher {
  const constant = constantOf(template);
  if (constant !== undefined) {
    const matches = operator.matcherFor(constant);
    return (requestValue) => truthOf(matches(requestValue));
  }
  return (requestValue, facts) => {
    const resolved = resolve(template, facts);
    if (resolved === "unknown") return UNKNOWN;
    if (resolved === "absent") return FALSE;
    return truthOf(operator.matcherFor(resolved.text)(requestValue));
  };
}

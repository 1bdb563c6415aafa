import type { Json } from "./json";
import { comparableFor } from "./number";
import type { Report, Test } from "./pattern";

interface Bound {
  readonly value: number;
  readonly closed: boolean;
}

/**
 * `["=", n]`, one bound, or a lower and then an upper bound.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#filtering-numeric-matching
 */
export function numericFrom(value: Json, path: string, report: Report): Test | undefined {
  const terms = value.kind === "array" ? value.items : [];
  const first = operatorFrom(terms[0]);
  const number = numberFrom(terms[1]);
  if (first === undefined || number === undefined)
    return refused("expected an operator (=, <, <=, >, >=) and a number");
  if (terms.length === 2) return testFor(first, number);
  const second = operatorFrom(terms[2]);
  const top = numberFrom(terms[3]);
  const isRange = first.startsWith(">") && second?.startsWith("<") === true;
  if (!isRange || top === undefined || terms.length > 4) return refused("a range has a lower and then an upper bound");
  if (number >= top) return refused("the lower bound must be less than the upper bound");
  const bottom = { value: number, closed: first === ">=" };
  return rangeTest(bottom, { value: top, closed: second === "<=" });

  function refused(message: string): undefined {
    report(path, message);
    return undefined;
  }
}

function operatorFrom(term: Json | undefined): string | undefined {
  return term?.kind === "text" && ["=", "<", "<=", ">", ">="].includes(term.value) ? term.value : undefined;
}

function numberFrom(term: Json | undefined): number | undefined {
  return term?.kind === "number" ? comparableFor(term.text) : undefined;
}

function testFor(operator: string, value: number): Test {
  const bound = { value, closed: operator.endsWith("=") };
  if (operator === "=") return rangeTest(bound, bound);
  return operator.startsWith(">") ? rangeTest(bound, undefined) : rangeTest(undefined, bound);
}

function rangeTest(bottom: Bound | undefined, top: Bound | undefined): Test {
  return (leaf) => {
    const value = leaf.kind === "number" ? comparableFor(leaf.text) : undefined;
    if (value === undefined) return false;
    if (bottom !== undefined && (bottom.closed ? value < bottom.value : value <= bottom.value)) return false;
    return top === undefined || (top.closed ? value <= top.value : value < top.value);
  };
}

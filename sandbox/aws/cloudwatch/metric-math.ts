import type { Series } from "./series";

/**
 * The part of CloudWatch's metric math that is understood: numbers, ids, + - * /, comparisons, and the functions below.
 * Anything else is refused by name. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export type MathValue = number | Series;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(>=|<=|==|!=|[-+*/(),<>]))/y;

export function mathValueOf(expression: string, valueOf: (id: string) => MathValue, length: number): Series {
  const tokens = tokensOf(expression);
  let position = 0;
  const value = comparison();
  if (position < tokens.length) throw unknown(tokens[position]);
  return typeof value === "number" ? Array<number>(length).fill(value) : value;

  function comparison(): MathValue {
    return folded(sum, comparisons);
  }

  function sum(): MathValue {
    return folded(product, sums);
  }

  function product(): MathValue {
    return folded(factor, products);
  }

  function folded(part: () => MathValue, operators: Operators): MathValue {
    let left = part();
    for (;;) {
      const token = tokens[position] ?? "";
      const operator = Object.hasOwn(operators, token) ? operators[token] : undefined;
      if (operator === undefined) return left;
      position++;
      left = combined(left, part(), operator);
    }
  }

  function factor(): MathValue {
    const token = tokens[position++];
    if (token === "(") {
      const inside = comparison();
      expect(")");
      return inside;
    }
    if (token === "-") return combined(0, factor(), (left, right) => left - right);
    if (token !== undefined && /^\d/.test(token)) return Number(token);
    if (token === undefined || !/^[A-Za-z_]/.test(token)) throw unknown(token);
    return tokens[position] === "(" ? called(token) : valueOf(token);
  }

  function called(name: string): MathValue {
    const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (call === undefined) throw unknown(name);
    expect("(");
    const given = [comparison()];
    while (tokens[position] === ",") {
      position++;
      given.push(comparison());
    }
    expect(")");
    return call(given);
  }

  function expect(sign: string): void {
    if (tokens[position++] !== sign) throw unknown(tokens[position - 1]);
  }

  function unknown(token: string | undefined): Error {
    return new Error(`metric math is not understood at ${token ?? "its end"}: ${expression}`);
  }
}

function tokensOf(expression: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = expression.trim();
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`metric math is not understood: ${expression}`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

type Operators = Readonly<Record<string, (left: number, right: number) => number | undefined>>;

const comparisons: Operators = {
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
};
const sums: Operators = { "+": (left, right) => left + right, "-": (left, right) => left - right };
const products: Operators = {
  "*": (left, right) => left * right,
  "/": (left, right) => (right === 0 ? undefined : left / right),
};

/** Where one side has no value, there is none. */
function combined(left: MathValue, right: MathValue, operator: Operators[string]): MathValue {
  if (typeof left === "number" && typeof right === "number") return operator?.(left, right) ?? 0;
  const length = typeof left === "number" ? (right as Series).length : left.length;
  return Array.from({ length }, (_, index) => {
    const [one, other] = [at(left, index), at(right, index)];
    return one === undefined || other === undefined ? undefined : operator?.(one, other);
  });
}

function at(value: MathValue, index: number): number | undefined {
  return typeof value === "number" ? value : value[index];
}

const functions: Readonly<Record<string, (given: readonly MathValue[]) => MathValue>> = {
  FILL: ([series = [], filling = 0]) => map(series, (value, index) => value ?? at(filling, index)),
  RUNNING_SUM: ([series = []]) => {
    let total = 0;
    return map(series, (value) => (total += value ?? 0));
  },
  /** The first value has none before it. */
  DIFF: ([series = []]) =>
    map(series, (value, index) => {
      const before = index === 0 ? undefined : at(series, index - 1);
      return value === undefined || before === undefined ? undefined : value - before;
    }),
  MIN: ([series = []]) => Math.min(...known(series)),
  MAX: ([series = []]) => Math.max(...known(series)),
  SUM: ([series = []]) => known(series).reduce((total, value) => total + value, 0),
  IF: ([condition = 0, then = 0, otherwise]) =>
    map(condition, (value, index) =>
      value ? at(then, index) : otherwise === undefined ? undefined : at(otherwise, index),
    ),
};

function map(value: MathValue, change: (value: number | undefined, index: number) => number | undefined): MathValue {
  return typeof value === "number" ? (change(value, 0) ?? 0) : value.map(change);
}

function known(value: MathValue): readonly number[] {
  const values = typeof value === "number" ? [value] : value.filter((item) => item !== undefined);
  return values.length === 0 ? [0] : values;
}

import { compareTest, regexTest, stateTest, type FilterTest } from "./filter-test";
import { tokensFrom, type Token } from "./filter-token";
import type { PatternIssue } from "./pattern";

/**
 * Filter patterns of CloudWatch Logs for events in JSON: `{ ($.eventName = "Delete*") && ($.errorCode NOT EXISTS) }`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export type FilterPattern =
  | { readonly kind: "all" | "any"; readonly parts: readonly FilterPattern[] }
  | { readonly kind: "test"; readonly selector: readonly (string | number)[]; readonly test: FilterTest };

export type CompiledFilterPattern =
  | { readonly ok: true; readonly pattern: FilterPattern }
  | { readonly ok: false; readonly issues: readonly PatternIssue[] };

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const MOST_CHARACTERS = 1024;
const MOST_REGULAR_EXPRESSIONS = 2;

/** What the grammar does not know is an issue, told with its position: never a pattern that does not match. */
export function compileFilterPattern(text: string): CompiledFilterPattern {
  if (text.length > MOST_CHARACTERS)
    return refused(`${text.length} characters; at most ${MOST_CHARACTERS} are allowed`);
  const read = tokensFrom(text);
  if (!read.ok) return refused(read.message);
  const regularExpressions = read.tokens.filter(({ kind }) => kind === "regex").length;
  if (regularExpressions > MOST_REGULAR_EXPRESSIONS) {
    return refused(`${regularExpressions} regular expressions; at most ${MOST_REGULAR_EXPRESSIONS} are allowed`);
  }
  return parsed(read.tokens);
}

/** Whether an event of the log, as an object, matches. */
export function matchesFilter(pattern: FilterPattern, event: unknown): boolean {
  switch (pattern.kind) {
    case "all":
      return pattern.parts.every((part) => matchesFilter(part, event));
    case "any":
      return pattern.parts.some((part) => matchesFilter(part, event));
    case "test":
      return pattern.test(valueAt(event, pattern.selector));
    default:
      return pattern satisfies never;
  }
}

function refused(message: string): CompiledFilterPattern {
  return { ok: false, issues: [{ path: "", message }] };
}

function valueAt(event: unknown, selector: readonly (string | number)[]): unknown {
  let value = event;
  for (const step of selector) {
    if (typeof value !== "object" || value === null || Array.isArray(value) !== (typeof step === "number")) {
      return undefined;
    }
    value = Object.hasOwn(value, step) ? (value as Readonly<Record<string | number, unknown>>)[step] : undefined;
  }
  return value;
}

class Refusal extends Error {}

/** One pass from left to right; `&&` binds closer than `||`. */
function parsed(tokens: readonly Token[]): CompiledFilterPattern {
  let position = 0;
  try {
    expect("{");
    const pattern = alternatives();
    expect("}");
    if (position < tokens.length) fail("the end");
    return { ok: true, pattern };
  } catch (error) {
    if (error instanceof Refusal) return refused(error.message);
    throw error;
  }

  function alternatives(): FilterPattern {
    return joined("any", "||", () => joined("all", "&&", operand));
  }

  function joined(kind: "all" | "any", sign: string, part: () => FilterPattern): FilterPattern {
    const first = part();
    const parts = [first];
    while (isNext(sign)) {
      position++;
      parts.push(part());
    }
    return parts.length === 1 ? first : { kind, parts };
  }

  function operand(): FilterPattern {
    if (!isNext("(")) return condition();
    expect("(");
    const inside = alternatives();
    expect(")");
    return inside;
  }

  function condition(): FilterPattern {
    const selector = tokens[position];
    if (selector?.kind !== "selector") return fail("a selector as $.eventName");
    position++;
    return { kind: "test", selector: selector.steps, test: test() };
  }

  function test(): FilterTest {
    const token = tokens[position++];
    if (token?.kind === "state") return stateTest(token.text);
    if (token?.kind !== "comparison") return fail("a comparison, NOT EXISTS, IS NULL, IS TRUE or IS FALSE", 1);
    const value = tokens[position++];
    if (value?.kind === "regex" && (token.text === "=" || token.text === "!="))
      return regexTest(token.text, value.regex);
    const made = value?.kind === "value" ? compareTest(token.text, value) : undefined;
    return made ?? fail(`what ${token.text} can compare with`, 1);
  }

  function isNext(sign: string): boolean {
    const token = tokens[position];
    return token?.kind === "sign" && token.text === sign;
  }

  function expect(sign: string): void {
    if (!isNext(sign)) fail(sign);
    position++;
  }

  function fail(expected: string, back = 0): never {
    const token = tokens[position - back];
    throw new Refusal(
      `expected ${expected}, found ${token === undefined ? "the end" : `${token.text} at ${token.at}`}`,
    );
  }
}

import { addressRangeFor, addressDigitsFor, isInRange } from "./address";
import { anythingButFrom } from "./anything-but";
import { anyCaseFor, endsIgnoringCase, equalsIgnoringCase, startsIgnoringCase } from "./ignore-case";
import type { Json, JsonObject } from "./json";
import { numericFrom } from "./numeric";
import { comparableFor } from "./number";
import type { Report, Test } from "./pattern";
import { matchesWildcard, wildcardFrom } from "./wildcard";

/** One of the alternatives that a field may have. Undefined, and reported, if it is none. */
export type Alternative = { readonly kind: "absent" } | { readonly kind: "test"; readonly test: Test };

type Operator = (value: Json, path: string, report: Report) => Test | undefined;

/**
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html; `exactly` stands in the
 * matcher only. https://github.com/aws/event-ruler/blob/v2.0.1/README.md
 */
const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["exactly", (value, path, report) => textTest(value, path, report, (wanted) => (text) => text === wanted)],
  ["prefix", (value, path, report) => affixTest(value, path, report, "startsWith", startsIgnoringCase)],
  ["suffix", (value, path, report) => affixTest(value, path, report, "endsWith", endsIgnoringCase)],
  ["equals-ignore-case", ignoringCase(equalsIgnoringCase)],
  ["wildcard", wildcard],
  ["cidr", cidr],
  ["numeric", numericFrom],
  ["anything-but", anythingButFrom],
]);

export function alternativeFrom(item: Json, path: string, report: Report): Alternative | undefined {
  if (item.kind === "object") return operationFrom(item, path, report);
  if (item.kind === "array") {
    report(path, "a value must be text, a number, true, false, null or one match expression, found a list");
    return undefined;
  }
  if (item.kind === "text") return { kind: "test", test: equalTextTest(item.value) };
  if (item.kind === "number") return { kind: "test", test: equalNumberTest(item.text) };
  return { kind: "test", test: (leaf) => leaf.kind === "word" && leaf.text === item.text };
}

function operationFrom({ entries }: JsonObject, path: string, report: Report): Alternative | undefined {
  const [first] = entries;
  if (first === undefined || entries.length > 1) {
    report(path, `a match expression has exactly one operator, found ${entries.length}`);
    return undefined;
  }
  const [name, value] = first;
  if (name === "exists") return existenceFrom(value, `${path}.exists`, report);
  const test = operators.get(name)?.(value, `${path}.${name}`, report);
  if (!operators.has(name))
    report(path, `unknown operator ${name}; known are ${[...operators.keys(), "exists"].join(", ")}`);
  return test && { kind: "test", test };
}

function existenceFrom(value: Json, path: string, report: Report): Alternative | undefined {
  if (value.kind === "word" && value.text === "true") return { kind: "test", test: () => true };
  if (value.kind === "word" && value.text === "false") return { kind: "absent" };
  report(path, "expected true or false");
  return undefined;
}

/** Text that is an IP address is compared as an address, whatever its notation. */
function equalTextTest(wanted: string): Test {
  const digits = addressDigitsFor(wanted);
  if (digits !== undefined) return addressTest({ bottom: digits, top: digits });
  return (leaf) => leaf.kind === "text" && leaf.value === wanted;
}

function equalNumberTest(text: string): Test {
  const wanted = comparableFor(text);
  if (wanted === undefined) return (leaf) => leaf.kind === "number" && leaf.text === text;
  return (leaf) => leaf.kind === "number" && comparableFor(leaf.text) === wanted;
}

function textTest(
  value: Json,
  path: string,
  report: Report,
  predicateFor: (wanted: string) => ((text: string) => boolean) | undefined,
): Test | undefined {
  if (value.kind !== "text") {
    report(path, "expected text");
    return undefined;
  }
  const predicate = predicateFor(value.value);
  return predicate && ((leaf) => leaf.kind === "text" && predicate(leaf.value));
}

function ignoringCase(matches: typeof equalsIgnoringCase): Operator {
  return (value, path, report) =>
    textTest(value, path, report, (wanted) => {
      const pattern = anyCaseFor(wanted);
      return (text) => matches(text, pattern);
    });
}

/** `{"prefix": "a"}`, or without regard to case `{"prefix": {"equals-ignore-case": "a"}}`. */
function affixTest(
  value: Json,
  path: string,
  report: Report,
  plain: "startsWith" | "endsWith",
  anyCase: typeof equalsIgnoringCase,
): Test | undefined {
  if (value.kind !== "object") return textTest(value, path, report, (wanted) => (text) => text[plain](wanted));
  const [first] = value.entries;
  if (value.entries.length === 1 && first?.[0] === "equals-ignore-case") {
    return ignoringCase(anyCase)(first[1], `${path}.equals-ignore-case`, report);
  }
  report(path, 'expected text or {"equals-ignore-case": text}');
  return undefined;
}

function wildcard(value: Json, path: string, report: Report): Test | undefined {
  return textTest(value, path, report, (wanted) => {
    const parsed = wildcardFrom(wanted);
    if (parsed.ok) return (text) => matchesWildcard(text, parsed.pieces);
    report(path, parsed.message);
    return undefined;
  });
}

function cidr(value: Json, path: string, report: Report): Test | undefined {
  const range = value.kind === "text" ? addressRangeFor(value.value) : undefined;
  if (range !== undefined) return addressTest(range);
  report(path, "expected an IP address, a slash, and mask bits below 32 (IPv4) or 128 (IPv6)");
  return undefined;
}

function addressTest(range: { readonly bottom: string; readonly top: string }): Test {
  return (leaf) => {
    const digits = leaf.kind === "text" ? addressDigitsFor(leaf.value) : undefined;
    return digits !== undefined && isInRange(digits, range);
  };
}

import assert from "node:assert/strict";
import * as fc from "fast-check";
import { compileFilterPattern, compilePattern, matches, type Pattern } from "../../events";
import { runs, seed } from "../scale";

const name = fc.constantFrom("a", "b", "c", "source", "detail");
const text = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom("abc", "ABC", "a*b", "10.0.0.1", "ß", "É", "😀"));
const literal = fc.oneof(text, fc.integer({ min: -5, max: 5 }), fc.constantFrom(true, false, null, 0.5, 1e20));

/** Objects of one level of nesting, without arrays of objects: each path has the values of its own list. */
const event = fc.dictionary(name, fc.oneof(literal, fc.array(literal, { minLength: 1, maxLength: 3 })), {
  minKeys: 1,
  maxKeys: 4,
});

const operation = fc.oneof(
  literal,
  fc.record({ prefix: text }),
  fc.record({ suffix: text }),
  fc.record({ "equals-ignore-case": text }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ "anything-but": fc.array(text, { minLength: 1, maxLength: 2 }) }),
  fc.record({ numeric: fc.tuple(fc.constantFrom("=", "<", ">", "<=", ">="), fc.integer({ min: -3, max: 3 })) }),
);
const alternatives = fc.array(operation, { minLength: 1, maxLength: 3 });
const pattern = fc.dictionary(name, alternatives, { minKeys: 1, maxKeys: 3 });

function check<Values extends [unknown, ...unknown[]]>(
  full: number,
  arbitraries: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  law: (...values: Values) => void,
): void {
  fc.assert(fc.property(...(arbitraries as [fc.Arbitrary<unknown>]), law as unknown as (value: unknown) => void), {
    numRuns: runs(full),
    seed,
  });
}

function compiled(of: unknown): Pattern {
  const result = compilePattern(of);
  assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.issues));
  return result.pattern;
}

const verdict = (of: unknown, on: unknown): boolean => matches(compiled(of), on);

describe("Laws of event patterns", () => {
  it("the values of an event, as a pattern, match the event", () => {
    check(20_000, [event], (on) => {
      const own = Object.fromEntries(Object.entries(on).map(([key, value]) => [key, [value].flat()]));
      assert.equal(verdict(own, on), true);
    });
  });

  it("an object and its JSON text are the same, as a pattern and as an event", () => {
    check(20_000, [pattern, event], (of, on) => {
      assert.equal(verdict(JSON.stringify(of), JSON.stringify(on)), verdict(of, on));
    });
  });

  it("fields are joined by and", () => {
    check(20_000, [pattern, event], (of, on) => {
      const each = Object.entries(of).map(([key, list]) => verdict({ [key]: list }, on));
      assert.equal(verdict(of, on), !each.includes(false));
    });
  });

  it("alternatives are joined by or", () => {
    check(20_000, [name, alternatives, event], (key, list, on) => {
      const each = list.map((one) => verdict({ [key]: [one] }, on));
      assert.equal(verdict({ [key]: list }, on), each.includes(true));
    });
  });

  it("$or is the union of what its alternatives match", () => {
    check(20_000, [pattern, pattern, event], (one, other, on) => {
      assert.equal(verdict({ $or: [one, other] }, on), verdict(one, on) || verdict(other, on));
    });
  });

  it("$or beside fields that it does not name is distributed over them", () => {
    check(20_000, [alternatives, pattern, pattern, event], (list, one, other, on) => {
      const expected = verdict({ z: list, ...one }, on) || verdict({ z: list, ...other }, on);
      assert.equal(verdict({ z: list, $or: [one, other] }, on), expected);
    });
  });

  it("what a pattern does not name does not matter", () => {
    check(20_000, [pattern, event, literal], (of, on, more) => {
      assert.equal(verdict(of, { ...on, other: { a: more, b: [more] } }), verdict(of, on));
    });
  });

  it("a value is one of a list, or anything but it, and never both", () => {
    check(20_000, [fc.array(text, { minLength: 1, maxLength: 3 }), text], (list, value) => {
      const plain = list.map((one) => ({ exactly: one }));
      assert.notEqual(verdict({ a: plain }, { a: value }), verdict({ a: [{ "anything-but": list }] }, { a: value }));
    });
  });

  it("a wildcard that is escaped, or has no asterisk, matches the text itself and nothing else", () => {
    check(20_000, [text, text], (wanted, found) => {
      const escaped = wanted.replace(/[\\*]/g, "\\$&");
      assert.equal(verdict({ a: [{ wildcard: escaped }] }, { a: found }), wanted === found);
    });
  });

  it("an asterisk at an end is a prefix or a suffix", () => {
    check(20_000, [text, text], (part, found) => {
      const escaped = part.replace(/[\\*]/g, "\\$&");
      assert.equal(verdict({ a: [{ wildcard: `${escaped}*` }] }, { a: found }), found.startsWith(part));
      assert.equal(verdict({ a: [{ wildcard: `*${escaped}` }] }, { a: found }), found.endsWith(part));
    });
  });

  it("numbers compare as numbers, however they are written", () => {
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }));
    check(20_000, [number, number], (one, other) => {
      const on = `{"a": ${one.toExponential()}}`;
      assert.equal(verdict({ a: [one] }, on), true);
      assert.equal(verdict({ a: [{ numeric: [">", other] }] }, on), one > other);
      assert.equal(verdict({ a: [{ numeric: ["<=", other] }] }, on), one <= other);
    });
  });

  it("a field must be there, or must not: one of the two", () => {
    check(20_000, [name, event], (key, on) => {
      assert.notEqual(verdict({ [key]: [{ exists: true }] }, on), verdict({ [key]: [{ exists: false }] }, on));
    });
  });

  it("compiling ends with a pattern or with issues, whatever is given, and asking never fails", () => {
    check(50_000, [fc.anything(), fc.anything()], (of, on) => {
      const result = compilePattern(of);
      if (result.ok) assert.equal(typeof matches(result.pattern, on), "boolean");
      else assert.ok(result.issues.length > 0);
    });
  });

  it("reading a log filter ends with a pattern or with issues, whatever the text", () => {
    const word = fc.constantFrom(
      "{",
      "}",
      "(",
      ")",
      "$.a",
      "$",
      "=",
      "!=",
      "&&",
      "||",
      '"x"',
      "1",
      "NOT EXISTS",
      "%x%",
    );
    check(
      20_000,
      [
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(" ")),
        ),
      ],
      (of) => {
        const result = compileFilterPattern(of);
        if (!result.ok) assert.ok(result.issues.length > 0);
      },
    );
  });
});

describe("What is no pattern", () => {
  for (const [of, path, message] of [
    [{ a: [] }, "a", /an empty list is not allowed/],
    [{ a: {} }, "a", /an empty object is not allowed/],
    [{ a: "x" }, "a", /expected an object or a list/],
    [{ a: [["x"]] }, "a[0]", /found a list/],
    [{ a: [{ contains: "x" }] }, "a[0]", /unknown operator contains; known are exactly, prefix/],
    [{ a: [{ prefix: "x", suffix: "y" }] }, "a[0]", /exactly one operator, found 2/],
    [{ a: ["x", { wildcard: "a**b" }] }, "a[1].wildcard", /consecutive wildcards at position 1/],
    [{ a: [{ wildcard: "a\\b" }] }, "a[0].wildcard", /invalid escape at position 1/],
    [{ a: [{ cidr: "10.0.0.0/32" }] }, "a[0].cidr", /mask bits below 32/],
    [{ a: [{ numeric: [">", 5, "<", 1] }] }, "a[0].numeric", /lower bound must be less/],
    [{ a: [{ "anything-but": { cidr: "10.0.0.0/8" } }] }, "a[0].anything-but", /one of prefix, suffix/],
    [{ a: [{ "anything-but": { prefix: "" } }] }, "a[0].anything-but.prefix", /must not be empty/],
    [{ a: [{ "anything-but": ["a", 1] }] }, "a[0].anything-but", /texts only or numbers only/],
    [{ $or: [{ a: ["x"] }] }, "$or", /at least two objects/],
    [{ $or: [{ a: ["x"] }, { numeric: ["y"], b: [1] }] }, "numeric", /reserved/],
    ["{", "", /JSON/],
    [[], "", /a pattern is an object/],
  ] as const) {
    it(`is refused with the reason: ${JSON.stringify(of)}`, () => {
      const result = compilePattern(of);
      assert.equal(result.ok, false);
      const issues = result.ok ? [] : result.issues;
      assert.ok(
        issues.some((issue) => issue.path === path && message.test(issue.message)),
        JSON.stringify(issues),
      );
    });
  }

  it("is told with all its issues at once", () => {
    const result = compilePattern({ a: [], b: { c: "x" }, d: [{ cidr: "x" }] });
    assert.deepEqual(result.ok ? [] : result.issues.map(({ path }) => path), ["a", "b.c", "d[0].cidr"]);
  });

  it("makes more than a thousand combinations, or has more than 256 fields", () => {
    const or = (prefix: string): object => ({
      $or: Array.from({ length: 11 }, (_, i) => ({ [`${prefix}${i}`]: [1] })),
    });
    assert.equal(compilePattern({ x: or("a"), y: or("b") }).ok, true);
    const many = compilePattern({ x: or("a"), y: or("b"), z: or("c") });
    assert.match(many.ok ? "" : (many.issues[0]?.message ?? ""), /more than 1000 combinations/);
    const wide = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, [1]]));
    assert.equal(compilePattern(wide(256)).ok, true);
    assert.equal(compilePattern(wide(257)).ok, false);
  });
});

describe("Values in arrays of objects", () => {
  const of = { l: { k: ["a"], v: ["1"] }, x: [{ exists: false }] };

  for (const [title, on, expected] of [
    ["in one element stand together", { l: [{ k: "a", v: "1" }] }, true],
    ["in two elements do not", { l: [{ k: "a" }, { v: "1" }] }, false],
    ["in two elements of an inner array do not", { l: { k: "a", v: "1" }, m: [[{ k: "a" }]] }, true],
    ["beside the array stand with all of them", { l: { k: "a", v: ["1", "2"] } }, true],
    ["of an array in an array stand together by both", { l: [[{ k: "a" }, { v: "1" }]] }, false],
    ["and a field that must be absent, but is there", { l: [{ k: "a", v: "1" }], x: 1 }, false],
  ] as const) {
    it(title, () => assert.equal(verdict(of, on), expected));
  }

  it("of two arrays do not bind each other", () => {
    const both = { l: { k: ["a"] }, m: { v: ["1"] } };
    assert.equal(verdict(both, { l: [{}, { k: "a" }], m: [{ v: "1" }, {}] }), true);
  });
});

describe("An address", () => {
  for (const [wanted, found, expected] of [
    ["10.0.0.1", "10.0.0.1", true],
    ["10.0.0.1", "10.0.0.01", true],
    ["10.0.0.1", "10.0.0.2", false],
    ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true],
    ["::ffff:a00:1", "10.0.0.1", true],
    ["10.0.0.256", "10.0.0.256", true],
    ["1::2::3", "1::2::3", true],
    ["12345::", "12345::", true],
    ["1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9", true],
    ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:08", true],
    ["1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7:8", false],
  ] as const) {
    it(`${wanted} is ${expected ? "" : "not "}${found}`, () =>
      assert.equal(verdict({ a: [wanted] }, { a: found }), expected));
  }

  for (const [range, found, expected] of [
    ["10.0.0.5/24", "10.0.0.255", true],
    ["10.0.0.5/24", "10.0.1.0", false],
    ["10.0.0.0/+8/", "10.9.9.9", true],
    ["2001:db8::/33", "2001:db8:7fff::", true],
    ["2001:db8::/33", "2001:db8:8000::", false],
    ["10.0.0.0/24", "a00::", true],
    ["10.0.0.0/24", "a00:10::", true],
    ["10.0.0.0/24", "a01::", false],
    ["2001::/16", "32.1.16.0", true],
    ["2001::/16", "10.0.0.1", false],
    ["0.0.0.0/0", "none", false],
  ] as const) {
    it(`${found} is ${expected ? "" : "not "}in ${range}`, () => {
      assert.equal(verdict({ a: [{ cidr: range }] }, { a: found }), expected);
    });
  }
});

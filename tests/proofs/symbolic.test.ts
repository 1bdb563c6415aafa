import assert from "node:assert/strict";
import * as fc from "fast-check";
import { patternFor } from "../../iam";
import { componentGlobFor, resourceGlobFor } from "../../iam/arn";
import { matchesGlob } from "../../iam/glob";
import { classesOf, type NameClass } from "../../proofs/symbolic/classes";
import {
  arnSequence,
  caselessSequence,
  globSequence,
  lastPartSequence,
  resourceSequence,
} from "../../proofs/symbolic/patterns";
import { atLeast, caseless, literal, type Sequence } from "../../proofs/symbolic/sequence";
import { runs, seed } from "../scale";

const tiny = { only: "ab/:" };
const words: readonly Sequence[] = [atLeast(1, tiny)];
const text = fc.string({ unit: fc.constantFrom("a", "b", "/", ":", "*", "?"), maxLength: 6 });
const name = fc.string({ unit: fc.constantFrom("a", "b", "/", ":"), minLength: 1, maxLength: 7 });

/** The class that a name is in, by matching each pattern directly. */
function directly(patterns: readonly ((text: string) => boolean)[], candidate: string): string {
  return patterns.flatMap((matches, index) => (matches(candidate) ? [index] : [])).join();
}

function keysOf(classes: readonly NameClass[]): readonly string[] {
  return classes.map(({ matches }) => matches.join());
}

/** All texts over the tiny alphabet up to a length. */
function* allTexts(length: number): Generator<string> {
  for (const first of tiny.only) {
    yield first;
    if (length > 1) for (const rest of allTexts(length - 1)) yield first + rest;
  }
}

interface Reading {
  readonly says: string;
  readonly pattern: (glob: string) => string;
  readonly sequence: (pattern: string) => Sequence;
  readonly direct: (pattern: string) => (text: string) => boolean;
}

const readings: readonly Reading[] = [
  {
    says: "globs",
    pattern: patternFor,
    sequence: (pattern) => globSequence(pattern),
    direct: (pattern) => (candidate) => matchesGlob(pattern, candidate),
  },
  { says: "Resource patterns", pattern: patternFor, sequence: resourceSequence, direct: resourceGlobFor },
  {
    says: "equality in any letter case",
    pattern: (glob) => glob.replaceAll("*", "b"),
    sequence: caselessSequence,
    direct: (pattern) => (candidate) => candidate.toLowerCase() === pattern,
  },
  {
    says: "patterns of a last part",
    pattern: patternFor,
    sequence: (pattern) => lastPartSequence(globSequence(pattern)),
    direct: (pattern) => (candidate) =>
      candidate.includes("/") && matchesGlob(pattern, candidate.slice(candidate.lastIndexOf("/") + 1)),
  },
];

describe("classes of names", () => {
  it("names that no pattern tells apart are one class, shown by a preferred name or a shortest one", () => {
    const language = [[...literal("role/"), ...atLeast(1, { only: "abcdefghijklmnopqrstuvwxyz-/" })]];
    const patterns = ["role/stacksets-exec-*", "role/a/*", "role/*/x?"].map((p) => globSequence(patternFor(p)));
    const classes = classesOf({ language, patterns, preferred: ["role/attacker", "user/nobody"] });
    assert.deepEqual(classes, [
      { matches: [], witness: "role/attacker" },
      { matches: [0], witness: "role/stacksets-exec-" },
      { matches: [1], witness: "role/a/" },
      { matches: [2], witness: "role//xa" },
      { matches: [0, 2], witness: "role/stacksets-exec-/xa" },
      { matches: [1, 2], witness: "role/a/xa" },
    ]);
  });

  it("a pattern that every name or no name of the language matches makes no class of its own", () => {
    const language = [literal("role/x")];
    const classes = classesOf({ language, patterns: ["role/*", "user/*"].map((p) => globSequence(patternFor(p))) });
    assert.deepEqual(classes, [{ matches: [0], witness: "role/x" }]);
  });

  it("a name in any letter case falls apart by patterns that mind the case", () => {
    const patterns = ["Ab", "A?", "*b"].map((p) => globSequence(patternFor(p)));
    assert.deepEqual(classesOf({ language: [caseless("ab")], patterns }), [
      { matches: [], witness: "aB" },
      { matches: [1], witness: "AB" },
      { matches: [2], witness: "ab" },
      { matches: [0, 1, 2], witness: "Ab" },
    ]);
    const [only] = classesOf({ language: [caseless("ab")], patterns: [caselessSequence("ab")] });
    assert.deepEqual(only, { matches: [0], witness: "ab" });
  });

  it("patterns that need too many states are an error, not a cut", () => {
    const patterns = ["*a????????????", "*b?????????????"].map((p) => globSequence(patternFor(p)));
    const ask = () => classesOf({ language: words, patterns, maximumStates: 2000 });
    assert.throws(ask, /more than 2000 states/);
  });

  for (const { says, pattern, sequence, direct } of readings) {
    const read = (globs: readonly string[]) => {
      const patterns = globs.map(pattern);
      const classes = classesOf({ language: words, patterns: patterns.map((one) => sequence(one)) });
      return { matchers: patterns.map(direct), classes };
    };

    it(`for ${says}, every name is in one of the classes, and a witness in its own`, () => {
      const property = fc.property(fc.array(text, { maxLength: 4 }), fc.array(name), (globs, names) => {
        const { matchers, classes } = read(globs);
        const keys = keysOf(classes);
        assert.equal(new Set(keys).size, keys.length);
        for (const { witness, matches } of classes) assert.equal(directly(matchers, witness), matches.join());
        for (const candidate of names) assert.ok(keys.includes(directly(matchers, candidate)), candidate);
      });
      fc.assert(property, { numRuns: runs(3000), seed });
    });

    it(`for ${says}, going through all short names finds no other class`, () => {
      const short = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), maxLength: 3 });
      const property = fc.property(fc.array(short, { maxLength: 3 }), (globs) => {
        const { matchers, classes } = read(globs);
        const found = new Map<string, number>();
        for (const candidate of allTexts(6)) {
          const key = directly(matchers, candidate);
          found.set(key, Math.min(found.get(key) ?? Infinity, candidate.length));
        }
        const ofClasses = classes.map(({ matches, witness }) => [matches.join(), witness.length] as const);
        const shortOnes = ofClasses.filter(([, length]) => length <= 6);
        assert.deepEqual(new Map(shortOnes), found);
      });
      fc.assert(property, { numRuns: runs(100), seed });
    });
  }

  it("for patterns of ARNs, every ARN is in one of the classes", () => {
    const resource = fc.string({ unit: fc.constantFrom("a", "b", "/", ":"), minLength: 1, maxLength: 5 });
    const part = fc.constantFrom("aws", "*", "a?s", "?ws", "a*", "**");
    const pattern = fc.tuple(part, part, text).map(([one, two, rest]) => patternFor(`arn:${one}:iam::${two}:${rest}`));
    const language: Sequence = [...literal("arn:aws:iam::aws:"), ...atLeast(1, tiny)];
    const property = fc.property(fc.array(pattern, { maxLength: 4 }), fc.array(resource), (patterns, names) => {
      const matchers = patterns.map(componentGlobFor);
      const classes = classesOf({ language: [language], patterns: patterns.map((one) => arnSequence(one) ?? []) });
      for (const { witness, matches } of classes) assert.equal(directly(matchers, witness), matches.join());
      const keys = keysOf(classes);
      for (const candidate of names) assert.ok(keys.includes(directly(matchers, `arn:aws:iam::aws:${candidate}`)));
    });
    fc.assert(property, { numRuns: runs(3000), seed });
  });

  it("where patterns count one way only, every name has one shown that matches no other patterns than it", () => {
    const property = fc.property(fc.array(text, { maxLength: 4 }), fc.array(name), fc.nat(3), (globs, names, exact) => {
      const matchers = globs.map((glob) => (candidate: string) => matchesGlob(patternFor(glob), candidate));
      const patterns = globs.map((glob) => globSequence(patternFor(glob)));
      const classes = classesOf({ language: words, patterns, isOneWay: (pattern) => pattern !== exact });
      for (const { witness, matches } of classes) assert.equal(directly(matchers, witness), matches.join());
      for (const candidate of names) {
        const own = new Set(globs.flatMap((_, index) => (matchers[index]?.(candidate) === true ? [index] : [])));
        const isShown = classes.some(
          ({ matches }) => matches.every((index) => own.has(index)) && matches.includes(exact) === own.has(exact),
        );
        assert.ok(isShown, candidate);
      }
    });
    fc.assert(property, { numRuns: runs(3000), seed });
  });

  it("a pattern that is no ARN matches none", () => {
    assert.equal(arnSequence("role/x"), undefined);
    assert.equal(arnSequence(patternFor("*")), undefined);
    assert.equal(componentGlobFor(patternFor("*"))("arn:aws:iam::1:role/x"), false);
  });
});

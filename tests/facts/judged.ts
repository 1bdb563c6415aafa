import assert from "node:assert/strict";
import { factsOf, type FactIssue, type FactsResult } from "../../facts";
import { rulebook, type Facts } from "../../rulebook";
import { stackConfig } from "../rulebook/sandbox-facts";

const sandbox = stackConfig("sandbox");

/** Top-level facts by name; `undefined` takes one away, a text goes in as it is, anything else as JSON. */
export type Changes = Readonly<Record<string, unknown>>;

/** One of the sandbox's facts, to be changed. */
export function sandboxFact(key: string): Record<string, unknown> {
  return JSON.parse(sandbox[`lifeline:${key}`] ?? "{}") as Record<string, unknown>;
}

/** The sandbox's facts with some of them changed, judged. */
export function judged(changes: Changes, stack = "sandbox"): FactsResult {
  const config: Record<string, string> = { ...sandbox };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete config[`lifeline:${key}`];
    else config[`lifeline:${key}`] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return factsOf(config, stack, rulebook);
}

/** The sandbox's facts with some of them changed, which are sound. */
export function factsWith(changes: Changes): Facts {
  const result = judged(changes);
  assert.ok(result.ok, result.ok ? "" : result.message);
  return result.facts;
}

export function issuesOf(changes: Changes): readonly FactIssue[] {
  const result = judged(changes);
  return result.ok ? [] : result.issues;
}

/** Every issue with its four parts: path, found, allowed, fix. */
export function assertIssues(changes: Changes, expected: readonly (readonly [string, string, string, string])[]): void {
  const found = issuesOf(changes).map(({ path, found: seen, allowed, fix }) => [path, seen, allowed, fix]);
  const byPath = (a: readonly (string | undefined)[], b: readonly (string | undefined)[]) =>
    `${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1;
  assert.deepEqual([...found].sort(byPath), [...expected].sort(byPath));
}

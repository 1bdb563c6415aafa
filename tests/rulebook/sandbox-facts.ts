import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { factsOf } from "../../facts";
import { isSettled, rulebook, type Facts, type SettledFacts } from "../../rulebook";

/** The fictitious organization of `Pulumi.sandbox.yaml`. */
export const sandboxFacts: SettledFacts = settled(factsFrom(stackConfig("sandbox"), "sandbox"));

/** A stack's settings as Pulumi hands them to a program: key → text, objects as JSON. */
export function stackConfig(stack: string): Readonly<Record<string, string>> {
  const file = parse(readFileSync(join(__dirname, "../..", `Pulumi.${stack}.yaml`), "utf8")) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  return Object.fromEntries(
    Object.entries(file.config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

function factsFrom(config: Readonly<Record<string, string>>, stack: string): Facts {
  const result = factsOf(config, stack, rulebook);
  if (!result.ok) assert.fail(result.message);
  return result.facts;
}

function settled(facts: Facts): SettledFacts {
  if (!isSettled(facts)) assert.fail("the sandbox's emergency account has no id");
  return facts;
}

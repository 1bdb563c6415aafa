import assert from "node:assert/strict";
import { parsePolicy, type Policy, type PolicyKind } from "../../iam";

/** A compiled policy for a test; a document that does not parse fails the test with its issues. */
export function policy(document: unknown, kind: PolicyKind, name: string = kind): Policy {
  const parsed = parsePolicy(document, kind, name);
  if (!parsed.ok) assert.fail(`${name}: ${JSON.stringify(parsed.issues)}`);
  return parsed.policy;
}

/** A version 2012-10-17 document of some statements. */
export function documentOf(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

import type { ProtectedKind } from "./act";

/** Kinds that have a policy of their own, which can let in somebody from another account. */
const withPolicies: readonly ProtectedKind[] = [
  "targetRole",
  "hubRole",
  "pathRole",
  "deployerRole",
  "executionRole",
  "bucket",
  "object",
  "queue",
  "topic",
  "key",
  "bus",
  "function",
  "register",
];

/** Whether somebody of another account can call this at all: by name, and not of IAM, which knows its own account only. */
export function isOpenToOthers(kind: ProtectedKind, { resource, action }: Call): boolean {
  return withPolicies.includes(kind) && resource !== "*" && !action.startsWith("iam:");
}

interface Call {
  readonly action: string;
  readonly resource: string;
}

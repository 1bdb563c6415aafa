import type { ProtectedKind } from "./act";

/** The emergency path itself, and what binds everybody else. */
export const pathKinds = [
  "targetRole",
  "hubRole",
  "pathRole",
  "pathPolicy",
  "responder",
  "samlProvider",
  "memberStack",
  "stack",
  "stackSet",
  "organizationPolicy",
  "organization",
  "account",
] as const satisfies readonly ProtectedKind[];

/** What carries an alert, and the register that it is judged by. */
export const alertKinds = [
  "rule",
  "bus",
  "queue",
  "topic",
  "subscription",
  "key",
  "keyAlias",
  "function",
  "register",
  "alarm",
  "schedule",
] as const satisfies readonly ProtectedKind[];

/** What is recorded, and where. */
export const logKinds = ["trail", "logGroup", "bucket", "object"] as const satisfies readonly ProtectedKind[];

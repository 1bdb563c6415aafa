import type { ProtectedKind } from "./act";

const rolesOfPath = ["targetRole", "hubRole", "pathRole"] as const satisfies readonly ProtectedKind[];

/** What has a name of the path, which somebody else could make first. */
const namedOfPath = [
  ...rolesOfPath,
  "pathPolicy",
  "responder",
  "samlProvider",
  "memberStack",
  "stack",
  "stackSet",
] as const satisfies readonly ProtectedKind[];

export function isRoleOfPath(kind: ProtectedKind): boolean {
  return rolesOfPath.some((one) => one === kind);
}

export function isNamedOfPath(kind: ProtectedKind): boolean {
  return namedOfPath.some((one) => one === kind);
}

/** The emergency path itself, and what binds everybody else. */
export const pathKinds = [
  ...namedOfPath,
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

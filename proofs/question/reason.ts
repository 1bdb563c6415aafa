import type { PolicyKind, Reason, Verdict } from "../../iam";

export const kinds: Readonly<Record<PolicyKind, string>> = {
  identity: "policy of the caller",
  resource: "resource policy",
  trust: "trust policy",
  scp: "SCP",
  rcp: "RCP",
  boundary: "permissions boundary",
  session: "session policy",
};

/** `statement Sid of the SCP name`, each once. */
export function statementsIn(verdict: Verdict): readonly string[] {
  return verdict.by.map(nameOf);
}

export function nameOf({ statement, kind, policy }: Reason): string {
  return `statement ${statement} of the ${kinds[kind]} ${policy}`;
}

/** Why it is refused, or cannot be relied on: for the end of a sentence. */
export function reasonOf(verdict: Verdict): string {
  const statements = statementsIn(verdict).join(" and ");
  switch (verdict.decision) {
    case "explicitDeny":
      return `${statements} denies it`;
    case "implicitDeny":
      return `the ${verdict.missing.map((kind) => kinds[kind]).join(" and the ")} does not allow it`;
    case "unknown":
      return `${statements} hangs on ${verdict.unknownKeys.join(", ")}`;
    case "allowed":
      return `${statements} allows it`;
    default:
      return verdict.decision satisfies never;
  }
}

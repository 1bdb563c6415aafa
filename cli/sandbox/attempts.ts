import { authorize, type Aws, type Caller } from "../../sandbox/aws";

/** One question to the deployed documents, and their answer. */
export interface Attempt {
  readonly who: string;
  readonly action: string;
  /** ARN. */
  readonly target: string;
  readonly verdict: ReturnType<typeof authorize>["decision"];
  /** The statements that decided, or what is missing. */
  readonly by: string;
}

export interface Attacker {
  readonly who: string;
  readonly caller: Caller;
}

/** Edit the trust, edit or add permissions, delete, recreate, assume: what turns a target role into one's own. */
const waysIn = [
  "iam:UpdateAssumeRolePolicy",
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:CreateRole",
  "sts:AssumeRole",
] as const;

export function attemptsOf(aws: Aws, attackers: readonly Attacker[], targets: readonly string[]): readonly Attempt[] {
  return attackers.flatMap(({ who, caller }) =>
    waysIn.flatMap((action) => targets.map((target) => attemptOf(aws, who, caller, action, target))),
  );
}

export function attemptOf(aws: Aws, who: string, caller: Caller, action: string, target: string): Attempt {
  const verdict = authorize(aws, caller, action, target);
  return { who, action, target, verdict: verdict.decision, by: reasonOf(verdict) };
}

/** Anything but a plain refusal counts as a way in: an unknown is not a denial. */
export function isRefused({ verdict }: Attempt): boolean {
  return verdict === "explicitDeny" || verdict === "implicitDeny";
}

function reasonOf(verdict: ReturnType<typeof authorize>): string {
  const statements = [...new Set(verdict.by.map(({ kind, policy, statement }) => `${kind} ${policy}: ${statement}`))];
  switch (verdict.decision) {
    case "allowed":
    case "explicitDeny":
      return statements.join("; ");
    case "implicitDeny":
      return `no statement allows it in: ${verdict.missing.join(", ")}`;
    case "unknown":
      return `hangs on ${verdict.unknownKeys.join(", ")} (${statements.join("; ")})`;
    default:
      return verdict.decision satisfies never;
  }
}

import { authorize, type Aws } from "../../sandbox/aws";

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

export interface Intruder {
  readonly who: string;
  /** Of a user, a role or an account's root. */
  readonly arn: string;
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

export function attemptsOf(aws: Aws, intruders: readonly Intruder[], targets: readonly string[]): readonly Attempt[] {
  return intruders.flatMap(({ who, arn }) =>
    waysIn.flatMap((action) => targets.map((target) => attemptOf(aws, who, arn, action, target))),
  );
}

/** `context`: keys of the caller's session that AWS does not fill in by itself. */
export function attemptOf(
  aws: Aws,
  who: string,
  arn: string,
  action: string,
  target: string,
  context: Readonly<Record<string, string>> = {},
): Attempt {
  const verdict = authorize(aws, { arn, context }, action, target);
  return { who, action, target, verdict: verdict.decision, by: reasonOf(verdict) };
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

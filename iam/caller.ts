import { accountOfArn, arnComponents } from "./arn";
import type { Facts } from "./facts";
import type { Principals } from "./principal";
import type { Request } from "./request";
import { and, FALSE, or, TRUE, truthOf, UNKNOWN, type Truth } from "./truth";

/**
 * How directly a resource-based policy names a caller, which decides what else must allow:
 * the user or session itself; the role (or federating user) behind a session; or the whole account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Grade = "direct" | "behind" | "account";

export type Grades = Readonly<Record<Grade, Truth>>;

export type CallerKind = Exclude<Request["principalKind"], "anonymous"> | "provider" | "anonymous";

export interface Caller {
  readonly kind: CallerKind;
  /** The account of an IAM principal; services, identity providers and anonymous callers have none. */
  readonly account?: string;
  /** Every name under which a policy can list this caller. */
  readonly names: readonly Name[];
}

interface Name {
  readonly grade: Grade;
  readonly listedIn: (principals: Principals, facts: Facts) => Truth;
}

/** Stands among the unknown keys where a verdict hangs on what canonical user id an account has. */
export const CANONICAL_USER_KEY = "CanonicalUser";
export const ROLE_SESSION_NAME_KEY = "sts:RoleSessionName";

const NOBODY: Grades = { direct: FALSE, behind: FALSE, account: FALSE };
const EVERYBODY: Grades = { direct: TRUE, behind: FALSE, account: FALSE };

export function callerFor(request: Request, facts: Facts): Caller {
  const { principal, principalKind: kind } = request;
  if (kind === "anonymous" || principal === null) return { kind: "anonymous", names: [] };
  if (kind === "service") return { kind, names: [one("direct", ({ services }) => services.has(principal))] };
  const account = accountOfArn(principal);
  if (kind === "federatedUser" && arnComponents(principal)?.[2] !== "sts") {
    return { kind: "provider", names: [one("direct", ({ providers }) => providers.has(principal))] };
  }
  const names = [...namesFor(request, principal, kind, facts), ...accountNames(kind, account)];
  return account === undefined ? { kind, names } : { kind, account, names };
}

function namesFor(request: Request, principal: string, kind: CallerKind, facts: Facts): readonly Name[] {
  switch (kind) {
    case "user":
      return [byArnOrId("direct", principal, (id) => id)];
    case "assumedRole":
    case "serviceLinkedRole": {
      const role = roleArnFor(principal, facts);
      return [byArnOrId("behind", role, (id) => id.split(":")[0]), sessionName(principal)];
    }
    case "federatedUser": {
      const user =
        request.federatingUser ?? principal.replace(":sts::", ":iam::").replace(":federated-user/", ":user/");
      return [one("behind", ({ arns }) => arns.has(user)), one("direct", ({ arns }) => arns.has(principal))];
    }
    case "root":
    case "service":
    case "provider":
    case "anonymous":
      return [];
  }
}

function accountNames(kind: CallerKind, account: string | undefined): readonly Name[] {
  if (account === undefined) return [];
  const grade = kind === "root" ? "direct" : "account";
  return [
    {
      grade,
      listedIn: ({ accounts, canonicalUsers }) =>
        or(truthOf(accounts.has(account)), canonicalUsers.size > 0 ? UNKNOWN : FALSE),
    },
  ];
}

function one(grade: Grade, isListed: (principals: Principals) => boolean): Name {
  return { grade, listedIn: (principals) => truthOf(isListed(principals)) };
}

function byArnOrId(grade: Grade, arn: string, idFrom: (userId: string) => string | undefined): Name {
  return {
    grade,
    listedIn({ arns, uniqueIds }, facts) {
      if (arns.has(arn)) return TRUE;
      if (uniqueIds.size === 0) return FALSE;
      const userId = facts.answerFor("aws:userid");
      if (userId === "unknown") return UNKNOWN;
      return truthOf(userId !== "absent" && uniqueIds.has(idFrom(userId[0] ?? "") ?? ""));
    },
  };
}

/** A request that gives only the role leaves open which session name the caller has chosen. */
function sessionName(principal: string): Name {
  const components = arnComponents(principal);
  if (components?.[2] === "sts") return one("direct", ({ arns }) => arns.has(principal));
  const roleName = components?.[5]?.split("/").at(-1) ?? "";
  const sessions = `:sts::${components?.[4] ?? ""}:assumed-role/${roleName}/`;
  return {
    grade: "direct",
    listedIn: ({ arns }) => ([...arns].some((arn) => arn.includes(sessions)) ? UNKNOWN : FALSE),
  };
}

/**
 * The ARN of the role behind a session. The session's own ARN lacks the role's path, aws:PrincipalArn has it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function roleArnFor(principal: string, facts: Facts): string {
  const stated = facts.answerFor("aws:principalarn");
  if (typeof stated !== "string" && stated[0]?.includes(":role/")) return stated[0];
  const components = arnComponents(principal);
  if (components?.[2] !== "sts") return principal;
  const [, partition = "aws", , , account = "", resource = ""] = components;
  const role = resource.replace(/^assumed-role\//, "").replace(/\/[^/]*$/, "");
  return `arn:${partition}:iam::${account}:role/${role}`;
}

export function gradesOf(principals: Principals, caller: Caller, facts: Facts): Grades {
  if (principals.everyone) return EVERYBODY;
  if (caller.names.length === 0) return NOBODY;
  const grades: Record<Grade, Truth> = { ...NOBODY };
  for (const { grade, listedIn } of caller.names) grades[grade] = or(grades[grade], listedIn(principals, facts));
  return grades;
}

/**
 * NotPrincipal spares a caller only if all its names are listed: the session, its role and the account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isSpared(principals: Principals, caller: Caller, facts: Facts): Truth {
  if (principals.everyone) return TRUE;
  if (caller.names.length === 0) return FALSE;
  return and(...caller.names.map(({ listedIn }) => listedIn(principals, facts)));
}

import { accountOfArn, arnComponents } from "./arn";
import { answerFor, type Facts } from "./facts";
import type { Principals } from "./principal";
import type { Request } from "./request";
import { FALSE, or, TRUE, truthOf, UNKNOWN, type Truth } from "./truth";

/**
 * How directly a resource-based policy names a caller, which decides what else must allow:
 * the user or session itself; the role (or federating user) behind a session; or the whole account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Grade = "direct" | "behind" | "account";

export type Grades = Readonly<Record<Grade, Truth>>;

export interface Caller {
  readonly kind: Request["principalKind"] | "provider";
  /** The account of an IAM principal; services, identity providers and anonymous callers have none. */
  readonly account: string | undefined;
  /** "" for an anonymous caller. */
  readonly principal: string;
  /** The IAM user whose GetFederationToken made this federated user, if stated. */
  readonly federatingUser: string | undefined;
}

/** Stands among the unknown keys where a verdict hangs on what canonical user id an account has. */
export const CANONICAL_USER_KEY = "CanonicalUser";
export const ROLE_SESSION_NAME_KEY = "sts:RoleSessionName";
export const PRINCIPAL_ARN_KEY = "aws:principalarn";

const NOBODY: Grades = { direct: FALSE, behind: FALSE, account: FALSE };
const EVERYBODY: Grades = { direct: TRUE, behind: FALSE, account: FALSE };

export function callerFor({ principal, principalKind, federatingUser }: Request): Caller {
  if (principalKind === "anonymous" || principal === null) {
    return { kind: "anonymous", account: undefined, principal: "", federatingUser };
  }
  const isProvider = principalKind === "federatedUser" && !/^arn:[^:]*:sts:/.test(principal);
  const kind = isProvider ? "provider" : principalKind;
  const account = isProvider || kind === "service" ? undefined : accountOfArn(principal);
  return { kind, account, principal, federatingUser };
}

export function gradesOf(principals: Principals, caller: Caller, facts: Facts): Grades {
  if (principals.everyone) return EVERYBODY;
  const { direct = FALSE, behind = FALSE, account = FALSE } = listingOf(principals, caller, facts) ?? NOBODY;
  return { direct, behind, account };
}

/**
 * NotPrincipal spares a caller only if all its names are listed: the session, its role and the account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isSpared(principals: Principals, caller: Caller, facts: Facts): Truth {
  if (principals.everyone) return TRUE;
  const listing = listingOf(principals, caller, facts);
  if (listing === undefined) return FALSE;
  return Object.values(listing).reduce<Truth>((least, truth) => (truth < least ? truth : least), TRUE);
}

/** Whether principals list each of the names that a caller has; undefined if it has none. */
function listingOf(principals: Principals, caller: Caller, facts: Facts): Partial<Grades> | undefined {
  const { kind, principal } = caller;
  switch (kind) {
    case "user":
      return { direct: listsArnOrId(principals, principal, facts), account: listsAccount(principals, caller) };
    case "assumedRole":
    case "serviceLinkedRole":
      return {
        direct: listsSession(principals, principal),
        behind: listsRole(principals, principal, facts),
        account: listsAccount(principals, caller),
      };
    case "federatedUser":
      return {
        direct: truthOf(principals.arns.has(principal)),
        behind: truthOf(principals.arns.has(federatingUserOf(caller))),
        account: listsAccount(principals, caller),
      };
    case "root":
      return { direct: listsAccount(principals, caller) };
    case "service":
      return { direct: truthOf(principals.services.has(principal)) };
    case "provider":
      return { direct: truthOf(principals.providers.has(principal)) };
    case "anonymous":
      return undefined;
    default:
      return kind satisfies never;
  }
}

function listsAccount({ accounts, canonicalUsers }: Principals, { account }: Caller): Truth {
  if (account === undefined) return FALSE;
  return or(truthOf(accounts.has(account)), canonicalUsers.size > 0 ? UNKNOWN : FALSE);
}

/** The user id of a role's session is that of the role, a colon and the session's name. */
function listsArnOrId({ arns, uniqueIds }: Principals, arn: string, facts: Facts): Truth {
  if (arns.has(arn)) return TRUE;
  if (uniqueIds.size === 0) return FALSE;
  const userId = answerFor(facts, "aws:userid");
  if (userId === "unknown") return UNKNOWN;
  return truthOf(userId !== "absent" && uniqueIds.has(userId[0]?.split(":")[0] ?? ""));
}

/** A request that gives only the role leaves open which session name the caller has chosen. */
function listsSession({ arns }: Principals, principal: string): Truth {
  if (arns.size === 0) return FALSE;
  const components = arnComponents(principal);
  if (components?.[2] === "sts") return truthOf(arns.has(principal));
  const roleName = components?.[5]?.split("/").at(-1) ?? "";
  const sessions = `:sts::${components?.[4] ?? ""}:assumed-role/${roleName}/`;
  return [...arns].some((arn) => arn.includes(sessions)) ? UNKNOWN : FALSE;
}

/** If not stated, the user of the same name. */
function federatingUserOf({ principal, federatingUser }: Caller): string {
  return federatingUser ?? principal.replace(":sts::", ":iam::").replace(":federated-user/", ":user/");
}

/**
 * The session's own ARN lacks the role's path, aws:PrincipalArn has it. Not known, any role of that name might be meant.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function listsRole(principals: Principals, principal: string, facts: Facts): Truth {
  const stated = answerFor(facts, PRINCIPAL_ARN_KEY);
  if (typeof stated !== "string" && stated[0]?.includes(":role/")) return listsArnOrId(principals, stated[0], facts);
  const [, partition = "aws", service, , account = "", resource = ""] = arnComponents(principal) ?? [];
  if (service !== "sts") return listsArnOrId(principals, principal, facts);
  const roles = `arn:${partition}:iam::${account}:role/`;
  const name = resource.replace(/^assumed-role\//, "").replace(/\/[^/]*$/, "");
  const isOpen =
    stated === "unknown" && [...principals.arns].some((arn) => arn.startsWith(roles) && arn.split("/").at(-1) === name);
  return isOpen ? UNKNOWN : listsArnOrId(principals, `${roles}${name}`, facts);
}

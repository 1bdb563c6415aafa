import { evaluate, type Policy, type Verdict } from "../../../iam";
import { arnParts, nameOfResource } from "../arns";
import type { Aws, Role } from "../model";
import { orgPathOf } from "../organizations/tree";
import { principalOf, type Caller, type Principal } from "./caller";
import { policyOf } from "./documents";
import { policyLevelsOf } from "./organization-policies";
import { resourcePolicyOf } from "./resource-policies";

type Context = Readonly<Record<string, string | readonly string[]>>;

/** A caller's requests, one after the other, while policies stay as they are. */
export type Decide = (action: string, resource: string, context?: Context) => Verdict;

/**
 * What AWS would decide about this request: identity policies and boundary of the caller, the policy of the resource,
 * which is the trust policy where a role is assumed, SCPs of the caller's account and RCPs of the resource's, all from the deployed documents.
 */
export function authorize(aws: Aws, caller: Caller, action: string, resource: string, context: Context = {}): Verdict {
  return decisionsFor(aws, caller)(action, resource, context);
}

/** The same for many requests of one caller: what binds it is gathered once. */
export function decisionsFor(aws: Aws, caller: Caller): Decide {
  const principal = principalOf(aws, caller);
  const scps = policyLevelsOf(aws, principal.accountId, "SERVICE_CONTROL_POLICY");
  const boundary = principal.boundary === undefined ? {} : { boundary: principal.boundary };
  const surroundings = { managementAccount: aws.organization.managementAccountId };
  const owner = ownerCache(aws, principal.context);
  return (action, resource, context = {}) => {
    const { accountId, rcps, facts } = owner(resourceAccountOf(resource, principal.accountId));
    const role = roleOf(aws, accountId, resource);
    const own =
      role !== undefined && isAssumption(action)
        ? policyOf(role.trust, "trust", role.name)
        : resourcePolicyOf(aws, resource);
    const verdict = evaluate(
      {
        principal: principal.arn,
        principalKind: principal.kind,
        action,
        resource,
        resourceAccount: accountId,
        context: { ...facts, ...requestContext(action, role), ...context },
      },
      { identity: principal.identity, ...(own === undefined ? {} : { resource: own }), scps, rcps, ...boundary },
      surroundings,
    );
    return withUnknownPolicies(verdict, principal);
  };
}

/** What follows from the account that owns a resource; the facts are those of the caller as well. */
interface Owner {
  readonly accountId: string;
  readonly rcps: readonly (readonly Policy[])[];
  readonly facts: Context;
}

function ownerCache(aws: Aws, principal: Context): (accountId: string) => Owner {
  const known = new Map<string, Owner>();
  return (accountId) => {
    let owner = known.get(accountId);
    if (owner === undefined) {
      owner = {
        accountId,
        rcps: policyLevelsOf(aws, accountId, "RESOURCE_CONTROL_POLICY"),
        facts: { ...principal, ...ownerFacts(aws, accountId) },
      };
      known.set(accountId, owner);
    }
    return owner;
  };
}

function ownerFacts(aws: Aws, accountId: string): Context {
  const own = { "aws:ResourceAccount": accountId };
  if (aws.accounts[accountId] === undefined) return own;
  return { ...own, "aws:ResourceOrgID": aws.organization.id, "aws:ResourceOrgPaths": [orgPathOf(aws, accountId)] };
}

/** What a policy of unknown text might allow is unknown; a Deny that is known, or a missing Allow elsewhere, stands. */
function withUnknownPolicies(verdict: Verdict, { unknownPolicies }: Principal): Verdict {
  if (unknownPolicies.length === 0 || verdict.decision !== "implicitDeny") return verdict;
  if (verdict.missing.some((kind) => kind !== "identity" && kind !== "boundary")) return verdict;
  return { decision: "unknown", by: [], missing: [], unknownKeys: unknownPolicies };
}

/** Actions that a role's trust policy speaks of. */
function isAssumption(action: string): boolean {
  return ["assumerole", "tagsession", "setsourceidentity"].some((name) => action.toLowerCase() === `sts:${name}`);
}

function resourceAccountOf(resource: string, callerAccount: string): string {
  const account = arnParts(resource)?.account ?? "";
  return /^\d{12}$/.test(account) ? account : callerAccount;
}

function roleOf(aws: Aws, accountId: string, resource: string): Role | undefined {
  const parts = arnParts(resource);
  if (parts?.service !== "iam" || !parts.resource.startsWith("role/")) return undefined;
  const role = aws.iam[accountId]?.roles[nameOfResource(resource).toLowerCase()];
  return role !== undefined && parts.resource === `role${role.path}${role.name}` ? role : undefined;
}

function requestContext(action: string, role: Role | undefined): Context {
  return {
    // Global services answer from us-east-1: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
    ...(/^(iam|organizations):/i.test(action) ? { "aws:RequestedRegion": "us-east-1" } : {}),
    ...Object.fromEntries(Object.entries(role?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
  };
}

/** Why AWS refused, in its words, for the end of "User: … is not authorized to perform: …". */
export function becauseOf(verdict: Verdict, action: string): string {
  const reason = verdict.by[0];
  switch (verdict.decision) {
    case "explicitDeny":
      return `with an explicit deny in ${policyWords(reason?.kind ?? "identity")}${reason === undefined ? "" : `: ${reason.policy} (${reason.statement})`}`;
    case "implicitDeny":
      return `because no ${policyNouns[verdict.missing[0] ?? "identity"]} allows the ${action} action`;
    case "unknown":
      return `because what decides is not known to the sandbox: ${verdict.unknownKeys.join(", ")}`;
    case "allowed":
      return "";
    default:
      return verdict.decision satisfies never;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const policyNouns: Readonly<Record<Policy["kind"], string>> = {
  identity: "identity-based policy",
  resource: "resource-based policy",
  trust: "resource-based policy",
  scp: "service control policy",
  rcp: "resource control policy",
  boundary: "permissions boundary",
  session: "session policy",
};

function policyWords(kind: Policy["kind"]): string {
  const noun = policyNouns[kind];
  return `${kind === "identity" ? "an" : "a"} ${noun}`;
}

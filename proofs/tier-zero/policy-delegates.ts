import { administrator, administratorOf } from "../actors";
import { evaluate, keysOf, principalsOf, type Policy } from "../../iam";
import { administratorAccess } from "../asking/administrator-access";
import { directoryOf } from "../asking/directory";
import { oncePerOrganization } from "../asking/once";
import type { Act, Actor } from "../claim";
import type { Organization } from "../model/organization";

/** Whom the delegation policy names, and lets manage SCPs or RCPs; what binds him besides is not asked. */
export interface PolicyDelegate {
  /** An account, or the ARN of one principal in it. */
  readonly named: string;
  readonly account: string;
  readonly actor: Actor;
  readonly actions: readonly string[];
  /** Sids of the statements that let him. */
  readonly by: readonly string[];
}

/** What of policies can be delegated, and undoes a guardrail: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html */
export const delegatedActions = [
  "organizations:AttachPolicy",
  "organizations:DetachPolicy",
  "organizations:UpdatePolicy",
  "organizations:DeletePolicy",
  "organizations:EnablePolicyType",
  "organizations:DisablePolicyType",
] as const;

export const policyDelegatesOf = oncePerOrganization(delegatesIn);

function delegatesIn(organization: Organization): readonly PolicyDelegate[] {
  const { delegationPolicy: policy, managementAccount } = organization;
  if (policy === undefined) return [];
  const { accounts, arns } = principalsOf([policy]);
  const { classOf } = directoryOf(organization);
  return [...accounts, ...arns].flatMap((named) => {
    const account = /^\d{12}$/.test(named) ? named : (named.split(":")[4] ?? "");
    // Nobody outside of the organization has a row: that he is let in refutes.
    if (account === managementAccount || classOf(account) === undefined) return [];
    const actor = actorFor(named, account);
    const allowed = delegatedActions.flatMap((action) => reasonsFor(organization, policy, actor, action));
    if (allowed.length === 0) return [];
    const distinct = (texts: readonly string[]) => [...new Set(texts)];
    return [
      {
        named,
        account,
        actor,
        actions: distinct(allowed.map(({ action }) => action)),
        by: distinct(allowed.flatMap(({ statements }) => statements)),
      },
    ];
  });
}

function actorFor(named: string, account: string): Actor {
  if (named === account) {
    return administratorOf(
      account,
      `an administrator of ${account}, to which the management of policies is delegated,`,
    );
  }
  const kind = named.includes(":user/") ? "user" : "assumedRole";
  return administrator(kind, named, account, `${named}, to whom the management of policies is delegated,`);
}

interface Allowed {
  readonly action: string;
  readonly statements: readonly string[];
}

/** Whatever else the policy asks of the caller is left open: somebody of the account may fit. */
function reasonsFor(
  { managementAccount, id, rootId }: Organization,
  policy: Policy,
  actor: Actor,
  action: string,
): readonly Allowed[] {
  return Object.entries(kinds).flatMap(([type, kind]) => {
    const arn = (thing: string) => `arn:aws:organizations::${managementAccount}:${thing}`;
    const resource = action.endsWith("PolicyType")
      ? arn(`root/${id}/${rootId ?? "r-any"}`)
      : arn(`policy/${id}/${kind}/p-any`);
    const request = {
      principal: actor.principal,
      principalKind: actor.principalKind,
      action,
      resource,
      resourceAccount: managementAccount,
      context: { "organizations:PolicyType": type },
      unknownKeys: [...keysOf([policy])].filter((key) => key !== "organizations:policytype"),
    };
    const { decision, by } = evaluate(
      request,
      { identity: [administratorAccess], resource: policy, scps: [], rcps: [] },
      {},
    );
    if (decision !== "allowed" && decision !== "unknown") return [];
    return [{ action, statements: by.filter((one) => one.policy === policy.name).map(({ statement }) => statement) }];
  });
}

/** As the ARNs of policies have them: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html */
const kinds = {
  SERVICE_CONTROL_POLICY: "service_control_policy",
  RESOURCE_CONTROL_POLICY: "resource_control_policy",
} as const;

/** Whether the call is one that a row of tier 0 tells of. */
export function isDelegated(organization: Organization, { principal, account }: Actor, { action }: Act): boolean {
  return policyDelegatesOf(organization).some(
    ({ named, actions }) => (named === account || named === principal) && actions.includes(action),
  );
}

import { evaluate, type Policy, type Verdict } from "../../../iam";
import type { Aws } from "../model";
import { orgPathOf } from "../organizations/tree";
import { principalOf, type Caller } from "./caller";
import { policyOf } from "./documents";
import { policyLevelsOf } from "./organization-policies";

type Context = Readonly<Record<string, string | readonly string[]>>;

/** What a user or role asks of a resource that may have a policy. */
export interface ResourceRequest {
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly accountId: string;
  /** Undefined where it has none. */
  readonly policy: string | undefined;
  readonly context: Context;
}

/** Whether the caller may: its own policies, the resource's, SCPs and RCPs decide, from the deployed documents. */
export function callerVerdict(aws: Aws, caller: Caller, request: ResourceRequest): Verdict {
  const { action, resource, accountId, policy, context } = request;
  const principal = principalOf(aws, caller);
  const document: Policy | undefined = policy === undefined ? undefined : policyOf(policy, "resource", resource);
  const owner = {
    "aws:ResourceAccount": accountId,
    "aws:ResourceOrgID": aws.organization.id,
    "aws:ResourceOrgPaths": [orgPathOf(aws, accountId)],
  };
  return evaluate(
    {
      principal: principal.arn,
      principalKind: principal.kind,
      action,
      resource,
      resourceAccount: accountId,
      context: { ...principal.context, ...owner, ...context },
    },
    {
      identity: principal.identity,
      ...(document === undefined ? {} : { resource: document }),
      ...(principal.boundary === undefined ? {} : { boundary: principal.boundary }),
      scps: policyLevelsOf(aws, principal.accountId, "SERVICE_CONTROL_POLICY"),
      rcps: policyLevelsOf(aws, accountId, "RESOURCE_CONTROL_POLICY"),
    },
    { managementAccount: aws.organization.managementAccountId },
  );
}

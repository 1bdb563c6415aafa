import { evaluate } from "../../iam";
import type { Reason } from "../../iam";
import { administratorAccess } from "../asking/administrator-access";
import { directoryOf } from "../asking/directory";
import type { Act, Actor } from "../claim";
import type { Organization } from "../model/organization";

/**
 * Statements of SCPs and RCPs that deny this to somebody, and spare this one by a condition: what a request of which
 * nothing but action and resource is known might be denied by.
 */
export function sparingStatements(organization: Organization, actor: Actor, act: Act): readonly Reason[] {
  const directory = directoryOf(organization);
  const request = {
    principal: actor.principal,
    principalKind: actor.principalKind,
    action: act.action,
    resource: act.resource,
    resourceAccount: act.resourceAccount,
    context: {},
    unknownKeys: directory.keys,
  };
  const guardrails = {
    identity: [administratorAccess],
    scps: directory.classOf(actor.account)?.scps ?? [],
    rcps: directory.classOf(act.resourceAccount)?.rcps ?? [],
  };
  const { by } = evaluate(request, guardrails, { managementAccount: organization.managementAccount });
  return by.filter(({ effect }) => effect === "Deny");
}

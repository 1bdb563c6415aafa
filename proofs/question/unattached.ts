import { evaluate, type Policy, type Request, type Verdict } from "../../iam";
import { administratorAccess } from "../asking/administrator-access";
import { directoryOf } from "../asking/directory";
import { ask } from "../ask";
import type { Act, Actor } from "../claim";
import type { Organization, OrganizationPolicy } from "../model/organization";

/** `policy to the place`: the stack's SCPs and RCPs that would deny this, and do not bind where they would have to. */
export function unattachedFor(organization: Organization, actor: Actor, act: Act): readonly string[] {
  const directory = directoryOf(organization);
  const { request } = ask(organization, actor, act);
  const policies = organization.classes.flatMap(({ things }) =>
    things.filter((thing): thing is OrganizationPolicy => thing.kind === "organizationPolicy"),
  );
  return policies
    .filter((one) => !isLockdown(one))
    .flatMap(({ name, type, policy }) => {
      const kind = type === "SERVICE_CONTROL_POLICY" ? "scps" : "rcps";
      const accounts = directory.classOf(kind === "scps" ? actor.account : act.resourceAccount);
      if (accounts === undefined || accounts[kind].flat().includes(policy)) return [];
      const { decision } = alone(organization, request, kind, policy);
      return decision === "explicitDeny" ? [`${name} to ${placeFor(organization, accounts.account.id)}`] : [];
    });
}

function alone({ managementAccount }: Organization, request: Request, kind: "scps" | "rcps", policy: Policy): Verdict {
  const guardrails = { scps: [], rcps: [], [kind]: [[policy]] };
  return evaluate(request, { identity: [administratorAccess], ...guardrails }, { managementAccount });
}

/** A policy that denies everything but some calls is one account's lockdown: elsewhere it would stop the work. */
function isLockdown({ policy }: OrganizationPolicy): boolean {
  return policy.statements.some(
    ({ action, resource }) => action.except && resource?.patterns.heads.includes("") === true,
  );
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_create.html */
function placeFor({ newAccounts = [], rootId }: Organization, account: string): string {
  if (!newAccounts.includes(account)) return `account ${account} or an OU above it`;
  return `the root${rootId === undefined ? "" : ` ${rootId}`}, where AWS makes new accounts`;
}

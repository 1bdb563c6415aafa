import type { Policy } from "../../../iam";
import type { Aws, OrganizationPolicyType } from "../model";
import { levelsOf } from "../organizations/tree";
import { policyOf } from "./documents";

/** The SCPs or RCPs that bind an account, by level, root first; none where the policy type is not enabled. */
export function policyLevelsOf(
  aws: Aws,
  accountId: string,
  type: OrganizationPolicyType,
): readonly (readonly Policy[])[] {
  if (aws.accounts[accountId] === undefined || !aws.policyTypes.includes(type)) return [];
  return levelsOf(aws, accountId).map((target) => attachedPolicies(aws, target, type));
}

function attachedPolicies(aws: Aws, target: string, type: OrganizationPolicyType): readonly Policy[] {
  const kind = type === "SERVICE_CONTROL_POLICY" ? "scp" : "rcp";
  return (aws.attachments[target] ?? []).flatMap((id) => {
    const policy = aws.organizationPolicies[id];
    return policy?.type === type ? [policyOf(policy.content, kind, policy.name)] : [];
  });
}

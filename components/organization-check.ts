import * as organizations from "@pulumi/aws/organizations";
import type { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import {
  attachmentIssuesFor,
  issuesText,
  organizationIssuesFor,
  type Facts,
  type OrganizationPolicies,
  type Rulebook,
  type SeenOrganization,
  type SeenTarget,
} from "../rulebook";

/** Reads what Lifeline never owns and refuses, before anything is registered, with every missing setting named. */
export async function checkOrganization(facts: Facts, provider: Provider): Promise<void> {
  refuse("The organization is not ready; nothing was deployed:", organizationIssuesFor(facts, await seen(provider)));
}

/** Refuses where a target has no place left for the policies to come. */
export async function checkTargets(
  rulebook: Rulebook,
  policies: OrganizationPolicies,
  provider: Provider,
): Promise<void> {
  const ours = [policies.emergencyAccount, ...policies.guardrails, ...policies.resourceGuardrails];
  const targets = new Set(ours.flatMap((policy) => policy.attachments.map(({ target }) => target)));
  const ourPrefixes = [
    rulebook.names.guardrailPolicy,
    rulebook.names.emergencyAccountPolicy,
    rulebook.names.resourceGuardrailPolicy,
  ];
  const found = await Promise.all([...targets].map((target) => seenTarget(target, ourPrefixes, provider)));
  refuse("The guardrails do not fit; nothing was deployed:", attachmentIssuesFor(rulebook, policies, found));
}

function refuse(title: string, issues: Parameters<typeof issuesText>[1]): void {
  if (issues.length > 0) throw new pulumi.RunError(issuesText(title, issues));
}

async function seen(provider: Provider): Promise<SeenOrganization> {
  const organization = await organizations.getOrganization({}, { provider });
  const root = organization.roots[0];
  return {
    id: organization.id,
    managementAccountId: organization.masterAccountId,
    rootId: root?.id ?? "",
    trustedServices: organization.awsServiceAccessPrincipals,
    enabledPolicyTypes: (root?.policyTypes ?? []).filter(({ status }) => status === "ENABLED").map(({ type }) => type),
  };
}

async function seenTarget(target: string, ourPrefixes: readonly string[], provider: Provider): Promise<SeenTarget> {
  const [scps, rcps] = await Promise.all(
    (["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const).map(async (filter) => {
      const { ids } = await organizations.getPoliciesForTarget({ targetId: target, filter }, { provider });
      const names = await Promise.all(
        ids.map(async (policyId) => (await organizations.getPolicy({ policyId }, { provider })).name),
      );
      return names.filter((name) => !ourPrefixes.some((prefix) => name.startsWith(prefix)));
    }),
  );
  return {
    target,
    // The undetachable RCPFullAWSAccess is left out: the quota of four counts without it.
    foreign: {
      SERVICE_CONTROL_POLICY: scps ?? [],
      RESOURCE_CONTROL_POLICY: (rcps ?? []).filter((name) => name !== "RCPFullAWSAccess"),
    },
  };
}

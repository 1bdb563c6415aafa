import type { Facts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { OrganizationPolicies, PolicyType } from "./organization-policies";
import { placesNeededAt } from "./organization-policies";

/** What the program read of the real organization. */
export interface SeenOrganization {
  readonly id: string;
  readonly managementAccountId: string;
  readonly rootId: string;
  readonly trustedServices: readonly string[];
  readonly enabledPolicyTypes: readonly string[];
}

/** Policies that stand at a target already and are not Lifeline's. */
export interface SeenTarget {
  readonly target: string;
  readonly foreign: Readonly<Record<PolicyType, readonly string[]>>;
}

/** Where, what was found, what is allowed, how to mend it. */
export interface OrganizationIssue {
  readonly where: string;
  readonly found: string;
  readonly allowed: string;
  readonly fix: string;
}

const stackSets = "member.org.stacksets.cloudformation.amazonaws.com";
/** Without it there is no organization trail: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html */
const cloudTrail = "cloudtrail.amazonaws.com";

/** Settings that Lifeline reads and never owns: an owner switches off what it does not list. */
export function organizationIssuesFor(facts: Facts, seen: SeenOrganization): readonly OrganizationIssue[] {
  const issues: OrganizationIssue[] = [];
  const expect = (where: string, found: string, allowed: string, fix: string) => {
    if (found !== allowed) issues.push({ where, found, allowed, fix });
  };
  const wrongCredentials = "use credentials of the management account of that organization, or correct the fact";
  expect("lifeline:organization.id", facts.organization.id, seen.id, wrongCredentials);
  expect("lifeline:organization.rootId", facts.organization.rootId, seen.rootId, wrongCredentials);
  expect(
    "lifeline:organization.managementAccountId",
    facts.organization.managementAccountId,
    seen.managementAccountId,
    wrongCredentials,
  );
  if (!seen.trustedServices.includes(stackSets)) {
    issues.push({
      where: "trusted access for StackSets",
      found: "not activated",
      allowed: `${stackSets} among the trusted services`,
      fix: "CloudFormation console > StackSets > Activate trusted access, or `aws cloudformation activate-organizations-access` (Organizations cannot activate it)",
    });
  }
  if (facts.logArchive.mode === "own" && !seen.trustedServices.includes(cloudTrail)) {
    issues.push({
      where: "trusted access for CloudTrail",
      found: "not activated",
      allowed: `${cloudTrail} among the trusted services`,
      fix: `aws organizations enable-aws-service-access --service-principal ${cloudTrail}`,
    });
  }
  for (const type of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const) {
    if (seen.enabledPolicyTypes.includes(type)) continue;
    issues.push({
      where: `policy type ${type}`,
      found: "not enabled at the root",
      allowed: "ENABLED",
      fix: `aws organizations enable-policy-type --root-id ${seen.rootId} --policy-type ${type}`,
    });
  }
  return issues;
}

/** Targets that have no place left for Lifeline's policies. */
export function attachmentIssuesFor(
  { limits }: Rulebook,
  policies: OrganizationPolicies,
  seen: readonly SeenTarget[],
): readonly OrganizationIssue[] {
  const places: Readonly<Record<PolicyType, number>> = {
    SERVICE_CONTROL_POLICY: limits.scpsPerTarget.value,
    RESOURCE_CONTROL_POLICY: limits.rcpsPerTarget.value,
  };
  return seen.flatMap(({ target, foreign }) =>
    (["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const).flatMap((type) => {
      const needed = placesNeededAt(policies, target)[type];
      const held = foreign[type];
      return held.length + needed <= places[type]
        ? []
        : [
            {
              where: `lifeline:guardrails.targets: ${target}`,
              found: `${held.length} other ${type} attached (${held.join(", ")}) and ${needed} to come`,
              allowed: `${places[type]} for each root, OU and account`,
              fix: "detach or merge some of them, or choose another target",
            },
          ];
    }),
  );
}

export function issuesText(title: string, issues: readonly OrganizationIssue[]): string {
  const lines = issues.map(
    ({ where, found, allowed, fix }) =>
      `  - ${where}\n      found: ${found}\n      allowed: ${allowed}\n      fix: ${fix}`,
  );
  return [title, ...lines].join("\n");
}

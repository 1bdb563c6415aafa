import type { SettledFacts } from "../facts";
import type { AccountKind, TierRow } from "../roles";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement, PolicyDocument, TrustStatement } from "../types";
import { securityCondition, securityRolesFor } from "./security-roles";
import { isAccount, marker, type Template, type TemplateCondition, type TemplateResource } from "./template";
import { managedPolicyArnsFor, tierPolicyFor } from "./tier-policies";
import { kindsOf } from "./tiers-by-account";
import { emergencyCondition, transportRolesFor } from "./transport-roles";
import { targetTrustPolicyFor } from "./trust-policies";

export interface RoleResource extends TemplateResource {
  readonly Type: "AWS::IAM::Role";
  readonly Condition: string;
  readonly Properties: {
    readonly RoleName: string;
    readonly Path: string;
    readonly Description: string;
    readonly MaxSessionDuration: number;
    readonly AssumeRolePolicyDocument: PolicyDocument<TrustStatement>;
    readonly ManagedPolicyArns: readonly string[];
    readonly Policies: readonly [
      { readonly PolicyName: string; readonly PolicyDocument: PolicyDocument<IdentityStatement> },
    ];
  };
}

/**
 * The target roles of every member account, in one template. Which account gets which is decided inside it, by
 * Conditions on the account id: automatic deployment ignores account filters
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html).
 */
export function targetRolesTemplateFor(rulebook: Rulebook, facts: SettledFacts): Template {
  const offered = rulebook.tiers.filter((tier) => memberKindsOf(tier, facts).length > 0);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Emergency access: the roles of this account. Changed by its StackSet only.",
    Conditions: conditionsFor(offered, facts),
    Resources: {
      Marker: marker,
      ...Object.fromEntries(offered.map((tier) => [tier.id, roleFor(tier, rulebook, facts)])),
      ...transportRolesFor(rulebook, facts),
      ...securityRolesFor(rulebook, facts),
    },
  };
}

function roleFor(tier: TierRow, rulebook: Rulebook, facts: SettledFacts): RoleResource {
  return {
    Type: "AWS::IAM::Role",
    Condition: conditionOf(tier, facts),
    Properties: {
      RoleName: rulebook.names.targetRole[tier.id],
      Path: rulebook.names.targetPath,
      Description: `Emergency access, tier ${tier.id}. For emergencies only.`,
      MaxSessionDuration: rulebook.limits.sessionSeconds.value,
      AssumeRolePolicyDocument: targetTrustPolicyFor(rulebook, facts, tier.id),
      ManagedPolicyArns: managedPolicyArnsFor(facts, tier),
      Policies: [
        { PolicyName: rulebook.names.targetRole[tier.id], PolicyDocument: tierPolicyFor(rulebook, facts, tier) },
      ],
    },
  };
}

/** Kinds of account that StackSets reach; the management account is never one of them. */
function memberKindsOf(tier: TierRow, facts: SettledFacts): readonly AccountKind[] {
  const identityIsMember = facts.accounts.identity !== facts.organization.managementAccountId;
  return kindsOf(tier, facts).filter((kind) => kind !== "management" && (kind !== "identity" || identityIsMember));
}

function conditionOf(tier: TierRow, facts: SettledFacts): string {
  const [kind, ...others] = memberKindsOf(tier, facts);
  return kind !== undefined && others.length === 0 ? conditionNameOf(kind) : `Offers${tier.id}`;
}

function conditionsFor(offered: readonly TierRow[], facts: SettledFacts): Record<string, TemplateCondition> {
  const kinds = [...new Set(offered.flatMap((tier) => memberKindsOf(tier, facts)))].sort();
  const several = offered.filter((tier) => memberKindsOf(tier, facts).length > 1);
  return {
    [emergencyCondition]: conditionFor("emergency", facts),
    [securityCondition]: conditionFor("security", facts),
    ...Object.fromEntries(kinds.map((kind) => [conditionNameOf(kind), conditionFor(kind, facts)])),
    ...Object.fromEntries(
      several.map((tier) => [
        `Offers${tier.id}`,
        { "Fn::Or": memberKindsOf(tier, facts).map((kind) => ({ Condition: conditionNameOf(kind) })) },
      ]),
    ),
  };
}

function conditionNameOf(kind: AccountKind): string {
  return `Is${kind.charAt(0).toUpperCase()}${kind.slice(1)}Account`;
}

function conditionFor(kind: AccountKind, facts: SettledFacts): TemplateCondition {
  const { logArchive, security, identity } = facts.accounts;
  const emergency = facts.emergencyAccount.id;
  switch (kind) {
    case "workload":
      return { "Fn::Not": [{ "Fn::Or": [emergency, logArchive, security, identity].map(isAccount) }] };
    case "emergency":
      return isAccount(emergency);
    case "logArchive":
      return isAccount(logArchive);
    case "security":
      return isAccount(security);
    case "identity":
      return isAccount(identity);
    case "management":
      return isAccount(facts.organization.managementAccountId);
    default:
      return kind satisfies never;
  }
}

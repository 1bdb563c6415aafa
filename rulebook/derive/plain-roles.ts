import type { SettledFacts, Tier } from "../facts";
import type { Rulebook } from "../rulebook";
import { textOf } from "./document";
import { managedPolicyArnsFor, tierPolicyFor, tierRowOf } from "./tier-policies";
import { targetTrustPolicyFor } from "./trust-policies";

/** A target role that the program makes itself, because StackSets never deploy to the management account. */
export interface PlainRole {
  readonly tier: Tier;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly maxSessionSeconds: number;
  readonly trust: string;
  readonly policy: string;
  readonly managedPolicyArns: readonly string[];
}

/**
 * Management, and IdentityAdmin where the management account administers Identity Center.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function managementAccountRolesFor(rulebook: Rulebook, facts: SettledFacts): readonly PlainRole[] {
  const tiers: readonly Tier[] =
    facts.accounts.identity === facts.organization.managementAccountId
      ? ["Management", "IdentityAdmin"]
      : ["Management"];
  return tiers.map((tier) => {
    const row = tierRowOf(rulebook, tier);
    return {
      tier,
      name: rulebook.names.targetRole[tier],
      path: rulebook.names.targetPath,
      description: `Emergency access, tier ${tier}. For emergencies only.`,
      maxSessionSeconds: rulebook.limits.sessionSeconds.value,
      trust: textOf(targetTrustPolicyFor(rulebook, facts, tier)),
      policy: textOf(tierPolicyFor(rulebook, facts, row)),
      managedPolicyArns: managedPolicyArnsFor(facts, row),
    };
  });
}

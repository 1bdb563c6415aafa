import type { Facts, Tier } from "../facts";
import type { AccountKind, TierRow } from "../roles";
import type { Rulebook } from "../rulebook";

/** Kinds of account that offer a tier; facts may drop a tier from the workload accounts. */
export function kindsOf(tier: TierRow, facts: Pick<Facts, "tiers">): readonly AccountKind[] {
  const dropped = !facts.tiers.workload.some((offered) => offered === tier.id);
  return tier.accounts.filter((kind) => kind !== "workload" || !dropped);
}

/** The tiers of one kind of account, in the order of the rulebook (E6). */
export function tiersOf(rulebook: Rulebook, facts: Pick<Facts, "tiers">, kind: AccountKind): readonly Tier[] {
  return rulebook.tiers.filter((tier) => kindsOf(tier, facts).includes(kind)).map((tier) => tier.id);
}

/** What an account is for. When the management account administers Identity Center it is both, and counts as management. */
export function kindOfAccount(facts: Facts, account: string): AccountKind {
  switch (account) {
    case facts.organization.managementAccountId:
      return "management";
    case facts.emergencyAccount.id:
      return "emergency";
    case facts.accounts.logArchive:
      return "logArchive";
    case facts.accounts.security:
      return "security";
    case facts.accounts.identity:
      return "identity";
    default:
      return "workload";
  }
}

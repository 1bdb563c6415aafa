import { matchesArn } from "../../iam";
import { oncePerOrganization } from "../asking/once";
import type { Actor } from "../claim";
import type { Organization } from "../model/organization";
import { rowsFor } from "./rows";
import type { TierZeroRow } from "./row";

export type { TierZeroRow } from "./row";

/** Printed with every proof: for them, no policy of this organization is a bound. */
export const tierZeroOf = oncePerOrganization(rowsFor);

export function isTierZero(organization: Organization, actor: Actor): boolean {
  return tierZeroRowOf(organization, actor) !== undefined;
}

/** The row that names him. */
export function tierZeroRowOf(
  organization: Organization,
  { principal, account, context }: Actor,
): TierZeroRow | undefined {
  const stated = context["aws:PrincipalArn"];
  const arn = typeof stated === "string" ? stated : (principal ?? "");
  return tierZeroOf(organization).find(
    ({ accounts, principals }) =>
      (account !== undefined && accounts.includes(account)) || principals.some((pattern) => matchesArn(pattern, arn)),
  );
}

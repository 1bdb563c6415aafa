import { matchesArn } from "../../iam";
import type { Actor } from "../claim";
import type { Organization } from "../model/organization";
import { rowsFor } from "./rows";
import type { TierZeroRow } from "./row";

export type { TierZeroRow } from "./row";

const known = new WeakMap<Organization, readonly TierZeroRow[]>();

/** Printed with every proof: for them, no policy of this organization is a bound. */
export function tierZeroOf(organization: Organization): readonly TierZeroRow[] {
  let rows = known.get(organization);
  if (rows === undefined) known.set(organization, (rows = rowsFor(organization)));
  return rows;
}

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

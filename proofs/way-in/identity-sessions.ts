import { names } from "../../rulebook/names";
import type { Actor, Counterexample } from "../claim";
import type { Organization } from "../model/organization";
import { tierSessionsOf, type TierSession } from "./tier-sessions";

export function identitySessionsOf(organization: Organization, side: Actor["side"]): readonly TierSession[] {
  return tierSessionsOf(organization, "IdentityAdmin", side);
}

export const noIdentityRole: Counterexample = {
  kind: "setting",
  says: "No account has the role IdentityAdmin: a broken federation cannot be repaired.",
  fix: `Deploy ${names.targetRole.IdentityAdmin} in the account that administers Identity Center.`,
  where: "identity account",
  found: `no role ${names.targetRole.IdentityAdmin}`,
};

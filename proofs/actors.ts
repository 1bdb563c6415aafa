import type { Actor } from "./claim";
import type { Role, User } from "./model/organization";

/** Somebody with full permissions, as administrators have and whoever can give himself some. */
export function administrator(
  principalKind: Actor["principalKind"],
  principal: string,
  account: string,
  says: string = principal,
): Actor {
  return { says, principal, principalKind, account, permissions: "everything", context: {}, side: "attacker" };
}

/** An ordinary administrator of an account, whose role no document names. */
export function administratorOf(account: string, says = `an administrator of ${account}`): Actor {
  return administrator("assumedRole", `arn:aws:iam::${account}:role/administrator`, account, says);
}

/** A user of ours, or a session of a role of ours, with its own policies. */
export function ofOurs({ kind, arn, account }: Pick<Role | User, "kind" | "arn" | "account">): Actor {
  const principalKind = kind === "user" ? "user" : "assumedRole";
  return { says: arn, principal: arn, principalKind, account, permissions: "own", context: {}, side: "ours" };
}

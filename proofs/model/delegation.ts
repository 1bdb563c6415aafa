import type { Policy } from "../../iam";
import { optionalPolicyFrom } from "./documents";
import type { Draft } from "./draft";
import type { DelegatedAdministrator, Gap } from "./organization";
import { whereOf } from "./place";
import type { Snapshot } from "./snapshot";

type Report = (gap: Gap) => void;

/** Kinds of the stack's own that are read here. */
const administrators = "organizations/delegatedAdministrator";
const resourcePolicy = "organizations/resourcePolicy";

/** Those of the snapshot, and those that the stack adds; without a snapshot nobody can tell all. */
export function delegatedAdministratorsIn(
  drafts: readonly Draft[],
  snapshot: Snapshot | undefined,
  report: Report,
): readonly DelegatedAdministrator[] | undefined {
  const told = snapshot?.organization.delegatedAdministrators;
  const found = new Map((told ?? []).map((one) => [`${one.accountId} ${one.servicePrincipal}`, one]));
  for (const draft of drafts.filter(({ kind }) => kind === administrators)) {
    const { accountId, servicePrincipal } = draft.properties;
    if (told !== undefined && typeof accountId === "string" && typeof servicePrincipal === "string")
      found.set(`${accountId} ${servicePrincipal}`, { accountId, servicePrincipal });
    else
      report({
        where: whereOf(draft),
        why: "is not read without a snapshot, or before the update: it lets an account administer a service for the organization",
        hidesThings: true,
      });
  }
  return told === undefined ? undefined : [...found.values()];
}

/** There is one: the stack's takes the place of the snapshot's. */
export function delegationPolicyIn(
  drafts: readonly Draft[],
  snapshot: Snapshot | undefined,
  report: Report,
): Policy | undefined {
  const own = drafts.find(({ kind }) => kind === resourcePolicy);
  const [text, where] =
    own === undefined
      ? [snapshot?.organization.resourcePolicy, "snapshot: organization.resourcePolicy"]
      : [own.properties["content"], `${whereOf(own)}.content`];
  return optionalPolicyFrom(text, "resource", "delegation policy of Organizations", where, report);
}

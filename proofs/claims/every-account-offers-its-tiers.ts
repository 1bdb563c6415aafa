import type { Tier } from "../../rulebook/facts";
import { names } from "../../rulebook/names";
import { tiers, type AccountKind } from "../../rulebook/roles";
import type { Claim, Counterexample } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import { activeClassesOf, emergencyClassOf, hubRolesOf, isRole, targetRolesOf } from "../way-in/people";
import { stackSetFaults } from "../way-in/stack-sets";

export const everyAccountOffersItsTiers = {
  id: "every-account-offers-its-tiers",
  about: "way-in",
  question:
    "Does every active account, a new one too, hold exactly the target roles of its kind, and the emergency account their hub roles?",
  why: "An account without its roles is one that nobody can repair; one role too many is a way to what it must not open.",
  source: [
    "E2",
    "E6",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
  ],
  findingFor: (organization) => {
    const active = activeClassesOf(organization);
    const roles = targetRolesOf(organization);
    return findingFor(organization, {
      questions: [],
      faults: [
        ...active.flatMap((accounts) => tierFaults(accounts, organization)),
        ...active.flatMap(staleFaults),
        ...hubFaults(organization),
        ...stackSetFaults(organization),
      ],
      missing: organization.classes.some(({ account }) => account.kind === "emergency")
        ? []
        : ["the emergency account"],
      looked: { accounts: active, principals: roles.length + hubRolesOf(organization).length, actions: tiers.length },
    });
  },
} as const satisfies Claim;

/** Tiers of a kind of account: the rulebook's table, of which facts may drop some for workload accounts. */
function tiersOf(kind: AccountKind, { promised, classes }: Organization): readonly Tier[] {
  const rows = tiers.filter(({ accounts }) => (accounts as readonly AccountKind[]).includes(kind)).map(({ id }) => id);
  switch (kind) {
    case "workload":
      return promised === undefined ? rows : rows.filter((tier) => promised.tiersByAccount[kind]?.includes(tier));
    case "management":
      // Where it administers Identity Center itself, its role stands there.
      return classes.some(({ account }) => account.kind === "identity") ? rows : [...rows, "IdentityAdmin"];
    case "emergency":
    case "logArchive":
    case "security":
    case "identity":
      return rows;
    default:
      return kind satisfies never;
  }
}

function tierFaults(accounts: AccountClass, organization: Organization): readonly Counterexample[] {
  const { account, things } = accounts;
  const expected = tiersOf(account.kind, organization);
  const found = things
    .filter(isRole)
    .flatMap(({ name, path, tier }) =>
      tier !== undefined && name === names.targetRole[tier] && path === names.targetPath ? [tier] : [],
    );
  const missing = expected.filter((tier) => !found.includes(tier));
  const extra = found.filter((tier) => !expected.includes(tier));
  const place = `${account.id} (${account.name}, ${account.kind})`;
  const many = accounts.members.length === 1 ? "" : ` and ${accounts.members.length - 1} accounts like it`;
  return [
    ...missing.map((tier) =>
      fault(`Account ${place}${many} has no role ${names.targetRole[tier]}.`, account.id, found),
    ),
    ...extra.map((tier) =>
      fault(
        `Account ${place}${many} has the role ${names.targetRole[tier]}, which its kind does not offer.`,
        account.id,
        found,
      ),
    ),
  ];
}

function fault(says: string, where: string, found: readonly Tier[]): Counterexample {
  return {
    kind: "setting",
    says,
    fix: `Put the table of rulebook/roles.ts into the Conditions of the template of ${names.targetRolesStackSet}, or mend its targets.`,
    where,
    found: found.length === 0 ? "no target role" : found.join(", "),
  };
}

/** What AWS could not bring up to date may hold roles of an older template: nobody knows which. */
function staleFaults({ account, members, things }: AccountClass): readonly Counterexample[] {
  return things.flatMap((thing) =>
    thing.kind === "stack" && thing.stackSet === names.targetRolesStackSet && thing.status !== undefined
      ? [
          {
            kind: "setting" as const,
            says: `The stack of ${thing.stackSet} in ${members.join(", ")} (${account.name}) was ${thing.status} at the last update: nobody knows which roles it holds.`,
            fix: `Bring ${thing.stackSet} up to date there, then refresh the state.`,
            where: thing.arn,
            found: thing.status,
          },
        ]
      : [],
  );
}

/** A target role without its hub role cannot be reached by the command line or by SAML. */
function hubFaults(organization: Organization): readonly Counterexample[] {
  const emergency = emergencyClassOf(organization);
  const hubs = hubRolesOf(organization).map(({ role }) => role.tier);
  const offered = new Set(
    targetRolesOf(organization).flatMap(({ role: { tier } }) => (tier === undefined ? [] : [tier])),
  );
  return [...offered]
    .filter((tier) => !hubs.includes(tier))
    .map((tier) => ({
      kind: "setting",
      says: `The emergency account has no role ${names.hubRole[tier]}: nobody reaches ${names.targetRole[tier]} by it.`,
      fix: `Make ${names.hubRole[tier]} in the emergency account.`,
      where: emergency?.account.id ?? "",
      found: hubs.length === 0 ? "no hub role" : hubs.join(", "),
    }));
}

import { rulebook, type Rulebook, type SettledFacts } from "../../rulebook";

/** An external party that may enter, as the organization's facts list it. */
export interface ThirdParty {
  readonly name: string;
  readonly account: string;
  readonly externalId: string;
  readonly owner: string;
  /** The day its access is looked at again, ISO 8601. */
  readonly review: string;
}

/** A finding that is accepted for a time: visible, and mandatory again on the day of its review. */
export interface Exception {
  readonly rule: string;
  /** Of the resource; `*` is any run of characters. */
  readonly urn: string;
  readonly owner: string;
  readonly reason: string;
  readonly review: string;
}

/** A stack that may hold what is protected. */
export interface Project {
  readonly project: string;
  /** Without one, every stack of the project. */
  readonly stack?: string;
}

/** What every rule judges by: the rulebook's names and, where given, the organization's facts. */
export interface Law {
  readonly rulebook: Rulebook;
  readonly facts: SettledFacts | undefined;
  /** The landing zone first. */
  readonly projects: readonly Project[];
  /** Accounts of the organization besides those that facts name. */
  readonly accounts: ReadonlySet<string>;
  readonly thirdParties: readonly ThirdParty[];
  readonly exceptions: readonly Exception[];
  /** snapshot.json, read when somebody asks: it may be large, and one stack alone is judged by it. */
  readonly snapshotText: () => string | undefined;
  /** Why the facts cannot be used; then every rule says so. */
  readonly issues: readonly string[];
}

export const lawWithoutFacts: Law = {
  rulebook,
  facts: undefined,
  projects: [{ project: "lifeline" }],
  accounts: new Set(),
  thirdParties: [],
  exceptions: [],
  snapshotText: () => undefined,
  issues: [],
};

/** Accounts that the facts know to be the organization's own. */
export function ownAccountsOf({ facts, accounts }: Law): ReadonlySet<string> {
  if (facts === undefined) return accounts;
  const { organization, emergencyAccount, accounts: named } = facts;
  return new Set([
    ...accounts,
    organization.managementAccountId,
    emergencyAccount.id,
    named.identity,
    named.logArchive,
    named.security,
    ...facts.deployers.map(({ account }) => account),
  ]);
}

import { administrator } from "../actors";
import { oncePerClass, oncePerOrganization } from "../asking/once";
import type { Actor } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import { tierZeroRowOf, type TierZeroRow } from "../tier-zero";
import { matchesArn } from "../../iam";
import { classesOf, type NameClass } from "./classes";
import { arnsAtAnyPath, federatedUserArns, rootArn } from "./names";
import { principalPatternsFor, reserved, reservedUsers, type PrincipalPattern } from "./principal-patterns";
import { literal, type Sequence } from "./sequence";

/** All principals of an account that no document tells apart, with full permissions. */
export interface PrincipalClass {
  /** Stands for all of them. */
  readonly actor: Actor;
  /** The patterns of documents that they match. */
  readonly patterns: readonly string[];
  /** "reserved": of a name that nobody outside tier 0 can make, so whoever bears it is the model's own. */
  readonly standing: "anybody" | "reserved" | "tier-zero";
  readonly tierZero: TierZeroRow | undefined;
}

export type PrincipalKind = Extract<Actor["principalKind"], "assumedRole" | "user" | "root" | "federatedUser">;

export const principalKinds: readonly PrincipalKind[] = ["assumedRole", "user", "federatedUser", "root"];

/**
 * Every principal ARN that an account can have, by the patterns that documents compare it with: roles (which stand for
 * their sessions), users, federated users, and the root user.
 */
export const principalClassesOf = oncePerClass(classesIn);

function classesIn(organization: Organization, accountClass: AccountClass): readonly PrincipalClass[] {
  const account = accountClass.account.id;
  const patterns = principalPatternsFor(organization, accountClass).filter((pattern) => mayMatch(pattern, account));
  return principalKinds.flatMap((kind) =>
    nameClassesFor(organization, kind, account, patterns).map(({ witness, matches }): PrincipalClass => {
      const matched = matches.map((index) => patterns[index]?.says ?? "");
      const actor = actorFor(kind, account, witness, matched);
      const tierZero = tierZeroRowOf(organization, actor);
      const isReserved = isReservedName(organization, witness);
      const standing = tierZero !== undefined ? "tier-zero" : isReserved ? "reserved" : "anybody";
      return { actor, patterns: matched, standing, tierZero };
    }),
  );
}

function mayMatch({ account: whose }: PrincipalPattern, account: string): boolean {
  return whose === "any" || whose === "" || whose === account;
}

/** Inside a reserved pattern or outside of it, a class is so as a whole: the patterns are among those that split. */
function isReservedName({ classes }: Organization, arn: string): boolean {
  const emergency = classes.filter(({ account }) => account.kind === "emergency").map(({ account }) => account.id);
  return [...reserved, ...emergency.map(reservedUsers)].some((pattern) => matchesArn(pattern, arn));
}

const explored = oncePerOrganization(() => new Map<string, readonly NameClass[]>());
const standIn = "<account>";

/** Accounts with the same patterns have the same classes, but for the account in the names. */
function nameClassesFor(
  organization: Organization,
  kind: PrincipalKind,
  account: string,
  patterns: readonly PrincipalPattern[],
): readonly NameClass[] {
  const cache = explored(organization);
  const isUniform = patterns.every(({ account: whose }) => whose !== "");
  const texts = patterns.map(({ says }) => says.replaceAll(account, standIn));
  const key = JSON.stringify([kind, isUniform ? "" : account, texts]);
  const found =
    cache.get(key) ??
    classesOf({
      language: languageOf(kind, literal(account)),
      patterns: patterns.map(({ sequence }) => sequence),
      preferred: preferredNames(kind, account, patterns),
    }).map(({ matches, witness }) => ({ matches, witness: witness.replaceAll(account, standIn) }));
  cache.set(key, found);
  return found.map(({ matches, witness }) => ({ matches, witness: witness.replaceAll(standIn, account) }));
}

export function languageOf(kind: PrincipalKind, account: Sequence): readonly Sequence[] {
  switch (kind) {
    case "assumedRole":
      return arnsAtAnyPath("role", account);
    case "user":
      return arnsAtAnyPath("user", account);
    case "federatedUser":
      return federatedUserArns(account);
    case "root":
      return rootArn(account);
    default:
      return kind satisfies never;
  }
}

/** Names that a person can read: an attacker's own, or what a pattern asks for. */
export function preferredNames(
  kind: PrincipalKind,
  account: string,
  patterns: readonly PrincipalPattern[],
): readonly string[] {
  const plain: Readonly<Record<PrincipalKind, string>> = {
    assumedRole: `arn:aws:iam::${account}:role/attacker`,
    user: `arn:aws:iam::${account}:user/attacker`,
    federatedUser: `arn:aws:sts::${account}:federated-user/attacker`,
    root: "",
  };
  const asked = patterns.map(({ says }) => {
    const [scheme, , service, region, , ...resource] = says.split(":");
    const name = resource.join(":").replaceAll("*", "attacker").replaceAll("?", "x");
    return [scheme, "aws", service, region, account, name].join(":");
  });
  return [plain[kind], ...asked];
}

function actorFor(
  principalKind: PrincipalKind,
  account: string,
  principal: string,
  patterns: readonly string[],
): Actor {
  const kinds: Readonly<Record<PrincipalKind, string>> = {
    assumedRole: "role",
    user: "user",
    federatedUser: "federated user",
    root: "root user",
  };
  const whom = principalKind === "root" ? "the root user" : `any ${kinds[principalKind]}`;
  const which = patterns.length === 0 ? "that no document names" : `that matches ${patterns.join(" and ")}`;
  const such = principalKind === "root" ? "" : ` ${which}, such as ${principal},`;
  return administrator(principalKind, principal, account, `${whom} of ${account}${such} with full permissions`);
}

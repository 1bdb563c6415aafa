import { patternsOn, principalsOf, type Policy } from "../../iam";
import { directoryOf } from "../asking/directory";
import { oncePerClass, oncePerOrganization } from "../asking/once";
import type { Actor } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import { attackersOf } from "../symbolic/attackers";
import { outsidersOf } from "../symbolic/outsiders";
import { sharedDocuments } from "../symbolic/principal-patterns";
import { principalClassesOf } from "../symbolic/principals";

/**
 * Who reaches for an account's things from elsewhere: attackers of other accounts, each kind once, those of another
 * account of the same class, and everybody outside of the organization.
 */
export const fromElsewhere = oncePerClass(elsewhereFor);

function elsewhereFor(organization: Organization, accountClass: AccountClass): readonly Actor[] {
  const members = [...membersByKind(organization).values()];
  const here = accountClass.account.id;
  const others = members.filter(({ account }) => account !== here);
  // Those of this very account stood for their kind: another account of the class, if there is one, has the same.
  const twins =
    accountClass.members.length < 2 ? [] : attackersOf(organization, accountClass).map(inTwin(accountClass));
  return [...others, ...twins, ...outsidersOf(organization)];
}

function inTwin({ members, account }: AccountClass): (actor: Actor) => Actor {
  const twin = members.find((id) => id !== account.id) ?? account.id;
  return (actor) => ({
    ...actor,
    says: actor.says.replaceAll(account.id, twin),
    principal: actor.principal?.replaceAll(account.id, twin) ?? null,
    account: twin,
  });
}

/** What a policy of another account can tell of a caller; callers that it cannot tell apart are one. */
const membersByKind = oncePerOrganization((organization): ReadonlyMap<string, Actor> => {
  const keyOf = keyFor(organization);
  const found = new Map<string, Actor>();
  for (const accountClass of organization.classes) {
    for (const actor of attackersOf(organization, accountClass)) {
      const key = keyOf(accountClass, actor);
      found.set(key, found.get(key) ?? actor);
    }
  }
  return found;
});

function keyFor(organization: Organization): (accountClass: AccountClass, actor: Actor) => string {
  const documents = sharedDocuments(organization);
  const isNamed = namedAccounts(documents);
  const asksForPaths = directoryOf(organization).keys.some((key) => key.endsWith("orgpaths"));
  const numbers = new Map<Policy, number>();
  const numberOf = (policy: Policy) => {
    const number = numbers.get(policy) ?? numbers.size;
    numbers.set(policy, number);
    return number;
  };
  return (accountClass, actor) => {
    const { id, kind, path } = accountClass.account;
    const matched = principalClassesOf(organization, accountClass).find((one) => one.actor === actor);
    return JSON.stringify([
      accountClass.scps.map((level) => level.map(numberOf)),
      asksForPaths ? path : "",
      isNamed(id) ? id : "",
      actor.principalKind,
      matched?.patterns ?? [kind, actor.principal?.split("/").at(-1)],
    ]);
  };
}

/** Ids that documents name; with wildcards in them every account counts as named. */
function namedAccounts(documents: readonly Policy[]): (account: string) => boolean {
  const { accounts } = principalsOf(documents);
  const compared = patternsOn(documents, "aws:PrincipalAccount").map(({ pattern }) => pattern);
  const named = new Set([...accounts, ...compared]);
  const isVague = compared.some((pattern) => !/^\d{12}$/.test(pattern));
  return (account) => isVague || named.has(account);
}

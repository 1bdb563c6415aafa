import { acts, actOn, protectedThings, type ActRow, type ProtectedThing } from "../acts";
import { directoryOf } from "../asking/directory";
import { oncePerClass } from "../asking/once";
import { resourcePolicyFor, thingReached } from "../asking/resource-policy";
import type { Act, Actor } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import type { Question } from "../question/question";
import { isDelegated } from "../tier-zero/policy-delegates";
import { attackersOf, providersOf } from "../symbolic/attackers";
import { alikeOnes } from "./alike";
import { fromElsewhere } from "./elsewhere";

/** Every selected act on every protected thing, by everybody who is not of tier 0: none of them may succeed. */
export function* questionsAbout(
  organization: Organization,
  isMeant: (row: ActRow, thing: ProtectedThing) => boolean,
): Generator<Question> {
  const byClass = new Map<AccountClass, Act[]>();
  for (const thing of protectedThings(organization)) {
    if (!thing.class.account.isActive) continue;
    const own = byClass.get(thing.class) ?? [];
    byClass.set(thing.class, own);
    for (const row of rowsOn(thing.kind)) {
      if (isMeant(row, thing)) own.push(...variantsOf(actOn(row, thing)));
    }
  }
  for (const [about, meant] of byClass) {
    for (const act of alikeOnes(organization, about, meant)) yield* questionsFor(organization, about, act);
  }
}

/** One act, by everybody who is not of tier 0. */
export function questionsFor(organization: Organization, about: AccountClass, act: Act): readonly Question[] {
  return callersOf(organization, about, act).map((actor) => ({
    actor,
    act,
    about,
    must: "fail",
    otherwise: `${capital(actor.says)}, can call ${act.action} on ${act.resource}.`,
  }));
}

/**
 * Whoever may give a key one more alias can have it: a denial must hold with it too, as ForAnyValue does.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
 */
function variantsOf(act: Act): readonly Act[] {
  const aliases = act.context?.["kms:ResourceAliases"];
  if (aliases === undefined) return [act];
  return [act, { ...act, context: { ...act.context, "kms:ResourceAliases": [aliases, "alias/of-another"].flat() } }];
}

const byKind = new Map<string, readonly ActRow[]>();

function rowsOn(kind: ProtectedThing["kind"]): readonly ActRow[] {
  const rows = byKind.get(kind) ?? acts.filter(({ on }) => on === kind);
  byKind.set(kind, rows);
  return rows;
}

/**
 * Principals of the account itself; from elsewhere all of them where the thing has a policy that could let them in, and
 * otherwise one of the organization and one from outside, to show that it cannot.
 */
function callersOf(organization: Organization, about: AccountClass, act: Act): readonly Actor[] {
  const isHere = act.resourceAccount === about.account.id && about.account.id !== organization.managementAccount;
  const here = isHere ? [...attackersOf(organization, about), ...providersOf(about)] : [];
  const isOpen = isOpenToOthers(organization, about, act);
  const elsewhere = isOpen ? fromElsewhere(organization, about) : examplesFrom(organization, about);
  return [...here, ...elsewhere].filter((actor) => mayCall(actor, act) && !isDelegated(organization, actor, act));
}

const examplesFrom = oncePerClass((organization, about) => {
  const directory = directoryOf(organization);
  const callers = fromElsewhere(organization, about).filter(
    ({ account, permissions }) => account !== undefined && permissions === "everything",
  );
  const isMember = ({ account }: Actor) => directory.classOf(account) !== undefined;
  return [callers.find(isMember), callers.find((actor) => !isMember(actor))].flatMap((actor) => actor ?? []);
});

function isOpenToOthers(organization: Organization, about: AccountClass, act: Act): boolean {
  const directory = directoryOf(organization);
  return resourcePolicyFor(organization, thingReached(directory, about, act), undefined, act) !== undefined;
}

/**
 * Whose call it can be. Identity providers take roles by calls of their own, which nobody else makes; callers without
 * credentials make none of them. A service takes only a role that somebody passed to it, and a role can be passed within
 * its account only: that is asked about PassRole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function mayCall({ principalKind, account }: Actor, { action }: Act): boolean {
  const isProvider = principalKind === "federatedUser" && account === undefined;
  if (action === "sts:AssumeRoleWithSAML" || action === "sts:AssumeRoleWithWebIdentity") return isProvider;
  if (isProvider) return false;
  return action !== "sts:AssumeRole" || (principalKind !== "service" && principalKind !== "anonymous");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { acts, actOn, protectedThings, type ActRow, type ProtectedThing } from "../acts";
import { answerFor } from "../ask";
import { oncePerOrganization } from "../asking/once";
import type { Act, Actor } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import type { Question } from "../question/question";
import { principalClassesOf, type PrincipalClass } from "../symbolic/principals";
import { alikeOnes } from "./alike";

/**
 * Everything that a guardrail denies somebody of an account, asked of every other principal of the account that is not of
 * tier 0, with full permissions: denied to one, it must be denied to all of them.
 */
export function* sparedQuestions(organization: Organization): Generator<Question> {
  for (const about of organization.classes) {
    const isBound = about.account.isActive && about.account.id !== organization.managementAccount;
    if (isBound) yield* questionsIn(organization, about);
  }
}

function questionsIn(organization: Organization, about: AccountClass): readonly Question[] {
  const bound = principalClassesOf(organization, about).filter(({ standing }) => standing !== "tier-zero");
  return guardedActs(organization, about).flatMap(({ act, isSignIn }) => {
    const isGuarded = bound.some(
      ({ actor }) => answerFor(organization, actor, act).verdict.decision === "explicitDeny",
    );
    if (!isGuarded) return [];
    return bound
      .filter((one) => !(isSignIn && isResponder(one)))
      .map(({ actor }) => ({
        actor,
        act,
        about,
        must: "fail" as const,
        otherwise: `${capital(actor)} is spared by the guardrail that denies others ${act.action} on ${act.resource}.`,
      }));
  });
}

/** Whether it is a responder's own password or device, which his own policies confine him to. */
interface Guarded {
  readonly act: Act;
  readonly isSignIn: boolean;
}

function guardedActs(organization: Organization, about: AccountClass): readonly Guarded[] {
  const things = thingsOf(organization).get(about) ?? [];
  const meant = things.flatMap((thing) =>
    acts
      .filter((row) => row.on === thing.kind && row.effect !== "take" && row.calledIn === "account-of-thing")
      .map((row) => ({ row, act: actOn(row, thing) })),
  );
  const own = new Set(meant.filter(({ row }) => isOwnSignIn(row)).map(({ act }) => JSON.stringify(act)));
  return alikeOnes(
    organization,
    about,
    meant.map(({ act }) => act),
  ).map((act) => ({
    act,
    isSignIn: own.has(JSON.stringify(act)),
  }));
}

const thingsOf = oncePerOrganization((organization) => {
  const byClass = new Map<AccountClass, ProtectedThing[]>();
  for (const thing of protectedThings(organization)) {
    const things = byClass.get(thing.class) ?? [];
    byClass.set(thing.class, things);
    things.push(thing);
  }
  return byClass;
});

const ownSignIn: readonly string[] = [
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:DeactivateMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ResyncMFADevice",
];

function isOwnSignIn({ on, action }: ActRow): boolean {
  return on === "responder" && ownSignIn.includes(action);
}

function isResponder({ standing, actor }: PrincipalClass): boolean {
  return standing === "reserved" && actor.principalKind === "user";
}

function capital({ says }: Actor): string {
  return says.charAt(0).toUpperCase() + says.slice(1);
}

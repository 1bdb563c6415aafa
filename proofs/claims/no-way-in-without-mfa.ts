import type { Act, Actor, Claim } from "../claim";
import type { AccountClass, Organization, User } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { emergencyClassOf, hubRolesOf, incidentRolesOf, respondersOf, targetRolesOf } from "../way-in/people";

export const noWayInWithoutMfa = {
  id: "no-way-in-without-mfa",
  about: "way-in",
  question: "Is a responder's password worth nothing without the second factor?",
  why: "A stolen password, or a key that somebody made, must open no role; and must not take the second factor away.",
  source: [
    "E3",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
  ],
  findingFor: (organization) => findingFor(organization, { questions: questionsFor(organization) }),
} as const satisfies Claim;

function questionsFor(organization: Organization): readonly Question[] {
  const emergency = emergencyClassOf(organization);
  if (emergency === undefined) return [];
  return respondersOf(organization).flatMap(({ user }) =>
    passwordOnly(user).flatMap((actor) => [
      ...[...takingActs(organization), ...actsOnOneself(user, emergency)].map((asked) => questionFor(actor, asked)),
      // A policy attached by mistake must not be enough: the trust alone refuses.
      ...takingActs(organization).map((asked) =>
        questionFor({ ...actor, says: `${actor.says} and with every permission`, permissions: "everything" }, asked),
      ),
    ]),
  );
}

interface Asked {
  readonly act: Act;
  readonly about: AccountClass;
}

function questionFor(actor: Actor, { act, about }: Asked): Question {
  const otherwise = `${actor.says}, can call ${act.action} on ${act.resource}.`;
  return { actor, act, about, must: "fail", otherwise };
}

/**
 * A console session without MFA has the key, and it says "false"; calls by an access key do not have it. A condition that
 * knows one of them only lets the other through.
 */
function passwordOnly(user: User): readonly Actor[] {
  const actor = {
    principal: user.arn,
    principalKind: "user",
    account: user.account,
    permissions: "own",
    side: "attacker",
  } as const;
  return [
    {
      ...actor,
      says: `${user.name}, signed in without MFA`,
      context: { "aws:MultiFactorAuthPresent": "false" },
      absent: ["aws:MultiFactorAuthAge"],
    },
    {
      ...actor,
      says: `${user.name}, by an access key`,
      context: {},
      absent: ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"],
    },
  ];
}

function takingActs(organization: Organization): readonly Asked[] {
  const roles = [...hubRolesOf(organization), ...targetRolesOf(organization), ...incidentRolesOf(organization)];
  return roles.map(({ role, in: about }) => ({
    act: { action: "sts:AssumeRole", resource: role.arn, resourceAccount: role.account },
    about,
  }));
}

function actsOnOneself(user: User, about: AccountClass): readonly Asked[] {
  const device = user.arn.replace(/:user\/.*$/, `:mfa/${user.name}`);
  const on = (action: string, resource: string): Asked => ({
    act: { action, resource, resourceAccount: user.account },
    about,
  });
  return [...onOneself.map((action) => on(action, user.arn)), on("iam:DeleteVirtualMFADevice", device)];
}

/** Enrolling the first device must be possible without one; everything that lasts, or takes a device away, must not. */
const onOneself = [
  "iam:ChangePassword",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:DeactivateMFADevice",
  "iam:ResyncMFADevice",
  "iam:UpdateLoginProfile",
  "iam:PutUserPolicy",
  "iam:AttachUserPolicy",
  "iam:DeleteUserPolicy",
  "iam:DetachUserPolicy",
];

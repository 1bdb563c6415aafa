import type { Actor, Claim } from "../claim";
import type { AccountClass, Organization, User } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { closedEmergencyAccount, emergencyClassOf, stayingRespondersOf } from "../way-in/people";
import { withMfa } from "../way-in/sessions";

export const responderCaresForOwnSignIn = {
  id: "responder-cares-for-own-sign-in",
  about: "way-in",
  question:
    "Can each responder enrol the first MFA device without one, and with it replace the device and change the password?",
  why: "Every way in needs a device. Who cannot enrol one, or replace a lost one, is found out in the emergency.",
  source: [
    "E3",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-password-only.html",
  ],
  findingFor: (organization) =>
    findingFor(organization, { questions: questionsFor(organization), faults: closedEmergencyAccount(organization) }),
} as const satisfies Claim;

function questionsFor(organization: Organization): readonly Question[] {
  const emergency = emergencyClassOf(organization);
  if (emergency === undefined) return [];
  return stayingRespondersOf(organization).flatMap(({ user }) => [
    ...questionsOf(user, emergency, withoutDevice(user), firstDevice),
    ...questionsOf(user, emergency, withMfa(user, iamRegion, "console"), withDevice),
  ]);
}

/** What IAM's calls are made to, wherever one is. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const iamRegion = "us-east-1";

/** The console says of a session without MFA that it has none. */
function withoutDevice(user: User): Actor {
  const actor = withMfa(user, iamRegion, "console");
  return {
    ...actor,
    says: `${user.name}, signed in without MFA`,
    context: { ...actor.context, "aws:MultiFactorAuthPresent": "false" },
  };
}

type On = "oneself" | "device" | "everything";

const firstDevice: Readonly<Record<string, On>> = {
  "iam:CreateVirtualMFADevice": "device",
  "iam:EnableMFADevice": "oneself",
  "iam:ListMFADevices": "oneself",
};

const withDevice: Readonly<Record<string, On>> = {
  ...firstDevice,
  "iam:ChangePassword": "oneself",
  "iam:DeactivateMFADevice": "oneself",
  "iam:DeleteVirtualMFADevice": "device",
  "iam:GetAccountPasswordPolicy": "everything",
  "iam:ResyncMFADevice": "oneself",
};

function questionsOf(
  user: User,
  about: AccountClass,
  actor: Actor,
  actions: Readonly<Record<string, On>>,
): readonly Question[] {
  return Object.entries(actions).map(([action, on]) => ({
    actor,
    act: { action, resource: resourceOf(user, on), resourceAccount: user.account },
    about,
    must: "succeed",
    otherwise: `${actor.says}, cannot call ${action} on ${on === "everything" ? "the account" : `an own ${on === "device" ? "device" : "user"}`}.`,
  }));
}

function resourceOf({ arn, account, name }: User, on: On): string {
  switch (on) {
    case "oneself":
      return arn;
    case "device":
      return `arn:aws:iam::${account}:mfa/${name}`;
    case "everything":
      return "*";
    default:
      return on satisfies never;
  }
}

import type { Claim, Counterexample } from "../claim";
import type { Organization } from "../model/organization";
import { pathSessionsOf } from "../limits/sessions";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { hubRolesOf, respondersOf, targetRolesOf } from "../way-in/people";

export const responderLeavesNoLastingCredentials = {
  id: "responder-leaves-no-lasting-credentials",
  about: "responder-limits",
  question:
    "Can nobody of the emergency path make a user, a key, a password or a provider that outlives the session, of an hour at most?",
  why: "An hour of emergency access must not become a key that lasts.",
  source: ["E19", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  findingFor: (organization) =>
    findingFor(organization, {
      questions: questionsFor(organization),
      faults: [...longSessionsOf(organization), ...readableOf(organization)],
    }),
} as const satisfies Claim;

/** A session that was taken is not ended by taking away the right to take it. */
function longSessionsOf(organization: Organization): readonly Counterexample[] {
  return [...hubRolesOf(organization), ...targetRolesOf(organization)]
    .filter(({ role }) => role.maxSessionSeconds > HOUR)
    .map(({ role, in: accounts }) => ({
      kind: "setting",
      says: `A session of ${role.name} in ${role.account} (${accounts.account.name}) may last ${role.maxSessionSeconds / HOUR} hours.`,
      fix: `Set the maximum session duration of ${role.name} to ${HOUR} seconds (${role.origin.urn}).`,
      where: role.arn,
      found: `${role.maxSessionSeconds} seconds`,
    }));
}

/** A responder has a password that he alone knows, and no key: whoever reads the state has what is readable there. */
function readableOf(organization: Organization): readonly Counterexample[] {
  return respondersOf(organization).flatMap(({ user }) =>
    (user.readableCredentials ?? []).map((urn) => ({
      kind: "setting" as const,
      says: `Whoever reads the state has a password or an access key of ${user.name}.`,
      fix: `Take the access key away, or encrypt the password for its owner with pgpKey: ${urn}.`,
      where: user.arn,
      found: urn,
    })),
  );
}

const HOUR = 3600;

/** What gives long-term credentials, or lets others vouch for somebody, and on what kind of resource. */
const makers: Readonly<Record<string, readonly string[]>> = {
  "iam::{account}:user/any": [
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:CreateUser",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iam:UpdateLoginProfile",
    "iam:UploadSSHPublicKey",
    "iam:UploadSigningCertificate",
  ],
  "iam::{account}:group/any": ["iam:AddUserToGroup"],
  "iam::{account}:saml-provider/any": ["iam:CreateSAMLProvider", "iam:UpdateSAMLProvider"],
  "iam::{account}:oidc-provider/any.example": ["iam:CreateOpenIDConnectProvider"],
  "rolesanywhere:us-east-1:{account}:trust-anchor/any": [
    "rolesanywhere:CreateTrustAnchor",
    "rolesanywhere:UpdateTrustAnchor",
  ],
  "rolesanywhere:us-east-1:{account}:profile/any": ["rolesanywhere:CreateProfile"],
};

function questionsFor(organization: Organization): readonly Question[] {
  return pathSessionsOf(organization).flatMap(({ actor, in: about }) =>
    Object.entries(makers).flatMap(([resource, actions]) =>
      actions.map((action): Question => {
        const account = about.account.id;
        const on = `arn:aws:${resource.replace("{account}", account)}`;
        return {
          actor,
          act: { action, resource: on, resourceAccount: account },
          must: "fail",
          otherwise: `${actor.says} can call ${action} on ${on}: what it makes outlives the session.`,
          about,
        };
      }),
    ),
  );
}

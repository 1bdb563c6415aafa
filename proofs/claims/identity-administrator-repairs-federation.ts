import type { Claim } from "../claim";
import { findingFor } from "../question/finding";
import { repairs } from "../way-in/identity-acts";
import { identitySessionsOf, noIdentityRole } from "../way-in/identity-sessions";

export const identityAdministratorRepairsFederation = {
  id: "identity-administrator-repairs-federation",
  about: "way-in",
  question:
    "Can whoever takes IdentityAdmin put a new certificate or other metadata of the identity provider in place?",
  why: "Failure mode 2: the provider's certificate has expired or its configuration was changed, and nobody signs in.",
  source: ["E16", "https://docs.aws.amazon.com/service-authorization/latest/reference/list_sso-directory.html"],
  findingFor: (organization) => {
    const sessions = identitySessionsOf(organization, "ours");
    return findingFor(organization, {
      questions: sessions.flatMap(({ actor, at }) =>
        repairs.map((action) => ({
          actor,
          act: { action, resource: "*", resourceAccount: at.role.account },
          must: "succeed" as const,
          otherwise: `${actor.says} cannot call ${action}: federation stays broken.`,
          about: at.in,
        })),
      ),
      faults: sessions.length === 0 ? [noIdentityRole] : [],
    });
  },
} as const satisfies Claim;

import { contextAfterAssumingRole, type Assumer, type RoleAssumption, type RoleSession } from "./session";

/** How a role is assumed with a SAML assertion. */
export type SamlAssumption = Omit<RoleAssumption, "inheritedTagKeys">;

/** Who the federated user is, in later requests too. */
const SUBJECT = ["saml:namequalifier", "saml:sub", "saml:sub_type"];

/**
 * The request context of a session that AssumeRoleWithSAML made, from that of the request with the assertion.
 *
 * - Nobody signed that request: it has neither aws:PrincipalArn nor MFA; the session is the role's, without MFA.
 *   https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 * - Three keys of the assertion stay and identify the user; `saml:aud` and the others do not.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html#CreatingSAML-userid
 * - Of aws:FederatedProvider AWS's pages said once that sessions by SAML have it, and now that those by OIDC do: unknown.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-federatedprovider
 */
export function contextAfterSaml(request: Assumer, assumption: SamlAssumption): RoleSession {
  const isSubject = (key: string) => SUBJECT.includes(key.toLowerCase());
  const session = contextAfterAssumingRole(request, assumption);
  const subject = Object.entries(request.context).filter(([key]) => isSubject(key));
  const unknownSubject = (request.unknownKeys ?? []).filter(isSubject);
  return {
    ...session,
    context: { ...session.context, ...Object.fromEntries(subject) },
    unknownKeys: [...session.unknownKeys, ...unknownSubject, "aws:FederatedProvider"],
  };
}

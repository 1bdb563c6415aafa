import type { Act, Claim } from "../claim";
import type { Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { accessGrants, type Grant } from "../way-in/identity-acts";
import { identitySessionsOf, noIdentityRole } from "../way-in/identity-sessions";
import type { TierSession } from "../way-in/tier-sessions";

export const identityAdministratorCannotGrantAccess = {
  id: "identity-administrator-cannot-grant-access",
  about: "responder-limits",
  question:
    "Can IdentityAdmin give nobody access: no permission set, assignment, group, user, token, nor more for its own role?",
  why: "Who administers Identity Center can make himself administrator of every account.",
  source: ["E16", "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html"],
  findingFor: (organization) => {
    const sessions = identitySessionsOf(organization, "attacker");
    return findingFor(organization, {
      questions: sessions.flatMap((session) =>
        accessGrants.flatMap((grant) => questionsFor(grant, session, organization)),
      ),
      faults: sessions.length === 0 ? [noIdentityRole] : [],
    });
  },
} as const satisfies Claim;

function questionsFor(grant: Grant, { actor, at }: TierSession, organization: Organization): readonly Question[] {
  return resourcesOf(grant, at.role.arn, at.role.account, organization).map((act): Question => ({
    actor,
    act: { ...act, action: grant.action },
    must: "fail",
    otherwise: `${actor.says} can call ${grant.action} on ${act.resource}.`,
    about: at.in,
  }));
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_sso.html#list_sso-resources-for-iam-policies */
function resourcesOf(
  { on }: Grant,
  ownRole: string,
  account: string,
  { managementAccount }: Organization,
): readonly Pick<Act, "resource" | "resourceAccount">[] {
  const here = (resource: string) => ({ resource, resourceAccount: account });
  switch (on) {
    case "everything":
      return [here("*")];
    case "instance":
      return [here("arn:aws:sso:::instance/ssoins-1234567890abcdef")];
    case "permissionSet":
      return [
        here("arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef"),
        here("arn:aws:sso:::instance/ssoins-1234567890abcdef"),
      ];
    case "account":
      return [here(`arn:aws:sso:::account/${account}`), here(`arn:aws:sso:::account/${managementAccount}`)];
    case "identityStore":
      return [
        here(`arn:aws:identitystore::${managementAccount}:identitystore/d-1234567890`),
        here("arn:aws:identitystore:::user/12345678-1234-1234-1234-123456789012"),
        here("arn:aws:identitystore:::group/12345678-1234-1234-1234-123456789012"),
        here("arn:aws:identitystore:::membership/12345678-1234-1234-1234-123456789012"),
      ];
    case "ownRole":
      return [here(ownRole)];
    case "everyRole":
      return [
        here(`arn:aws:iam::${account}:role/any`),
        here(`arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_any_0123456789abcdef`),
      ];
    case "user":
      return [here(`arn:aws:iam::${account}:user/any`)];
    default:
      return on satisfies never;
  }
}

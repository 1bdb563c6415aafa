import type { Context } from "../../iam";
import type { Act, Actor } from "../claim";
import type { AccountClass, Organization, Thing } from "../model/organization";

/** Keys that AWS sets only where a service calls for a resource, and those that say which service calls. */
const ofServices: Context = {
  "aws:PrincipalServiceName": [],
  "aws:PrincipalServiceNamesList": [],
  "aws:SourceAccount": [],
  "aws:SourceArn": [],
  "aws:SourceOrgID": [],
  "aws:SourceOrgPaths": [],
};
const ofPrincipals: Context = {
  "aws:PrincipalArn": [],
  "aws:PrincipalAccount": [],
  "aws:PrincipalOrgID": [],
  "aws:PrincipalOrgPaths": [],
  "aws:username": [],
  "aws:MultiFactorAuthPresent": [],
  "aws:MultiFactorAuthAge": [],
};

/**
 * What AWS puts into a request because of who calls; no value says that the key is absent. A key that is not here is
 * open: whoever calls may choose it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOfActor(
  organization: Organization,
  accountClass: AccountClass | undefined,
  { principal, principalKind, account }: Actor,
): Context {
  switch (principalKind) {
    case "anonymous":
      return { ...ofPrincipals, ...ofServices, "aws:PrincipalType": "Anonymous", "aws:PrincipalIsAWSService": "false" };
    case "service":
      return { ...ofPrincipals, "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": principal ?? "" };
    case "user":
    case "root":
    case "assumedRole":
    case "serviceLinkedRole":
    case "federatedUser":
      break;
  }
  if (account === undefined) {
    const provider = { "aws:FederatedProvider": principal ?? "", "aws:PrincipalIsAWSService": "false" };
    return { ...ofPrincipals, ...ofServices, ...provider };
  }
  return {
    ...ofServices,
    "aws:PrincipalArn": principal ?? "",
    "aws:PrincipalAccount": account,
    "aws:PrincipalIsAWSService": "false",
    ...organizationOf("Principal", organization, accountClass),
    ...ofKind(principalKind, principal ?? ""),
  };
}

function ofKind(kind: Exclude<Actor["principalKind"], "anonymous" | "service">, arn: string): Context {
  const nobody = { "aws:username": [] };
  switch (kind) {
    case "user":
      return { "aws:PrincipalType": "User", "aws:username": arn.slice(arn.lastIndexOf("/") + 1) };
    case "root":
      return { ...nobody, "aws:PrincipalType": "Account" };
    case "federatedUser":
      return { ...nobody, "aws:PrincipalType": "FederatedUser" };
    case "assumedRole":
    case "serviceLinkedRole":
      // Credentials returned by AssumeRole carry no MFA information.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
      return {
        ...nobody,
        "aws:PrincipalType": "AssumedRole",
        "aws:MultiFactorAuthPresent": [],
        "aws:MultiFactorAuthAge": [],
      };
  }
}

export function contextOfResource(
  organization: Organization,
  accountClass: AccountClass | undefined,
  thing: Thing | undefined,
  { resourceAccount }: Act,
): Context {
  return {
    "aws:ResourceAccount": resourceAccount,
    ...organizationOf("Resource", organization, accountClass),
    ...(thing?.kind === "key" ? { "kms:ResourceAliases": thing.aliases } : {}),
  };
}

const organizations = new WeakMap<AccountClass, Map<string, Context>>();

function organizationOf(
  whose: "Principal" | "Resource",
  organization: Organization,
  accountClass: AccountClass | undefined,
): Context {
  if (accountClass === undefined) return membershipOf(whose, organization, accountClass);
  let known = organizations.get(accountClass);
  if (known === undefined) organizations.set(accountClass, (known = new Map()));
  const context = known.get(whose) ?? membershipOf(whose, organization, accountClass);
  known.set(whose, context);
  return context;
}

function membershipOf(
  whose: "Principal" | "Resource",
  { id }: Organization,
  accountClass: AccountClass | undefined,
): Context {
  if (accountClass === undefined) return { [`aws:${whose}OrgID`]: [], [`aws:${whose}OrgPaths`]: [] };
  const path = [id, ...accountClass.account.path].map((unit) => `${unit}/`).join("");
  return { [`aws:${whose}OrgID`]: id, [`aws:${whose}OrgPaths`]: [path] };
}

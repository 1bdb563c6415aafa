import { contextAfterAssumingRole, contextAfterSaml } from "../../iam";
import type { Actor } from "../claim";
import type { Role, SamlProvider, User } from "../model/organization";
import type { SamlEntrance } from "./saml-entrances";

type Context = Actor["context"];

/** Of every call that the AWS CLI and the console make. */
const direct: Context = { "aws:SecureTransport": "true", "aws:ViaAWSService": "false" };

/** What a user's own calls never carry. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const neverOfUsers = ["aws:FederatedProvider", "aws:SourceIdentity", "aws:CalledVia", "aws:CalledViaFirst"];

/**
 * A responder with a second factor: signed in to the console, which keeps it for switching roles
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html), or by `mfa_serial` on
 * AssumeRole (https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html#cli-configure-role-mfa).
 */
export function withMfa(user: User, region: string, by: "console" | "command line"): Actor {
  return {
    says: `${user.name}, by the ${by} with MFA`,
    principal: user.arn,
    principalKind: "user",
    account: user.account,
    permissions: "own",
    context: { ...direct, "aws:RequestedRegion": region, "aws:MultiFactorAuthPresent": "true" },
    absent: neverOfUsers,
    side: "ours",
  };
}

/** A responder of whose second factor the call says nothing, as while the command line signs in. */
export function withoutMfaKey(user: User, region: string): Actor {
  const { context, ...actor } = withMfa(user, region, "command line");
  const { "aws:MultiFactorAuthPresent": _, ...rest } = context;
  return { ...actor, says: `${user.name}, signing in by the command line`, context: rest };
}

/**
 * Somebody who is about to give the user's password. Who it is stands in another key, and the keys of principals are
 * not there yet; permissions are not asked.
 * https://docs.aws.amazon.com/signin/latest/userguide/reference-signin-condition-keys.html
 */
export function beforeSignIn(arn: string, account: string, region: string): Actor {
  return {
    says: `${arn.slice(arn.lastIndexOf("/") + 1)}, at the sign-in page`,
    principal: arn,
    principalKind: "user",
    account,
    permissions: "everything",
    context: { ...direct, "aws:RequestedRegion": region, "signin:PrincipalArn": arn },
    absent: [
      ...neverOfUsers,
      "aws:PrincipalArn",
      "aws:PrincipalAccount",
      "aws:PrincipalOrgID",
      "aws:PrincipalOrgPaths",
      "aws:username",
      "aws:userid",
      "aws:MultiFactorAuthPresent",
      "aws:MultiFactorAuthAge",
    ],
    side: "ours",
  };
}

/** The identity provider's assertion, not yet a principal of any account. */
export function asserted(provider: SamlProvider, { region, audience }: SamlEntrance): Actor {
  return {
    says: `the identity provider ${provider.name}`,
    principal: provider.arn,
    principalKind: "federatedUser",
    account: undefined,
    permissions: "own",
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
    context: { ...direct, "aws:RequestedRegion": region, "SAML:aud": audience },
    side: "ours",
  };
}

/** What is sent along when a role is assumed by the command line. */
export interface Sent {
  readonly sourceIdentity: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The session that a role gives to whoever assumed it. */
export function sessionOf(role: Role, assumer: Actor, sent?: Sent): Actor {
  const assumption = {
    roleArn: role.arn,
    sessionName: "responder",
    // Which organization it is follows from the account.
    organization: null,
    ...(sent === undefined ? {} : { sourceIdentity: sent.sourceIdentity, sessionTags: sent.tags }),
  };
  const inherited = sent === undefined ? {} : { inheritedTagKeys: Object.keys(sent.tags) };
  const { principalKind, context } =
    assumer.account === undefined
      ? contextAfterSaml(assumer, assumption)
      : contextAfterAssumingRole(assumer, { ...assumption, ...inherited });
  const hasIdentity = Object.keys(context).some((key) => key.toLowerCase() === "aws:sourceidentity");
  return {
    says: `${assumer.says} → ${role.name} in ${role.account}`,
    principal: role.arn,
    principalKind,
    account: role.account,
    permissions: "own",
    context: { ...context, ...direct },
    absent: [
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
      "aws:MultiFactorAuthPresent",
      "aws:MultiFactorAuthAge",
      "aws:username",
      "aws:CalledVia",
      "aws:CalledViaFirst",
      ...(hasIdentity ? [] : ["aws:SourceIdentity"]),
      // Of sessions by SAML, and of those made from them, AWS does not say whether the key is there: it is open.
      ...(assumer.principalKind === "user" ? ["aws:FederatedProvider"] : []),
    ],
    side: assumer.side,
  };
}

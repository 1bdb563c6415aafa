import type { SettledFacts, Tier } from "../facts";
import type { Rulebook } from "../rulebook";
import type { Conditions, PolicyDocument, TrustStatement } from "../types";
import { accountArn, everyHubRoleArn, everyResponderArn, hubRoleArn, samlProviderArn } from "./arns";
import { documentFor } from "./document";

/**
 * Who may assume a target role: a responder with MFA in one hop (the console switches with the original credentials,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html) or the hub role of the same
 * tier in two (a chained session carries no MFA, so none is asked there).
 * The principal is the account, narrowed by `aws:PrincipalArn`: AWS stores a user's or role's ARN in `Principal` as its
 * unique id, and recreating it would silently break the trust.
 */
export function targetTrustPolicyFor(
  { names }: Rulebook,
  facts: SettledFacts,
  tier: Tier,
): PolicyDocument<TrustStatement> {
  return documentFor([
    responderWithMfa(names, facts),
    {
      Sid: "HubRoleOfTheSameTier",
      Effect: "Allow",
      Principal: { AWS: accountArn(facts, facts.emergencyAccount.id) },
      Action: "sts:AssumeRole",
      Condition: { ArnEquals: { "aws:PrincipalArn": hubRoleArn(names, facts, tier) }, ...ofTheOrganization(facts) },
    },
    sourceIdentityAndTags(facts, [everyResponderArn(names, facts), everyHubRoleArn(names, facts)]),
  ]);
}

/** Who may assume a hub role: a responder with MFA and, in failure mode 3, the identity provider directly (E17). */
export function hubTrustPolicyFor({ names }: Rulebook, facts: SettledFacts): PolicyDocument<TrustStatement> {
  return documentFor([
    responderWithMfa(names, facts),
    sourceIdentityAndTags(facts, [everyResponderArn(names, facts)]),
    ...samlStatements(names, facts),
  ]);
}

/**
 * Who may take a step of an incident: a responder with MFA, or whoever came in by a hub role of any tier. The tier says
 * what one may do, not whether one may say why.
 */
export function incidentTrustPolicyFor({ names }: Rulebook, facts: SettledFacts): PolicyDocument<TrustStatement> {
  return documentFor([
    responderWithMfa(names, facts),
    {
      Sid: "AnyHubRole",
      Effect: "Allow",
      Principal: { AWS: accountArn(facts, facts.emergencyAccount.id) },
      Action: "sts:AssumeRole",
      Condition: { ArnLike: { "aws:PrincipalArn": everyHubRoleArn(names, facts) }, ...ofTheOrganization(facts) },
    },
    sourceIdentityAndTags(facts, [everyResponderArn(names, facts), everyHubRoleArn(names, facts)]),
  ]);
}

function responderWithMfa(names: Rulebook["names"], facts: SettledFacts): TrustStatement {
  return {
    Sid: "ResponderWithMfa",
    Effect: "Allow",
    Principal: { AWS: accountArn(facts, facts.emergencyAccount.id) },
    Action: "sts:AssumeRole",
    Condition: {
      ArnLike: { "aws:PrincipalArn": everyResponderArn(names, facts) },
      ...ofTheOrganization(facts),
      Bool: { "aws:MultiFactorAuthPresent": "true" },
    },
  };
}

/** Allowed, so that command lines may send them; required by nothing, because the console cannot. */
function sourceIdentityAndTags(facts: SettledFacts, callers: readonly string[]): TrustStatement {
  return {
    Sid: "SourceIdentityAndTags",
    Effect: "Allow",
    Principal: { AWS: accountArn(facts, facts.emergencyAccount.id) },
    Action: ["sts:SetSourceIdentity", "sts:TagSession"],
    Condition: { ArnLike: { "aws:PrincipalArn": callers }, ...ofTheOrganization(facts) },
  };
}

/** Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access-one-time-setup-direct-IAM-federation-application-in-idp.html */
function samlStatements(names: Rulebook["names"], facts: SettledFacts): readonly TrustStatement[] {
  const { saml } = facts;
  return saml === undefined
    ? []
    : [
        {
          Sid: "IdentityProviderDirectly",
          Effect: "Allow",
          Principal: { Federated: samlProviderArn(names, facts) },
          Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
          Condition: { StringEquals: { "SAML:aud": saml.audiences } },
        },
        {
          Sid: "IdentityProviderSourceIdentity",
          Effect: "Allow",
          Principal: { Federated: samlProviderArn(names, facts) },
          Action: "sts:SetSourceIdentity",
        },
      ];
}

function ofTheOrganization(facts: SettledFacts): Conditions {
  return { StringEquals: { "aws:PrincipalOrgID": facts.organization.id } };
}

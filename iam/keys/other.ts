import type { ServiceKeys } from "./key";

/** Keys that are documented outside the Service Authorization Reference's pages of the services named beside this file. */
export const otherKeys: readonly ServiceKeys[] = [
  {
    service: "signin",
    source: "https://docs.aws.amazon.com/signin/latest/userguide/reference-signin-condition-keys.html",
    keys: {
      String: [
        "signin:OAuthClientAuthentication",
        "signin:OAuthClientId",
        "signin:OAuthGrantType",
        "signin:OAuthRedirectUri",
        "signin:OAuthTokenType",
      ],
      Arn: ["signin:PrincipalArn"],
    },
  },
  {
    service: "any, for the sessions of roles that these services use",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    keys: {
      String: ["glue:CredentialIssuingService", "glue:RoleAssumedBy", "identitystore:UserId"],
      Numeric: ["ec2:RoleDelivery"],
      Arn: [
        "codebuild:BuildArn",
        "codebuild:ProjectArn",
        "ec2:SourceInstanceArn",
        "lambda:SourceFunctionArn",
        "ssm:SourceInstanceArn",
      ],
    },
  },
  {
    service: "sns",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
    keys: { String: ["aws:SourceOwner"] },
  },
  {
    service: "the placeholder of IAM's own example for BinaryEquals",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals",
    keys: { Binary: ["myservice:key"] },
  },
];

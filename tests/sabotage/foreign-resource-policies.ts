import type { NonEmpty } from "../../rulebook/types";
import { root, units, withForeignPolicy } from "./organization";
import type { Sabotage } from "./sabotage";

const perimeters = "https://github.com/aws-samples/data-perimeter-policy-examples";

/** RCPs that others attach without a thought for the emergency path. */
export const foreignResourcePolicies: NonEmpty<Sabotage> = [
  {
    id: "sign-in is denied outside the office's network, to responders as well",
    takenFrom: "https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html",
    edit: withForeignPolicy(
      {
        name: "console-from-the-office",
        type: "RESOURCE_CONTROL_POLICY",
        statements: [
          {
            Sid: "OnlyFromTheOffice",
            Effect: "Deny",
            Principal: "*",
            Action: ["signin:Authenticate", "signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"],
            Resource: "*",
            Condition: { NotIpAddressIfExists: { "aws:SourceIp": ["203.0.113.0/24"] } },
          },
        ],
      },
      root,
    ),
    refutes: "sign-in-is-not-locked",
    because: ["console-from-the-office", "OnlyFromTheOffice"],
  },
  {
    id: "an identity perimeter on all of sts refuses answers of the identity provider",
    takenFrom: `${perimeters}: it lists sts:AssumeRole and deliberately no federation`,
    edit: withForeignPolicy(
      {
        name: "identity-perimeter",
        type: "RESOURCE_CONTROL_POLICY",
        statements: [
          {
            Sid: "EnforceOrgIdentities",
            Effect: "Deny",
            Principal: "*",
            Action: "sts:*",
            Resource: "*",
            Condition: {
              StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-lifeline001" },
              BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
            },
          },
        ],
      },
      root,
    ),
    refutes: "responder-enters-by-saml",
    because: ["identity-perimeter", "EnforceOrgIdentities"],
  },
  {
    id: "queues of the security OU take messages of the organization's principals only, and EventBridge is none",
    takenFrom: `${perimeters}: aws:PrincipalIsAWSService`,
    edit: withForeignPolicy(
      {
        name: "queue-perimeter",
        type: "RESOURCE_CONTROL_POLICY",
        statements: [
          {
            Sid: "OnlyOurPrincipals",
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:*",
            Resource: "*",
            Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-lifeline001" } },
          },
        ],
      },
      units.security,
    ),
    refutes: "every-alert-target-delivers",
    because: ["queue-perimeter", "OnlyOurPrincipals"],
  },
  {
    id: "buckets of the security OU are written by the organization's principals only, and CloudTrail is none",
    takenFrom: `${perimeters}: aws:PrincipalIsAWSService`,
    edit: withForeignPolicy(
      {
        name: "bucket-perimeter",
        type: "RESOURCE_CONTROL_POLICY",
        statements: [
          {
            Sid: "OnlyOurPrincipals",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-lifeline001" } },
          },
        ],
      },
      units.security,
    ),
    refutes: "trail-records-what-alerts-need",
    because: ["bucket-perimeter", "OnlyOurPrincipals"],
  },
];

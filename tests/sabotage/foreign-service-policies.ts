import type { NonEmpty } from "../../rulebook/types";
import { both, root, units, withForeignPolicy, withoutAttachment } from "./organization";
import type { Sabotage } from "./sabotage";

const scpExamples =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html";

/** SCPs that others attach without a thought for the emergency path. */
export const foreignServicePolicies: NonEmpty<Sabotage> = [
  {
    id: "Control Tower denies Regions on an OU and exempts its own role only",
    takenFrom: "https://docs.aws.amazon.com/controltower/latest/userguide/primary-region-deny-policy.html",
    edit: withForeignPolicy(
      {
        name: "aws-guardrails-region",
        statements: [
          {
            Sid: "GRREGIONDENY",
            Effect: "Deny",
            NotAction: [
              "access-analyzer:*",
              "account:*",
              "budgets:*",
              "cloudfront:*",
              "config:*",
              "health:*",
              "iam:*",
              "kms:*",
              "organizations:*",
              "route53:*",
              "sts:*",
              "support:*",
            ],
            Resource: "*",
            Condition: {
              StringNotEquals: { "aws:RequestedRegion": ["eu-central-1"] },
              ArnNotLike: { "aws:PrincipalARN": ["arn:aws:iam::*:role/AWSControlTowerExecution"] },
            },
          },
        ],
      },
      units.production,
    ),
    refutes: "region-guardrail-spares-the-path",
    because: ["aws-guardrails-region", "GRREGIONDENY"],
  },
  {
    id: "a home-made Region deny catches the emergency account's sign-in and STS",
    takenFrom: scpExamples,
    edit: withForeignPolicy(
      {
        name: "only-frankfurt",
        statements: [
          {
            Sid: "DenyOtherRegions",
            Effect: "Deny",
            NotAction: ["iam:*", "organizations:*", "support:*"],
            Resource: "*",
            Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } },
          },
        ],
      },
      units.emergency,
    ),
    refutes: "region-guardrail-spares-the-path",
    because: ["only-frankfurt", "DenyOtherRegions"],
  },
  {
    id: "the emergency account may use STS of the home Region only",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html",
    edit: withForeignPolicy(
      {
        name: "sts-at-home",
        statements: [
          {
            Sid: "OnlyHomeSts",
            Effect: "Deny",
            Action: "sts:*",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } },
          },
        ],
      },
      units.emergency,
    ),
    refutes: "no-step-needs-what-is-down",
    because: ["While the home Region is down"],
  },
  {
    id: "IAM users may do nothing, the responders included",
    takenFrom: "MJ and many others: no IAM users",
    edit: withForeignPolicy(
      {
        name: "no-iam-users",
        statements: [
          {
            Sid: "DenyIamUsers",
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } },
          },
        ],
      },
      root,
    ),
    refutes: "responder-enters-by-console",
    because: ["no-iam-users", "DenyIamUsers"],
  },
  {
    id: "nobody may make IAM users, the deployer of the responders included",
    takenFrom:
      "https://docs.aws.amazon.com/prescriptive-guidance/latest/transitioning-to-multiple-aws-accounts/service-control-policies.html",
    edit: withForeignPolicy(
      {
        name: "no-new-iam-users",
        statements: [
          { Sid: "DenyNewUsers", Effect: "Deny", Action: ["iam:CreateUser", "iam:CreateAccessKey"], Resource: "*" },
        ],
      },
      root,
    ),
    refutes: "deployers-can-maintain-the-path",
    because: ["no-new-iam-users", "iam:CreateUser"],
  },
  {
    id: "an OU is put in quarantine, and its operators with it",
    takenFrom: "LZA lza-quarantine.json: DenyAllAWSServicesExceptBreakglassRoles exempts other roles",
    edit: withForeignPolicy(
      {
        name: "quarantine",
        statements: [
          {
            Sid: "DenyAllAWSServicesExceptBreakglassRoles",
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: {
              ArnNotLike: {
                "aws:PrincipalARN": [
                  "arn:aws:iam::*:role/AWSControlTowerExecution",
                  "arn:aws:iam::*:role/AWSAccelerator*",
                ],
              },
            },
          },
        ],
      },
      units.payments,
    ),
    refutes: "operator-raises-an-auto-scaling-maximum",
    because: ["quarantine", "DenyAllAWSServicesExceptBreakglassRoles"],
  },
  {
    id: "the emergency OU allows a list of services that forgets sts",
    takenFrom: scpExamples,
    edit: both(
      withForeignPolicy(
        {
          name: "allowed-services",
          statements: [
            { Sid: "AllowedServices", Effect: "Allow", Action: ["iam:*", "events:*", "signin:*"], Resource: "*" },
          ],
        },
        units.emergency,
      ),
      withoutAttachment("p-FullAWSAccess", units.emergency),
    ),
    refutes: "responder-enters-by-command-line",
    because: ["sts:AssumeRole"],
  },
  {
    id: "nobody but the platform's role makes roles, not even StackSets",
    takenFrom: "LZA #850; https://github.com/aws-samples/service-control-policy-examples",
    edit: withForeignPolicy(
      {
        name: "only-the-platform-makes-roles",
        statements: [
          {
            Sid: "DenyNewRoles",
            Effect: "Deny",
            Action: ["iam:CreateRole"],
            Resource: "*",
            Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/platform/*" } },
          },
        ],
      },
      units.workloads,
    ),
    refutes: "stack-sets-can-maintain-the-path",
    because: ["only-the-platform-makes-roles", "DenyNewRoles"],
  },
  {
    id: "roles are assumed from the office only",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html",
    edit: withForeignPolicy(
      {
        name: "assume-from-the-office",
        statements: [
          {
            Sid: "OnlyFromTheOffice",
            Effect: "Deny",
            Action: "sts:AssumeRole",
            Resource: "*",
            Condition: {
              NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] },
              Bool: { "aws:ViaAWSService": "false" },
            },
          },
        ],
      },
      units.emergency,
    ),
    refutes: "responder-enters-by-console",
    because: ["assume-from-the-office", "OnlyFromTheOffice"],
  },
  {
    id: "sessions carry no source identity and no tags",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html",
    edit: withForeignPolicy(
      {
        name: "plain-sessions",
        statements: [
          {
            Sid: "DenySessionTags",
            Effect: "Deny",
            Action: ["sts:TagSession", "sts:SetSourceIdentity"],
            Resource: "*",
          },
        ],
      },
      units.emergency,
    ),
    refutes: "source-identity-and-tags-do-not-block",
    because: ["plain-sessions", "DenySessionTags"],
  },
  {
    id: "an OU may send no events to others",
    takenFrom: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html",
    edit: withForeignPolicy(
      {
        name: "no-events-out",
        statements: [{ Sid: "DenyPutEvents", Effect: "Deny", Action: "events:PutEvents", Resource: "*" }],
      },
      units.payments,
    ),
    refutes: "every-alert-target-delivers",
    because: ["no-events-out", "DenyPutEvents"],
  },
];

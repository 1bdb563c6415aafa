import type { Tier } from "./facts";
import type { NonEmpty, Row } from "./types";

/** What an account is for. Every account without a role of its own is a workload account. */
export type AccountKind = "management" | "emergency" | "logArchive" | "security" | "identity" | "workload";

/** A target role and its twin, the hub role: who holds it may do this much, in these accounts. */
export interface TierRow extends Row<Tier> {
  readonly accounts: NonEmpty<AccountKind>;
  /** Names of AWS-managed policies, with their path. */
  readonly managedPolicies: readonly string[];
  readonly grants: readonly Grant[];
}

/** An Allow statement of a tier. `stackSets` are Lifeline's own, whatever their id; the register is the table of incidents. */
export interface Grant {
  readonly id: string;
  readonly actions: NonEmpty<string>;
  readonly on: "everything" | "stackSets" | "register" | "registerKey";
  readonly only?: Readonly<Record<string, readonly string[]>>;
}

const emergencyProcess =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html";

/** Is it us or is it AWS? */
const readHealth = {
  id: "read-health",
  actions: ["health:Describe*"],
  on: "everything",
} as const satisfies Grant;

/** What is declared, and by whom, is asked by `lifeline incident list`. */
const readRegister = [
  { id: "read-register", actions: ["dynamodb:GetItem", "dynamodb:Query"], on: "register" },
  { id: "read-register-key", actions: ["kms:Decrypt"], on: "registerKey" },
] as const satisfies readonly Grant[];

/** Tier by account (E6): the rows are the table, `npm start` prints it. */
export const tiers = [
  {
    id: "ReadOnly",
    why: "Most of an emergency is finding out; a responder who only looks cannot make it worse.",
    source: emergencyProcess,
    accounts: ["workload", "logArchive", "security", "identity"],
    managedPolicies: ["job-function/ViewOnlyAccess", "CloudWatchReadOnlyAccess"],
    grants: [readHealth, ...readRegister],
  },
  {
    id: "Operator",
    why: "Keeps production alive, for instance by raising an Auto Scaling maximum, and can neither read data nor change permissions (E5).",
    source: emergencyProcess,
    accounts: ["workload"],
    managedPolicies: ["job-function/ViewOnlyAccess", "CloudWatchReadOnlyAccess"],
    grants: [
      readHealth,
      {
        id: "operate-compute",
        actions: [
          "autoscaling:ExecutePolicy",
          "autoscaling:ResumeProcesses",
          "autoscaling:SetDesiredCapacity",
          "autoscaling:SetInstanceHealth",
          "autoscaling:StartInstanceRefresh",
          "autoscaling:RollbackInstanceRefresh",
          "autoscaling:CancelInstanceRefresh",
          "autoscaling:SuspendProcesses",
          "autoscaling:TerminateInstanceInAutoScalingGroup",
          "autoscaling:UpdateAutoScalingGroup",
          "application-autoscaling:PutScalingPolicy",
          "application-autoscaling:RegisterScalableTarget",
          "ec2:RebootInstances",
          "ec2:StartInstances",
          "ec2:StopInstances",
          "ecs:StopTask",
          "ecs:UpdateService",
          "eks:DescribeCluster",
          "eks:UpdateNodegroupConfig",
          "lambda:PutFunctionConcurrency",
          "lambda:DeleteFunctionConcurrency",
          "lambda:UpdateAlias",
        ],
        on: "everything",
      },
      {
        id: "operate-data-stores",
        actions: [
          "dynamodb:UpdateTable",
          "elasticache:IncreaseReplicaCount",
          "elasticache:RebootCacheCluster",
          "elasticache:TestFailover",
          "rds:FailoverDBCluster",
          "rds:RebootDBInstance",
          "rds:StartDBCluster",
          "rds:StartDBInstance",
        ],
        on: "everything",
      },
      {
        id: "operate-traffic",
        actions: [
          "arc-zonal-shift:CancelZonalShift",
          "arc-zonal-shift:StartZonalShift",
          "elasticloadbalancing:DeregisterTargets",
          "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyRule",
          "elasticloadbalancing:RegisterTargets",
          "route53:ChangeResourceRecordSets",
        ],
        on: "everything",
      },
    ],
  },
  {
    id: "Admin",
    why: "Repairs what no list foresaw; the denials below and the guardrails keep it off the path, the logs and lasting credentials.",
    source: emergencyProcess,
    accounts: ["workload"],
    managedPolicies: ["AdministratorAccess"],
    grants: [],
  },
  {
    id: "IdentityAdmin",
    why: "Failure mode 2: imports the identity provider's new certificate or metadata, and can give nobody access (E16).",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_sso-directory.html",
    accounts: ["identity"],
    managedPolicies: [],
    grants: [
      {
        id: "read-federation",
        actions: [
          "sso-directory:Describe*",
          "sso-directory:Get*",
          "sso-directory:List*",
          "sso:DescribeInstance",
          "sso:DescribeRegisteredRegions",
          "sso:GetMfaDeviceManagementForDirectory",
          "sso:GetSSOStatus",
          "sso:GetSharedSsoConfiguration",
          "sso:GetSsoConfiguration",
          "sso:ListDirectoryAssociations",
          "sso:ListInstances",
        ],
        on: "everything",
      },
      {
        id: "repair-federation",
        actions: [
          "sso-directory:CreateExternalIdPConfigurationForDirectory",
          "sso-directory:DeleteExternalIdPCertificate",
          "sso-directory:DeleteExternalIdPConfigurationForDirectory",
          "sso-directory:DisableExternalIdPConfigurationForDirectory",
          "sso-directory:EnableExternalIdPConfigurationForDirectory",
          "sso-directory:ImportExternalIdPCertificate",
          "sso-directory:UpdateExternalIdPConfigurationForDirectory",
          "sso:UpdateSSOConfiguration",
        ],
        on: "everything",
      },
    ],
  },
  {
    id: "Management",
    why: "A guardrail may itself be the failure: detaches or mends SCPs and RCPs and works the two StackSets, and nothing else. SCPs never bind the management account, so every call of it alerts.",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    accounts: ["management"],
    managedPolicies: [],
    grants: [
      {
        id: "read-organization",
        actions: [
          "cloudformation:Describe*",
          "cloudformation:Get*",
          "cloudformation:List*",
          "cloudtrail:Describe*",
          "cloudtrail:Get*",
          "cloudtrail:List*",
          "cloudtrail:LookupEvents",
          "iam:Get*",
          "iam:List*",
          "organizations:Describe*",
          "organizations:List*",
        ],
        on: "everything",
      },
      {
        id: "mend-guardrails",
        actions: ["organizations:AttachPolicy", "organizations:DetachPolicy", "organizations:UpdatePolicy"],
        on: "everything",
        only: { "organizations:PolicyType": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] },
      },
      {
        id: "operate-stack-sets",
        actions: [
          "cloudformation:CreateStackInstances",
          "cloudformation:DetectStackSetDrift",
          "cloudformation:StopStackSetOperation",
          "cloudformation:UpdateStackInstances",
          "cloudformation:UpdateStackSet",
        ],
        on: "stackSets",
      },
    ],
  },
] as const satisfies readonly TierRow[];

/**
 * Which AWS-managed policies facts may add to a tier, so that a name keeps its meaning: what ReadOnly gains must say
 * that it reads; what Operator gains must not manage permissions.
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const tierAdditions = {
  readingEndings: ["ReadOnly", "ReadOnlyAccess", "ViewOnlyAccess", "SecurityAudit"],
  permissionManagers: [
    "AWSOrganizationsFullAccess",
    "AdministratorAccess",
    "AdministratorAccess-Amplify",
    "AdministratorAccess-AWSElasticBeanstalk",
    "IAMFullAccess",
    "PowerUserAccess",
    "job-function/DatabaseAdministrator",
    "job-function/SystemAdministrator",
  ],
} as const satisfies TierAdditions;

export interface TierAdditions {
  readonly readingEndings: readonly string[];
  readonly permissionManagers: readonly string[];
}

/** What no session of a target role may do, whatever its tier. */
export interface SessionLimit extends Row {
  readonly actions: NonEmpty<string>;
  readonly on: "everything" | "emergencyPath";
}

export const sessionLimits = [
  {
    id: "leave-no-lasting-credentials",
    why: "An hour of emergency access must not become a key that lasts.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    actions: [
      "iam:AddUserToGroup",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreateOpenIDConnectProvider",
      "iam:CreateSAMLProvider",
      "iam:CreateServiceSpecificCredential",
      "iam:CreateUser",
      "iam:ResetServiceSpecificCredential",
      "iam:UpdateAccessKey",
      "iam:UpdateLoginProfile",
      "iam:UpdateSAMLProvider",
      "iam:UploadSSHPublicKey",
      "iam:UploadSigningCertificate",
      "rolesanywhere:CreateProfile",
      "rolesanywhere:CreateTrustAnchor",
      "rolesanywhere:UpdateTrustAnchor",
    ],
    on: "everything",
  },
  {
    id: "leave-the-logs-alone",
    why: "Who acts in an emergency must not be able to hide it (E11).",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    actions: [
      "cloudtrail:DeleteEventDataStore",
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopEventDataStoreIngestion",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateEventDataStore",
      "cloudtrail:UpdateTrail",
    ],
    on: "everything",
  },
  {
    id: "leave-the-path-alone",
    why: "The emergency path is changed by its deployer only, even where no guardrail is attached yet (E7).",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
    actions: ["iam:*"],
    on: "emergencyPath",
  },
] as const satisfies readonly SessionLimit[];

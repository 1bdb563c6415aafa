import type { NonEmpty, Row } from "./types";

/** Who alone may do what a guardrail denies; the chain ends at AWS, whose service-linked roles no SCP binds. */
export type Exemption =
  | "nobody"
  | "stacksets"
  | "responders"
  | "emergencyPath"
  /** StackSets, and the roles by which Lifeline enters the security and the log-archive account, each there only. */
  | "detectionDeployers"
  /** These, and the triage function. */
  | "triage";

/** Where a guardrail binds. The emergency account has an SCP of its own, which its deployer is spared from. */
export type Scope = "everyAccount" | "allButEmergencyAccount" | "securityAccount";

/**
 * A thing that stands on the path, as resource part of its ARN.
 * `{prefix}` and the like are names of `names.ts`: renaming there renames here.
 */
export interface ProtectedResource {
  readonly service:
    "iam" | "cloudformation" | "events" | "sqs" | "sns" | "kms" | "lambda" | "dynamodb" | "cloudwatch" | "s3";
  readonly resource: string;
}

/** A service control policy statement. */
export type Guardrail = Row &
  (
    | {
        /** Everything but the listed reads is denied on these: complete by construction, also for verbs yet to come. */
        readonly kind: "freeze";
        readonly resources: NonEmpty<ProtectedResource>;
        readonly spared: NonEmpty<string>;
        readonly exempt: Exemption;
        readonly scope: Scope;
      }
    | {
        /** These calls are denied. */
        readonly kind: "forbid";
        readonly actions: NonEmpty<string>;
        readonly resources: NonEmpty<ProtectedResource> | "everything";
        /** Keys are told apart by alias: their ids are not known beforehand. */
        readonly alias?: string;
        readonly exempt: Exemption;
        readonly scope: Scope;
      }
  );

const scps = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";
const iamReads = [
  "iam:Get*",
  "iam:List*",
  "iam:GenerateServiceLastAccessedDetails",
  "iam:SimulatePrincipalPolicy",
] as const;

export const guardrails = [
  {
    id: "protect-stack-sets-execution-roles",
    kind: "freeze",
    why: "They may change everything below; whoever could make or take one of that name would inherit the exemption. Made by a service-linked role, which no SCP binds.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html",
    resources: [{ service: "iam", resource: "role/stacksets-exec-*" }],
    spared: iamReads,
    exempt: "nobody",
    scope: "everyAccount",
  },
  {
    id: "protect-service-linked-roles",
    kind: "freeze",
    why: "Without them StackSets cannot repair a target role and the organization trail stops. Creating one is left free: it is how AWS repairs it.",
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles-create-slr-for-org-trails.html",
    resources: [
      { service: "iam", resource: "role/aws-service-role/cloudtrail.amazonaws.com/*" },
      { service: "iam", resource: "role/aws-service-role/member.org.stacksets.cloudformation.amazonaws.com/*" },
      { service: "iam", resource: "role/aws-service-role/stacksets.cloudformation.amazonaws.com/*" },
    ],
    spared: [...iamReads, "iam:CreateServiceLinkedRole"],
    exempt: "nobody",
    scope: "everyAccount",
  },
  {
    id: "protect-break-glass-roles",
    kind: "freeze",
    why: "Target, transport, triage and incident roles: editing the trust lets a stranger in, deleting locks the responder out, tagging prepares either (E7). Assuming is judged by trust and RCP.",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
    resources: [
      { service: "iam", resource: "role/{prefix}*" },
      { service: "iam", resource: "role/*/{prefix}*" },
      { service: "iam", resource: "role{targetPath}*" },
      { service: "iam", resource: "role{hubPath}*" },
    ],
    // Passing has a row of its own: detection's deployer hands the security account's roles to their services.
    spared: [...iamReads, "iam:PassRole", "sts:*"],
    exempt: "stacksets",
    scope: "allButEmergencyAccount",
  },
  {
    id: "protect-break-glass-policies",
    kind: "freeze",
    why: "A new default version of an attached policy or boundary changes a role without touching it.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html",
    resources: [
      { service: "iam", resource: "policy/{prefix}*" },
      { service: "iam", resource: "policy/*/{prefix}*" },
      { service: "iam", resource: "policy{policyPath}*" },
    ],
    spared: iamReads,
    exempt: "stacksets",
    scope: "allButEmergencyAccount",
  },
  {
    id: "deny-look-alike-roles",
    kind: "forbid",
    why: "Role names are unique whatever their case, ARN matching is not: `breakglassadmin` would keep StackSets from ever making `BreakGlassAdmin`. Spellings beyond these are found by alerts.",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
    actions: ["iam:CreateRole"],
    resources: [
      { service: "iam", resource: "role/?reak?lass*" },
      { service: "iam", resource: "role/*/?reak?lass*" },
      { service: "iam", resource: "role/BREAKGLASS*" },
      { service: "iam", resource: "role/*/BREAKGLASS*" },
    ],
    exempt: "stacksets",
    scope: "allButEmergencyAccount",
  },
  {
    id: "protect-stack-set-stacks",
    kind: "freeze",
    why: "The stack in the member account is a handle on its roles: deleting or updating it there deletes or updates them.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-drift.html",
    resources: [{ service: "cloudformation", resource: "stack/StackSet-{stackSetPrefix}*/*" }],
    spared: ["cloudformation:Describe*", "cloudformation:Get*", "cloudformation:List*", "cloudformation:Detect*"],
    exempt: "stacksets",
    scope: "everyAccount",
  },
  {
    id: "protect-forwarding-rules",
    kind: "freeze",
    why: "A disabled rule is an alert that never comes (E9).",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html",
    resources: [
      { service: "events", resource: "rule/{prefix}*" },
      { service: "events", resource: "rule/*/{prefix}*" },
      { service: "events", resource: "rule/{centralBus}/*" },
      { service: "events", resource: "rule/{standbyBus}/*" },
    ],
    spared: ["events:Describe*", "events:List*"],
    exempt: "detectionDeployers",
    scope: "everyAccount",
  },
  {
    id: "deny-leaving-the-organization",
    kind: "forbid",
    why: "An account that leaves takes off every guardrail at once.",
    source: scps,
    actions: ["organizations:LeaveOrganization"],
    resources: "everything",
    exempt: "nobody",
    scope: "everyAccount",
  },
  {
    id: "deny-closing-accounts",
    kind: "forbid",
    why: "A closed account cannot be entered in an emergency, and after 90 days not at all.",
    source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html",
    actions: ["account:CloseAccount", "organizations:CloseAccount"],
    resources: "everything",
    exempt: "nobody",
    scope: "everyAccount",
  },
  {
    id: "deny-sign-in-configuration",
    kind: "forbid",
    why: "An account's own sign-in policy can refuse responders who switch to it in the console, and it looks like a wrong password. The organization's is set in the management account.",
    source: "https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html",
    actions: [
      "signin:DeleteConsoleAuthorizationConfiguration",
      "signin:DeleteResourcePermissionStatement",
      "signin:PutConsoleAuthorizationConfiguration",
      "signin:PutResourcePermissionStatement",
    ],
    resources: "everything",
    exempt: "nobody",
    scope: "everyAccount",
  },
] as const satisfies readonly Guardrail[];

/** A resource control policy statement: who may not assume which roles, wherever the caller comes from. */
export interface ResourceGuardrail extends Row {
  readonly actions: NonEmpty<`sts:${string}`>;
  readonly roles: "target" | "hub" | "incident";
  readonly exempt: Exemption;
}

const rcps = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html";

export const resourceGuardrails = [
  {
    id: "only-the-emergency-path-assumes-target-roles",
    why: "Even a trust policy gone wrong opens the role to nobody else, in or outside the organization.",
    source: rcps,
    actions: ["sts:AssumeRole"],
    roles: "target",
    exempt: "emergencyPath",
  },
  {
    id: "only-responders-assume-hub-roles",
    why: "Same, one hop earlier. Entry by SAML is another action and is judged by the hub role's trust.",
    source: rcps,
    actions: ["sts:AssumeRole"],
    roles: "hub",
    exempt: "responders",
  },
  {
    id: "no-federation-into-target-roles",
    why: "Federated callers carry no MFA and no organization: they enter by a hub role or not at all.",
    source: rcps,
    actions: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
    roles: "target",
    exempt: "nobody",
  },
  {
    id: "no-web-identity-into-hub-roles",
    why: "Failure mode 3 needs SAML only.",
    source: rcps,
    actions: ["sts:AssumeRoleWithWebIdentity"],
    roles: "hub",
    exempt: "nobody",
  },
  {
    id: "only-the-emergency-path-takes-incident-steps",
    why: "Who declares and who approves is known by who assumed the role. Federated callers carry no principal ARN of the path, so they are refused too.",
    source: rcps,
    actions: ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
    roles: "incident",
    exempt: "emergencyPath",
  },
] as const satisfies readonly ResourceGuardrail[];

/** How the makers of deployers appear to a guardrail in a member account. */
export const makers = {
  stacksets: "role/stacksets-exec-*",
  controlTower: "role/AWSControlTowerExecution",
} as const;

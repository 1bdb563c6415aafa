/**
 * The protected set and what can be done to it, written by hand from AWS's service authorization reference:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * (`..._awscloudformation.html`, `..._amazoneventbridge.html`): every action with access level Write, Tagging or
 * Permissions management on the resource type.
 */
export const roleWrites = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DeleteServiceLinkedRole",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

/** Passing a role of the path is judged apart: the deployer of the security account hands its roles to their services. */
const pathRoleWrites = roleWrites.filter((action) => action !== "iam:PassRole");

export const policyWrites = [
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:TagPolicy",
  "iam:UntagPolicy",
] as const;

export const stackWrites = [
  "cloudformation:CancelUpdateStack",
  "cloudformation:ContinueUpdateRollback",
  "cloudformation:CreateChangeSet",
  "cloudformation:CreateStack",
  "cloudformation:DeleteChangeSet",
  "cloudformation:DeleteStack",
  "cloudformation:ExecuteChangeSet",
  "cloudformation:RollbackStack",
  "cloudformation:SetStackPolicy",
  "cloudformation:SignalResource",
  "cloudformation:TagResource",
  "cloudformation:UntagResource",
  "cloudformation:UpdateStack",
  "cloudformation:UpdateTerminationProtection",
] as const;

export const ruleWrites = [
  "events:DeleteRule",
  "events:DisableRule",
  "events:EnableRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
  "events:TagResource",
  "events:UntagResource",
] as const;

export interface ProtectedThing {
  readonly what: string;
  readonly arns: readonly string[];
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** The statement that must be among the reasons. */
  readonly sid: string;
  /** Callers of `guardrail-callers.ts` that may, beside those whom no SCP binds. */
  readonly exempt: readonly ("stacksets" | "controlTower" | "maintainer" | "pipeline")[];
}

const roleReads = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"];
const uuid = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";
const role = (account: string, pathAndName: string) => `arn:aws:iam::${account}:role/${pathAndName}`;

/** In the account named; deployers only where they are listed for it. */
export function protectedThingsIn(account: string): readonly ProtectedThing[] {
  return [
    {
      what: "target, forwarding and heartbeat roles",
      arns: [
        "break-glass/BreakGlassReadOnly",
        "break-glass/BreakGlassOperator",
        "break-glass/BreakGlassAdmin",
        "break-glass/BreakGlassIdentityAdmin",
        "break-glass/BreakGlassManagement",
        "break-glass/BreakGlassForwarder",
        "break-glass/BreakGlassHeartbeat",
        "break-glass/AnythingElse",
      ].map((name) => role(account, name)),
      writes: pathRoleWrites,
      reads: [...roleReads, "sts:AssumeRole"],
      sid: "ProtectBreakGlassRoles",
      exempt: ["stacksets"],
    },
    {
      what: "squats of hub and target role names",
      arns: [
        "break-glass-hub/BreakGlassHubAdmin",
        "BreakGlassHubAdmin",
        "x/BreakGlassAdmin",
        "a/b/BreakGlassAdmin",
      ].map((name) => role(account, name)),
      writes: pathRoleWrites,
      reads: roleReads,
      sid: "ProtectBreakGlassRoles",
      exempt: ["stacksets"],
    },
    {
      what: "whom the roles of the path are passed to",
      arns: ["break-glass/BreakGlassTriage", "break-glass-hub/X", "BreakGlassAdmin", "x/BreakGlassAdmin"].map((name) =>
        role(account, name),
      ),
      writes: ["iam:PassRole"],
      reads: [],
      sid: "PassNoBreakGlassRoles",
      exempt: ["stacksets"],
    },
    {
      what: "execution roles of StackSets",
      arns: ["stacksets-exec-0123456789abcdef0123456789abcdef", "stacksets-exec-evil", "stacksets-exec-x/evil"].map(
        (name) => role(account, name),
      ),
      writes: [...roleWrites, "iam:CreateServiceLinkedRole", "sts:AssumeRole", "sts:TagSession"],
      reads: roleReads,
      sid: "ProtectStackSetsExecutionRoles",
      exempt: [],
    },
    {
      what: "service-linked roles of StackSets and CloudTrail",
      arns: [
        "stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin",
        "member.org.stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgMember",
        "cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail",
      ].map((name) => role(account, `aws-service-role/${name}`)),
      writes: roleWrites,
      reads: [...roleReads, "iam:GetServiceLinkedRoleDeletionStatus", "iam:CreateServiceLinkedRole"],
      sid: "ProtectServiceLinkedRoles",
      exempt: [],
    },
    {
      what: "policies and boundaries",
      arns: ["break-glass/Boundary", "BreakGlassBoundary", "x/BreakGlassResponder"].map(
        (name) => `arn:aws:iam::${account}:policy/${name}`,
      ),
      writes: policyWrites,
      reads: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"],
      sid: "ProtectBreakGlassPolicies",
      exempt: ["stacksets"],
    },
    {
      what: "stacks of the StackSets",
      arns: [
        `arn:aws:cloudformation:eu-central-1:${account}:stack/StackSet-lifeline-target-roles-${uuid}/${uuid}`,
        `arn:aws:cloudformation:us-east-1:${account}:stack/StackSet-lifeline-forwarding-${uuid}/${uuid}`,
      ],
      writes: stackWrites,
      reads: [
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplate",
        "cloudformation:ListStackResources",
        "cloudformation:DetectStackDrift",
      ],
      sid: "ProtectStackSetStacks",
      exempt: ["stacksets"],
    },
    {
      what: "forwarding rules",
      arns: ["BreakGlassForwarding", "own-bus/BreakGlassForwarding"].map(
        (name) => `arn:aws:events:eu-central-1:${account}:rule/${name}`,
      ),
      writes: ruleWrites,
      reads: ["events:DescribeRule", "events:ListTargetsByRule", "events:ListTagsForResource"],
      sid: "ProtectForwardingRules",
      exempt: ["stacksets"],
    },
  ];
}

/** Deployers of the account by each kind of maker; see `guardrail-callers.ts` for the facts that list them. */
export function deployersIn(account: string): readonly ProtectedThing[] {
  const deployer = (name: string, sid: string, exempt: ProtectedThing["exempt"]): ProtectedThing => ({
    what: `the deployer ${name}`,
    arns: [role(account, name)],
    writes: roleWrites,
    reads: [...roleReads, "sts:AssumeRole"],
    sid,
    exempt,
  });
  return [
    deployer("ByManagement", `ProtectDeployer${account}ByManagement`, []),
    deployer("ByStackSets", `ProtectDeployer${account}ByStackSets`, ["stacksets"]),
    deployer("ByControlTower", `ProtectDeployer${account}ByControlTower`, ["controlTower"]),
    { ...deployer("AWSControlTowerExecution", "ProtectControlTowerExecutionRoles", []), what: "Control Tower's role" },
    deployer("ByHand", `ProtectDeployer${account}ByHand`, ["maintainer"]),
    deployer("platform/Pipeline", `ProtectDeployer${account}Pipeline`, []),
    deployer("ByPipeline", `ProtectDeployer${account}ByPipeline`, ["pipeline"]),
  ];
}

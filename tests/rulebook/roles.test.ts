import assert from "node:assert/strict";
import type { Policy } from "../../iam";
import { managementAccountRolesFor, rulebook } from "../../rulebook";
import { administratorAccess, policyOf, session, verdictOf, wordsFor } from "./evaluation";
import { sandboxFacts } from "./sandbox-facts";
import { targetRolesOf, templateFrom } from "./template";

/**
 * What the tests need of AWS's own policies, excerpted:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ViewOnlyAccess.html
 */
const awsManaged: Readonly<Record<string, Policy>> = {
  "arn:aws:iam::aws:policy/AdministratorAccess": administratorAccess,
  "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess": policyOf(
    {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Excerpt",
          Effect: "Allow",
          Action: [
            "autoscaling:Describe*",
            "ec2:DescribeInstances",
            "iam:List*",
            "s3:ListAllMyBuckets",
            "s3:ListBucket",
          ],
          Resource: "*",
        },
      ],
    },
    "identity",
    "ViewOnlyAccess",
  ),
  "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess": policyOf(
    {
      Version: "2012-10-17",
      Statement: [{ Sid: "Excerpt", Effect: "Allow", Action: ["cloudwatch:Get*", "logs:Get*"], Resource: "*" }],
    },
    "identity",
    "CloudWatchReadOnlyAccess",
  ),
};

interface Tier {
  readonly account: string;
  readonly managedPolicies: readonly string[];
  readonly inline: unknown;
}

const tiers: Readonly<Record<string, Tier>> = Object.fromEntries([
  ...targetRolesOf(templateFrom()).map(({ RoleName, ManagedPolicyArns, Policies }) => [
    RoleName.replace("BreakGlass", ""),
    {
      account: RoleName === "BreakGlassIdentityAdmin" ? "100000000005" : "100000000011",
      managedPolicies: ManagedPolicyArns ?? [],
      inline: Policies?.[0]?.PolicyDocument,
    },
  ]),
  ...managementAccountRolesFor(rulebook, sandboxFacts).map(({ tier, managedPolicyArns, policy }) => [
    tier,
    { account: "100000000001", managedPolicies: managedPolicyArns, inline: policy },
  ]),
]) as Record<string, Tier>;

function attempt(tier: string, action: string, resource = "*", more: Readonly<Record<string, string>> = {}): string {
  const role = tiers[tier] ?? assert.fail(`no tier ${tier}`);
  const identity = [
    ...role.managedPolicies.map((arn) => awsManaged[arn] ?? assert.fail(`no excerpt of ${arn}`)),
    policyOf(role.inline, "identity", tier),
  ];
  const caller = session(role.account, `break-glass/BreakGlass${tier}`);
  // No SCPs: a tier keeps its promise even where no guardrail is attached yet.
  return wordsFor(verdictOf(caller, action, resource, { identity, scps: [], rcps: [] }, more));
}

const no = "not allowed by identity";
type Row = readonly [action: string, resource: string, expected: string, more?: Readonly<Record<string, string>>];

function promises(tier: string, rows: readonly Row[]): void {
  for (const [action, resource, expected, more] of rows) {
    const values = Object.values(more ?? {}).join();
    it(`${expected === "allowed" ? "may" : "cannot"} ${action} on ${resource} ${values}`.trimEnd(), () => {
      assert.equal(attempt(tier, action, resource, more), expected);
    });
  }
}

describe("A ReadOnly session", () => {
  promises("ReadOnly", [
    ["autoscaling:DescribeAutoScalingGroups", "*", "allowed"],
    ["health:DescribeEvents", "*", "allowed"],
    ["autoscaling:UpdateAutoScalingGroup", "*", no],
    ["ec2:RebootInstances", "*", no],
    ["s3:GetObject", "arn:aws:s3:::data/key", no],
    ["iam:PassRole", "arn:aws:iam::100000000011:role/Application", no],
    ["dynamodb:PutItem", "arn:aws:dynamodb:eu-central-1:100000000004:table/lifeline-incidents", no],
    ["dynamodb:DeleteItem", "arn:aws:dynamodb:eu-central-1:100000000004:table/lifeline-incidents", no],
    ["dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:100000000011:table/orders", no],
  ]);
});

describe("An Operator session", () => {
  const group = "arn:aws:autoscaling:eu-central-1:100000000011:autoScalingGroup:*:autoScalingGroupName/web";
  promises("Operator", [
    ["autoscaling:UpdateAutoScalingGroup", group, "allowed"],
    ["autoscaling:SetDesiredCapacity", group, "allowed"],
    ["ecs:UpdateService", "arn:aws:ecs:eu-central-1:100000000011:service/web/web", "allowed"],
    ["rds:FailoverDBCluster", "arn:aws:rds:eu-central-1:100000000011:cluster:data", "allowed"],
    ["arc-zonal-shift:StartZonalShift", "*", "allowed"],
    ["iam:PutRolePolicy", "arn:aws:iam::100000000011:role/Application", no],
    ["iam:AttachRolePolicy", "arn:aws:iam::100000000011:role/Application", no],
    ["iam:PassRole", "arn:aws:iam::100000000011:role/Application", no],
    ["organizations:DetachPolicy", "*", no],
    ["organizations:LeaveOrganization", "*", no],
    ["s3:GetObject", "arn:aws:s3:::data/key", no],
    ["s3:PutObject", "arn:aws:s3:::data/key", no],
    ["s3:DeleteObject", "arn:aws:s3:::data/key", no],
    ["s3:PutBucketPolicy", "arn:aws:s3:::data", no],
    ["dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:100000000011:table/orders", no],
    ["secretsmanager:GetSecretValue", "*", no],
    ["lambda:UpdateFunctionCode", "*", no],
    ["ec2:TerminateInstances", "*", no],
    ["rds:DeleteDBInstance", "*", no],
    ["sts:AssumeRole", "arn:aws:iam::100000000011:role/Application", `${no}, trust`],
  ]);
});

describe("An Admin session", () => {
  promises("Admin", [
    ["ec2:TerminateInstances", "*", "allowed"],
    ["iam:PutRolePolicy", "arn:aws:iam::100000000011:role/Application", "allowed"],
    ["s3:DeleteObject", "arn:aws:s3:::data/key", "allowed"],
  ]);
});

describe("An IdentityAdmin session", () => {
  promises("IdentityAdmin", [
    ["sso-directory:ImportExternalIdPCertificate", "*", "allowed"],
    ["sso-directory:UpdateExternalIdPConfigurationForDirectory", "*", "allowed"],
    ["sso-directory:DeleteExternalIdPCertificate", "*", "allowed"],
    ["sso:DescribeInstance", "*", "allowed"],
    ["sso:CreateAccountAssignment", "*", no],
    ["sso:DeleteAccountAssignment", "*", no],
    ["sso:CreatePermissionSet", "*", no],
    ["sso:PutInlinePolicyToPermissionSet", "*", no],
    ["sso:AttachManagedPolicyToPermissionSet", "*", no],
    ["sso:ProvisionPermissionSet", "*", no],
    ["sso-directory:CreateGroup", "*", no],
    ["sso-directory:AddMemberToGroup", "*", no],
    ["sso-directory:CreateUser", "*", no],
    ["sso-directory:UpdatePassword", "*", no],
    ["identitystore:CreateUser", "*", no],
    ["identitystore:CreateGroupMembership", "*", no],
    ["iam:CreateRole", "arn:aws:iam::100000000005:role/New", no],
    ["ec2:RunInstances", "*", no],
  ]);
});

describe("A Management session", () => {
  const policy = "arn:aws:organizations::100000000001:policy/o-lifeline001/service_control_policy/p-1";
  const set = "arn:aws:cloudformation:eu-central-1:100000000001:stackset/lifeline-target-roles:0a1b2c3d";
  const type = (value: string) => ({ "organizations:PolicyType": value });
  promises("Management", [
    ["organizations:DetachPolicy", policy, "allowed", type("SERVICE_CONTROL_POLICY")],
    ["organizations:DetachPolicy", policy, "allowed", type("RESOURCE_CONTROL_POLICY")],
    ["organizations:UpdatePolicy", policy, "allowed", type("SERVICE_CONTROL_POLICY")],
    ["organizations:AttachPolicy", policy, "allowed", type("RESOURCE_CONTROL_POLICY")],
    ["organizations:DetachPolicy", policy, no, type("TAG_POLICY")],
    ["organizations:DetachPolicy", policy, no, type("BACKUP_POLICY")],
    ["organizations:UpdatePolicy", policy, no, type("DECLARATIVE_POLICY_EC2")],
    ["organizations:DetachPolicy", policy, no],
    ["organizations:DeletePolicy", policy, no, type("SERVICE_CONTROL_POLICY")],
    ["organizations:DisablePolicyType", "*", no, type("SERVICE_CONTROL_POLICY")],
    ["organizations:CloseAccount", "*", no],
    ["organizations:CreateAccount", "*", no],
    ["organizations:RegisterDelegatedAdministrator", "*", no],
    ["cloudformation:UpdateStackSet", set, "allowed"],
    ["cloudformation:UpdateStackInstances", set, "allowed"],
    ["cloudformation:DeleteStackSet", set, no],
    ["cloudformation:DeleteStackInstances", set, no],
    ["cloudformation:UpdateStackSet", set.replace("lifeline-", "other-"), no],
    ["cloudtrail:LookupEvents", "*", "allowed"],
    ["iam:PutRolePolicy", "arn:aws:iam::100000000001:role/Application", no],
    ["iam:CreateRole", "arn:aws:iam::100000000001:role/New", no],
    ["sts:AssumeRole", "arn:aws:iam::100000000011:role/OrganizationAccountAccessRole", `${no}, trust`],
    ["sts:AssumeRoot", "arn:aws:iam::100000000011:root", no],
    ["dynamodb:UpdateItem", "arn:aws:dynamodb:eu-central-1:100000000004:table/incidents", no],
    ["dynamodb:DeleteItem", "arn:aws:dynamodb:eu-central-1:100000000004:table/incidents", no],
    ["s3:DeleteObject", "arn:aws:s3:::log-archive/key", no],
  ]);
});

describe("No session of any tier", () => {
  for (const tier of ["ReadOnly", "Operator", "Admin", "IdentityAdmin", "Management"]) {
    it(`leaves credentials that last, as ${tier}`, () => {
      const anyUser = "arn:aws:iam::100000000011:user/anybody";
      for (const action of [
        "iam:CreateUser",
        "iam:CreateAccessKey",
        "iam:UpdateAccessKey",
        "iam:CreateLoginProfile",
        "iam:UpdateLoginProfile",
        "iam:CreateSAMLProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateServiceSpecificCredential",
        "iam:UploadSSHPublicKey",
        "rolesanywhere:CreateTrustAnchor",
      ]) {
        assert.equal(attempt(tier, action, anyUser), "denied by LeaveNoLastingCredentials", action);
      }
    });

    it(`stops or blinds a trail, as ${tier}`, () => {
      const trail = "arn:aws:cloudtrail:eu-central-1:100000000001:trail/organization";
      for (const action of [
        "cloudtrail:StopLogging",
        "cloudtrail:DeleteTrail",
        "cloudtrail:UpdateTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:DeleteEventDataStore",
      ]) {
        assert.equal(attempt(tier, action, trail), "denied by LeaveTheLogsAlone", action);
      }
    });

    it(`touches the path, as ${tier}`, () => {
      for (const [action, resource] of [
        ["iam:UpdateAssumeRolePolicy", "arn:aws:iam::100000000011:role/break-glass/BreakGlassAdmin"],
        ["iam:DeleteRole", "arn:aws:iam::100000000001:role/break-glass/BreakGlassManagement"],
        ["iam:PassRole", "arn:aws:iam::100000000011:role/break-glass/BreakGlassForwarder"],
        ["iam:CreateRole", "arn:aws:iam::100000000011:role/break-glass-hub/BreakGlassHubAdmin"],
        ["iam:AttachUserPolicy", "arn:aws:iam::100000000002:user/break-glass/alice"],
      ] as const) {
        assert.equal(attempt(tier, action, resource), "denied by LeaveThePathAlone", action);
      }
    });
  }

  it("holds other AWS-managed policies than those reviewed here", () => {
    const viewOnly = ["job-function/ViewOnlyAccess", "CloudWatchReadOnlyAccess"];
    const expected = {
      ReadOnly: viewOnly,
      Operator: viewOnly,
      Admin: ["AdministratorAccess"],
      IdentityAdmin: [],
      Management: [],
    };
    const found = Object.entries(tiers).map(([tier, { managedPolicies }]) => [
      tier,
      managedPolicies.map((arn) => arn.replace("arn:aws:iam::aws:policy/", "")),
    ]);
    assert.deepEqual(Object.fromEntries(found), expected);
  });
});

import type { Probe } from "../../judge/probes";

/**
 * Combinations by which a holder chooses its own permissions, by what is needed together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://bishopfox.com/blog/privilege-escalation-in-aws (21 methods, 2018) and those published since
 */
export interface Escalation {
  /** What the message says. */
  readonly id: string;
  readonly needs: readonly Probe[];
  /** Condition keys that bind the caller where the document asks for them, in lower case. */
  readonly guards: readonly string[];
}

const boundary = ["iam:permissionsboundary"];
const iamRole = "arn:aws:iam::{account}:role/somebody-elses";
const iamUser = "arn:aws:iam::{account}:user/somebody-else";
const iamGroup = "arn:aws:iam::{account}:group/admins";
const iamPolicy = "arn:aws:iam::{account}:policy/somebody-elses";

function one(action: string, resource: string, guards: readonly string[] = []): Escalation {
  return { id: action, needs: [{ actions: [action], resources: [resource] }], guards };
}

/** A service that runs code under a role that the caller passes. */
function passed(...actions: readonly (readonly [action: string, resource: string])[]): Escalation {
  return {
    id: ["iam:PassRole", ...actions.map(([action]) => action)].join(" with "),
    needs: [
      { actions: ["iam:PassRole"], resources: [iamRole] },
      ...actions.map(([action, resource]) => ({ actions: [action], resources: [resource] })),
    ],
    guards: [],
  };
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-central-1:{account}:${resource}`;
}

export const escalations: readonly Escalation[] = [
  one("iam:CreatePolicyVersion", iamPolicy),
  one("iam:SetDefaultPolicyVersion", iamPolicy),
  one("iam:AttachUserPolicy", iamUser, boundary),
  one("iam:AttachRolePolicy", iamRole, boundary),
  one("iam:AttachGroupPolicy", iamGroup),
  one("iam:PutUserPolicy", iamUser, boundary),
  one("iam:PutRolePolicy", iamRole, boundary),
  one("iam:PutGroupPolicy", iamGroup),
  one("iam:AddUserToGroup", iamGroup),
  one("iam:UpdateAssumeRolePolicy", iamRole),
  one("iam:CreateAccessKey", iamUser),
  one("iam:CreateLoginProfile", iamUser),
  one("iam:UpdateLoginProfile", iamUser),
  one("iam:DeleteRolePermissionsBoundary", iamRole),
  one("iam:PutRolePermissionsBoundary", iamRole, boundary),
  one("iam:DeleteUserPermissionsBoundary", iamUser),
  one("sso:PutInlinePolicyToPermissionSet", "arn:aws:sso:::permissionSet/ssoins-0/ps-0"),
  one("sso:AttachManagedPolicyToPermissionSet", "arn:aws:sso:::permissionSet/ssoins-0/ps-0"),
  one("sso:CreateAccountAssignment", "arn:aws:sso:::permissionSet/ssoins-0/ps-0"),
  one("lambda:UpdateFunctionCode", arn("lambda", "function:somebody-elses")),
  one("lambda:UpdateFunctionConfiguration", arn("lambda", "function:somebody-elses")),
  one("ssm:SendCommand", arn("ec2", "instance/i-0")),
  one("ssm:StartSession", arn("ec2", "instance/i-0")),
  one("glue:UpdateDevEndpoint", arn("glue", "devEndpoint/somebody-elses")),
  one("codestar:CreateProject", "*"),
  one("ecs:ExecuteCommand", arn("ecs", "task/cluster/0")),
  passed(["ec2:RunInstances", arn("ec2", "instance/*")]),
  passed(
    ["lambda:CreateFunction", arn("lambda", "function:new")],
    ["lambda:InvokeFunction", arn("lambda", "function:new")],
  ),
  passed(
    ["lambda:CreateFunction", arn("lambda", "function:new")],
    ["lambda:CreateEventSourceMapping", arn("lambda", "event-source-mapping:0")],
  ),
  passed(
    ["lambda:CreateFunction", arn("lambda", "function:new")],
    ["lambda:AddPermission", arn("lambda", "function:new")],
  ),
  passed(["glue:CreateDevEndpoint", arn("glue", "devEndpoint/new")]),
  passed(["glue:CreateJob", arn("glue", "job/new")]),
  passed(["cloudformation:CreateStack", arn("cloudformation", "stack/new/0")]),
  passed(["cloudformation:UpdateStack", arn("cloudformation", "stack/somebody-elses/0")]),
  passed(["datapipeline:CreatePipeline", "*"]),
  passed(["sagemaker:CreateNotebookInstance", arn("sagemaker", "notebook-instance/new")]),
  passed(["sagemaker:CreateTrainingJob", arn("sagemaker", "training-job/new")]),
  passed(["codebuild:CreateProject", arn("codebuild", "project/new")]),
  passed(["ecs:RunTask", arn("ecs", "task-definition/new:1")]),
  passed(["states:CreateStateMachine", arn("states", "stateMachine:new")]),
  passed(["ssm:StartAutomationExecution", arn("ssm", "automation-definition/new:1")]),
  passed([
    "autoscaling:CreateLaunchConfiguration",
    arn("autoscaling", "launchConfiguration:0:launchConfigurationName/new"),
  ]),
  passed(["scheduler:CreateSchedule", arn("scheduler", "schedule/default/new")]),
  passed(["apprunner:CreateService", arn("apprunner", "service/new/0")]),
  passed(["glue:UpdateJob", arn("glue", "job/somebody-elses")]),
  passed(["codebuild:UpdateProject", arn("codebuild", "project/somebody-elses")]),
  passed(["elasticmapreduce:RunJobFlow", "*"]),
  passed(
    ["cloudformation:CreateChangeSet", arn("cloudformation", "stack/new/0")],
    ["cloudformation:ExecuteChangeSet", arn("cloudformation", "stack/new/0")],
  ),
  passed(
    ["batch:RegisterJobDefinition", arn("batch", "job-definition/new")],
    ["batch:SubmitJob", arn("batch", "job-definition/new")],
  ),
];

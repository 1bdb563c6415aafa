import { roleArn, sessionArn } from "../arns";
import { decisionsFor } from "../authorization/authorize";
import { administratorAccessArn, awsRoleFor } from "../aws-for";
import { trustOfPrincipal, trustOfService } from "../documents";
import { AwsError } from "../errors";
import { hexDigest, uuid } from "../ids";
import type { Aws, StackInstance, StackSet } from "../model";
import { permit, type Session } from "../session";
import { shared } from "../shared";
import { deployStack, removeStack } from "./stack";
import { parameterValues, templateOf } from "./template";

const administrator = {
  path: "/aws-service-role/stacksets.cloudformation.amazonaws.com/",
  name: "AWSServiceRoleForCloudFormationStackSetsOrgAdmin",
};
const memberService = "member.org.stacksets.cloudformation.amazonaws.com";

/** The role in each member account by which StackSets works there; one name in the whole organization. */
export function executionRoleName({ organization }: Aws): string {
  return `stacksets-exec-${hexDigest("stacksets-exec", organization.id).slice(0, 32)}`;
}

export function stackNameOf(aws: Aws, { name, incarnation }: StackSet, accountId: string, region: string): string {
  return `StackSet-${name}-${uuid("stack", aws.organization.id, name, incarnation, accountId, region)}`;
}

export function stackArnOf(aws: Aws, stackSet: StackSet, accountId: string, region: string): string {
  const name = stackNameOf(aws, stackSet, accountId, region);
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${uuid("stack-id", name)}`;
}

/** Creates or updates the stack of one account, and says how it went. */
export function deployedInstance(
  aws: Aws,
  stackSet: StackSet,
  accountId: string,
  region: string,
  previous: Pick<StackInstance, "unitId" | "overrides"> & Partial<StackInstance>,
): StackInstance {
  const { unitId, overrides, resources = {} } = previous;
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html
  if (aws.accounts[accountId]?.status !== "ACTIVE") {
    return shared(aws, "instance", {
      unitId,
      overrides,
      resources,
      status: "OUTDATED",
      detailedStatus: "SKIPPED_SUSPENDED_ACCOUNT",
      reason: "",
    });
  }
  try {
    const template = templateOf(stackSet.templateBody);
    const session = executionSession(aws, stackSet, accountId, region);
    const name = stackNameOf(aws, stackSet, accountId, region);
    const id = stackArnOf(aws, stackSet, accountId, region);
    const exists = previous.status !== undefined && Object.keys(resources).length > 0;
    permit(session, exists ? "cloudformation:UpdateStack" : "cloudformation:CreateStack", id, {
      "aws:RequestedRegion": region,
    });
    const parameters = parameterValues(template, { ...stackSet.parameters, ...overrides });
    const deployed = deployStack(session, { name, id, template, parameters }, resources);
    return shared(aws, "instance", {
      unitId,
      overrides,
      resources: deployed,
      status: "CURRENT",
      detailedStatus: "SUCCEEDED",
      reason: "",
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return shared(aws, "instance", {
      unitId,
      overrides,
      resources,
      status: "OUTDATED",
      detailedStatus: "FAILED",
      reason: error.message,
    });
  }
}

/** Why the operation failed in this account; a suspended one is skipped, which is no failure. */
export function failureIn({ detailedStatus, reason }: StackInstance): string | undefined {
  return detailedStatus === "SUCCEEDED" || detailedStatus === "SKIPPED_SUSPENDED_ACCOUNT" ? undefined : reason;
}

/** Deletes the stack of one account: the reason why it could not, or undefined. */
export function removedInstance(
  aws: Aws,
  stackSet: StackSet,
  accountId: string,
  region: string,
  instance: StackInstance,
): string | undefined {
  if (Object.keys(instance.resources).length === 0) return undefined;
  if (aws.accounts[accountId]?.status !== "ACTIVE") return unreachable(aws, accountId);
  try {
    const session = executionSession(aws, stackSet, accountId, region);
    permit(session, "cloudformation:DeleteStack", stackArnOf(aws, stackSet, accountId, region), {
      "aws:RequestedRegion": region,
    });
    removeStack(session, instance.resources);
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.message;
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html */
function unreachable(aws: Aws, accountId: string): string {
  return `Account ${accountId} should have '${executionRoleName(aws)}' role with trust relationship to Role '${administrator.path.slice(1)}${administrator.name}'.`;
}

function executionSession(aws: Aws, stackSet: StackSet, accountId: string, region: string): Session {
  const name = executionRoleName(aws);
  makeExecutionRole(aws, accountId, name);
  const callerArn = sessionArn(accountId, name, uuid("operation", stackSet.name, accountId));
  const decide = decisionsFor(aws, { arn: callerArn, context: {} });
  return { aws, accountId, callerArn, region, madeBy: `stackset:${stackSet.name}`, decide };
}

/** Made on first use by a service-linked role, which no SCP binds. */
function makeExecutionRole(aws: Aws, accountId: string, name: string): void {
  const roles = aws.iam[accountId]?.roles;
  if (roles === undefined || roles[name] !== undefined) return;
  const management = aws.organization.managementAccountId;
  roles["awsserviceroleforcloudformationstacksetsorgmember"] ??= shared(
    aws,
    "member role",
    awsRoleFor(aws, "AWSServiceRoleForCloudFormationStackSetsOrgMember", {
      path: `/aws-service-role/${memberService}/`,
      trust: trustOfService(memberService),
      managedPolicyArns: ["arn:aws:iam::aws:policy/aws-service-role/CloudFormationStackSetsOrgMemberServiceRolePolicy"],
      madeBy: memberService,
    }),
  );
  roles[name] = shared(
    aws,
    "execution role",
    awsRoleFor(aws, name, {
      trust: trustOfPrincipal(roleArn(management, administrator)),
      managedPolicyArns: [administratorAccessArn],
      madeBy: "AWSServiceRoleForCloudFormationStackSetsOrgMember",
    }),
  );
}

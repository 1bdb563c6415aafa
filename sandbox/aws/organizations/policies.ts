import { issuesOf } from "../authorization/documents";
import { organizationPolicyArn, targetArn } from "../arns";
import { AwsError } from "../errors";
import { endIncarnation, incarnationOf, organizationPolicyId } from "../ids";
import type { Aws, OrganizationPolicy, OrganizationPolicyType, Tags } from "../model";
import { permit, type Session } from "../session";
import { isTarget } from "./tree";

export interface NewOrganizationPolicy {
  readonly name: string;
  readonly description: string;
  readonly type: OrganizationPolicyType;
  readonly content: string;
  readonly tags: Tags;
}

/**
 * Characters of one policy, and policies on one root, OU or account; raised for SCPs on 15 May 2026. The undetachable
 * RCPFullAWSAccess counts. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const quotas: Readonly<
  Record<OrganizationPolicyType, { readonly kind: "scp" | "rcp"; readonly size: number; readonly perTarget: number }>
> = {
  SERVICE_CONTROL_POLICY: { kind: "scp", size: 10_240, perTarget: 10 },
  RESOURCE_CONTROL_POLICY: { kind: "rcp", size: 5_120, perTarget: 5 },
};

export function createOrganizationPolicy(session: Session, wanted: NewOrganizationPolicy): OrganizationPolicy {
  const { aws } = session;
  checkOrganizationPolicy(wanted);
  refuseMembers(session);
  const context = { "organizations:PolicyType": wanted.type };
  permit(session, "organizations:CreatePolicy", "*", context);
  refuseDuplicate(aws, wanted);
  const id = organizationPolicyId(
    wanted.type,
    wanted.name,
    incarnationOf(aws, "organization-policy", wanted.type, wanted.name),
  );
  const policy = { ...wanted, id, arn: organizationPolicyArn(aws, wanted.type, id), awsManaged: false };
  aws.organizationPolicies[id] = policy;
  return policy;
}

/** What is wrong whatever else the organization has. */
export function checkOrganizationPolicy({
  name,
  description,
  type,
  content,
}: Omit<NewOrganizationPolicy, "tags">): void {
  if (name.length < 1 || name.length > 128) {
    throw new AwsError(
      "InvalidInputException",
      `You specified an invalid value: policy name of ${name.length} characters, allowed are 1 to 128.`,
    );
  }
  if (description.length > 512) {
    throw new AwsError(
      "InvalidInputException",
      `You specified an invalid value: policy description of ${description.length} characters, allowed are 512.`,
    );
  }
  const { kind, size } = quotas[type];
  if (content.length > size) {
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html: two codes say that it is too long.
    throw new AwsError(
      "ConstraintViolationException",
      `You have exceeded the maximum policy size. (POLICY_CONTENT_LIMIT_EXCEEDED: ${content.length} characters, allowed are ${size}; as InvalidInputException: MAX_LENGTH_EXCEEDED)`,
    );
  }
  const issues = issuesOf(content, kind);
  if (issues.length > 0) {
    const found = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
    throw new AwsError(
      "MalformedPolicyDocumentException",
      `The provided policy document does not meet the requirements of the specified policy type. ${found}`,
    );
  }
}

export type OrganizationPolicyChange = Pick<NewOrganizationPolicy, "name" | "description" | "content" | "tags">;

export function updateOrganizationPolicy(session: Session, id: string, change: OrganizationPolicyChange): void {
  const { aws } = session;
  const policy = ownPolicy(session, id);
  checkOrganizationPolicy({ ...policy, ...change });
  permit(session, "organizations:UpdatePolicy", policy.arn, { "organizations:PolicyType": policy.type });
  if (change.name !== policy.name) refuseDuplicate(aws, { ...policy, ...change });
  aws.organizationPolicies[id] = { ...policy, ...change };
}

export function deleteOrganizationPolicy(session: Session, id: string): void {
  const { aws } = session;
  const policy = ownPolicy(session, id);
  permit(session, "organizations:DeletePolicy", policy.arn, { "organizations:PolicyType": policy.type });
  if (Object.values(aws.attachments).some((ids) => ids.includes(id))) {
    throw new AwsError(
      "PolicyInUseException",
      "This policy is attached to one or more entities. You must detach it before you can delete it.",
    );
  }
  delete aws.organizationPolicies[id];
  endIncarnation(aws, "organization-policy", policy.type, policy.name);
}

export function attachOrganizationPolicy(session: Session, policyId: string, targetId: string): void {
  const { aws } = session;
  const { policy, attached } = policyAndTarget(session, policyId, targetId);
  permitBoth(session, "organizations:AttachPolicy", policy, targetId);
  if (attached.includes(policyId)) {
    throw new AwsError(
      "DuplicatePolicyAttachmentException",
      "The selected policy is already attached to the specified target.",
    );
  }
  if (!aws.policyTypes.includes(policy.type)) {
    throw new AwsError(
      "PolicyTypeNotEnabledException",
      `The specified policy type isn't currently enabled in this root: ${policy.type}.`,
    );
  }
  if (attachedOf(aws, targetId, policy.type).length >= quotas[policy.type].perTarget) {
    throw new AwsError(
      "ConstraintViolationException",
      `You have attached the maximum number of policies to the specified target. (MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: ${targetId} holds ${quotas[policy.type].perTarget} of type ${policy.type})`,
    );
  }
  aws.attachments[targetId] = [...attached, policyId];
}

export function detachOrganizationPolicy(session: Session, policyId: string, targetId: string): void {
  const { aws } = session;
  const { policy, attached } = policyAndTarget(session, policyId, targetId);
  permitBoth(session, "organizations:DetachPolicy", policy, targetId);
  if (!attached.includes(policyId)) {
    throw new AwsError(
      "PolicyNotAttachedException",
      "The policy isn't attached to the specified target in the specified root.",
    );
  }
  if (policy.awsManaged && policy.type === "RESOURCE_CONTROL_POLICY") {
    throw new AwsError("PolicyChangesNotAllowedException", "You can't detach the RCPFullAWSAccess policy.");
  }
  if (attachedOf(aws, targetId, policy.type).length === 1) {
    throw new AwsError(
      "ConstraintViolationException",
      `You cannot remove the last policy attached to the specified target. (MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: ${targetId} must hold one of type ${policy.type})`,
    );
  }
  aws.attachments[targetId] = attached.filter((id) => id !== policyId);
}

/** Ids of the policies of one type on a root, OU or account. */
export function attachedOf(aws: Aws, targetId: string, type: string): readonly string[] {
  return (aws.attachments[targetId] ?? []).filter((id) => aws.organizationPolicies[id]?.type === type);
}

/** Writes in Organizations are for the management account. */
export function refuseMembers({ aws, accountId }: Session): void {
  if (accountId !== aws.organization.managementAccountId) {
    throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.");
  }
}

export function noSuchTarget(): AwsError {
  return new AwsError(
    "TargetNotFoundException",
    "We can't find a root, OU, account, or policy with the TargetId that you specified.",
  );
}

function policyAndTarget(session: Session, policyId: string, targetId: string) {
  refuseMembers(session);
  if (!isTarget(session.aws, targetId)) throw noSuchTarget();
  return { policy: policyOrRefusal(session.aws, policyId), attached: session.aws.attachments[targetId] ?? [] };
}

export function policyOrRefusal(aws: Aws, id: string): OrganizationPolicy {
  const policy = aws.organizationPolicies[id];
  if (policy !== undefined) return policy;
  throw new AwsError("PolicyNotFoundException", `We can't find a policy with the PolicyId that you specified: ${id}.`);
}

function ownPolicy(session: Session, id: string): OrganizationPolicy {
  refuseMembers(session);
  const policy = policyOrRefusal(session.aws, id);
  if (!policy.awsManaged) return policy;
  throw new AwsError("PolicyChangesNotAllowedException", "You can't modify an AWS managed policy.");
}

function refuseDuplicate(aws: Aws, { name, type }: Pick<NewOrganizationPolicy, "name" | "type">): void {
  const found = Object.values(aws.organizationPolicies).some((policy) => policy.type === type && policy.name === name);
  if (found) throw new AwsError("DuplicatePolicyException", `A policy with the same name already exists: ${name}.`);
}

/** Attaching is authorised on the policy and on the target. */
function permitBoth(session: Session, action: string, policy: OrganizationPolicy, targetId: string): void {
  const context = { "organizations:PolicyType": policy.type };
  for (const resource of [policy.arn, targetArn(session.aws, targetId)]) permit(session, action, resource, context);
}

import type { Caller } from "./caller";
import type { Facts } from "./facts";
import type { Request, Surroundings } from "./request";

/**
 * "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow
 * access for principals."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function mustHaveResourcePolicy(facts: Facts): boolean {
  return isRoleTrust(facts) || (facts.action.startsWith("kms:") && facts.resource.includes(":key/"));
}

export function isRoleTrust(facts: Facts): boolean {
  return facts.action.startsWith("sts:") && facts.resource.includes(":role/");
}

/**
 * "You cannot call AssumeRole by using AWS account root user credentials; access is denied."
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function isRootAssumingRole(caller: Caller, facts: Facts): boolean {
  return caller.kind === "root" && facts.action === "sts:assumerole";
}

/**
 * AssumeRoot takes no policy on the side of the member account: the management account, or IAM's delegated
 * administrator, decides by its own policies. Without knowing which account that is, any account might.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
export function mayAssumeRoot(
  caller: Caller,
  { managementAccount, rootAccessAdministrators = [] }: Surroundings,
): boolean {
  if (caller.account === undefined || caller.kind === "root") return false;
  return managementAccount === undefined || [managementAccount, ...rootAccessAdministrators].includes(caller.account);
}

/**
 * The root user of the bucket's own account can always read, replace and delete the bucket policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function isOwnBucketPolicyCall(request: Request, caller: Caller, facts: Facts): boolean {
  const isOwner = caller.kind === "root" && caller.account === request.resourceAccount;
  return isOwner && ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"].includes(facts.action);
}

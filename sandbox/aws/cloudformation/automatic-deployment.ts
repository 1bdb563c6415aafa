import type { Aws, StackSet, StackSetTarget } from "../model";
import { isBelow } from "../organizations/tree";
import { deployedInstance, removedInstance } from "./member-stacks";

/**
 * What StackSets with automatic deployment do when an account has come, gone or moved: out of a target its stack is
 * deleted or, with RetainStacksOnAccountRemoval, left behind; into a target it is created. Operation preferences,
 * account filters and overrides play no part, and nobody is told of a failure: the instance shows it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export function deployAutomatically(aws: Aws, accountId: string): void {
  if (accountId === aws.organization.managementAccountId) return;
  for (const [key, stackSet] of Object.entries(aws.stackSets)) {
    if (stackSet.autoDeployment.enabled) aws.stackSets[key] = followed(aws, stackSet, accountId);
  }
}

function followed(aws: Aws, stackSet: StackSet, accountId: string): StackSet {
  const targets = stackSet.targets.filter(({ unitId }) => isBelow(aws, accountId, unitId));
  return targets.reduce(
    (set, target) => withTarget(aws, set, accountId, target),
    withoutOthers(aws, stackSet, accountId, targets),
  );
}

/** Instances of targets to which the account no longer belongs go. */
function withoutOthers(aws: Aws, stackSet: StackSet, accountId: string, targets: readonly StackSetTarget[]): StackSet {
  const instances = { ...stackSet.instances };
  for (const [key, instance] of Object.entries(stackSet.instances)) {
    const [account, region = ""] = key.split("/");
    if (account !== accountId || targets.some(({ unitId }) => unitId === instance.unitId)) continue;
    const reason = stackSet.autoDeployment.retainStacksOnAccountRemoval
      ? undefined
      : removedInstance(aws, stackSet, accountId, region, instance);
    if (reason === undefined) delete instances[key];
    else instances[key] = { ...instance, status: "INOPERABLE", detailedStatus: "FAILED", reason };
  }
  return { ...stackSet, instances };
}

function withTarget(aws: Aws, stackSet: StackSet, accountId: string, { unitId, regions }: StackSetTarget): StackSet {
  const instances = { ...stackSet.instances };
  for (const region of regions) {
    const key = `${accountId}/${region}`;
    if (instances[key] !== undefined) continue;
    instances[key] = deployedInstance(aws, stackSet, accountId, region, { unitId, overrides: {} });
  }
  return { ...stackSet, instances };
}

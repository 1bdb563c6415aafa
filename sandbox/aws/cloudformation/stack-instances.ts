import type { Aws, StackInstance, StackSet } from "../model";
import { accountsBelow, isParent } from "../organizations/tree";
import { permit, type Session } from "../session";
import { deployedInstance, failureIn, removedInstance } from "./member-stacks";
import { runOperation, type OperationPreferences } from "./operation";
import { keyOf, stackSetArn, stackSetOrRefusal } from "./stack-sets";
import { validationError } from "./template";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html */
export interface DeploymentTargets {
  readonly organizationalUnitIds: readonly string[];
  readonly accounts: readonly string[];
  readonly accountFilterType?: string | undefined;
}

export interface StackInstancesRequest {
  readonly stackSetName: string;
  readonly deploymentTargets: DeploymentTargets;
  readonly regions: readonly string[];
  readonly overrides: Readonly<Record<string, string>>;
  readonly preferences: OperationPreferences;
}

const mostUnits = 50;

/** Accounts that have an instance already get the present template and overrides. */
export function createStackInstances(session: Session, request: StackInstancesRequest): void {
  const { aws, region } = session;
  const stackSet = stackSetOrRefusal(session, request.stackSetName);
  checkTargets(aws, request);
  permit(session, "cloudformation:CreateStackInstances", stackSetArn(session, stackSet.name, "*"), {
    "aws:RequestedRegion": region,
  });
  const instances: Record<string, StackInstance> = { ...stackSet.instances };
  const withTargets = { ...stackSet, targets: targetsWith(stackSet, request), instances };
  aws.stackSets[keyOf(region, stackSet.name)] = withTargets;
  const chosen = chosenAccounts(aws, request.deploymentTargets);
  const targets = chosen.flatMap(({ accountId }) =>
    request.regions.map((inRegion) => ({ accountId, region: inRegion })),
  );
  const units = new Map(chosen.map(({ accountId, unitId }) => [accountId, unitId]));
  runOperation(
    targets,
    request.preferences,
    (accountId, inRegion) => {
      const id = `${accountId}/${inRegion}`;
      const previous = { ...instances[id], unitId: units.get(accountId) ?? "", overrides: request.overrides };
      instances[id] = deployedInstance(aws, withTargets, accountId, inRegion, previous);
      return failureIn(instances[id]);
    },
    (accountId, inRegion, reason) => {
      const unitId = units.get(accountId) ?? "";
      instances[`${accountId}/${inRegion}`] ??= {
        unitId,
        overrides: request.overrides,
        resources: {},
        status: "OUTDATED",
        detailedStatus: "CANCELLED",
        reason,
      };
    },
  );
}

/** With `retainStacks` the stacks, and the roles in them, stay where they are and belong to nobody. */
export function deleteStackInstances(
  session: Session,
  request: Omit<StackInstancesRequest, "overrides"> & { readonly retainStacks: boolean },
): void {
  const { aws, region } = session;
  const stackSet = stackSetOrRefusal(session, request.stackSetName);
  permit(session, "cloudformation:DeleteStackInstances", stackSetArn(session, stackSet.name, "*"), {
    "aws:RequestedRegion": region,
  });
  const chosen = new Set(chosenAccounts(aws, request.deploymentTargets).map(({ accountId }) => accountId));
  const instances: Record<string, StackInstance> = { ...stackSet.instances };
  const targets = Object.keys(instances)
    .sort()
    .map((id) => ({ accountId: id.split("/")[0] ?? "", region: id.split("/")[1] ?? "" }))
    .filter((target) => chosen.has(target.accountId) && request.regions.includes(target.region));
  aws.stackSets[keyOf(region, stackSet.name)] = { ...stackSet, targets: targetsWithout(stackSet, request), instances };
  runOperation(
    targets,
    request.preferences,
    (accountId, inRegion) => {
      const id = `${accountId}/${inRegion}`;
      const instance = instances[id];
      if (instance === undefined) return undefined;
      const reason = request.retainStacks ? undefined : removedInstance(aws, stackSet, accountId, inRegion, instance);
      if (reason === undefined) delete instances[id];
      else instances[id] = { ...instance, status: "INOPERABLE", detailedStatus: "FAILED", reason };
      return reason;
    },
    () => undefined,
  );
}

/** New values for the parameters of the instances that are there. */
export function updateStackInstances(session: Session, request: StackInstancesRequest): void {
  const stackSet = stackSetOrRefusal(session, request.stackSetName);
  permit(session, "cloudformation:UpdateStackInstances", stackSetArn(session, stackSet.name, "*"), {
    "aws:RequestedRegion": session.region,
  });
  createStackInstances(session, request);
}

function checkTargets(aws: Aws, { deploymentTargets, regions }: StackInstancesRequest): void {
  const { organizationalUnitIds, accounts, accountFilterType = "NONE" } = deploymentTargets;
  if (regions.length === 0) throw validationError("Regions must not be empty");
  if (organizationalUnitIds.length === 0) {
    throw validationError("OrganizationalUnitIds are required for stack sets with service-managed permissions");
  }
  if (organizationalUnitIds.length > mostUnits)
    throw validationError(`At most ${mostUnits} OrganizationalUnitIds can be given for one operation`);
  const unknown = organizationalUnitIds.find((id) => !isParent(aws, id));
  if (unknown !== undefined)
    throw validationError(`OrganizationalUnitId ${unknown} does not exist in organization ${aws.organization.id}`);
  if (accountFilterType === "UNION")
    throw validationError("AccountFilterType UNION is not supported for create operations");
  if (accounts.length > 0 && accountFilterType === "NONE") {
    throw validationError(
      "AccountFilterType should be specified when both OrganizationalUnitIds and Accounts are provided",
    );
  }
  if (accounts.length === 0 && accountFilterType !== "NONE")
    throw validationError("Accounts must be provided when AccountFilterType is specified");
}

/** The management account is never a target, even below the root. */
function chosenAccounts(
  aws: Aws,
  { organizationalUnitIds, accounts, accountFilterType = "NONE" }: DeploymentTargets,
): readonly { readonly accountId: string; readonly unitId: string }[] {
  const units = new Map(
    organizationalUnitIds.flatMap((unitId) =>
      accountsBelow(aws, unitId).map((accountId) => [accountId, unitId] as const),
    ),
  );
  units.delete(aws.organization.managementAccountId);
  const keeps = (accountId: string): boolean => {
    switch (accountFilterType) {
      case "INTERSECTION":
        return accounts.includes(accountId);
      case "DIFFERENCE":
        return !accounts.includes(accountId);
      default:
        return true;
    }
  };
  return [...units]
    .filter(([accountId]) => keeps(accountId))
    .sort(byAccount)
    .map(([accountId, unitId]) => ({ accountId, unitId }));
}

function byAccount([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}

function targetsWith(
  { targets }: StackSet,
  { deploymentTargets, regions }: StackInstancesRequest,
): StackSet["targets"] {
  const added = deploymentTargets.organizationalUnitIds.map((unitId) => {
    const known = targets.find((target) => target.unitId === unitId)?.regions ?? [];
    return { unitId, regions: [...new Set([...known, ...regions])] };
  });
  return [...targets.filter(({ unitId }) => !deploymentTargets.organizationalUnitIds.includes(unitId)), ...added];
}

function targetsWithout(
  { targets }: StackSet,
  { deploymentTargets, regions }: Pick<StackInstancesRequest, "deploymentTargets" | "regions">,
): StackSet["targets"] {
  return targets
    .map((target) =>
      deploymentTargets.organizationalUnitIds.includes(target.unitId)
        ? { ...target, regions: target.regions.filter((region) => !regions.includes(region)) }
        : target,
    )
    .filter(({ regions: left }) => left.length > 0);
}

/** Instances in the order of their accounts and Regions. */
export function listedInstances({
  instances,
}: StackSet): readonly (StackInstance & { readonly accountId: string; readonly region: string })[] {
  return Object.keys(instances)
    .sort()
    .flatMap((id) => {
      const instance = instances[id];
      const [accountId = "", region = ""] = id.split("/");
      return instance === undefined ? [] : [{ ...instance, accountId, region }];
    });
}

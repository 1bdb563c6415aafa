import { isOf, nameOf } from "./place";
import type { Draft } from "./draft";
import type { Gap } from "./organization";
import { templateFrom, type ReadTemplate } from "./template/template";
import { isMapping, listOf, textOf, valueAt, type Value } from "./value";

/** A StackSet with the deployments of it that the stack asks for. */
export interface StackSetPlan {
  readonly draft: Draft;
  readonly name: string;
  readonly template: ReadTemplate;
  readonly isServiceManaged: boolean;
  readonly deploysAutomatically: boolean;
  readonly deployments: readonly Deployment[];
}

export interface Deployment {
  readonly draft: Draft;
  /** The root or OUs. */
  readonly targets: readonly string[];
  readonly regions: readonly string[];
  readonly filter: string;
  readonly accounts: ReadonlySet<string>;
  readonly parameters: Value;
  /** What AWS said of each `account/Region` at the last update; empty before it. */
  readonly instances: ReadonlyMap<string, Instance>;
  readonly told: ReadonlySet<string>;
  /** Account → the Regions in which there is no stack, or an old one. */
  readonly missing: ReadonlyMap<string, string>;
}

export interface Instance {
  readonly stackId: string;
  readonly status: string;
  readonly why: string;
}

export function stackSetPlans(drafts: readonly Draft[], report: (gap: Gap) => void): readonly StackSetPlan[] {
  const deployments = drafts.filter(
    ({ kind }) => kind === "cloudformation/stackInstances" || kind === "cloudformation/stackSetInstance",
  );
  for (const one of deployments) {
    if (filterOf(one.properties["deploymentTargets"]) !== "accountsUrl") continue;
    report({
      where: `${one.label}.deploymentTargets.accountsUrl`,
      why: "nobody here knows which accounts the file names",
    });
  }
  return drafts
    .filter(({ kind }) => kind === "cloudformation/stackSet")
    .map((draft) => {
      const name = nameOf(draft);
      return {
        draft,
        name,
        template: templateFrom(draft.properties),
        isServiceManaged: draft.properties["permissionModel"] === "SERVICE_MANAGED",
        deploysAutomatically: valueAt(draft.properties["autoDeployment"], "enabled") === true,
        deployments: deployments
          .filter((one) => isOf(one, "stackSetName", draft, [name]))
          .map((one) => deploymentFrom(one, draft.properties["parameters"])),
      };
    });
}

function deploymentFrom(draft: Draft, parameters: Value): Deployment {
  const { properties } = draft;
  const targets = valueAt(properties, "deploymentTargets");
  const own = properties["parameterOverrides"];
  const instances = new Map<string, Instance>();
  const told = new Set<string>();
  const missing = new Map<string, string>();
  for (const summary of listOf(properties["stackInstanceSummaries"])) {
    if (!isMapping(summary)) continue;
    const [account, region, status] = [summary["accountId"], summary["region"], summary["status"]].map(textOf);
    if (account === undefined || region === undefined || status === undefined) continue;
    told.add(account);
    const instance = { stackId: textOf(summary["stackId"]), status, why: textOf(summary["detailedStatus"]) };
    instances.set(`${account}/${region}`, instance);
    if (status !== "CURRENT") missing.set(account, `${missing.get(account) ?? ""} ${region} ${status}`);
  }
  const listed = [...listOf(valueAt(targets, "accounts")), ...accountsOf(draft)];
  const regions = listOf(properties["regions"]).map(textOf);
  return {
    draft,
    targets: listOf(valueAt(targets, "organizationalUnitIds")).map(textOf),
    regions: regions.length > 0 ? regions : [textOf(properties["stackSetInstanceRegion"]) || draft.region],
    filter: filterOf(targets),
    accounts: new Set(listed.map(textOf)),
    parameters: isMapping(parameters) && isMapping(own) ? { ...parameters, ...own } : (own ?? parameters),
    instances,
    told,
    missing,
  };
}

/**
 * Accounts without a filter are added to the OUs. Which ones a file names nobody here knows: none, then.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
 */
function filterOf(targets: Value): string {
  if (listOf(valueAt(targets, "accountsUrl")).length > 0) return "accountsUrl";
  const written = textOf(valueAt(targets, "accountFilterType"));
  return written || (listOf(valueAt(targets, "accounts")).length > 0 ? "UNION" : "NONE");
}

/** Accounts that are named one by one: those of a self-managed StackSet. With OUs, AWS fills the list in itself. */
function accountsOf({ properties }: Draft): readonly Value[] {
  if (isMapping(properties["deploymentTargets"])) return [];
  return [...listOf(properties["accounts"]), ...listOf(properties["accountId"])];
}

export interface Target {
  readonly id: string;
  readonly path: readonly string[];
  readonly isActive: boolean;
  readonly isManagement: boolean;
  /** One that is made later. */
  readonly isNew: boolean;
  /** Whether anybody told us where in the tree it stands. */
  readonly isPlaced: boolean;
}

/**
 * Whether the StackSet has stacks in the account. The management account is never a target of service-managed ones,
 * and a suspended account is left out. Automatic deployment reaches accounts that come later, whatever the filter;
 * without it only those have stacks that were there at the time, of which AWS told at the last update.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function reaches(plan: StackSetPlan, deployment: Deployment, target: Target): boolean {
  if (!target.isActive) return false;
  if (!plan.isServiceManaged) return deployment.accounts.has(target.id);
  if (target.isManagement) return false;
  const { told } = deployment;
  const isBelow =
    deployment.targets.some((unit) => target.path.includes(unit)) || (!target.isPlaced && told.has(target.id));
  if (target.isNew) return isBelow && plan.deploysAutomatically;
  if (told.size > 0 && !plan.deploysAutomatically && !told.has(target.id)) return false;
  return admits(deployment, target.id, isBelow);
}

function admits({ filter, accounts }: Deployment, id: string, isBelow: boolean): boolean {
  switch (filter) {
    case "NONE":
      return isBelow;
    case "INTERSECTION":
      return isBelow && accounts.has(id);
    case "DIFFERENCE":
      return isBelow && !accounts.has(id);
    case "UNION":
      return isBelow || accounts.has(id);
    default:
      return false;
  }
}

/**
 * Accounts of which AWS said that it passed them over because they are suspended.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html
 */
export function suspendedIn(plans: readonly StackSetPlan[]): ReadonlySet<string> {
  const instances = plans.flatMap(({ deployments }) => deployments.flatMap((one) => [...one.instances]));
  return new Set(
    instances.flatMap(([place, { why }]) => (why === "SKIPPED_SUSPENDED_ACCOUNT" ? [place.split("/")[0] ?? ""] : [])),
  );
}

/** Whether there is a stack: one that could not be made, or that nobody can reach, is none. */
export function isMissing(instance: Instance | undefined): boolean {
  if (instance === undefined) return false;
  return instance.status === "INOPERABLE" || (instance.status !== "CURRENT" && instance.stackId === "");
}

import {
  createStackInstances,
  deleteStackInstances,
  listedInstances,
  updateStackInstances,
  type DeploymentTargets,
  type StackInstancesRequest,
} from "../cloudformation/stack-instances";
import { stackArnOf } from "../cloudformation/member-stacks";
import { findStackSet, stackSetIdOf } from "../cloudformation/stack-sets";
import { isSame, type Properties } from "../provider/values";
import type { Session } from "../session";
import { accountIdIssue, preferencesOf, regionIssue, stackInstancesPreferences } from "./cloudformation-fields";
import { flag, kept, object, optionalText, text, texts, type Resource } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudformation/stack_instances.go */
export const stackInstances: Resource = {
  type: "aws:cloudformation/stackInstances:StackInstances",
  title: "CloudFormation Stack Instances",
  service: "CloudFormation",
  operations: { create: "CreateStackInstances", update: "UpdateStackInstances", remove: "DeleteStackInstances" },
  inputs: {
    accounts: {
      type: "set",
      computed: true,
      conflictsWith: ["deploymentTargets"],
      items: { type: "string", check: accountIdIssue },
    },
    callAs: { type: "string", default: "SELF", oneOf: ["SELF", "DELEGATED_ADMIN"] },
    deploymentTargets: {
      type: "object",
      fields: {
        accountFilterType: { type: "string", forceNew: true, oneOf: ["NONE", "INTERSECTION", "DIFFERENCE", "UNION"] },
        accounts: { type: "set", items: { type: "string", check: accountIdIssue } },
        accountsUrl: { type: "string", check: () => "the sandbox reads no bucket: give accounts" },
        organizationalUnitIds: { type: "set", items: { type: "string", check: unitIssue } },
      },
    },
    operationPreferences: { type: "object", fields: stackInstancesPreferences },
    parameterOverrides: { type: "map", items: { type: "string" } },
    region: { type: "string", computed: true, forceNew: true, check: regionIssue },
    regions: { type: "set", computed: true, items: { type: "string", check: regionIssue } },
    retainStacks: { type: "boolean", default: false },
    stackSetName: { type: "string", required: true, forceNew: true },
  },
  computed: ["accounts", "region", "regions", "stackInstanceSummaries", "stackSetId"],
  subject: (inputs) => text(inputs, "stackSetName"),
  create(session, inputs) {
    createStackInstances(session, requestOf(session, inputs));
    return idOf(inputs);
  },
  read(session, id, state) {
    const [stackSetName = "", callAs = "", deployedBy = ""] = id.split(",");
    const found = findStackSet(session, stackSetName);
    if (found === undefined) return undefined;
    const instances = listedInstances(found);
    const units = [...new Set(instances.map(({ unitId }) => unitId))];
    const targets = object(state, "deploymentTargets");
    const stackSetId = stackSetIdOf(session, found);
    return {
      ...kept(state, "operationPreferences", "parameterOverrides", "retainStacks"),
      accounts:
        instances.length === 0 ? [session.accountId] : [...new Set(instances.map(({ accountId }) => accountId))],
      callAs: callAs || "SELF",
      // Only OUs with instances are told; an import by OU has no targets to lay them over.
      ...(units.length > 0 && (Object.keys(targets).length > 0 || deployedBy === "OU")
        ? { deploymentTargets: { ...targets, organizationalUnitIds: units } }
        : kept(state, "deploymentTargets")),
      region: found.region,
      regions: instances.length === 0 ? regionsOf(session, state) : [...new Set(instances.map(({ region }) => region))],
      stackInstanceSummaries: instances.map(
        ({ accountId, region, unitId, status, detailedStatus, reason, resources }) => ({
          accountId,
          detailedStatus,
          driftStatus: "NOT_CHECKED",
          organizationalUnitId: unitId,
          region,
          stackId: Object.keys(resources).length === 0 ? "" : stackArnOf(session.aws, found, accountId, region),
          stackSetId,
          status,
          statusReason: reason,
        }),
      ),
      stackSetId,
      stackSetName,
    };
  },
  update: updateInPlace,
  remove: (session, _id, state) => deleteFrom(session, state, targetsOf(state), regionsOf(session, state)),
  idFor(session, inputs) {
    const found = findStackSet(session, text(inputs, "stackSetName"));
    return found === undefined || Object.keys(found.instances).length === 0 ? undefined : idOf(inputs);
  },
};

/** Regions and OUs that are gone are deleted, new ones created; the rest is an update. */
function updateInPlace(session: Session, _id: string, inputs: Properties, state: Properties): void {
  const [oldTargets, newTargets] = [targetsOf(state), targetsOf(inputs)];
  const [oldRegions, newRegions] = [regionsOf(session, state), regionsOf(session, inputs)];
  const goneRegions = without(oldRegions, newRegions);
  const goneUnits = without(oldTargets.organizationalUnitIds, newTargets.organizationalUnitIds);
  const goneAccounts = without(oldTargets.accounts, newTargets.accounts);
  if (goneRegions.length > 0) deleteFrom(session, inputs, oldTargets, goneRegions);
  if (goneUnits.length > 0)
    deleteFrom(session, inputs, { ...oldTargets, organizationalUnitIds: goneUnits }, newRegions);
  if (goneAccounts.length > 0 && newTargets.accountFilterType === "INTERSECTION") {
    deleteFrom(session, inputs, { ...oldTargets, accounts: goneAccounts }, newRegions);
  }
  const added =
    without(newRegions, oldRegions).length +
    without(newTargets.organizationalUnitIds, oldTargets.organizationalUnitIds).length +
    without(newTargets.accounts, oldTargets.accounts).length;
  if (added > 0) createStackInstances(session, requestOf(session, inputs));
  const changed = ["callAs", "operationPreferences", "parameterOverrides"].some(
    (name) => !isSame(inputs[name], state[name]),
  );
  if (changed && added === 0) updateStackInstances(session, requestOf(session, inputs));
}

function deleteFrom(
  session: Session,
  properties: Properties,
  deploymentTargets: DeploymentTargets,
  regions: readonly string[],
): void {
  deleteStackInstances(session, {
    stackSetName: text(properties, "stackSetName"),
    deploymentTargets,
    regions,
    preferences: preferencesOf(properties),
    retainStacks: flag(properties, "retainStacks"),
  });
}

function requestOf(session: Session, inputs: Properties): StackInstancesRequest {
  return {
    stackSetName: text(inputs, "stackSetName"),
    deploymentTargets: targetsOf(inputs),
    regions: regionsOf(session, inputs),
    overrides: object(inputs, "parameterOverrides") as Readonly<Record<string, string>>,
    preferences: preferencesOf(inputs),
  };
}

function targetsOf(properties: Properties): DeploymentTargets {
  const targets = object(properties, "deploymentTargets");
  return {
    organizationalUnitIds: texts(targets, "organizationalUnitIds"),
    accounts: texts(targets, "accounts"),
    accountFilterType: optionalText(targets, "accountFilterType"),
  };
}

function regionsOf(session: Session, properties: Properties): readonly string[] {
  const regions = texts(properties, "regions");
  return regions.length === 0 ? [session.region] : regions;
}

function idOf(inputs: Properties): string {
  const byUnit = targetsOf(inputs).organizationalUnitIds.length > 0 ? "OU" : "";
  return [text(inputs, "stackSetName"), text(inputs, "callAs"), byUnit].join(",");
}

function without(values: readonly string[], others: readonly string[]): readonly string[] {
  return values.filter((value) => !others.includes(value));
}

function unitIssue(id: string): string | undefined {
  if (/^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/.test(id)) return undefined;
  return `invalid value for organizational_unit_ids: ${id} is neither a root (r-…) nor an OU (ou-…-…)`;
}

import { arnFor } from "../arns";
import type { Stack, StackSet } from "../organization";
import type { StackSetPlan } from "../stack-sets";
import type { Draft } from "../draft";
import { nameOf } from "../place";
import { listOf, textOf, valueAt, type Value } from "../value";

export function stackSetFrom(plan: StackSetPlan): StackSet {
  const { draft, deployments } = plan;
  const { properties } = draft;
  return {
    kind: "stackSet",
    arn: arnFor(draft),
    account: draft.account,
    region: draft.region,
    name: plan.name,
    origin: draft.origin,
    isServiceManaged: plan.isServiceManaged,
    deploysAutomatically: plan.deploysAutomatically,
    retainsStacks: valueAt(properties["autoDeployment"], "retainStacksOnAccountRemoval") === true,
    hasManagedExecution: valueAt(properties["managedExecution"], "active") === true,
    toleratesFailures: tolerates(properties["operationPreferences"]),
    capabilities: listOf(properties["capabilities"]).map(textOf),
    targets: unique(deployments.flatMap(({ targets }) => targets)),
    accountFilter: unique(deployments.map(({ filter }) => filter)).find((filter) => filter !== "NONE"),
    regions: [...unique(deployments.flatMap(({ regions }) => regions))].sort(),
  };
}

function tolerates(preferences: Value): boolean {
  return ["failureTolerancePercentage", "failureToleranceCount"].some((name) => Number(valueAt(preferences, name)) > 0);
}

/** A stack that the program itself makes. */
export function stackFrom(draft: Draft): Stack {
  return {
    kind: "stack",
    arn: arnFor(draft),
    account: draft.account,
    region: draft.region,
    name: nameOf(draft),
    origin: draft.origin,
    stackSet: undefined,
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

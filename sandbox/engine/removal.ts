import { type Deployment, operate, record, reportError, stepFor, Stopped } from "./deployment";
import { mark } from "./snapshot";
import { EngineError, type ResourceState } from "./types";
import { isProviderType, providerParts } from "./urn";
import { UNKNOWN } from "./values";

/** Deletes what the program no longer wants, dependents first; if some of it is protected, nothing of it. */
export async function deleteRest(deployment: Deployment): Promise<void> {
  const { snapshot, kept, deleted } = deployment;
  const left = snapshot.olds.filter((state) => !snapshot.done.has(state));
  const condemned = left.filter((state) => state.delete === true || !kept.has(state.urn));
  const refused = condemned.filter((state) => state.protect === true && state.delete !== true);
  for (const { urn } of refused) reportError(deployment, protectedMessage(urn), urn);
  if (refused.length > 0 && !deployment.dryRun) return deployment.stop.request();
  for (const state of condemned) deleted.add(state.urn);
  const waiting = new Set(condemned.filter((state) => !refused.includes(state)));
  while (waiting.size > 0 && !deployment.stop.isRequested) {
    const ready = [...waiting].filter((state) => ![...waiting].some((other) => dependsOn(left, other, state)));
    await Promise.all(ready.map((state) => remove(deployment, state)));
    for (const state of ready) waiting.delete(state);
  }
}

const protectedMessage = (urn: string): string =>
  `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the ` +
  "`protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
  `\`pulumi state unprotect '${urn}'\``;

async function remove(deployment: Deployment, old: ResourceState): Promise<void> {
  const { done } = deployment.snapshot;
  if (old.pendingReplacement) {
    done.add(old);
    return record(deployment, stepFor("delete", old));
  }
  const isCounted = old.delete !== true || !deployment.replaced.has(old.urn);
  await deleting(deployment, old, isCounted, () => done.add(old)).catch((error: unknown) => {
    if (!(error instanceof Stopped)) throw error;
  });
}

/** Deletes a resource whose successor is still to be created; the state remembers that it must be. */
export async function deleteReplaced(deployment: Deployment, old: ResourceState): Promise<void> {
  deployment.deleted.add(old.urn);
  await deleting(deployment, old, false, () => mark(deployment.snapshot, old, { pendingReplacement: true }));
}

async function deleting(
  deployment: Deployment,
  old: ResourceState,
  isCounted: boolean,
  commit: () => void,
): Promise<void> {
  const isGone = deployment.deleted.has(old.deletedWith ?? "") || old.retainOnDelete || old.external || !old.custom;
  await operate(deployment, {
    type: "deleting",
    step: stepFor(old.external ? "discard" : "delete", old),
    resource: old,
    isCounted,
    send: async () => {
      if (isGone || deployment.dryRun || isProviderType(old.type)) return;
      const provider = await deployment.registry.provider(old.provider ?? "");
      if (provider === undefined) throw new EngineError(`unknown provider '${old.provider}' for resource '${old.urn}'`);
      await provider.remove(old);
    },
    commit,
  });
}

/** True if `other` needs `state`: as parent, dependency, provider, or through a component whose child it is. */
function dependsOn(all: readonly ResourceState[], other: ResourceState, state: ResourceState): boolean {
  const needed = new Set([...dependenciesOf(other), other.parent ?? ""]);
  if (other === state || all.indexOf(state) > all.indexOf(other)) return false;
  if (needed.has(state.urn)) return true;
  for (let urn = state.parent ?? ""; urn !== ""; urn = all.find((each) => each.urn === urn)?.parent ?? "") {
    if (dependenciesOf(other).includes(urn)) return true;
  }
  return false;
}

/** What a resource depends on, its parent aside. */
function dependenciesOf(state: ResourceState): readonly string[] {
  const { dependencies = [], propertyDependencies = {}, deletedWith = "", replaceWith = [], provider = "" } = state;
  const ofProperties = Object.values(propertyDependencies).flat();
  const named = [...dependencies, ...ofProperties, ...replaceWith, deletedWith, providerParts(provider).urn];
  return named.filter((urn) => urn !== "");
}

/**
 * The resources that must go before `root` can be deleted and created anew: those whose provider, or whose properties
 * that a change would replace, come from it. In the order of the state.
 */
export async function dependentReplacements(
  deployment: Deployment,
  root: ResourceState,
): Promise<readonly ResourceState[]> {
  const { snapshot, registry } = deployment;
  const found = [root];
  const isFound = (urn: string): boolean => found.some((state) => state.urn === urn);
  const later = snapshot.olds.slice(snapshot.olds.indexOf(root) + 1);
  for (const state of later.filter((each) => each.custom && !each.external && !snapshot.done.has(each))) {
    if (deployment.urns.has(state.urn) || state.delete || !dependenciesOf(state).some(isFound)) continue;
    const isTaken = isFound(providerParts(state.provider ?? "").urn) || isFound(state.deletedWith ?? "");
    if (isTaken || state.replaceWith?.some(isFound) || (await isReplacedWithout(state))) found.push(state);
  }
  const dependents = found.slice(1);
  for (const { urn, protect } of dependents) {
    if (!protect) continue;
    const because = `as part of replacing "${root.urn}" as it is currently marked for protection.`;
    throw new EngineError(
      `unable to replace resource "${urn}" ${because} To unprotect the resource, remove the \`protect\` flag from the ` +
        `resource in your Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``,
    );
  }
  return dependents;

  async function isReplacedWithout(state: ResourceState): Promise<boolean> {
    const comesFrom = (key: string): boolean => (state.propertyDependencies?.[key] ?? []).some(isFound);
    const entries = Object.entries(state.inputs ?? {});
    if (!entries.some(([key]) => comesFrom(key))) return false;
    const unknown = Object.fromEntries(entries.map(([key, value]) => [key, comesFrom(key) ? UNKNOWN : value]));
    const manager = isProviderType(state.type) ? registry : await registry.provider(state.provider ?? "");
    const diff = await manager?.diff(state, unknown, state.ignoreChanges ?? []);
    return (diff?.replaces.length ?? 0) > 0;
  }
}

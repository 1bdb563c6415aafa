import { type Deployment, stepOf, Stopped } from "./deployment";
import type { ResourceState } from "./types";
import { isProviderType, providerUrnOf } from "./urn";
import { UNKNOWN } from "./values";

/** Deletes what the program no longer wants, dependents first; if some of it is protected, nothing of it. */
export async function deleteRest(deployment: Deployment): Promise<void> {
  const { snapshot, kept, deleted, dryRun } = deployment;
  const left = snapshot.olds.filter((state) => !snapshot.done.has(state));
  const condemned = left.filter((state) => state.delete || !kept.has(state.urn));
  const refused = condemned.filter((state) => state.protect && !state.delete);
  for (const { urn } of refused) {
    const because = `because it is protected. To unprotect the resource, either ${howToUnprotect(urn)}`;
    deployment.report("error", `resource "${urn}" cannot be deleted\n${because}`, urn);
  }
  if (refused.length > 0 && !dryRun) return deployment.stopping.abort();
  for (const { urn } of condemned) deleted.add(urn);
  let waiting = condemned.filter((state) => !refused.includes(state));
  while (waiting.length > 0 && !deployment.isStopped()) {
    const ready = waiting.filter((state) => !waiting.some((other) => needs(left, other, state)));
    await Promise.allSettled(ready.map((state) => remove(deployment, state, () => snapshot.done.add(state))));
    waiting = waiting.filter((state) => !ready.includes(state));
  }
}

const howToUnprotect = (urn: string): string =>
  "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
  `\`pulumi state unprotect '${urn}'\``;

async function remove(deployment: Deployment, old: ResourceState, commit: () => void, isHalf = false): Promise<void> {
  const { dryRun, deleted, replaced, registry } = deployment;
  const isGone = old.external || old.retainOnDelete || old.pendingReplacement || deleted.has(old.deletedWith ?? "");
  const step = stepOf(old.external ? "discard" : "delete", old);
  const send = async (): Promise<void> => {
    const isReal = old.custom && !isProviderType(old.type) && !isGone && !dryRun;
    if (isReal) await (await registry.provider(old.provider)).remove(old);
  };
  // One half of a replacement is not counted: the other is.
  const isCounted = !isHalf && !(old.delete && replaced.has(old.urn));
  await deployment.operate("deleting", old, step, send, commit, isCounted);
}

/** Deletes a resource, and before it what cannot do without it; until their successors exist the state says so. */
export async function deleteForReplacement(deployment: Deployment, root: ResourceState): Promise<void> {
  const dependents = await dependentReplacements(deployment, root);
  for (const { urn } of dependents.filter(({ protect }) => protect)) {
    const because = `as part of replacing "${root.urn}" as it is currently marked for protection.`;
    const how = `To unprotect the resource, ${howToUnprotect(urn)}`;
    deployment.fail(`unable to replace resource "${urn}" ${because} ${how}`, urn);
  }
  if (deployment.isStopped()) throw new Stopped();
  for (const old of [...dependents.reverse(), root].filter(({ pendingReplacement }) => !pendingReplacement)) {
    if (old !== root) deployment.deleted.add(old.urn);
    await remove(deployment, old, () => deployment.snapshot.mark(old, { pendingReplacement: true }), true);
  }
}

/** In the order of the state: what is deleted with `root`, or would be replaced if what it takes from it changed. */
async function dependentReplacements({ snapshot, registry, urns }: Deployment, root: ResourceState) {
  const found = [root];
  const isFound = (urn = ""): boolean => found.some((state) => state.urn === urn);
  for (const state of snapshot.olds.slice(snapshot.olds.indexOf(root) + 1)) {
    const { urn, custom, external, inputs = {}, propertyDependencies = {} } = state;
    if (!custom || external || state.delete || snapshot.done.has(state) || urns.has(urn)) continue;
    const taken = Object.keys(inputs).filter((key) => propertyDependencies[key]?.some(isFound));
    let isReplaced = isFound(providerUrnOf(state.provider)) || isFound(state.deletedWith);
    if (!isReplaced && taken.length > 0) {
      const manager = isProviderType(state.type) ? registry : await registry.provider(state.provider);
      const unknown = Object.fromEntries(taken.map((key) => [key, UNKNOWN]));
      isReplaced = (await manager.diff(state, { ...inputs, ...unknown }, state.ignoreChanges)).replaces.length > 0;
    }
    if (isReplaced) found.push(state);
  }
  return found.slice(1);
}

/** True if `other` needs `state`: as parent, as dependency, as provider, or through a component around it. */
function needs(all: readonly ResourceState[], other: ResourceState, state: ResourceState): boolean {
  const { dependencies = [], propertyDependencies = {}, deletedWith = "", provider, parent } = other;
  if (all.indexOf(state) >= all.indexOf(other)) return false;
  if (parent === state.urn || providerUrnOf(provider) === state.urn) return true;
  const named = new Set([...dependencies, ...Object.values(propertyDependencies).flat(), deletedWith]);
  const isNamed = ({ urn, parent }: ResourceState): boolean => {
    const around = all.find((each) => each.urn === parent);
    return named.has(urn) || (around !== undefined && isNamed(around));
  };
  return isNamed(state);
}

import { type Deployment, stepOf } from "./deployment";
import { messageOf } from "./protobuf";
import type { PendingOperation, StackExport } from "./types";
import { isProviderType } from "./urn";

/** What an interrupted run left: operations of which nobody knows whether they were carried out. */
export function pendingOperations(state: StackExport): readonly PendingOperation[] {
  return state.deployment.pending_operations ?? [];
}

/** Pulumi's warning before an update that goes on without having settled them. */
export function pendingWarning(operations: readonly PendingOperation[]): string {
  const list = operations.map(({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}\n`).join("");
  return (
    `Attempting to deploy or update resources with ${operations.length} pending operations from previous deployment.\n` +
    `${list}These resources are in an unknown state because the Pulumi CLI was interrupted while waiting for changes ` +
    "to these resources to complete. You should confirm whether or not the operations listed completed successfully " +
    "by checking the state of the appropriate provider. For example, if you are using AWS, you can confirm using the " +
    "AWS Console.\n\nOnce you have confirmed the status of the interrupted operations, you can repair your stack " +
    "using `pulumi refresh` which will refresh the state from the provider you are using and clear the pending " +
    "operations if there are any.\n\nNote that `pulumi refresh` will need to be run interactively to clear pending " +
    "CREATE operations."
  );
}

/**
 * Settles the pending creations, as `pulumi refresh --import-pending-creates` does: each is read under the id that the
 * user gave (`adopt`) or that `lookup` found; what exists is taken into the state, what does not is struck off.
 */
export async function settlePending(deployment: Deployment): Promise<void> {
  const { snapshot, run, registry } = deployment;
  for (const operation of snapshot.unsettled) {
    const { resource } = operation;
    const { urn, custom, type, provider, inputs = {} } = resource;
    const isReal = custom && !isProviderType(type);
    const id = run.adopt?.[urn] ?? (await run.lookup?.(operation));
    if (isReal && id === undefined) {
      deployment.report("warning", "its id is not known: the creation stays pending", urn);
      continue;
    }
    try {
      const read = isReal ? await (await registry.provider(provider)).read(urn, id ?? "", inputs) : undefined;
      snapshot.unsettled.delete(operation);
      if (read === undefined) {
        deployment.report("info", isReal ? `"${id}" does not exist: the next update creates it` : "created anew", urn);
        continue;
      }
      const created = new Date().toISOString();
      snapshot.mark(resource, { inputs, ...read, created, modified: created });
      snapshot.add(resource, undefined);
      deployment.record(stepOf("import", resource));
    } catch (error) {
      deployment.report("error", messageOf(error), urn);
    }
  }
}

/**
 * A small embedded engine: it runs a Pulumi program with the SDK's own runner against providers that are running
 * already, and keeps the state in the form of `pulumi stack export`. It is a first look without an installation and a
 * bench for tests, not a replacement for Pulumi's engine: it announces only the features it has, refuses by name what it
 * does not support (features.ts), and what it writes the Pulumi CLI can import and continue.
 */
import { Deployment, stepOf } from "./deployment";
import { startMonitor } from "./monitor";
import { projectFor } from "./project";
import { messageOf } from "./protobuf";
import { deleteRest } from "./removal";
import { exitCodeOf } from "./runner";
import { Snapshot } from "./snapshot";
import { enter } from "./registration";
import type { PendingOperation, StackExport, StackResult, StackRun } from "./types";
import { isProviderType, STACK_TYPE, typeOf } from "./urn";
import { isSecret, isUnknown, mapped, type Properties, type Value } from "./values";

export type { Diagnostic, EngineEvent, PendingOperation, ResourceState, Step, StepKind } from "./types";
export type { StackExport, StackResult, StackRun } from "./types";

/** What an update would do; nothing is changed. */
export const preview = (run: StackRun): Promise<StackResult> => perform(run, true, runProgram);
/** Makes what exists what the program says. */
export const update = (run: StackRun): Promise<StackResult> => perform(run, false, runProgram);
/** Deletes everything the state knows; the program is not run. */
export const destroy = (run: StackRun): Promise<StackResult> => perform(run, false, deleteRest);
/** Adopts what interrupted creations have left; see StackRun.adopt and StackRun.lookup. */
export const importPending = (run: StackRun): Promise<StackResult> => perform(run, false, settlePending);

const EMPTY: StackExport = {
  version: 3,
  deployment: { manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" }, metadata: {} },
};

async function perform(run: StackRun, dryRun: boolean, work: (of: Deployment) => Promise<void>): Promise<StackResult> {
  const changes = { same: 0, create: 0, update: 0, replace: 0, delete: 0, read: 0, import: 0, discard: 0 };
  let deployment: Deployment;
  try {
    deployment = new Deployment(run, dryRun, await projectFor(run), await Snapshot.load(run));
  } catch (error) {
    const diagnostic = { severity: "error", message: messageOf(error) } as const;
    run.onEvent?.({ kind: "diagnostic", diagnostic });
    return { ok: false, changes, steps: [], outputs: {}, state: run.state ?? EMPTY, diagnostics: [diagnostic] };
  }
  await work(deployment).catch((error: unknown) => deployment.fail(messageOf(error)));
  deployment.registry.close();
  const { steps, diagnostics } = deployment;
  const ok = !deployment.hasFailed();
  const outputs = finishedOutputs(deployment, ok);
  for (const { kind } of steps) changes[kind]++;
  return { ok, changes, steps, outputs, state: (await deployment.save()) ?? EMPTY, diagnostics };
}

async function runProgram(deployment: Deployment): Promise<void> {
  const { run, dryRun } = deployment;
  const pending = pendingOperations(run.state ?? EMPTY);
  if (pending.length > 0 && !dryRun) deployment.report("warning", pendingWarning(pending));
  const monitor = await startMonitor(deployment);
  deployment.registry.address = monitor.address;
  const code = await exitCodeOf(deployment, monitor.address);
  await deployment.settle();
  monitor.stop();
  if (code !== 0 && !deployment.hasFailed()) deployment.fail(`Program exited with non-zero exit code: ${code}`);
  if (code === 0 && !deployment.isStopped()) await deleteRest(deployment);
  if (deployment.isRefused && !dryRun) await listRefusals(deployment);
}

/** An update stops at the first replacement it refuses: a preview finds the others, so that all are told at once. */
async function listRefusals(deployment: Deployment): Promise<void> {
  const { directory, stack, config = {}, providers, passphrase } = deployment.run;
  const state = (await deployment.save()) ?? EMPTY;
  const { diagnostics } = await preview({ directory, stack, config, providers, passphrase, state });
  for (const { severity, message, urn } of diagnostics) {
    const isTold = deployment.diagnostics.some((told) => told.message === message);
    if (severity === "error" && !isTold) deployment.report(severity, message, urn);
  }
}

/** The stack's outputs are set when it is known how the run ended: after a failure the old ones stay beside them. */
function finishedOutputs({ snapshot, states, stackOutputs }: Deployment, ok: boolean): Properties {
  const stack = [...states.values()].find(({ urn }) => typeOf(urn) === STACK_TYPE);
  if (stack === undefined) return {};
  const outputs = ok ? stackOutputs : { ...stack.outputs, ...stackOutputs };
  if (stackOutputs !== undefined) snapshot.mark(stack, { outputs });
  const shown = (part: Value) => (isUnknown(part) ? "[unknown]" : isSecret(part) ? "[secret]" : undefined);
  return mapped(stack.outputs ?? {}, shown);
}

/** What an interrupted run left: operations of which nobody knows whether they were carried out. */
export function pendingOperations(state: StackExport): readonly PendingOperation[] {
  return state.deployment.pending_operations ?? [];
}

/** Pulumi's warning before an update that goes on without having settled them. */
function pendingWarning(operations: readonly PendingOperation[]): string {
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
async function settlePending(deployment: Deployment): Promise<void> {
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
    const read = isReal ? await (await registry.provider(provider)).read(urn, id ?? "", inputs) : undefined;
    snapshot.unsettled.delete(operation);
    if (read === undefined) {
      deployment.report("info", isReal ? `"${id}" does not exist: the next update creates it` : "created anew", urn);
      continue;
    }
    const created = new Date().toISOString();
    enter(deployment, resource, { ...read, inputs: read.inputs ?? inputs, created, modified: created });
    snapshot.olds.push(...snapshot.news.splice(0)); // after what it depends on
    deployment.record(stepOf("import", resource));
  }
}

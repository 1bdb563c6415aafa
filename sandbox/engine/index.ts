/**
 * A small embedded engine: it runs a Pulumi program with the SDK's own runner against providers that are running
 * already, and keeps the state in the form of `pulumi stack export`. It is a first look without an installation and a
 * bench for tests, not a replacement for Pulumi's engine: it announces only the features it has, refuses by name what it
 * does not support (features.ts), and what it writes the Pulumi CLI can import and continue.
 */
import { Deployment } from "./deployment";
import { startMonitor } from "./monitor";
import { pendingOperations, pendingWarning, settlePending } from "./pending";
import { exitCodeOf } from "./program";
import { messageOf } from "./protobuf";
import { deleteRest } from "./removal";
import type { StackExport, StackResult, StackRun } from "./types";
import { STACK_TYPE, typeOf } from "./urn";
import { isSecret, isUnknown, mapped, type Properties } from "./values";

export { pendingOperations } from "./pending";
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
    deployment = await Deployment.begin(run, dryRun);
  } catch (error) {
    const diagnostic = { severity: "error", message: messageOf(error) } as const;
    run.onEvent?.({ kind: "diagnostic", diagnostic });
    return { ok: false, changes, steps: [], outputs: {}, state: run.state ?? EMPTY, diagnostics: [diagnostic] };
  }
  await work(deployment).catch((error: unknown) => deployment.fail(messageOf(error)));
  await deployment.settle();
  deployment.registry.close();
  const { steps, diagnostics } = deployment;
  const ok = !deployment.isStopped && !diagnostics.some(({ severity }) => severity === "error");
  const outputs = finishedOutputs(deployment, ok);
  await deployment.save();
  for (const { kind } of steps) changes[kind]++;
  return { ok, changes, steps, outputs, state: (await deployment.export()) ?? EMPTY, diagnostics };
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
  const isTold = deployment.isStopped || deployment.diagnostics.some(({ severity }) => severity === "error");
  if (code !== 0 && !isTold) deployment.fail(`Program exited with non-zero exit code: ${code}`);
  if (code === 0 && !deployment.isStopped) await deleteRest(deployment);
  if (deployment.isRefused && !dryRun) await listRefusals(deployment);
}

/** An update stops at the first replacement it refuses: a preview finds the others, so that all are told at once. */
async function listRefusals(deployment: Deployment): Promise<void> {
  const { directory, stack, config = {}, providers, passphrase } = deployment.run;
  const state = (await deployment.export()) ?? EMPTY;
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
  return mapped(stack.outputs ?? {}, (part) => {
    return isUnknown(part) ? "[unknown]" : isSecret(part) ? "[secret]" : undefined;
  });
}

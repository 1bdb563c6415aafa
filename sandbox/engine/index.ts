/**
 * A small embedded engine: it runs a Pulumi program with the SDK's own runner against providers that are running
 * already, and keeps the state in the form of `pulumi stack export`. It is a first look without an installation and a
 * bench for tests, not a replacement for Pulumi's engine: it announces only the features it has (features.ts), refuses
 * by name what it does not support, and what it writes the Pulumi CLI can import and continue.
 */
import { currentExport, type Deployment, deploymentFor, fail, report, saveState } from "./deployment";
import { startMonitor } from "./monitor";
import { pendingWarning, settlePending } from "./pending";
import { EXIT_ALREADY_REPORTED, startProgram } from "./program";
import { messageOf } from "./protobuf";
import { deleteRest } from "./removal";
import { mark } from "./snapshot";
import type { StackExport, StackResult, StackRun, StepKind } from "./types";
import { STACK_TYPE, typeOf } from "./urn";
import { isSecret, isUnknown, mapped, type Properties } from "./values";

export { pendingOperations } from "./pending";
export type {
  Diagnostic,
  EngineEvent,
  PendingOperation,
  ResourceState,
  StackExport,
  StackResult,
  StackRun,
  Step,
  StepKind,
} from "./types";

/** What an update would do; nothing is changed. */
export const preview = (run: StackRun): Promise<StackResult> => perform(run, true, runProgram);

/** Makes what exists what the program says. */
export async function update(run: StackRun): Promise<StackResult> {
  return perform(run, false, runProgram);
}

/** Deletes everything the state knows; the program is not run. */
export const destroy = (run: StackRun): Promise<StackResult> => perform(run, false, deleteRest);

/** Adopts what interrupted creations have left; see StackRun.adopt and StackRun.lookup. */
export const importPending = (run: StackRun): Promise<StackResult> => perform(run, false, settlePending);

async function perform(run: StackRun, dryRun: boolean, work: (of: Deployment) => Promise<void>): Promise<StackResult> {
  let deployment: Deployment;
  try {
    deployment = await deploymentFor(run, dryRun);
  } catch (error) {
    const diagnostic = { severity: "error", message: messageOf(error) } as const;
    run.onEvent?.({ kind: "diagnostic", diagnostic });
    const state = run.state ?? EMPTY;
    return { ok: false, changes: countsOf([]), steps: [], outputs: {}, state, diagnostics: [diagnostic] };
  }
  try {
    await work(deployment);
  } catch (error) {
    fail(deployment, messageOf(error));
  } finally {
    while (deployment.running.size > 0) await Promise.allSettled(deployment.running);
    deployment.registry.close();
  }
  const ok = !deployment.diagnostics.some(({ severity }) => severity === "error");
  const outputs = finishOutputs(deployment, ok);
  await saveState(deployment);
  const { steps, diagnostics } = deployment;
  const state = dryRun ? (run.state ?? EMPTY) : await currentExport(deployment);
  return { ok, changes: countsOf(steps), steps, outputs, state, diagnostics };
}

async function runProgram(deployment: Deployment): Promise<void> {
  const { run, dryRun, project, stop } = deployment;
  const pending = run.state?.deployment.pending_operations ?? [];
  if (pending.length > 0 && !dryRun) report(deployment, { severity: "warning", message: pendingWarning(pending) });
  const monitor = await startMonitor(deployment);
  deployment.registry.address = monitor.address;
  const program = startProgram(run, project, dryRun, monitor.address, (message) => {
    if (message !== "") report(deployment, { severity: "info", message });
  });
  const code = await Promise.race([program.exitCode, stop.requested]);
  program.kill();
  await Promise.allSettled(deployment.running);
  monitor.stop();
  if (code === EXIT_ALREADY_REPORTED) stop.request();
  else if (code) fail(deployment, `Program exited with non-zero exit code: ${code}`);
  if (!stop.isRequested) await deleteRest(deployment);
  if (deployment.refusals.length > 0 && !dryRun) await listRefusals(deployment);
}

/** An update stops at the first replacement it refuses: a preview finds the others, so that all are told at once. */
async function listRefusals(deployment: Deployment): Promise<void> {
  const { onState: _, onEvent: __, ...run } = deployment.run;
  const { diagnostics } = await preview({ ...run, state: await currentExport(deployment) });
  const told = new Set(deployment.diagnostics.map(({ message }) => message));
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === "error" && !told.has(diagnostic.message)) report(deployment, diagnostic);
  }
}

/** The stack's outputs are set when it is known how the run ended: after a failure the old ones are kept beside them. */
function finishOutputs({ snapshot, states, stackOutputs }: Deployment, ok: boolean): Readonly<Record<string, unknown>> {
  const stack = [...states.values()].find(({ urn }) => typeOf(urn) === STACK_TYPE);
  if (stack === undefined) return {};
  if (stackOutputs !== undefined) {
    mark(snapshot, stack, { outputs: ok ? stackOutputs : { ...stack.outputs, ...stackOutputs } });
  }
  return mapped(stack.outputs ?? {}, (part) => {
    if (isUnknown(part)) return "[unknown]";
    return isSecret(part) ? "[secret]" : undefined;
  }) as Properties;
}

function countsOf(steps: StackResult["steps"]): Readonly<Record<StepKind, number>> {
  const counts = { same: 0, create: 0, update: 0, replace: 0, delete: 0, read: 0, import: 0, discard: 0 };
  for (const { kind } of steps) counts[kind]++;
  return counts;
}

const EMPTY: StackExport = {
  version: 3,
  deployment: { manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" }, metadata: {} },
};

import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { Goal } from "./goal";
import { type Crypter, crypterFor } from "./passphrase";
import { type Project, projectFor } from "./project";
import { messageOf } from "./protobuf";
import { Registry } from "./registry";
import { exportOf, type Snapshot, snapshotFor } from "./snapshot";
import type { Diagnostic, OperationType, ResourceState, StackExport, StackRun, Step, StepKind } from "./types";
import { nameOf } from "./urn";
import type { Properties } from "./values";

/** Thrown instead of beginning another operation once one has failed. */
export class Stopped extends Error {}

/** One preview, update or destruction while it runs. */
export interface Deployment {
  readonly run: StackRun;
  readonly dryRun: boolean;
  readonly project: Project;
  readonly snapshot: Snapshot;
  readonly registry: Registry;
  readonly crypter: Promise<Crypter>;
  /** What the program has registered or read so far, by URN. */
  readonly goals: Map<string, Goal>;
  readonly states: Map<string, ResourceState>;
  readonly urns: Set<string>;
  /** URNs of the last state that this run keeps in some form; all others are deleted at the end. */
  readonly kept: Set<string>;
  readonly replaced: Set<string>;
  readonly deleted: Set<string>;
  /** New URN → the old one it was found under, and the other way round. */
  readonly aliases: Map<string, string>;
  readonly aliased: Map<string, string>;
  readonly steps: Step[];
  readonly diagnostics: Diagnostic[];
  readonly running: Set<Promise<unknown>>;
  readonly transforms: Callback[];
  /** References of default providers, by package and name. */
  readonly defaults: Map<string, Promise<string>>;
  /** Replacements of protected resources that were refused. */
  readonly refusals: string[];
  stackOutputs?: Properties;
  readonly stop: { isRequested: boolean; request(): void; readonly requested: Promise<void> };
}

export async function deploymentFor(run: StackRun, dryRun: boolean): Promise<Deployment> {
  const project = await projectFor(run);
  const snapshot = await snapshotFor(run);
  const salt = project.salt ?? run.state?.deployment.secrets_providers?.state?.salt;
  const crypter = dryRun ? new Promise<Crypter>(() => undefined) : crypterFor(run.passphrase, salt);
  let request = (): void => undefined;
  const requested = new Promise<void>((resolve) => (request = resolve));
  const stop = { isRequested: false, requested, request: () => ((stop.isRequested = true), request()) };
  const deployment: Deployment = {
    run,
    dryRun,
    project,
    snapshot,
    crypter,
    registry: new Registry(run.providers, snapshot.olds, dryRun),
    goals: new Map(),
    states: new Map(),
    urns: new Set(),
    kept: new Set(),
    replaced: new Set(),
    deleted: new Set(),
    aliases: new Map(),
    aliased: new Map(),
    steps: [],
    diagnostics: [],
    running: new Set(),
    transforms: [],
    defaults: new Map(),
    refusals: [],
    stop,
  };
  const abort = (): void => fail(deployment, `${dryRun ? "preview" : "update"} canceled`);
  if (run.signal?.aborted) abort();
  run.signal?.addEventListener("abort", abort);
  return deployment;
}

export function report(deployment: Deployment, diagnostic: Diagnostic): void {
  deployment.diagnostics.push(diagnostic);
  deployment.run.onEvent?.({ kind: "diagnostic", diagnostic });
}

export function reportError(deployment: Deployment, message: string, urn?: string): void {
  report(deployment, { severity: "error", message, ...(urn === undefined ? {} : { urn }) });
}

/** No operation begins any more; those under way are finished and kept. */
export function fail(deployment: Deployment, message: string, urn?: string): void {
  reportError(deployment, message, urn);
  deployment.stop.request();
}

export function stepFor(kind: StepKind, state: ResourceState, changedProperties: readonly string[] = []): Step {
  const { urn, type, provider = "" } = state;
  return { kind, urn, type, name: nameOf(urn), provider, changedProperties };
}

/** Counts a step that needed nobody. */
export function record(deployment: Deployment, step: Step): void {
  deployment.steps.push(step);
  deployment.run.onEvent?.({ kind: "finished", step });
}

export interface Operation<Result> {
  readonly type: OperationType;
  readonly step: Step;
  /** False for one part of a replacement, which counts once. */
  readonly isCounted?: boolean;
  /** What the state names as being worked on. */
  readonly resource: ResourceState;
  readonly send: () => Promise<Result>;
  /** Enters the result in the state. */
  readonly commit: (result: Result) => void;
}

/** Does one thing to a resource; the state says so before it is sent and no longer when it is done. */
export async function operate<Result>(deployment: Deployment, operation: Operation<Result>): Promise<Result> {
  if (deployment.stop.isRequested) throw new Stopped();
  const { step, send, commit } = operation;
  const doing = deployment.dryRun ? send().then((result) => (commit(result), result)) : recorded(deployment, operation);
  deployment.run.onEvent?.({ kind: "started", step });
  deployment.running.add(doing);
  try {
    const result = await doing;
    if (operation.isCounted !== false) record(deployment, step);
    return result;
  } catch (error) {
    if (error instanceof Stopped) throw error;
    const message = messageOf(error);
    deployment.run.onEvent?.({ kind: "failed", step, message });
    fail(deployment, message, step.urn);
    throw new Stopped();
  } finally {
    deployment.running.delete(doing);
  }
}

async function recorded<Result>(deployment: Deployment, operation: Operation<Result>): Promise<Result> {
  const { pending } = deployment.snapshot;
  await deployment.crypter;
  if (deployment.stop.isRequested) throw new Stopped();
  const entry = { resource: operation.resource, type: operation.type };
  pending.add(entry);
  await saveState(deployment);
  try {
    const result = await operation.send();
    operation.commit(result);
    return result;
  } finally {
    pending.delete(entry);
    await saveState(deployment);
  }
}

export async function saveState(deployment: Deployment): Promise<void> {
  if (deployment.run.onState === undefined || deployment.dryRun) return;
  deployment.run.onState(await currentExport(deployment));
}

export async function currentExport(deployment: Deployment): Promise<StackExport> {
  return exportOf(deployment.snapshot, await deployment.crypter, new Date().toISOString());
}

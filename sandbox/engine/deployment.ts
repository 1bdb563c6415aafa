import { type Crypter, crypterFor } from "./passphrase";
import type { Project } from "./project";
import { messageOf } from "./protobuf";
import { Registry } from "./provider";
import type { Snapshot } from "./snapshot";
import type { Diagnostic, PendingOperation, ResourceState, StackExport, StackRun, Step, StepKind } from "./types";
import { isProviderType, nameOf } from "./urn";
import type { Properties } from "./values";

/** Thrown instead of beginning another operation, once one has failed. */
export class Stopped extends Error {}

/** One preview, update or destruction while it runs. */
export class Deployment {
  readonly registry = new Registry(this);
  /** URNs that the program has used, and the resources that came of them. */
  readonly urns = new Set<string>();
  readonly states = new Map<string, ResourceState>();
  /** New URN → the old one under which it was found. */
  readonly aliases = new Map<string, string>();
  /** URNs of the last state that this run goes on with; the rest is deleted at the end. */
  readonly kept = new Set<string>();
  readonly replaced = new Set<string>();
  readonly deleted = new Set<string>();
  /** References of default providers, by type and name. */
  readonly defaults = new Map<string, Promise<string>>();
  readonly steps: Step[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly stopping = new AbortController();
  stackOutputs: Properties | undefined;
  isRefused = false;
  private readonly running = new Set<Promise<unknown>>();
  private readonly crypter: Promise<Crypter> | undefined;
  constructor(
    readonly run: StackRun,
    readonly dryRun: boolean,
    readonly project: Project,
    readonly snapshot: Snapshot,
  ) {
    const salt = project.salt ?? run.state?.deployment.secrets_providers?.state?.salt;
    this.crypter = dryRun ? undefined : crypterFor(run.passphrase, salt);
    this.crypter?.catch((error: unknown) => this.fail(messageOf(error)));
    if (run.signal?.aborted) this.fail("canceled");
    run.signal?.addEventListener("abort", () => this.fail("canceled"), { once: true });
  }
  readonly isStopped = (): boolean => this.stopping.signal.aborted;
  readonly hasFailed = (): boolean => this.isStopped() || this.diagnostics.some((told) => told.severity === "error");
  report(severity: Diagnostic["severity"], message: string, urn?: string): void {
    const diagnostic = { severity, message, ...(urn === undefined ? {} : { urn }) };
    this.diagnostics.push(diagnostic);
    this.run.onEvent?.({ kind: "diagnostic", diagnostic });
  }
  /** The program ends and no operation begins any more; those under way are finished and kept. */
  fail(message: string, urn?: string): void {
    this.report("error", message, urn);
    this.stopping.abort();
  }
  async settle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }
  /** Counts a step; like Pulumi's displays it leaves default providers out. */
  record(step: Step): void {
    if (isProviderType(step.type) && step.name.startsWith("default")) return;
    this.steps.push(step);
    this.run.onEvent?.({ kind: "finished", step });
  }
  /** Does one thing to a resource; until its result is entered the state names it as pending. */
  async operate<Result>(
    type: PendingOperation["type"],
    resource: ResourceState,
    step: Step,
    send: () => Promise<Result>,
    commit: (result: Result) => void,
    isCounted = true,
  ): Promise<void> {
    await this.crypter;
    if (this.isStopped()) throw new Stopped();
    const pending = { resource, type };
    this.snapshot.pending.add(pending);
    this.run.onEvent?.({ kind: "started", step });
    const doing = this.save().then(send);
    this.running.add(doing);
    try {
      commit(await doing);
      if (isCounted) this.record(step);
    } catch (error) {
      this.run.onEvent?.({ kind: "failed", step, message: messageOf(error) });
      this.fail(messageOf(error), step.urn);
      throw new Stopped();
    } finally {
      this.snapshot.pending.delete(pending);
      await this.save();
      this.running.delete(doing);
    }
  }
  /** The state as it is now, which is handed on as well; a preview leaves it as it was. */
  async save(): Promise<StackExport | undefined> {
    if (this.crypter === undefined) return this.run.state;
    const state = this.snapshot.export(await this.crypter);
    this.run.onState?.(state);
    return state;
  }
}

export function stepOf(kind: StepKind, state: ResourceState, changed: Iterable<string> = []): Step {
  const { urn, type, provider = "" } = state;
  return { kind, urn, type, name: nameOf(urn), provider, changedProperties: [...changed] };
}

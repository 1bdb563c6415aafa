import type { EngineEvent, StackExport, StackResult } from "../../sandbox/engine";

export const engineNames = ["embedded", "pulumi"] as const;
export type EngineName = (typeof engineNames)[number];

/** What the sandbox asks an engine to work on: one stack of this project against one running `aws` provider. */
export interface EngineRun {
  /** Of the project: holds Pulumi.yaml. */
  readonly directory: string;
  readonly stack: string;
  /** Laid over the stack's file; full keys ("lifeline:responders"), objects as JSON text. */
  readonly config: Readonly<Record<string, string>>;
  /** Package → port on 127.0.0.1 of a running ResourceProvider. */
  readonly providers: Readonly<Record<string, number>>;
  /** Of Pulumi's passphrase secrets provider; may be empty. */
  readonly passphrase: string;
  /** Where to begin: the export of an earlier run, with its pending operations. */
  readonly state?: StackExport;
  /** After every operation, where the engine can tell it: whoever keeps the last value can resume a killed run. */
  readonly onState?: (state: StackExport) => void;
  /** Progress. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** Ends the work early: the operation under way is finished and recorded, no other is begun. */
  readonly signal?: AbortSignal;
}

/** What one preview or update did. A refused program is an outcome with `ok: false`, not an exception. */
export type EngineOutcome = Omit<StackResult, "state">;

/**
 * One stack, opened. The engine carries the state from call to call, so that preview, update, a second update and
 * the export speak of the same stack.
 */
export interface Engine {
  readonly name: EngineName;
  /** What a person sees: "embedded", or "pulumi v3.270.0". */
  readonly title: string;
  preview(): Promise<EngineOutcome>;
  update(): Promise<EngineOutcome>;
  /** Adopts each pending create that the provider has, as `pulumi refresh --import-pending-creates` does. */
  importPending(ids: Readonly<Record<string, string>>): Promise<EngineOutcome>;
  /** The form of `pulumi stack export`. */
  state(): Promise<StackExport>;
  /** Leaves nothing behind: processes, temporary files. */
  close(): Promise<void>;
}

export type OpenEngine = (run: EngineRun) => Promise<Engine>;

import type { Properties } from "./values";

/** What one run of the engine is about: a project, a stack, its last state and the providers that are running. */
export interface StackRun {
  /** Of the project: holds Pulumi.yaml and Pulumi.<stack>.yaml. */
  readonly directory: string;
  readonly stack: string;
  /** Laid over the stack's file; full keys ("lifeline:responders"), objects as JSON text. */
  readonly config?: Readonly<Record<string, string>>;
  readonly state?: StackExport;
  /** Package → port on 127.0.0.1 of a running ResourceProvider. */
  readonly providers: Readonly<Record<string, number>>;
  /** Of Pulumi's passphrase secrets provider; may be empty. */
  readonly passphrase: string;
  /** Called before and after every operation: whoever keeps the last value can resume a killed run. */
  readonly onState?: (state: StackExport) => void;
  readonly onEvent?: (event: EngineEvent) => void;
  /** Ends the work early: operations under way are finished and recorded, no other is begun. */
  readonly signal?: AbortSignal;
  /** For importPending: ids of resources whose creation was interrupted, by URN. */
  readonly adopt?: Readonly<Record<string, string>>;
  /** For importPending: the id under which the provider would know the resource, if the caller can tell. */
  readonly lookup?: (operation: PendingOperation) => string | undefined | Promise<string | undefined>;
}

export type StepKind = "same" | "create" | "update" | "replace" | "delete" | "read" | "import" | "discard";

export interface Step {
  readonly kind: StepKind;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** `<urn>::<id>` of the provider in charge; "" for a component. */
  readonly provider: string;
  /** Of an update or a replacement; what forces a replacement comes first. */
  readonly changedProperties: readonly string[];
}

export interface Diagnostic {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  readonly urn?: string;
}

export type EngineEvent =
  | { readonly kind: "started" | "finished"; readonly step: Step }
  | { readonly kind: "failed"; readonly step: Step; readonly message: string }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic };

export interface StackResult {
  readonly ok: boolean;
  readonly changes: Readonly<Record<StepKind, number>>;
  readonly steps: readonly Step[];
  /** Plain values; a secret reads "[secret]", a value not yet known in a preview "[unknown]". */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly state: StackExport;
  readonly diagnostics: readonly Diagnostic[];
}

type Optional<Names extends string, Type> = { [Name in Names]?: Type | undefined };

/** A resource as Pulumi keeps it (ResourceV3 of apitype/core.go); in memory with its secrets in plain text. */
export type ResourceState = { readonly urn: string; readonly type: string; readonly custom: boolean } & Optional<
  "id" | "parent" | "provider" | "importID" | "deletedWith" | "created" | "modified",
  string
> &
  Optional<"delete" | "protect" | "external" | "pendingReplacement" | "retainOnDelete", boolean> &
  Optional<"dependencies" | "aliases" | "additionalSecretOutputs" | "initErrors", readonly string[]> &
  Optional<"ignoreChanges" | "hideDiff" | "replaceOnChanges", readonly string[]> &
  Optional<"inputs" | "outputs", Properties> & {
    propertyDependencies?: Readonly<Record<string, readonly string[]>>;
    /** In seconds, by operation. */
    customTimeouts?: Readonly<Record<string, number>>;
  };

export interface PendingOperation {
  readonly resource: ResourceState;
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
}

/** The form of `pulumi stack export`. */
export interface StackExport {
  readonly version: 3;
  readonly deployment: {
    readonly manifest: { readonly time: string; readonly magic: string; readonly version: string };
    readonly secrets_providers?: { readonly type: string; readonly state?: { readonly salt?: string } };
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly PendingOperation[];
    readonly metadata: object;
  };
}

/** A mistake of the user: printed without a stack trace. */
export class EngineError extends Error {}

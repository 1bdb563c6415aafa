import type { Properties } from "./values";

/** What one run of the engine is about: a project, a stack, its last state and the providers that are running. */
export interface StackRun {
  readonly directory: string; // of the project: holds Pulumi.yaml and Pulumi.<stack>.yaml
  readonly stack: string;
  /** Laid over the stack's file; full keys ("lifeline:responders"), objects as JSON text. */
  readonly config?: Readonly<Record<string, string>>;
  readonly state?: StackExport;
  readonly providers: Readonly<Record<string, number>>; // package → port of a running ResourceProvider
  readonly passphrase: string; // of Pulumi's passphrase secrets provider; may be empty
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
  readonly provider: string; // `<urn>::<id>` of the one in charge; "" for a component
  readonly changedProperties: readonly string[]; // what forces a replacement comes first
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
type Texts = Optional<"id" | "parent" | "provider" | "importID" | "deletedWith" | "created" | "modified", string>;
type Flags = Optional<"delete" | "protect" | "external" | "pendingReplacement" | "retainOnDelete", boolean>;
type Lists = "dependencies" | "aliases" | "additionalSecretOutputs" | "initErrors" | "ignoreChanges" | "hideDiff";

/** A resource as Pulumi keeps it (ResourceV3 of apitype/core.go); in memory with its secrets in plain text. */
export interface ResourceState extends Texts, Flags, Optional<Lists | "replaceOnChanges", readonly string[]> {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  inputs?: Properties | undefined;
  outputs?: Properties | undefined;
  propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  customTimeouts?: Readonly<Record<string, number>>; // in seconds, by operation
}

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

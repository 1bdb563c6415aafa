import type { Properties, Value } from "./values";

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
  /** For importPending: the ids of resources whose creation was interrupted, by URN. */
  readonly adopt?: Readonly<Record<string, string>>;
  /** For importPending: finds the id under which the provider would know the resource; undefined if it cannot tell. */
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
  /** For an update or a replacement; for the latter the properties that force it come first. */
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

/**
 * A resource as Pulumi keeps it (ResourceV3): in memory with secrets in plain text, in an export encrypted and without
 * empty fields. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go
 */
export interface ResourceState {
  readonly urn: string;
  readonly custom: boolean;
  delete?: boolean;
  id?: string;
  readonly type: string;
  inputs?: Properties;
  outputs?: Properties;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly external?: boolean;
  readonly dependencies?: readonly string[];
  initErrors?: readonly string[];
  readonly provider?: string;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  pendingReplacement?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
  readonly aliases?: readonly string[];
  readonly customTimeouts?: Readonly<Record<string, number>>;
  readonly importID?: string;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly replaceWith?: readonly string[];
  created?: string;
  modified?: string;
  readonly sourcePosition?: string;
  readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
  readonly ignoreChanges?: readonly string[];
  readonly hideDiff?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
}

export type OperationType = "creating" | "updating" | "deleting" | "reading" | "importing";

export interface PendingOperation {
  readonly resource: ResourceState;
  readonly type: OperationType;
}

/** The form of `pulumi stack export`. */
export interface StackExport {
  readonly version: 3;
  readonly deployment: {
    readonly manifest: { readonly time: string; readonly magic: string; readonly version: string };
    readonly secrets_providers?: { readonly type: string; readonly state?: { readonly salt?: string } };
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly PendingOperation[];
    readonly metadata: Readonly<Record<string, Value>>;
  };
}

/** A mistake of the user: printed without a stack trace. */
export class EngineError extends Error {}

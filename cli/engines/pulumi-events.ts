import type { EngineEvent as CliEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";
import type { Diagnostic, EngineEvent, Step, StepKind } from "../../sandbox/engine";
import type { EngineOutcome } from "./types";

/** What a run of the CLI did, gathered from its events in the words of Engine. */
export interface Gathering {
  onEvent(event: CliEvent): void;
  outcome(ok: boolean): EngineOutcome;
  hasErrors(): boolean;
  add(diagnostic: Diagnostic): void;
}

export function gatheringOf(tell: (event: EngineEvent) => void, isNoise: (message: string) => boolean): Gathering {
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  const begun = new Map<string, number>();
  let outputs: Readonly<Record<string, unknown>> = {};

  const add = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
    tell({ kind: "diagnostic", diagnostic });
  };
  const begin = (metadata: StepEventMetadata): void => {
    begun.set(metadata.urn, (begun.get(metadata.urn) ?? 0) + 1);
    const step = stepOf(metadata);
    if (step !== undefined) tell({ kind: "started", step });
  };
  const finish = (metadata: StepEventMetadata): void => {
    if (metadata.type === "pulumi:pulumi:Stack") outputs = shown(metadata.new?.outputs ?? {});
    // A component is told of twice: created, and again when it has its outputs.
    const open = begun.get(metadata.urn) ?? 0;
    if (open === 0) return;
    begun.set(metadata.urn, open - 1);
    const step = stepOf(metadata);
    if (step === undefined) return;
    steps.push(step);
    tell({ kind: "finished", step });
  };
  const onEvent = (event: CliEvent): void => {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent } = event;
    if (resourcePreEvent) begin(resourcePreEvent.metadata);
    if (resOutputsEvent) finish(resOutputsEvent.metadata);
    if (resOpFailedEvent) {
      const { metadata } = resOpFailedEvent;
      const step = stepOf(metadata);
      const message = diagnostics.findLast(
        ({ severity, urn }) => severity === "error" && urn === metadata.urn,
      )?.message;
      if (step !== undefined) tell({ kind: "failed", step, message: message ?? `${metadata.op} failed` });
    }
    if (diagnosticEvent) {
      const { urn, ephemeral } = diagnosticEvent;
      const severity = severityOf(diagnosticEvent.severity);
      const message = plain(diagnosticEvent.message);
      if (severity === undefined || ephemeral === true || message === "" || isNoise(message)) return;
      add({ severity, message, ...(urn === undefined || urn === "" ? {} : { urn }) });
    }
  };
  return {
    onEvent,
    add,
    hasErrors: () => diagnostics.some(({ severity }) => severity === "error"),
    outcome: (ok) => ({ ok, changes: countsOf(steps), steps, outputs, diagnostics }),
  };
}

/** Undefined for the two halves of a replacement, which "replace" stands for, and for steps that ask only. */
function stepOf({ op, urn, type, provider, keys, diffs }: StepEventMetadata): Step | undefined {
  const kind = kinds[op];
  if (kind === undefined) return undefined;
  const changedProperties =
    kind === "replace" || kind === "update" ? [...new Set([...(keys ?? []), ...(diffs ?? [])])] : [];
  return { kind, urn, type, name: urn.split("::").slice(3).join("::"), provider, changedProperties };
}

const kinds: Readonly<Record<OpType, StepKind | undefined>> = {
  same: "same",
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": undefined,
  "delete-replaced": undefined,
  read: "read",
  "read-replacement": "read",
  refresh: undefined,
  discard: "discard",
  "discard-replaced": "discard",
  "remove-pending-replace": undefined,
  import: "import",
  "import-replacement": "import",
};

function countsOf(steps: readonly Step[]): Readonly<Record<StepKind, number>> {
  const counts = { same: 0, create: 0, update: 0, replace: 0, delete: 0, read: 0, import: 0, discard: 0 };
  for (const { kind } of steps) counts[kind] += 1;
  return counts;
}

/** "debug" comes too, though the SDK's type does not say so; what the program writes to stderr is no error. */
function severityOf(severity: string): Diagnostic["severity"] | undefined {
  switch (severity) {
    case "error":
    case "warning":
      return severity;
    case "info":
    case "info#err":
      return "info";
    default:
      return undefined;
  }
}

/** Without the marks for colours, which stand in some messages whatever --color says. */
function plain(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trimEnd();
}

/** Stand-ins for values that a preview cannot know, by type. sdk/go/common/resource/plugin/rpc.go */
const unknowns: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that marks a value as a special one, here a secret. */
const signature = "4dabf18193072939515e22adb298388d";

function shown(outputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, shownValue(value)]));
}

function shownValue(value: unknown): unknown {
  if (unknowns.has(value)) return "[unknown]";
  if (Array.isArray(value)) return value.map(shownValue);
  if (typeof value !== "object" || value === null) return value;
  return signature in value ? "[secret]" : shown(value as Record<string, unknown>);
}

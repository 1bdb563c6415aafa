import { declaredIn } from "./config";
import type { Read, ReadIssue, Recorded } from "./recorded";
import { fromJson } from "./sentinels";
import { storedIn } from "./state";
import { aResource, isStored, recordedFrom, type Stored } from "./stored";

interface Step {
  readonly op: string;
  readonly oldState?: unknown;
  readonly newState?: unknown;
}

interface Preview {
  readonly steps: readonly Step[];
  readonly config: unknown;
}

/** https://github.com/pulumi/pulumi/blob/v3.260.0/pkg/resource/deploy/step.go */
const operations: ReadonlySet<unknown> = new Set([
  "same",
  "create",
  "update",
  "delete",
  "replace",
  "create-replacement",
  "delete-replaced",
  "read",
  "read-replacement",
  "refresh",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
  "import",
  "import-replacement",
]);
/** Operations after which the resource is no more. */
const deletions = new Set(["delete", "discard", "remove-pending-replace"]);
/** The end of the old one, where another takes its place under the same URN. */
const endsOfReplaced = new Set(["delete-replaced", "discard-replaced"]);
/** After these it is another thing, with an id and outputs that nobody knows yet. */
const replacements = new Set(["replace", "create-replacement", "import-replacement", "read-replacement"]);

/**
 * The resources as `pulumi preview --json` leaves them, laid over the state: steps take the place of what the state
 * holds under the same URN, and what no step names stays, because a preview leaves out what remains the same.
 * https://github.com/pulumi/pulumi/blob/v3.260.0/pkg/backend/display/json.go
 */
export function recordedFromPreview(state: unknown, json: unknown): Read<readonly Recorded[]> {
  const before: Read<readonly Stored[]> = state === undefined ? { ok: true, value: [] } : storedIn(state);
  if (!before.ok) return before;
  const preview = previewIn(json);
  if (!preview.ok) return preview;
  const planned = new Map<string, Stored>();
  const gone = new Map<string, Stored>();
  for (const { op, oldState, newState } of preview.value.steps) {
    if (endsOfReplaced.has(op)) continue;
    // What a refresh no longer finds has no new state.
    if (deletions.has(op) || (op === "refresh" && !isStored(newState))) {
      if (isStored(oldState)) gone.set(oldState.urn, oldState);
    } else if (isStored(newState)) {
      planned.set(newState.urn, replacements.has(op) ? newState : withWhatStays(newState, oldState));
    }
  }
  for (const urn of planned.keys()) gone.delete(urn);
  const kept = before.value.filter(({ urn }) => !planned.has(urn) && !gone.has(urn));
  const providers = [...before.value, ...planned.values()];
  const after = [...kept, ...planned.values()].map((resource) => withDeclared(resource, preview.value.config));
  const ended = recordedFrom([...gone.values()], providers).map((recorded) => ({ ...recorded, isGone: true as const }));
  return { ok: true, value: [...recordedFrom(after, providers), ...ended] };
}

/**
 * A step that is yet to be taken tells what is asked for, and neither id nor outputs. The thing stays the same thing:
 * it keeps both, but for what was asked for before.
 */
function withWhatStays(newState: Stored, oldState: unknown): Stored {
  if (!isStored(oldState) || newState.outputs !== undefined) return newState;
  const [outputs, before, asked] = [oldState.outputs, oldState.inputs, newState.inputs].map(entriesOf);
  if (outputs === undefined || outputs.length === 0) return newState;
  const replaced = new Set([...(before ?? []), ...(asked ?? [])].map(([name]) => name));
  return {
    ...newState,
    ...(oldState.id === undefined ? {} : { id: newState.id ?? oldState.id }),
    outputs: Object.fromEntries([...outputs.filter(([name]) => !replaced.has(name)), ...(asked ?? [])]),
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** The stack's outputs, as far as they follow from what its owner declares. */
function withDeclared(resource: Stored, config: unknown): Stored {
  if (resource.type !== "pulumi:pulumi:Stack") return resource;
  const declared = declaredIn(fromJson(config), resource.urn.split("::")[1] ?? "");
  return { ...resource, outputs: { ...Object.fromEntries(entriesOf(resource.outputs)), ...declared } };
}

function previewIn(json: unknown): Read<Preview> {
  const { config, diagnostics, changeSummary, duration, ...rest } = (json ?? {}) as Readonly<Record<string, unknown>>;
  // A list without anything in it is left out.
  const isWithout = rest["steps"] === undefined && (changeSummary !== undefined || duration !== undefined);
  const steps = isWithout ? [] : rest["steps"];
  if (!Array.isArray(steps)) {
    const message = "expected the output of `pulumi preview --json`, found no list of steps";
    return { ok: false, issues: [{ path: "steps", message }] };
  }
  const list = steps as readonly Partial<Step>[];
  const issues = [...list.flatMap(issuesOfStep), ...errorsIn(diagnostics)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: { steps: list as readonly Step[], config } };
}

function issuesOfStep(step: Partial<Step> | null, index: number): readonly ReadIssue[] {
  const { op, newState, oldState } = step ?? {};
  if (!operations.has(op)) {
    const found = op === undefined ? "nothing" : JSON.stringify(op);
    return [{ path: `steps[${index}].op`, message: `expected an operation that Pulumi has, found ${found}` }];
  }
  if (endsOfReplaced.has(op ?? "")) return [];
  const isEnd = deletions.has(op ?? "") || (op === "refresh" && (newState === undefined || newState === null));
  const [state, name] = isEnd ? [oldState, "oldState"] : [newState, "newState"];
  return isStored(state) ? [] : [{ path: `steps[${index}].${name}`, message: aResource }];
}

/** A preview that failed has not come to its end: what it did not reach would look as if it stayed the same. */
function errorsIn(diagnostics: unknown): readonly ReadIssue[] {
  if (!Array.isArray(diagnostics)) return [];
  return (diagnostics as readonly ({ readonly severity?: string; readonly message?: string } | null)[]).flatMap(
    (diagnostic, index) =>
      diagnostic?.severity === "error"
        ? [{ path: `diagnostics[${index}]`, message: `the preview failed: ${(diagnostic.message ?? "").trim()}` }]
        : [],
  );
}

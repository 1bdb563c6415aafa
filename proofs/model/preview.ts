import type { Read, Recorded } from "./recorded";
import { storedIn } from "./state";
import { isStored, recordedFrom, type Stored } from "./stored";

interface Step {
  readonly op: string;
  readonly urn?: string;
  readonly oldState?: unknown;
  readonly newState?: unknown;
}

/** Operations after which the resource is no more. `delete-replaced` is the end of the old one of a replacement. */
const deletions = new Set(["delete", "discard", "remove-pending-replace"]);
const endsOfReplaced = new Set(["delete-replaced", "discard-replaced"]);

/**
 * The resources as `pulumi preview --json` leaves them, laid over the state: steps take the place of what the state
 * holds under the same URN, and what no step names stays, because a preview leaves out what remains the same.
 */
export function recordedFromPreview(state: unknown, json: unknown): Read<readonly Recorded[]> {
  const before: Read<readonly Stored[]> = state === undefined ? { ok: true, value: [] } : storedIn(state);
  if (!before.ok) return before;
  const steps = stepsIn(json);
  if (!steps.ok) return steps;
  const planned = new Map<string, Stored>();
  const gone = new Map<string, Stored>();
  for (const { op, oldState, newState } of steps.value) {
    if (endsOfReplaced.has(op)) continue;
    if (deletions.has(op)) {
      if (isStored(oldState)) gone.set(oldState.urn, oldState);
    } else if (isStored(newState)) {
      planned.set(newState.urn, withWhatStays(newState, oldState));
    }
  }
  for (const urn of planned.keys()) gone.delete(urn);
  const kept = before.value.filter(({ urn }) => !planned.has(urn) && !gone.has(urn));
  const after = [...kept, ...planned.values()];
  const providers = [...before.value, ...planned.values()];
  return {
    ok: true,
    value: [
      ...recordedFrom(after, providers),
      ...recordedFrom([...gone.values()], providers).map((recorded) => ({ ...recorded, isGone: true as const })),
    ],
  };
}

/** A step that changes nothing may tell its old state alone. */
function withWhatStays(newState: Stored, oldState: unknown): Stored {
  if (!isStored(oldState) || newState.id !== undefined || oldState.id === undefined) return newState;
  return newState.type === oldState.type && newState.outputs === undefined && newState.inputs === undefined
    ? oldState
    : newState;
}

function stepsIn(json: unknown): Read<readonly Step[]> {
  const steps = (json as { readonly steps?: unknown } | null)?.steps;
  if (!Array.isArray(steps)) {
    const message = "expected the output of `pulumi preview --json`, found no list of steps";
    return { ok: false, issues: [{ path: "steps", message }] };
  }
  const list = steps as readonly Partial<Step>[];
  const issues = list.flatMap(({ op }, index) =>
    typeof op === "string" ? [] : [{ path: `steps[${index}].op`, message: "a step has an operation" }],
  );
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: list as readonly Step[] };
}

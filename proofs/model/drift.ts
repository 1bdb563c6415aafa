import type { OwnPolicy } from "./attachments";
import { policyFrom } from "./documents";
import type { Gap } from "./organization";
import { nameOf } from "./place";
import { sameDocument } from "./same-document";
import type { Snapshot } from "./snapshot";

/** A policy of the stack that the snapshot has otherwise: as it is there, and how that differs. */
export interface Drift {
  readonly id: string;
  readonly there: OwnPolicy;
  readonly differences: readonly string[];
}

/**
 * What the snapshot has otherwise was changed by hand, or the snapshot is older. Which of the two binds nobody can tell,
 * as long as nobody looks.
 */
export function driftsIn(
  own: readonly OwnPolicy[],
  snapshot: Snapshot | undefined,
  report: (gap: Gap) => void,
): readonly Drift[] {
  return snapshot === undefined ? [] : own.flatMap((one) => driftOf(snapshot, one, report) ?? []);
}

function driftOf({ policies, attachments }: Snapshot, one: OwnPolicy, report: (gap: Gap) => void): Drift | undefined {
  const found = policies.find(({ id }) => id === one.draft.id);
  if (found === undefined) return undefined;
  const targets = attachments.filter(({ policyId }) => policyId === found.id).map(({ targetId }) => targetId);
  const name = nameOf(one.draft);
  const differences = [
    ...(sameDocument(one.draft.properties["content"], found.content)
      ? []
      : [`${name} has other statements in the snapshot than in the state`]),
    ...(sameTargets(one.targets, targets)
      ? []
      : [`${name} is attached to ${targets.join(", ") || "nothing"} in the snapshot, not as in the state`]),
  ];
  if (differences.length === 0) return undefined;
  const policy = policyFrom(found.content, one.policy.kind, name, `snapshot: ${name}`, report);
  return { id: found.id, there: { ...one, targets, policy }, differences };
}

function sameTargets(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

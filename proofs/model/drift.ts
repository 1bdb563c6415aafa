import type { OwnPolicy } from "./attachments";
import { policyFrom } from "./documents";
import type { Gap } from "./organization";
import { nameOf } from "./place";
import { sameDocument } from "./same-document";
import type { Snapshot } from "./snapshot";

/** The stack's own policies as the snapshot has them, and how that differs; nothing where the two agree. */
export interface Drift {
  readonly own: readonly OwnPolicy[];
  readonly differences: readonly string[];
}

/**
 * A policy of the stack that the snapshot has otherwise was changed by hand, or the snapshot is older. Which of the two
 * binds nobody can tell, as long as nobody looks.
 */
export function driftIn(
  own: readonly OwnPolicy[],
  snapshot: Snapshot | undefined,
  report: (gap: Gap) => void,
): Drift | undefined {
  if (snapshot === undefined) return undefined;
  const read = own.map((one) => asIn(snapshot, one, report));
  const differences = read.flatMap((one) => one.differences);
  return differences.length === 0 ? undefined : { own: read.map((one) => one.policy), differences };
}

function asIn(
  { policies, attachments }: Snapshot,
  one: OwnPolicy,
  report: (gap: Gap) => void,
): { readonly policy: OwnPolicy; readonly differences: readonly string[] } {
  const found = policies.find(({ id }) => id === one.draft.id);
  if (found === undefined) return { policy: one, differences: [] };
  const targets = attachments.filter(({ policyId }) => policyId === found.id).map(({ targetId }) => targetId);
  const name = nameOf(one.draft);
  return {
    policy: { ...one, targets, policy: policyFrom(found.content, one.policy.kind, name, `snapshot: ${name}`, report) },
    differences: [
      ...(sameDocument(one.draft.properties["content"], found.content)
        ? []
        : [`${name} has other statements in the snapshot than in the state`]),
      ...(sameTargets(one.targets, targets)
        ? []
        : [`${name} is attached to ${targets.join(", ") || "nothing"} in the snapshot, not as in the state`]),
    ],
  };
}

function sameTargets(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

import { names } from "../../rulebook/names";
import type { Snapshot } from "./snapshot";

const ownNames = [names.guardrailPolicy, names.emergencyAccountPolicy, names.resourceGuardrailPolicy];

/**
 * Whether a policy has a name that the stack gives its own. Such a policy counts only if the stack has it: what the
 * snapshot still holds of a policy that left the stack is kept by nobody, and proves nothing.
 */
export function isNamedAsOurs(name: string): boolean {
  return ownNames.some((own) => name === own || name.startsWith(`${own}-`));
}

/** One line for each policy of the snapshot that is named as ours, and that the stack neither has nor deletes. */
export function orphanLines(
  { policies }: Snapshot,
  isOwned: (policy: Snapshot["policies"][number]) => boolean,
): readonly string[] {
  return policies
    .filter((policy) => isNamedAsOurs(policy.name) && !isOwned(policy))
    .map(
      ({ id, name }) =>
        `snapshot: ${name} (${id}) is named as this stack's own, and the stack has none like it: not counted.`,
    );
}

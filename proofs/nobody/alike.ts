import { directoryOf } from "../asking/directory";
import { likenessBy } from "../asking/likeness";
import { oncePerClass } from "../asking/once";
import type { Act } from "../claim";
import type { AccountClass, Organization } from "../model/organization";

/** Of acts on an account's things that no document tells apart, one each. */
export function alikeOnes(
  organization: Organization,
  accountClass: AccountClass,
  acts: readonly Act[],
): readonly Act[] {
  const likeness = likenessIn(organization, accountClass);
  const found = new Map<string, Act>();
  for (const act of acts) {
    const key = likeness(accountClass, act);
    if (!found.has(key)) found.set(key, act);
  }
  return [...found.values()];
}

const likenessIn = oncePerClass((organization, { scps, rcps }) =>
  likenessBy(directoryOf(organization), [...scps.flat(), ...rcps.flat()]),
);

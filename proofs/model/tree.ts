import type { Snapshot } from "./snapshot";

/** An account in its place of the tree, before anything is said of what is in it. */
export interface Placed {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly parentId: string;
  /** Stands for one that does not exist yet, or that nobody told us of. */
  readonly isNew: boolean;
  /** Whether anybody told us where it stands; otherwise it is below the root, directly or not. */
  readonly isPlaced: boolean;
}

/** An account that is closed has no principals that act. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
const closed = new Set(["SUSPENDED", "CLOSED"]);

export function placedIn({ accounts }: Snapshot): readonly Placed[] {
  return accounts.map(({ id, name, parentId, status }) => ({
    id,
    name,
    parentId,
    isActive: !closed.has(status),
    isNew: false,
    isPlaced: true,
  }));
}

/** Ids of the root and the OUs above, root first; each parent's is worked out once. */
export function pathsOf(rootId: string, parents: ReadonlyMap<string, string>): (id: string) => readonly string[] {
  const known = new Map<string, readonly string[]>([[rootId, [rootId]]]);
  const pathOf = (id: string): readonly string[] => {
    const path = known.get(id);
    if (path !== undefined) return path;
    const parent = parents.get(id);
    const own = parent === undefined ? [rootId, id] : [...pathOf(parent), id];
    known.set(id, own);
    return own;
  };
  return pathOf;
}

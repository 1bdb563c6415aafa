import type { Aws } from "../model";

/** From the root down to the target: root, OUs, and the account where it is one. */
export function levelsOf(aws: Aws, targetId: string): readonly string[] {
  const levels = [targetId];
  for (let parent = parentOf(aws, targetId); parent !== undefined; parent = parentOf(aws, parent))
    levels.unshift(parent);
  return levels;
}

export function parentOf(aws: Aws, targetId: string): string | undefined {
  return (aws.accounts[targetId] ?? aws.units[targetId])?.parentId;
}

export function isTarget(aws: Aws, id: string): boolean {
  return isParent(aws, id) || aws.accounts[id] !== undefined;
}

/** A root or an OU: what accounts and OUs can stand below. */
export function isParent(aws: Aws, id: string): boolean {
  return id === aws.organization.rootId || aws.units[id] !== undefined;
}

export function isBelow(aws: Aws, targetId: string, unitId: string): boolean {
  for (let parent = parentOf(aws, targetId); parent !== undefined; parent = parentOf(aws, parent)) {
    if (parent === unitId) return true;
  }
  return false;
}

/** Accounts anywhere below a root or an OU, in the order of their ids. */
export function accountsBelow(aws: Aws, unitId: string): readonly string[] {
  return Object.keys(aws.accounts)
    .filter((id) => isBelow(aws, id, unitId))
    .sort();
}

/** As in the condition keys of Organizations: `o-a/r-b/ou-c/ou-d/`. */
export function orgPathOf(aws: Aws, accountId: string): string {
  return `${[aws.organization.id, ...levelsOf(aws, accountId).slice(0, -1)].join("/")}/`;
}

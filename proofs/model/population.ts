import type { OwnPolicy } from "./attachments";
import type { Draft } from "./draft";
import type { Frame } from "./frame";
import type { Snapshot } from "./snapshot";
import { suspendedIn, type StackSetPlan } from "./stack-sets";
import { pathsOf, placedIn, type Placed } from "./tree";
import type { Properties, Value } from "./value";

/** The accounts, and where each stands. */
export interface Population {
  readonly accounts: readonly Placed[];
  /** Of the root or an OU. */
  readonly pathOf: (parentId: string) => readonly string[];
}

/** Stands for the root's id where nobody told it. */
const unknownRoot = "r-root";

/** The snapshot's accounts, or those that the stack knows of; and one that is made tomorrow. */
export function populationOf(
  frame: Frame,
  drafts: readonly Draft[],
  own: readonly OwnPolicy[],
  plans: readonly StackSetPlan[],
  outputs: Properties,
  snapshot: Snapshot | undefined,
): Population {
  const root = frame.rootId ?? unknownRoot;
  if (snapshot !== undefined) {
    const accounts = placedIn(snapshot);
    const parents = new Map(snapshot.units.map(({ id, parentId }) => [id, parentId]));
    return { accounts: [...accounts, newAccount(accounts, root, "a new account")], pathOf: pathsOf(root, parents) };
  }
  const ids = knownAccounts(frame, drafts, plans, outputs);
  const suspended = suspendedIn(plans);
  const known = ids.map((id) => ({
    id,
    name: frame.kinds.get(id) ?? id,
    isActive: !suspended.has(id),
    parentId: root,
    isNew: false,
    isPlaced: false,
  }));
  // It may stand anywhere, as those of which the stack tells.
  const accounts = [...known, { ...newAccount(known, root, "any other account"), isPlaced: false }];
  for (const unit of unitsOf(own, plans)) accounts.push(newAccount(accounts, unit, `any other account in ${unit}`));
  return { accounts, pathOf: pathsOf(root, new Map()) };
}

/** Accounts that the stack acts in or binds, and those in which it has stacks. */
function knownAccounts(
  frame: Frame,
  drafts: readonly Draft[],
  plans: readonly StackSetPlan[],
  outputs: Properties,
): readonly string[] {
  const bound = drafts.map(({ properties }) => properties["targetId"]).filter(isAccountId);
  const found = new Set<string>([...drafts.map(({ account }) => account), ...bound, ...frame.kinds.keys()]);
  for (const { deployments } of plans) for (const { told } of deployments) for (const id of told) found.add(id);
  for (const text of textsOf(outputs)) for (const [id] of text.matchAll(/(?<!\d)\d{12}(?!\d)/g)) found.add(id);
  return [...found].sort();
}

function isAccountId(value: Value): value is string {
  return typeof value === "string" && /^\d{12}$/.test(value);
}

function unitsOf(own: readonly OwnPolicy[], plans: readonly StackSetPlan[]): readonly string[] {
  const targets = [
    ...own.flatMap((policy) => policy.targets),
    ...plans.flatMap(({ deployments }) => deployments.flatMap((one) => one.targets)),
  ];
  return [...new Set(targets.filter((target) => target.startsWith("ou-")))].sort();
}

/** AWS makes accounts directly below the root. Its id is one that no account has. */
function newAccount(others: readonly Placed[], parentId: string, name: string): Placed {
  const taken = new Set(others.map(({ id }) => id));
  let id = 999_999_999_999;
  while (taken.has(String(id))) id -= 1;
  return { id: String(id), name, isActive: true, parentId, isNew: true, isPlaced: true };
}

function textsOf(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

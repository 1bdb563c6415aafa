import type { Policy } from "../../iam";
import { names } from "../../rulebook/names";
import type { AccountKind } from "../../rulebook/roles";
import { attachedSomewhere, attachedTo, perhapsAttached, type Attachments, type PolicyType } from "./attachments";
import { contentsOf } from "./contents";
import type { Frame } from "./frame";
import type { AccountClass, Levels, Thing } from "./organization";
import { reaches, type StackSetPlan } from "./stack-sets";
import type { Placed } from "./tree";
import type { World } from "./world";

export interface Classes {
  readonly classes: readonly AccountClass[];
  readonly outside: readonly string[];
}

/**
 * Accounts are in one class if nothing in documents, patterns and templates can tell them apart: the same policies bind
 * them, the same stacks are in them, and neither holds anything of its own. Each account is looked at once, and a
 * template is expanded once for each class.
 */
export function classesOf(world: World): Classes {
  const membership = membershipOf(world);
  const groups = new Map<string, { readonly first: Placed; readonly members: string[] }>();
  for (const account of world.population.accounts) {
    const key = membership(account);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: account, members: [account.id] });
    else group.members.push(account.id);
  }
  const outside = new Set<string>();
  const levels = levelsOf(world);
  const classes = [...groups.values()].map(({ first, members }): AccountClass => {
    const contents = contentsOf(first, world);
    for (const type of contents.outside) outside.add(type);
    return {
      account: {
        id: first.id,
        name: first.name,
        kind: kindOf(first, world.frame, contents.things),
        isActive: first.isActive,
        path: world.population.pathOf(first.parentId),
      },
      members,
      scps: levels(first, "SERVICE_CONTROL_POLICY"),
      rcps: levels(first, "RESOURCE_CONTROL_POLICY"),
      things: contents.things,
      others: contents.others,
      signIn: world.signIn.get(first.id),
    };
  });
  return { classes, outside: [...outside].sort() };
}

/** The role that repairs federation stands in the identity account only. */
function kindOf({ id }: Placed, { kinds }: Frame, things: readonly Thing[]): AccountKind {
  const isIdentity = things.some((thing) => thing.kind === "role" && thing.name === names.targetRole.IdentityAdmin);
  return kinds.get(id) ?? (isIdentity ? "identity" : "workload");
}

/**
 * Of the root, of each OU on the way and of the account; none where the type is not enabled. What is attached to OUs may
 * bind an account of which nobody told us where it stands, and what is attached to nobody knows what may bind any.
 */
function levelsOf({ population, attachments, enabledTypes }: World): (account: Placed, type: PolicyType) => Levels {
  const assumed = enabledTypes === undefined;
  const known = new Map<string, Levels>();
  const ofEach = <T>(of: (ofType: Attachments) => T): Readonly<Record<PolicyType, T>> => ({
    SERVICE_CONTROL_POLICY: of(attachments.SERVICE_CONTROL_POLICY),
    RESOURCE_CONTROL_POLICY: of(attachments.RESOURCE_CONTROL_POLICY),
  });
  const [inUnits, anywhere] = [ofEach(perhapsAttached), ofEach(attachedSomewhere)];
  return (account, type) => {
    if (enabledTypes?.includes(type) === false) return [];
    const key = `${type} ${account.parentId}`;
    const above =
      known.get(key) ??
      population.pathOf(account.parentId).map((id) => attachedTo(attachments[type], id, type, assumed));
    known.set(key, above);
    // AWS attaches the full access to an account that is made.
    const own = attachedTo(attachments[type], account.id, type, assumed || account.isNew);
    return [...above, [...own, ...anywhere[type], ...(account.isPlaced ? [] : inUnits[type])]];
  };
}

/** A text that two accounts share exactly if they belong to one class. */
function membershipOf(world: World): (account: Placed) => string {
  const { frame, population, drafts, plans, naming } = world;
  const own = new Set(drafts.map(({ account }) => account));
  const bound = boundsOf(world);
  return (account) => {
    const isOne = own.has(account.id) || world.signIn.has(account.id);
    if (isOne || naming.ids.has(account.id) || frame.kinds.has(account.id)) return account.id;
    const path = population.pathOf(account.parentId);
    return [
      account.isActive,
      account.isNew ? account.id : "",
      bound(account, "SERVICE_CONTROL_POLICY"),
      bound(account, "RESOURCE_CONTROL_POLICY"),
      naming.asksForPaths ? account.parentId : "",
      ...naming.tests.map((test) => test(account.id)),
      ...plans.map((plan) => stacksKey(plan, account, path, frame)),
    ].join(" ");
  };
}

/**
 * The policies of all levels as a text. Every level must allow, and one that denies is enough: neither the order of
 * levels nor their repetition matters.
 */
function boundsOf(world: World): (account: Placed, type: PolicyType) => string {
  const levels = levelsOf(world);
  const numbers = new Map<Policy, number>();
  const numberOf = (policy: Policy): number => {
    const number = numbers.get(policy) ?? numbers.size;
    numbers.set(policy, number);
    return number;
  };
  const textOf = (level: readonly Policy[]): string => level.map(numberOf).sort(byNumber).join(",");
  const known = new Map<string, string>();
  return (account, type) => {
    const all = levels(account, type);
    const key = `${type} ${account.parentId} ${textOf(all.at(-1) ?? [])}`;
    const text = known.get(key) ?? [...new Set(all.map(textOf))].sort().join("|");
    known.set(key, text);
    return text;
  };
}

/** Which deployments of a StackSet reach the account, and in which Regions there is no stack all the same. */
function stacksKey(plan: StackSetPlan, account: Placed, path: readonly string[], frame: Frame): string {
  const target = { ...account, path, isManagement: account.id === frame.managementAccount };
  return plan.deployments
    .map((deployment) => (reaches(plan, deployment, target) ? (deployment.missing.get(account.id) ?? "all") : "none"))
    .join(":");
}

function byNumber(one: number, other: number): number {
  return one - other;
}

import type { Aws, Role, StackInstance, StackSet } from "./model";
import { readRegional, writtenRegional, type WrittenRegional } from "./regional-json";

/**
 * aws.json: the data as they are, but what many accounts have alike (roles, states of stack instances, and the
 * documents in them) stands once in a table and is named by its place there.
 */
interface Written extends Omit<Aws, "iam" | "stackSets" | "regional"> {
  readonly regional: WrittenRegional;
  readonly documents: readonly string[];
  readonly roles: readonly Role[];
  readonly instances: readonly StackInstance[];
  readonly iam: Readonly<Record<string, WrittenIam>>;
  readonly stackSets: Readonly<
    Record<string, Omit<StackSet, "instances"> & { readonly instances: Readonly<Record<string, number>> }>
  >;
}

interface WrittenIam extends Partial<Omit<Aws["iam"][string], "roles">> {
  readonly roles: Readonly<Record<string, number>>;
}

export function toJson(aws: Aws): string {
  const documents = tableOf<string>();
  const roles = tableOf<Role>();
  const instances = tableOf<StackInstance>();
  const written: Written = {
    ...aws,
    iam: mapped(aws.iam, (iam) => ({ ...withoutEmpty(iam), roles: mapped(iam.roles, roles.placeOf) })),
    stackSets: mapped(aws.stackSets, (set) => ({ ...set, instances: mapped(set.instances, instances.placeOf) })),
    regional: writtenRegional(aws.regional),
    documents: documents.items,
    roles: roles.items.map((role) =>
      withDocuments(role, (document) => documents.placeOf(document)),
    ) as unknown as readonly Role[],
    instances: instances.items,
  };
  return JSON.stringify(written);
}

export function fromJson(text: string): Aws {
  const { documents, roles: writtenRoles, instances, ...written } = JSON.parse(text) as Written;
  if (written.format !== 1) throw new Error(`format ${String(written.format)}: this version reads format 1`);
  const roles = writtenRoles.map((role) =>
    withDocuments(role, (place) => at(documents, Number(place))),
  ) as readonly Role[];
  return {
    ...written,
    regional: readRegional(written.regional),
    iam: mapped(written.iam, (iam) => ({
      users: {},
      policies: {},
      samlProviders: {},
      ...iam,
      roles: mapped(iam.roles, (place) => at(roles, place)),
    })),
    stackSets: mapped(written.stackSets, (set) => ({
      ...set,
      instances: mapped(set.instances, (place) => at(instances, place)),
    })),
  };
}

interface Table<Item> {
  readonly items: readonly Item[];
  readonly placeOf: (item: Item) => number;
}

function tableOf<Item>(): Table<Item> {
  const items: Item[] = [];
  const places = new Map<Item, number>();
  return {
    items,
    placeOf(item) {
      const known = places.get(item);
      if (known !== undefined) return known;
      places.set(item, items.length);
      return items.push(item) - 1;
    },
  };
}

function withDocuments(role: Role, change: (document: string) => unknown): unknown {
  return { ...role, trust: change(role.trust), inline: mapped(role.inline, change) };
}

function withoutEmpty<T extends object>(record: T): Partial<T> {
  const entries = Object.entries(record).filter(([, value]) => Object.keys(value as object).length > 0);
  return Object.fromEntries(entries) as Partial<T>;
}

function mapped<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  const result: Record<string, To> = {};
  for (const key of Object.keys(record)) result[key] = change(record[key] as From);
  return result;
}

function at<Item>(items: readonly Item[], place: number): Item {
  const item = items[place];
  if (item === undefined) throw new Error(`the table has no entry ${place}`);
  return item;
}

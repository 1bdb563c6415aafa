import type { Aws } from "./model";

const records = new WeakMap<Aws, Map<string, object[]>>();
const mostKept = 50;

/**
 * The first record of the same content among those of the same key: what a thousand accounts have alike is kept, and
 * written, once.
 */
export function shared<Item extends object>(aws: Aws, key: string, record: Item): Item {
  let byKey = records.get(aws);
  if (byKey === undefined) {
    byKey = new Map();
    records.set(aws, byKey);
  }
  const known = byKey.get(key) ?? [];
  const first = known.find((other) => isEqual(other, record));
  if (first !== undefined) return first as Item;
  byKey.set(key, [record, ...known].slice(0, mostKept));
  return record;
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const [a, b] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>];
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isEqual(a[key], b[key]));
}

import type { Aws } from "./model";

const records = new WeakMap<Aws, Map<string, unknown>>();

/** The first record of the same content: what a thousand accounts have alike is kept, and written, once. */
export function shared<Item extends object>(aws: Aws, record: Item): Item {
  let known = records.get(aws);
  if (known === undefined) {
    known = new Map();
    records.set(aws, known);
  }
  const key = JSON.stringify(record);
  const first = known.get(key);
  if (first !== undefined) return first as Item;
  if (known.size > 10_000) known.clear();
  known.set(key, record);
  return record;
}

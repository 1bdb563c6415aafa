import { isMapping, type Value } from "./value";

/** Whether two policies say the same, however they are written: the order of names and of lists means nothing. */
export function sameDocument(one: Value, other: Value): boolean {
  return JSON.stringify(plain(read(one))) === JSON.stringify(plain(read(other)));
}

function read(document: Value): Value {
  if (typeof document !== "string") return document;
  try {
    return JSON.parse(document) as Value;
  } catch {
    return document;
  }
}

/** One value is a list of it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function plain(value: Value): Value {
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map(plain);
    return items.length === 1 ? items[0] : items.map((item) => JSON.stringify(item)).sort();
  }
  if (!isMapping(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, plain(value[name])]));
}

import { isMapping, type Value } from "./value";

/** What in documents, patterns and templates can tell one account's id from another's. */
export interface Naming {
  /** Account ids that stand somewhere as text. */
  readonly ids: ReadonlySet<string>;
  /** What of an id a pattern looks at; accounts that answer all alike are told apart by none. */
  readonly tests: readonly ((id: string) => boolean)[];
  /** Whether a condition looks at the path of OUs. */
  readonly asksForPaths: boolean;
}

const accountIds = /(?<!\d)\d{12}(?!\d)/g;
/** Digits with wildcards among them, such as `1000*` where an account's id is expected. */
const partial = /[0-9?*]*[0-9][?*][0-9?*]*|[0-9?*]*[?*][0-9][0-9?*]*/g;
/** A regular expression of a filter pattern of CloudWatch Logs. */
const regular = /%[^%]*%/g;
const orgPaths = /orgpaths/i;

export function namingIn(values: Iterable<Value>): Naming {
  const ids = new Set<string>();
  const tests = new Map<string, (id: string) => boolean>();
  const seen = new Set<string>();
  let asksForPaths = false;
  const add = (key: string, test: (id: string) => boolean): void => void tests.set(key, test);

  const text = (value: string, under: string): void => {
    for (const [id] of value.matchAll(accountIds)) ids.add(id);
    for (const [token] of value.matchAll(partial)) addGlob(token, add);
    for (const [expression] of value.matchAll(regular)) {
      for (const [digits] of expression.matchAll(/\d+/g)) add(`~${digits}`, (id) => id.includes(digits));
    }
    const head = /\d{1,11}$/.exec(value)?.[0];
    if (under === "prefix" && head !== undefined) add(`^${head}`, (id) => id.startsWith(head));
    const tail = /^\d{1,11}/.exec(value)?.[0];
    if (under === "suffix" && tail !== undefined) add(`$${tail}`, (id) => id.endsWith(tail));
    if (under === "numeric") addNumber(value, add);
    if (orgPaths.test(value)) asksForPaths = true;
  };
  const walk = (value: Value, under: string): void => {
    if (typeof value === "string") {
      const within = value.startsWith("{") ? jsonIn(value, seen) : undefined;
      if (within === undefined) text(value, under);
      else walk(within, under);
    } else if (typeof value === "number") {
      text(String(value), under);
    } else if (Array.isArray(value)) {
      for (const item of value as readonly Value[]) walk(item, under);
    } else if (isMapping(value)) {
      for (const [key, item] of Object.entries(value)) {
        text(key, "");
        walk(item, meaningOf(key, under));
      }
    }
  };
  for (const value of values) walk(value, "");
  return { ids, tests: [...tests.values()], asksForPaths };
}

/** What the values below a key are: prefixes and suffixes of patterns, numbers of conditions. */
function meaningOf(key: string, under: string): string {
  if (key === "prefix" || key === "suffix") return key;
  if (/(^|:)numeric/i.test(key)) return "numeric";
  return under;
}

/** A document within a text; each is looked at once, the second time it is nothing. */
function jsonIn(text: string, seen: Set<string>): Value {
  if (seen.has(text)) return null;
  try {
    const value = JSON.parse(text) as Value;
    seen.add(text);
    return value;
  } catch {
    return undefined;
  }
}

/** A wildcard may run beyond the id, so its two ends count for themselves. */
function addGlob(token: string, add: (key: string, test: (id: string) => boolean) => void): void {
  const pattern = new RegExp(`^${token.replaceAll("*", ".*").replaceAll("?", ".")}$`);
  add(token, (id) => pattern.test(id));
  const head = /^\d+/.exec(token)?.[0];
  if (head !== undefined) add(`^${head}`, (id) => id.startsWith(head));
  const tail = /\d+$/.exec(token)?.[0];
  if (tail !== undefined) add(`$${tail}`, (id) => id.endsWith(tail));
}

function addNumber(value: string, add: (key: string, test: (id: string) => boolean) => void): void {
  const bound = Number(value);
  if (!Number.isFinite(bound)) return;
  add(`<${value}`, (id) => Number(id) < bound);
  add(`>${value}`, (id) => Number(id) > bound);
}

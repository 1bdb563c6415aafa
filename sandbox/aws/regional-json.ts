import { nothing } from "./regional";
import type { RegionalResources } from "./regional-model";
import type { Plain } from "./thing";

/**
 * What accounts have in their Regions, as aws.json has it: a StackSet makes the same in each of a thousand accounts,
 * but for the account's own id. So that id stands as a sign of its own, and what is alike then stands once.
 */
export interface WrittenRegional {
  readonly contents: readonly Plain[];
  /** By place, its number among the contents. */
  readonly places: Readonly<Record<string, number>>;
}

/** In Unicode's private use area: no name, ARN, document or message of AWS has it. */
const ownAccount = "\uE000";
/** By record, which never changes: its text in which the account's own id is the sign. */
const texts = new WeakMap<RegionalResources, string>();

export function writtenRegional(regional: Readonly<Record<string, RegionalResources>>): WrittenRegional {
  const numbers = new Map<string, number>();
  const places: Record<string, number> = {};
  for (const [place, resources] of Object.entries(regional)) {
    const text = textOf(resources, place.slice(0, place.indexOf("/")));
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    places[place] = number;
  }
  return { contents: [...numbers.keys()].map(parsed), places };
}

const contents = new Map<string, Plain>();
const mostContents = 1_000;

function parsed(text: string): Plain {
  const known = contents.get(text);
  if (known !== undefined) return known;
  const content = JSON.parse(text) as Plain;
  if (contents.size >= mostContents) contents.clear();
  contents.set(text, content);
  return content;
}

function textOf(resources: RegionalResources, accountId: string): string {
  let text = texts.get(resources);
  if (text === undefined) {
    const tables = Object.entries(resources).filter(([, table]) => Object.keys(table as object).length > 0);
    text = JSON.stringify(Object.fromEntries(tables)).replaceAll(accountId, ownAccount);
    texts.set(resources, text);
  }
  return text;
}

export function readRegional({ contents, places }: WrittenRegional): Record<string, RegionalResources> {
  const entries = Object.entries(places).map(([place, number]): [string, RegionalResources] => {
    const content = contents[number];
    if (content === undefined) throw new Error(`the table of contents has no entry ${number}`);
    const tables = withAccount(content, place.slice(0, place.indexOf("/"))) as unknown as Partial<RegionalResources>;
    return [place, { ...nothing, ...tables }];
  });
  return Object.fromEntries(entries);
}

/** The content of one account; what does not name the account is the same object for all of them. */
function withAccount(value: Plain, accountId: string): Plain {
  if (typeof value === "string") return value.includes(ownAccount) ? value.replaceAll(ownAccount, accountId) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = (value as readonly Plain[]).map((item) => withAccount(item, accountId));
    return items.every((item, index) => item === (value as readonly Plain[])[index]) ? value : items;
  }
  const old = Object.entries(value as Readonly<Record<string, Plain>>);
  const entries = old.map(
    ([key, item]) => [withAccount(key, accountId) as string, withAccount(item, accountId)] as const,
  );
  const isSame = entries.every(([key, item], index) => key === old[index]?.[0] && item === old[index][1]);
  return isSame ? value : Object.fromEntries(entries);
}

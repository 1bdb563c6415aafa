import type { Change } from "./access";

/** Changes that read as one: the same happens to several people, in several accounts, to several things. */
export interface MergedChange {
  readonly change: Change["change"];
  readonly who: readonly string[];
  /** None for who belongs to no account of the organization. */
  readonly from: readonly string[];
  readonly actions: readonly string[];
  /** Kind and name. */
  readonly on: readonly string[];
  readonly regions: readonly string[];
  /** None where the caller and the thing are in the same account. */
  readonly at: readonly string[];
  readonly detail: string;
}

type Lists = Omit<MergedChange, "change" | "detail">;

/** First what is the same thing to a reader, then whoever and wherever it is the same for. */
const order: readonly (keyof Lists)[] = ["regions", "actions", "on", "at", "from", "who"];

/** Few lines, in an order that depends on nothing but what they say. */
export function merged(changes: readonly Change[]): readonly MergedChange[] {
  const single = changes.map(({ change, who, from, action, on, at, detail }): MergedChange => ({
    change,
    who: [who],
    from: listOf(from),
    actions: [action],
    on: [`${wordsOf(on.kind)} ${on.name}`],
    regions: listOf(on.region),
    at: listOf(at),
    detail,
  }));
  return order
    .reduce<readonly MergedChange[]>(mergedOn, single)
    .map((one) => [textOf(one), one] as const)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, one]) => one);
}

/** Where nothing else differs, the lists of this field become one. */
function mergedOn(changes: readonly MergedChange[], field: keyof Lists): readonly MergedChange[] {
  const groups = new Map<string, { readonly one: MergedChange; readonly values: Set<string> }>();
  for (const one of changes) {
    const key = JSON.stringify({ ...one, [field]: one[field].length === 0 ? "none" : "some" });
    const group = groups.get(key) ?? { one, values: new Set<string>() };
    for (const value of one[field]) group.values.add(value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ one, values }) => ({ ...one, [field]: [...values].sort() }));
}

function textOf({ change, from, who, at, on, actions, regions, detail }: MergedChange): string {
  return JSON.stringify([change, from, who, at, on, actions, regions, detail]);
}

function listOf(text: string): readonly string[] {
  return text === "" ? [] : [text];
}

/** "targetRole" → "target role". */
function wordsOf(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

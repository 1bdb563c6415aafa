import { exchangedIn } from "../asking/standing";
import type { AccountClass, Organization } from "../model/organization";

export type Side = "before" | "after";

/** Accounts that are of one class before and of one class after: nothing tells them apart on either side. */
export interface Place {
  /** Stands for all of them on both sides. */
  readonly account: string;
  readonly members: readonly string[];
  /** Undefined where they are not there. */
  readonly before: AccountClass | undefined;
  readonly after: AccountClass | undefined;
  /** For a person. */
  readonly says: string;
}

export function placesOf(before: Organization, after: Organization): readonly Place[] {
  const classes = { before: classByAccount(before), after: classByAccount(after) };
  const news = new Set([...(before.newAccounts ?? []), ...(after.newAccounts ?? [])]);
  const groups = new Map<AccountClass | undefined, Map<AccountClass | undefined, string[]>>();
  for (const account of new Set([...classes.after.keys(), ...classes.before.keys()])) {
    const own = groups.get(classes.before.get(account)) ?? new Map<AccountClass | undefined, string[]>();
    groups.set(classes.before.get(account), own);
    const members = own.get(classes.after.get(account));
    if (members === undefined) own.set(classes.after.get(account), [account]);
    else members.push(account);
  }
  const pairs = [...groups].flatMap(([before, own]) =>
    [...own].map(([after, members]) => ({ before, after, members })),
  );
  return pairs
    .map((pair) => {
      const stands = [pair.after, pair.before].map((one) => one?.account.id ?? "");
      const account = stands.find((id) => pair.members.includes(id)) ?? pair.members[0] ?? "";
      return { ...pair, account, says: saysOf(pair, account, news) };
    })
    .sort((one, other) => one.account.localeCompare(other.account));
}

function classByAccount({ classes }: Organization): ReadonlyMap<string, AccountClass> {
  return new Map(classes.flatMap((one) => one.members.map((member) => [member, one] as const)));
}

const kinds = {
  management: "the management account",
  emergency: "the emergency account",
  logArchive: "the log-archive account",
  security: "the security account",
  identity: "the identity account",
  workload: "workload account",
} as const;

function saysOf(
  { before, after, members }: Pick<Place, "before" | "after" | "members">,
  account: string,
  news: ReadonlySet<string>,
): string {
  const known = members.filter((member) => !news.has(member));
  if (known.length === 0) return "any new account";
  const kind = kinds[(after ?? before)?.account.kind ?? "workload"];
  if (kind !== kinds.workload) return `${kind} ${account}`;
  if (known.length === 1) return `${kind} ${known[0] ?? ""}`;
  return `${known.length} ${kind}s (${known.slice(0, 3).join(", ")}${known.length > 3 ? " …" : ""})`;
}

/** A text of a class, which names the account that stands for it there, as it is in the account that stands here. */
export function textIn(place: Place, side: Side, text: string): string {
  const standing = place[side]?.account.id;
  return standing === undefined || standing === place.account ? text : exchangedIn(text, standing, place.account);
}

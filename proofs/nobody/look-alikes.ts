import { matchesArn } from "../../iam";
import { names } from "../../rulebook/names";
import { acts, eventOf, type ProtectedThing } from "../acts";
import { ask } from "../ask";
import type { Finding } from "../claim";
import { collecting, type Collected } from "../hearing/collected";
import type { AccountClass, Organization } from "../model/organization";
import { attackersOf } from "../symbolic/attackers";
import { arnsAtAnyPath, restOfName } from "../symbolic/names";
import { reserved } from "../symbolic/principal-patterns";
import { caseless, literal } from "../symbolic/sequence";
import { resourceWitnesses } from "./resources";

/** What can be made of a name that begins like ours in whatever letter case, and whether both paths hear of it. */
export function lookAlikesIn(organization: Organization): Finding {
  const found = collecting(organization);
  for (const about of organization.classes) {
    if (!about.account.isActive || about.account.id === organization.managementAccount) continue;
    found.countAccounts(about);
    for (const kind of kinds) {
      found.count("actions", kind.action);
      for (const arn of namesLikeOurs(organization, about, kind)) addLookAlike(organization, about, kind, arn, found);
    }
  }
  return found.finding();
}

/** IAM's names are unique in an account whatever their path and case: a look-alike keeps the true one from being made. */
const kinds = [
  { kind: "role", action: "iam:CreateRole", on: "pathRole" },
  { kind: "policy", action: "iam:CreatePolicy", on: "pathPolicy" },
] as const;

type Kind = (typeof kinds)[number];

function namesLikeOurs(organization: Organization, about: AccountClass, { kind }: Kind): readonly string[] {
  const likeOurs = [...caseless(names.prefix), ...restOfName];
  const language = (account: string) => arnsAtAnyPath(kind, literal(account), likeOurs);
  return resourceWitnesses(organization, about, language).filter((arn) => !isOurs(arn));
}

function addLookAlike(
  organization: Organization,
  about: AccountClass,
  { action, on }: Kind,
  arn: string,
  found: Collected,
): void {
  const row = acts.find((one) => one.action === action && one.on === on);
  if (row === undefined) throw new Error(`no row of the acts says how ${action} is recorded`);
  const thing = thingNamed(organization, about, arn, on);
  const act = { action, resource: arn, resourceAccount: about.account.id };
  let isFirst = true;
  for (const actor of attackersOf(organization, about)) {
    found.count("principals", actor.principal ?? "");
    const { answer, missing } = ask(organization, actor, act);
    if (answer === "no") continue;
    for (const name of isFirst ? spellings(thing.name) : [thing.name]) {
      const spelled = { ...thing, name, placeholders: { ...thing.placeholders, name } };
      const says = `${actor.says} can call ${action} for the name ${name}, and a path does not hear it.`;
      found.addEvent(says, eventOf(row, spelled, actor), ["first-path", "second-path"], actor.says, missing);
    }
    if (isFirst) found.report(`Not denied, but alerted on both paths: ${action} on ${arn}, and on names like it.`);
    isFirst = false;
  }
}

/** Those are another claim's: they must not be made at all. */
function isOurs(arn: string): boolean {
  return reserved.some((pattern) =>
    [pattern, pattern.replace(":role/", ":policy/")].some((one) => matchesArn(one, arn)),
  );
}

function thingNamed(
  { homeRegion, managementAccount, rootId }: Organization,
  accountClass: AccountClass,
  arn: string,
  kind: "pathRole" | "pathPolicy",
): ProtectedThing {
  const account = accountClass.account.id;
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const path = arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1);
  return {
    kind,
    arn,
    name,
    account,
    region: "",
    class: accountClass,
    home: { region: homeRegion, managementAccount },
    placeholders: { name, arn, account, region: "", id: name, path, root: rootId ?? "r-unknown" },
  };
}

/**
 * Patterns of events are asked one name at a time: the witness, all letters small and large, and the case of each letter
 * of our prefix changed by itself. So a pattern that minds the case of any letter is found.
 */
function spellings(name: string): readonly string[] {
  const flipped = Array.from(names.prefix, (_, index) => {
    const letter = name.charAt(index);
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return name.slice(0, index) + other + name.slice(index + 1);
  });
  return [name, name.toLowerCase(), name.toUpperCase(), ...flipped];
}

import { acts, actOn, eventOf, protectedThings, type ActRow, type ProtectedThing } from "../acts";
import { sparedFor } from "../acts/spared";
import { answerFor } from "../ask";
import type { Actor, Claim, Finding } from "../claim";
import { administratorsIn } from "../hearing/administrators";
import { collecting, type Collected } from "../hearing/collected";
import { addDelegatedAdministrators } from "../hearing/delegated-administrators";
import type { AccountClass, Organization } from "../model/organization";

export const actsOfTierZeroAreHeardOnBothPaths = {
  id: "acts-of-tier-zero-are-heard-on-both-paths",
  about: "alerts",
  question: "Does every act on the path by somebody whom no policy binds alert on both paths?",
  why: "Nobody can stop an administrator of the management account or a deployer; that nobody hears of it must be impossible.",
  source: [
    "E10",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp",
  ],
  findingFor,
} as const satisfies Claim;

const rowsOf = new Map<ProtectedThing["kind"], readonly ActRow[]>();
for (const row of acts) rowsOf.set(row.on, [...(rowsOf.get(row.on) ?? []), row]);

function findingFor(organization: Organization): Finding {
  const found = collecting(organization);
  const things = protectedThings(organization);
  for (const accountClass of organization.classes) {
    const actors = administratorsIn(organization, accountClass);
    if (actors.length === 0) continue;
    found.countAccounts(accountClass);
    for (const thing of things.filter((one) => isReached(one, accountClass, organization))) {
      for (const row of rowsOf.get(thing.kind) ?? []) {
        if (isCalledIn(row, accountClass, organization)) addAct(organization, { row, thing, actors }, found);
      }
    }
  }
  addDelegatedAdministrators(organization, found);
  return found.finding();
}

/** What the account holds, and for the management account the accounts that it manages. */
function isReached(thing: ProtectedThing, accountClass: AccountClass, organization: Organization): boolean {
  const isManagement = accountClass.account.id === organization.managementAccount;
  return thing.class === accountClass || (isManagement && thing.kind === "account");
}

function isCalledIn({ calledIn }: ActRow, accountClass: AccountClass, { managementAccount }: Organization): boolean {
  return (calledIn === "management") === (accountClass.account.id === managementAccount) || calledIn !== "management";
}

function addAct(
  organization: Organization,
  { row, thing, actors }: { readonly row: ActRow; readonly thing: ProtectedThing; readonly actors: readonly Actor[] },
  found: Collected,
): void {
  const spared = sparedFor(row, thing);
  if (spared !== undefined) {
    found.report(`${spared.id}: ${spared.why}`);
    return;
  }
  for (const actor of actors) {
    const asked = answerFor(organization, actor, actOn(row, thing));
    if (asked.answer === "no") continue;
    found.count("principals", actor.says);
    found.count("actions", row.action);
    const says = `${actor.says} calls ${row.action} on ${thing.arn}, and a path does not hear it`;
    found.addEvent(says, eventOf(row, thing, actor), ["first-path", "second-path"], actor.says, asked.missing);
  }
}

import { administratorOf } from "../actors";
import { acts, actOn, protectedThings, refusedEventOf, type ActRow, type ProtectedThing } from "../acts";
import { refusalSparedFor } from "../acts/spared";
import { answerFor } from "../ask";
import type { Actor, Claim, Finding } from "../claim";
import { collecting, type Collected } from "../hearing/collected";
import { assumeRecord } from "../hearing/records";
import type { Organization } from "../model/organization";

export const refusedAttemptsAreHeard = {
  id: "refused-attempts-are-heard",
  about: "alerts",
  question: "Is an attempt on the path that AWS refuses heard, from every account of the organization?",
  why: "Who is refused tries again elsewhere: the first attempt is the warning. Refused calls are logged without parameters.",
  source: ["E11", "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const found = collecting(organization);
  const things = protectedThings(organization);
  for (const accountClass of organization.classes) {
    const { account, things: own } = accountClass;
    if (!account.isActive || own.length === 0) continue;
    found.countAccounts(accountClass);
    // Anybody there whom the guardrails bind: what is refused to him stands in the message in the same words as for others.
    const administrator = administratorOf(account.id);
    found.count("principals", administrator.says);
    addAssumptions(organization, administrator, things, found);
    if (account.id === organization.managementAccount) continue;
    for (const thing of things.filter((one) => one.class === accountClass)) {
      for (const row of acts) if (row.on === thing.kind) addAttempt(organization, { row, thing, administrator }, found);
    }
  }
  found.report("Attempts in Regions without rules are heard on the second path alone.");
  found.report(
    "An attempt from outside of the organization is logged outside of it alone: AWS tells the target account nothing.",
  );
  return found.finding();
}

function addAttempt(
  organization: Organization,
  {
    row,
    thing,
    administrator,
  }: { readonly row: ActRow; readonly thing: ProtectedThing; readonly administrator: Actor },
  found: Collected,
): void {
  if (row.effect === "take" || row.calledIn === "management") return;
  const spared = refusalSparedFor(row, thing);
  if (spared !== undefined) {
    found.report(`${spared.id}: ${spared.why}`);
    return;
  }
  const { answer, missing } = answerFor(organization, administrator, actOn(row, thing));
  if (answer === "yes") return;
  found.count("actions", row.action);
  const says = `${administrator.says} tries ${row.action} on ${thing.arn} in vain, and nobody hears it`;
  found.addEvent(says, refusedEventOf(row, thing, administrator), "either", administrator.says, missing);
}

/** A refused assumption is logged in the caller's account alone; the role stands in the message. */
function addAssumptions(
  organization: Organization,
  administrator: Actor,
  things: readonly ProtectedThing[],
  found: Collected,
): void {
  const account = administrator.account ?? "";
  const roles = things.filter(({ kind }) => kind === "targetRole" || kind === "hubRole");
  const regions = [...new Set([organization.homeRegion, "us-east-1"])];
  for (const { arn } of roles) {
    found.count("actions", "sts:AssumeRole");
    for (const region of regions) {
      const event = assumeRecord(
        administrator,
        arn,
        { account, region },
        {
          requestParameters: null,
          responseElements: null,
          errorCode: "AccessDenied",
          errorMessage: `User: ${administrator.says} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
        },
      );
      const says = `${administrator.says} tries to take ${arn} in vain, and a path does not hear it`;
      found.addEvent(says, event, ["first-path", "second-path"], administrator.says);
    }
  }
}

import type { AlertPlace, AlertRow } from "../alerts";
import type { SettledFacts } from "../facts";
import { mapNonEmpty } from "./non-empty";
import { anyOf, isAccount, isRegion, type TemplateCondition } from "./template";

/**
 * Where a row's rule stands, as conditions inside the one template: automatic deployment ignores account filters, and a
 * StackSet has the same Regions for every account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export function conditionsFor(
  rows: readonly Pick<AlertRow, "where" | "regions">[],
  facts: SettledFacts,
): Readonly<Record<string, TemplateCondition>> {
  const combined = [...rows, heartbeatsAway, securityAway].filter(
    ({ where, regions }) => where.length > 1 || regions === "away",
  );
  return {
    IsManagementAccount: isAccount(facts.organization.managementAccountId),
    IsEmergencyAccount: isAccount(facts.emergencyAccount.id),
    IsSecurityAccount: isAccount(facts.accounts.security),
    IsLogArchiveAccount: isAccount(facts.accounts.logArchive),
    IsHomeRegion: isRegion(facts.regions.home),
    IsMemberRegion: anyOf(mapNonEmpty(facts.regions.memberDetection, isRegion)),
    IsReachedMember: {
      "Fn::And": [
        { "Fn::Not": [anyOf([{ Condition: "IsManagementAccount" }, { Condition: "IsEmergencyAccount" }])] },
        { Condition: "IsMemberRegion" },
      ],
    },
    IsHeartbeatAtHome: { "Fn::And": [{ Condition: "IsEmergencyAccount" }, { Condition: "IsHomeRegion" }] },
    ...Object.fromEntries(combined.map((row) => [conditionNameFor(row), combinationFor(row)])),
  };
}

/** At home a heartbeat goes to the central bus itself; elsewhere it needs a rule. */
export const heartbeatsAway = { where: ["emergency"], regions: "away" } as const;

/** An alarm tells a topic of its own Region; elsewhere than at home it goes by a rule. */
export const securityAway = { where: ["security"], regions: "away" } as const;

/** The condition of a row's rule, by its name. */
export function conditionNameFor({ where, regions }: Pick<AlertRow, "where" | "regions">): string {
  const [place, ...others] = where;
  if (others.length === 0 && regions !== "away") return placeConditionFor(place);
  const places = [...where].sort().map((one) => one.charAt(0).toUpperCase() + one.slice(1));
  return `${places.join("Or")}${regions === "away" ? "Away" : ""}`;
}

function combinationFor({ where, regions }: Pick<AlertRow, "where" | "regions">): TemplateCondition {
  const somewhere = anyOf(mapNonEmpty(where, (place) => ({ Condition: placeConditionFor(place) })));
  return regions === "away" ? { "Fn::And": [somewhere, { "Fn::Not": [{ Condition: "IsHomeRegion" }] }] } : somewhere;
}

/** Only members have fewer Regions than the stack's: all others count wherever the stack stands. */
function placeConditionFor(place: AlertPlace): string {
  switch (place) {
    case "management":
      return "IsManagementAccount";
    case "emergency":
      return "IsEmergencyAccount";
    case "security":
      return "IsSecurityAccount";
    case "logArchive":
      return "IsLogArchiveAccount";
    case "members":
      return "IsReachedMember";
    default:
      return place satisfies never;
  }
}

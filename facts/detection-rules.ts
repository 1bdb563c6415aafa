import type { Destination, TrailProperty } from "../rulebook";
import { duplicates } from "./duplicates";
import type { FactIssue } from "./issue";
import { shown } from "./parse";
import { regions as known } from "./regions";
import type { Rule, Sound } from "./rule";

export const detectionRules: readonly Rule[] = [
  detectionRegionsAreListedOnce,
  optInRegionsAreSaid,
  standbyIsElsewhere,
  complianceIsConfirmed,
  existingTrailSuffices,
  destinationsAreListedOnce,
  secondPathHasItsOwnDestination,
  socReadsMoreThanChat,
  sendersAreListedOnce,
  approversDeclareNothing,
];

function detectionRegionsAreListedOnce({ regions }: Sound): readonly FactIssue[] {
  return (["detection", "memberDetection"] as const).flatMap((list) =>
    duplicates(regions?.[list] ?? [], (name) => name, `lifeline:regions.${list}`, "each Region once"),
  );
}

/** A StackSet fails in an account that lacks the Region; whoever lists it under `detection` says that none does. */
function optInRegionsAreSaid({ regions }: Sound): readonly FactIssue[] {
  if (regions === undefined) return [];
  const named: readonly (readonly [path: string, name: string])[] = [
    ...regions.governed.map((name, index) => [`governed[${index}]`, name] as const),
    ...(regions.memberDetection ?? []).map((name, index) => [`memberDetection[${index}]`, name] as const),
    ...(regions.standby === undefined ? [] : [["standby", regions.standby] as const]),
  ];
  return (
    named
      .filter(([, name]) => known[name]?.enabledByDefault === false && !regions.detection.includes(name))
      // An opt-in home is refused altogether, elsewhere.
      .filter(([, name]) => name !== regions.home)
      .map(([path, name]) => ({
        path: `lifeline:regions.${path}`,
        found: `${shown(name)}, which accounts must opt in to`,
        allowed: "a Region that every account has, or one that lifeline:regions.detection lists too",
        fix: "opt every account in and add the Region to lifeline:regions.detection, which says so",
      }))
  );
}

function standbyIsElsewhere({ regions }: Sound): readonly FactIssue[] {
  if (regions?.standby === undefined || regions.standby !== regions.home) return [];
  return [
    {
      path: "lifeline:regions.standby",
      found: `${shown(regions.standby)}, the home Region`,
      allowed: "another Region: its topic speaks while home is gone (E17)",
      fix: "choose another, or remove the line",
    },
  ];
}

function complianceIsConfirmed({ logArchive }: Sound): readonly FactIssue[] {
  if (logArchive?.mode !== "own" || logArchive.retention.mode !== "compliance") return [];
  const { days, confirmDays } = logArchive.retention;
  return days === confirmDays
    ? []
    : [
        {
          path: "lifeline:logArchive.retention.confirmDays",
          found: `${confirmDays}, while days is ${days}`,
          allowed: "the same number again: nobody, root and AWS included, shortens compliance retention",
          fix: "repeat the number of days, or choose mode: governance",
        },
      ];
}

const requirements: Readonly<Record<TrailProperty, string>> = {
  organizationTrail: "an organization trail: else new accounts are not seen",
  multiRegion: "a trail of every Region: sign-ins and STS are logged in several",
  logFileValidation: "a trail with log file validation: else a changed log file is not noticed",
  readEvents: "a trail that logs read management events: AssumeRole is one",
  writeEvents: "a trail that logs write management events: tampering is one",
  encrypted: "a trail encrypted with a customer-managed key",
};

function existingTrailSuffices({ logArchive }: Sound): readonly FactIssue[] {
  if (logArchive?.mode !== "existing") return [];
  return (Object.keys(requirements) as TrailProperty[])
    .filter((property) => !logArchive.says[property])
    .map((property) => ({
      path: `lifeline:logArchive.says.${property}`,
      found: "false",
      allowed: requirements[property],
      fix: `change the trail ${shown(logArchive.trailName)} and say true, or choose mode: own`,
    }));
}

function destinationsAreListedOnce({ alerts }: Sound): readonly FactIssue[] {
  return (["soc", "secondPath"] as const).flatMap((list) =>
    duplicates(alerts?.[list] ?? [], placeOf, `lifeline:alerts.${list}`, "each destination once"),
  );
}

function secondPathHasItsOwnDestination({ alerts }: Sound): readonly FactIssue[] {
  if (alerts === undefined) return [];
  const first = new Set(alerts.soc.map(placeOf));
  return alerts.secondPath.some((destination) => !first.has(placeOf(destination)))
    ? []
    : [
        {
          path: "lifeline:alerts.secondPath",
          found: "only destinations that lifeline:alerts.soc has too",
          allowed: "at least one that soc has not: the second path speaks when the first is silenced",
          fix: "add another mailbox, queue, URL or channel",
        },
      ];
}

/**
 * Amazon Q in chat shows alarms and events of AWS and its own schema of messages; what triage writes is for people and
 * machines, and does not appear there. https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
function socReadsMoreThanChat({ alerts }: Sound): readonly FactIssue[] {
  if (alerts === undefined || alerts.soc.some(({ protocol }) => protocol !== "slack")) return [];
  return [
    {
      path: "lifeline:alerts.soc",
      found: "chat channels only",
      allowed: "at least one mailbox, URL or queue: a chat channel shows alarms, and no message of triage",
      fix: "add a mailbox, URL or queue",
    },
  ];
}

/** One text for one place: mailboxes and hosts do not tell letter cases apart. */
function placeOf(destination: Destination): string {
  switch (destination.protocol) {
    case "email":
      return JSON.stringify({ ...destination, endpoint: destination.endpoint.toLowerCase() });
    case "https":
      return JSON.stringify({ ...destination, endpoint: new URL(destination.endpoint).href });
    case "sqs":
    case "slack":
      return JSON.stringify(destination);
    default:
      return destination satisfies never;
  }
}

const steps = ["declarers", "approvers", "extenders", "closers"] as const;

function sendersAreListedOnce({ incidents }: Sound): readonly FactIssue[] {
  return steps.flatMap((step) =>
    duplicates(incidents?.[step] ?? [], (arn) => arn, `lifeline:incidents.${step}`, "each role once"),
  );
}

/** The approver is another person than the requester; one role for both would be one sender for both. */
function approversDeclareNothing({ incidents }: Sound): readonly FactIssue[] {
  return (incidents?.approvers ?? []).flatMap((arn, index) =>
    incidents?.declarers.includes(arn) === true
      ? [
          {
            path: `lifeline:incidents.approvers[${index}]`,
            found: `${shown(arn)}, which lifeline:incidents.declarers lists too`,
            allowed: "a role that declares nothing",
            fix: "give the ticket system a role for each step",
          },
        ]
      : [],
  );
}

import { isMapping, isUnknown, listOf, valueAt, type Value } from "../../../proofs/model/value";
import { undecided, violated, type Example, type Finding, type ResourceRule } from "../../rule";
import { checked, mustBe, mustBeThere, mustNotBe } from "../checks";

const row = { family: "logging", scope: "resource", kinds: ["trail"] } as const;
const practices = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html";

function trail(properties: Example["properties"]): Example {
  return {
    type: "aws:cloudtrail/trail:Trail",
    properties: { name: "orders", s3BucketName: "orders-trail", ...properties },
  };
}

/** What a trail must record. */
export const trailRules = [
  {
    ...row,
    id: "record-every-region",
    title: "Trails record every Region",
    severity: "high",
    stops: "Sign-ins and STS calls are logged in several Regions; one that is not recorded is where an intruder works",
    source: practices,
    requirements: ["E8", "E11"],
    frameworks: { wellArchitected: "SEC04-BP01", cis: "3.1", nist: "AU-12" },
    fix: "Set isMultiRegionTrail: true",
    findingsFor: (subject) => checked(subject, "isMultiRegionTrail", mustBe(true, "the trail records one Region")),
    remedyFor: () => ({ isMultiRegionTrail: true }),
    good: trail({ isMultiRegionTrail: true }),
    bad: trail({ isMultiRegionTrail: false }),
  },
  {
    ...row,
    id: "sign-log-files",
    title: "Trails sign their log files",
    severity: "high",
    stops: "Without digests a changed or a missing log file is not noticed",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC04-BP02", cis: "3.2", nist: "AU-10" },
    fix: "Set enableLogFileValidation: true",
    findingsFor: (subject) => checked(subject, "enableLogFileValidation", mustBe(true, "log files are not signed")),
    remedyFor: () => ({ enableLogFileValidation: true }),
    good: trail({ enableLogFileValidation: true }),
    bad: trail({}),
  },
  {
    ...row,
    id: "encrypt-trails",
    title: "Trails are encrypted with a key of one's own",
    severity: "medium",
    stops: "Whoever may read the bucket reads every call; a key of one's own says who may decrypt",
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    requirements: ["E8", "G8"],
    frameworks: { wellArchitected: "SEC08-BP02", cis: "3.5", nist: "SC-28" },
    fix: "Set kmsKeyId to the alias of a customer-managed key",
    findingsFor: (subject) => checked(subject, "kmsKeyId", mustBeThere("no key is named")),
    good: trail({ kmsKeyId: "arn:aws:kms:eu-central-1:100000000011:alias/trail" }),
    bad: trail({}),
  },
  {
    ...row,
    id: "keep-trails-running",
    title: "Trails are switched on",
    severity: "critical",
    stops: "A trail that does not log is an alert path that sees nothing",
    source: practices,
    requirements: ["E8", "E9"],
    frameworks: { wellArchitected: "SEC04-BP01", cis: "3.1", nist: "AU-12" },
    fix: "Remove enableLogging: false",
    findingsFor: (subject) => checked(subject, "enableLogging", mustNotBe(false, "logging is switched off")),
    remedyFor: () => ({ enableLogging: true }),
    good: trail({ enableLogging: true }),
    bad: trail({ enableLogging: false }),
  },
  {
    ...row,
    id: "record-global-services",
    title: "Trails record global services",
    severity: "high",
    stops: "IAM and sign-in are global services: without them nobody sees who entered",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html",
    requirements: ["E8", "E11"],
    frameworks: { wellArchitected: "SEC04-BP01", cis: "3.1", nist: "AU-12" },
    fix: "Remove includeGlobalServiceEvents: false",
    findingsFor: (subject) =>
      checked(subject, "includeGlobalServiceEvents", mustNotBe(false, "global services are left out")),
    remedyFor: () => ({ includeGlobalServiceEvents: true }),
    good: trail({ includeGlobalServiceEvents: true }),
    bad: trail({ includeGlobalServiceEvents: false }),
  },
  {
    ...row,
    id: "record-reads-and-writes",
    title: "Trails record every management event, reads too",
    severity: "high",
    stops: "AssumeRole counts as a read: a trail of writes alone sees nobody enter",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    requirements: ["E8", "E9"],
    frameworks: { wellArchitected: "SEC04-BP01", cis: "3.1", nist: "AU-2" },
    fix: "Leave the selectors out, or add one for management events with readWriteType All and no excluded sources",
    findingsFor: (subject) => [
      ...selectorFindings(subject.properties["eventSelectors"], `${subject.within}eventSelectors`, recordsAll),
      ...selectorFindings(
        subject.properties["advancedEventSelectors"],
        `${subject.within}advancedEventSelectors`,
        recordsAllManagement,
      ),
    ],
    good: trail({ eventSelectors: [{ includeManagementEvents: true, readWriteType: "All" }] }),
    bad: trail({ eventSelectors: [{ includeManagementEvents: true, readWriteType: "WriteOnly" }] }),
  },
] as const satisfies readonly ResourceRule[];

/** One selector that records all of them is enough; none at all is AWS's default, which does. */
function selectorFindings(
  value: Value,
  where: string,
  records: (selector: Value) => boolean | undefined,
): readonly Finding[] {
  if (isUnknown(value)) return [undecided(where)];
  const selectors = listOf(value);
  if (selectors.length === 0) return [];
  const answers = selectors.map(records);
  if (answers.includes(true)) return [];
  return answers.includes(undefined)
    ? [undecided(where)]
    : [violated(where, "some management events are not recorded")];
}

function recordsAll(selector: Value): boolean | undefined {
  const parts = ["includeManagementEvents", "readWriteType", "excludeManagementEventSources"].map((name) =>
    valueAt(selector, name),
  );
  if (isUnknown(selector) || parts.some(isUnknown)) return undefined;
  const [includes, type, excluded] = parts;
  return includes !== false && (type === undefined || type === null || type === "All") && listOf(excluded).length === 0;
}

function recordsAllManagement(selector: Value): boolean | undefined {
  const fields = valueAt(selector, "fieldSelectors");
  if (isUnknown(fields)) return undefined;
  const all = listOf(fields);
  if (all.some(isUnknown)) return undefined;
  const isManagement = all.some(
    (field) => isMapping(field) && field["field"] === "eventCategory" && listOf(field["equals"]).includes("Management"),
  );
  return isManagement && all.length === 1;
}

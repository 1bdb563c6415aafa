import { isProtectedStore } from "../../judge/protected";
import { isUnknown, valueAt } from "../../../proofs/model/value";
import { undecided, violated, type ResourceRule } from "../../rule";
import { checked, mustBe, mustNotBe } from "../checks";
import { names } from "../examples";

const row = { family: "logging", scope: "resource" } as const;
const archive = `${names.logArchiveBucketPrefix}o-lifeline001`;

/** Where logs are kept, how long, and under which keys. */
export const storeRules = [
  {
    ...row,
    id: "lock-the-log-archive",
    title: "The log archive has Object Lock",
    severity: "critical",
    stops: "Without Object Lock whoever owns the account deletes what would convict them",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC04-BP02", nist: "AU-9(3)" },
    kinds: ["bucket"],
    fix: "Set objectLockEnabled: true on the archive's bucket",
    findingsFor(subject, law) {
      const { bucket } = subject.properties;
      if (isUnknown(bucket)) return subject.trusted ? [undecided(`${subject.within}bucket`)] : [];
      return isProtectedStore(bucket, law)
        ? checked(subject, "objectLockEnabled", mustBe(true, "objects can be deleted"))
        : [];
    },
    good: {
      type: "aws:s3/bucket:Bucket",
      properties: { bucket: archive, objectLockEnabled: true },
      landingZone: true,
      protect: true,
    },
    bad: { type: "aws:s3/bucketV2:BucketV2", properties: { bucket: archive }, landingZone: true, protect: true },
  },
  {
    ...row,
    id: "retain-what-is-locked",
    title: "Object Lock retains every object by default",
    severity: "high",
    stops: "Object Lock without a default retention locks nothing that CloudTrail writes",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC04-BP02", nist: "AU-11" },
    kinds: ["bucketLock"],
    fix: "Give rule.defaultRetention with a mode and days or years",
    findingsFor(subject) {
      const retention = valueAt(subject.properties, "rule.defaultRetention");
      const where = `${subject.within}rule.defaultRetention`;
      if (isUnknown(retention)) return [undecided(where)];
      const days = valueAt(retention, "days") ?? valueAt(retention, "years");
      if (isUnknown(days)) return [undecided(`${where}.days`)];
      return typeof days === "number" && days > 0 ? [] : [violated(where, "nothing is retained by default")];
    },
    good: {
      type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      properties: { bucket: "orders-logs", rule: { defaultRetention: { mode: "GOVERNANCE", days: 365 } } },
    },
    bad: {
      type: "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
      properties: { bucket: "orders-logs" },
    },
  },
  {
    ...row,
    id: "keep-versions",
    title: "Versioning is not suspended",
    severity: "medium",
    stops: "Without versions an overwritten object is gone",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC08-BP04", nist: "CP-9" },
    kinds: ["bucketVersioning"],
    fix: "Set versioningConfiguration.status: Enabled",
    findingsFor: (subject) =>
      checked(subject, "versioningConfiguration.status", mustBe("Enabled", "versions are not kept")),
    good: {
      type: "aws:s3/bucketVersioning:BucketVersioning",
      properties: { bucket: "orders", versioningConfiguration: { status: "Enabled" } },
    },
    bad: {
      type: "aws:s3/bucketVersioningV2:BucketVersioningV2",
      properties: { bucket: "orders", versioningConfiguration: { status: "Suspended" } },
    },
  },
  {
    ...row,
    id: "destroy-no-full-buckets",
    title: "Removing a bucket from a program does not empty it",
    severity: "medium",
    stops: "With forceDestroy every object goes with the resource",
    source: "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC08-BP04", nist: "CP-9" },
    kinds: ["bucket"],
    fix: "Leave forceDestroy out",
    findingsFor: (subject) => checked(subject, "forceDestroy", mustNotBe(true, "it is emptied when it goes")),
    remedyFor: () => ({ forceDestroy: false }),
    good: { type: "aws:s3/bucket:Bucket", properties: { bucket: "orders" } },
    bad: { type: "aws:s3/bucket:Bucket", properties: { bucket: "orders", forceDestroy: true } },
  },
  {
    ...row,
    id: "keep-log-groups-a-month",
    title: "Log groups keep what they hold for a month",
    severity: "low",
    stops: "An intrusion is found weeks after it began; logs of days do not show how",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC04-BP01", nist: "AU-11" },
    kinds: ["logGroup"],
    fix: "Set retentionInDays to 30 or more, or leave it out",
    findingsFor: (subject) =>
      checked(subject, "retentionInDays", (value) =>
        typeof value === "number" && value > 0 && value < 30 ? "events are kept for less than 30 days" : undefined,
      ),
    good: { type: "aws:cloudwatch/logGroup:LogGroup", properties: { name: "/orders", retentionInDays: 90 } },
    bad: { type: "aws:cloudwatch/logGroup:LogGroup", properties: { name: "/orders", retentionInDays: 7 } },
  },
  {
    ...row,
    id: "rotate-keys",
    title: "Keys rotate",
    severity: "medium",
    stops: "The longer one key encrypts, the more a leak of it opens",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    requirements: ["G8"],
    frameworks: { wellArchitected: "SEC08-BP01", cis: "3.6", nist: "SC-12" },
    kinds: ["key"],
    fix: "Set enableKeyRotation: true",
    findingsFor(subject) {
      const { customerMasterKeySpec: spec, keyUsage } = subject.properties;
      // AWS rotates symmetric encryption keys only; a replica follows its primary.
      if (isUnknown(spec) || isUnknown(keyUsage)) return [undecided(`${subject.within}customerMasterKeySpec`)];
      const isSymmetric = spec === undefined || spec === null || spec === "SYMMETRIC_DEFAULT";
      const isReplica = subject.type === "aws:kms/replicaKey:ReplicaKey";
      if (!isSymmetric || isReplica || keyUsage === "GENERATE_VERIFY_MAC") return [];
      return checked(subject, "enableKeyRotation", mustBe(true, "the key is not rotated"));
    },
    remedyFor: () => ({ enableKeyRotation: true }),
    good: { type: "aws:kms/key:Key", properties: { enableKeyRotation: true } },
    bad: { type: "aws:kms/key:Key", properties: { enableKeyRotation: false } },
  },
  {
    ...row,
    id: "wait-before-keys-go",
    title: "Keys wait a month before they are deleted",
    severity: "high",
    stops: "What a deleted key encrypted is lost, the log archive included; the waiting time is the only way back",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    requirements: ["E8", "G8"],
    frameworks: { wellArchitected: "SEC08-BP01", nist: "SC-12" },
    kinds: ["key"],
    fix: "Set deletionWindowInDays: 30, or leave it out",
    findingsFor: (subject) =>
      checked(subject, "deletionWindowInDays", (value) =>
        typeof value === "number" && value < 30 ? "the key is gone in less than 30 days" : undefined,
      ),
    remedyFor: () => ({ deletionWindowInDays: 30 }),
    good: { type: "aws:kms/key:Key", properties: { enableKeyRotation: true, deletionWindowInDays: 30 } },
    bad: { type: "aws:kms/key:Key", properties: { enableKeyRotation: true, deletionWindowInDays: 7 } },
  },
] as const satisfies readonly ResourceRule[];

import type { Facts, SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { textOf, documentFor } from "./document";
import { logArchiveKeyFor } from "./log-archive-key";
import { logArchiveStatementsFor } from "./log-archive-statements";
import type { EncryptionKey } from "./security-account-keys";
import { logArchiveBucketName } from "./trail-arns";

/** The bucket that the organization trail writes to; it is never emptied and never deleted. */
export interface ArchiveBucket {
  readonly name: string;
  readonly region: string;
  readonly key: EncryptionKey;
  readonly keyDeletionDays: number;
  readonly versioning: "Enabled";
  readonly objectLock: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
  readonly encryption: { readonly algorithm: "aws:kms"; readonly bucketKey: true };
  readonly ownership: "BucketOwnerEnforced";
  readonly publicAccess: Readonly<
    Record<"blockPublicAcls" | "blockPublicPolicy" | "ignorePublicAcls" | "restrictPublicBuckets", true>
  >;
  readonly lifecycle: Lifecycle;
  readonly policy: string;
}

export interface Lifecycle {
  readonly id: string;
  readonly transition: { readonly days: number; readonly storageClass: string };
  /** What was written over or hidden stays as long as the lock would keep it. */
  readonly noncurrentDays: number;
  readonly abortMultipartDays: number;
}

/** Undefined where a trail and its bucket exist: nothing is duplicated. */
export function logArchiveFor(rulebook: Rulebook, facts: SettledFacts): ArchiveBucket | undefined {
  const { logArchive } = facts;
  if (logArchive.mode === "existing") return undefined;
  const { transition, abortMultipartDays, keyDeletionDays } = rulebook.logArchiveRules;
  return {
    name: logArchiveBucketName(rulebook.names, facts),
    region: facts.regions.home,
    key: logArchiveKeyFor(rulebook, facts),
    keyDeletionDays,
    versioning: "Enabled",
    objectLock: objectLockFor(logArchive.retention),
    encryption: { algorithm: "aws:kms", bucketKey: true },
    ownership: "BucketOwnerEnforced",
    publicAccess: {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    lifecycle: {
      id: "keep-evidence",
      transition: { days: transition.days, storageClass: transition.storageClass },
      noncurrentDays: logArchive.retention.days,
      abortMultipartDays,
    },
    policy: textOf(documentFor(logArchiveStatementsFor(rulebook, facts))),
  };
}

export type Retention = Extract<Facts["logArchive"], { readonly mode: "own" }>["retention"];

/** Governance unless the number of days is said twice: nobody can take compliance back. */
export function objectLockFor(retention: Retention): ArchiveBucket["objectLock"] {
  switch (retention.mode) {
    case "governance":
      return { mode: "GOVERNANCE", days: retention.days };
    case "compliance":
      return { mode: retention.confirmDays === retention.days ? "COMPLIANCE" : "GOVERNANCE", days: retention.days };
    default:
      return retention satisfies never;
  }
}

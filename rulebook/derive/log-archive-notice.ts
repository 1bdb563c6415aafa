import type { Facts, TrailProperty } from "../facts";
import { objectLockFor } from "./log-archive";

/**
 * What the program says of the log archive. `now` decides the date: what is written today is the first that the lock
 * binds, and in compliance mode nobody, root included, shortens it; only closing the account ends it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes
 */
export function retentionNoticeFor({ accounts, logArchive }: Facts, now: Date): string {
  if (logArchive.mode === "existing") {
    const vouched = Object.entries(logArchive.says).flatMap(([property, holds]) =>
      holds ? [properties[property as TrailProperty]] : [],
    );
    return (
      `Log archive: uses the trail ${logArchive.trailName}, which writes to ${logArchive.bucketName} ` +
      `and to the log group ${logArchive.logGroupName}; makes none. The facts vouch that it ${vouched.join(", ")}.`
    );
  }
  const { mode, days } = objectLockFor(logArchive.retention);
  const date = new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  return mode === "COMPLIANCE"
    ? `Log archive: Object Lock in COMPLIANCE mode for ${days} days. What is written today is bound until ${date}: ` +
        `nobody, the root user of account ${accounts.logArchive} included, deletes it or shortens that, nor takes the mode back.`
    : `Log archive: Object Lock in governance mode for ${days} days. What is written today is kept until ${date}, ` +
        `unless the deployer of account ${accounts.logArchive} lifts it.`;
}

const DAY = 86_400_000;

const properties: Readonly<Record<TrailProperty, string>> = {
  organizationTrail: "covers the organization",
  multiRegion: "covers every Region",
  logFileValidation: "signs its log files",
  readEvents: "records reads",
  writeEvents: "records writes",
  encrypted: "is encrypted",
};

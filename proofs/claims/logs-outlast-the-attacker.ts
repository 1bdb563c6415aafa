import { administrator } from "../actors";
import type { Actor, Claim, Counterexample, Finding } from "../claim";
import { administratorsIn } from "../hearing/administrators";
import { allThings, whereIs } from "../hearing/find";
import { organizationTrail } from "../hearing/recording";
import type { AccountClass, Bucket, Organization } from "../model/organization";
import { findingFor as examined } from "../question/finding";
import type { Question } from "../question/question";
import { attackersOf } from "../symbolic/attackers";
import { outsidersOf } from "../symbolic/outsiders";

export const logsOutlastTheAttacker = {
  id: "logs-outlast-the-attacker",
  about: "alerts",
  question: "Does what the trail delivered stay, whoever wants it gone, deployers and their account's root included?",
  why: "Whoever acts in an emergency, or pretends one, must not be able to take the evidence away.",
  source: ["E11", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const trail = organizationTrail(organization);
  if (trail === undefined) {
    return {
      kind: "not-applicable",
      reason: "Another stack has the log archive: lifeline:logArchive.mode is existing.",
    };
  }
  const bucket = allThings(organization, "bucket").find(({ name }) => name === trail.bucketName);
  const about = organization.classes.find(({ account }) => account.id === bucket?.account);
  if (bucket === undefined || about === undefined) {
    return {
      kind: "unknown",
      covered: { principals: 0, accounts: 0, actions: 0 },
      missing: [`bucket ${trail.bucketName}`],
    };
  }
  return examined(organization, { questions: questionsFor(organization, bucket, about), faults: faultsOf(bucket) });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html: without versions nothing is locked. */
function faultsOf(bucket: Bucket): readonly Counterexample[] {
  const where = whereIs(bucket);
  const fault = (says: string, fix: string): Counterexample => ({ kind: "setting", says, fix, where, found: says });
  const { name, versioned, objectLock, retentionDays = 0 } = bucket;
  return [
    ...(versioned ? [] : [fault(`${name} keeps no versions`, "enable versioning")]),
    ...(objectLock === undefined
      ? [fault(`${name} locks nothing`, "configure Object Lock with a default retention")]
      : []),
    ...(objectLock !== undefined && retentionDays < 1
      ? [fault(`${name} locks for no time`, "give the default retention days or years")]
      : []),
  ];
}

/** What takes a version away; the rest only for those who are spared by no deployer's exemption. */
function* questionsFor(organization: Organization, bucket: Bucket, about: AccountClass): Iterable<Question> {
  const keepers = [...administratorsIn(organization, about), rootOf(bucket.account)];
  const others = [
    ...organization.classes.flatMap((one) => attackersOf(organization, one)),
    ...outsidersOf(organization),
  ];
  for (const actor of [...keepers, ...others]) yield* asked(actor, deleting, bucket, about);
  // In compliance mode nobody can, whatever policies say: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes
  const shortens = bucket.objectLock === "compliance" ? [] : shortening;
  for (const actor of [rootOf(bucket.account), ...others]) yield* asked(actor, shortens, bucket, about);
}

const deleting = ["s3:DeleteObjectVersion", "s3:DeleteObject"];
const shortening = ["s3:BypassGovernanceRetention", "s3:PutObjectRetention", "s3:PutObjectLegalHold"];

function asked(actor: Actor, actions: readonly string[], bucket: Bucket, about: AccountClass): readonly Question[] {
  return actions.map((action) => ({
    actor,
    act: { action, resource: `${bucket.arn}/AWSLogs/any`, resourceAccount: bucket.account },
    must: "fail",
    otherwise: `${actor.says} can call ${action} on the log archive.`,
    about,
  }));
}

function rootOf(account: string): Actor {
  return administrator("root", `arn:aws:iam::${account}:root`, account, `root of ${account}`);
}

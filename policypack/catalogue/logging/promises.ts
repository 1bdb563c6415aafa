import { archiveBucketOf } from "../../judge/protected";
import type { Example, StackRule } from "../../rule";
import { names } from "../examples";
import { lacking, promise } from "../promise";

const archive = archiveBucketOf(names, "o-lifeline001");
/** What makes the bucket an archive, by the kind of the resource that says it. */
const settings = {
  bucketVersioning: "versions",
  bucketLock: "Object Lock's retention",
  bucketPolicy: "policy",
  publicAccessBlock: "block of public access",
  bucketEncryption: "encryption",
} as const;

function own(type: string, properties: Example["properties"]): Example {
  return { type, properties, landingZone: true, protect: true };
}

const trail = own("aws:cloudtrail/trail:Trail", { name: names.trail });
const rest = [
  own("aws:cloudwatch/logGroup:LogGroup", { name: names.trailLogGroup }),
  own("aws:s3/bucket:Bucket", { bucket: archive, objectLockEnabled: true }),
  own("aws:s3/bucketVersioning:BucketVersioning", { bucket: archive }),
  own("aws:s3/bucketPolicy:BucketPolicy", { bucket: archive }),
  own("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: archive }),
  own("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", { bucket: archive }),
];
const lock = own("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", { bucket: archive });

/** The trail and its archive, where Lifeline makes them. */
export const archivePromises = [
  {
    family: "logging",
    scope: "stack",
    id: "keep-trail-and-archive",
    kinds: [
      "trail",
      "logGroup",
      "bucket",
      "bucketVersioning",
      "bucketLock",
      "bucketPolicy",
      "publicAccessBlock",
      "bucketEncryption",
    ],
    title: "The landing zone holds the organization's trail and its archive with every setting",
    severity: "critical",
    stops: "Without trail no alert, without archive no proof; a setting that is gone is how the archive is emptied",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    requirements: ["E8"],
    frameworks: { wellArchitected: "SEC04-BP02", cis: "3.1", nist: "AU-9" },
    needsFacts: true,
    fix: "Put it back: the landing zone's program makes it from the facts",
    findingsFor: promise((subjects, { rulebook: { names: known } }, facts) => {
      if (facts.logArchive.mode !== "own") return [];
      const bucket = archiveBucketOf(known, facts.organization.id);
      return [
        ...lacking(subjects, "trail", "name", known.trail),
        ...lacking(subjects, "logGroup", "name", known.trailLogGroup),
        ...lacking(subjects, "bucket", "bucket", bucket),
        ...(Object.keys(settings) as (keyof typeof settings)[]).flatMap((kind) =>
          lacking(subjects, kind, "bucket", bucket, `the ${settings[kind]} of ${bucket}`),
        ),
      ];
    }),
    good: [trail, ...rest, lock],
    bad: [trail, ...rest],
  },
] as const satisfies readonly StackRule[];

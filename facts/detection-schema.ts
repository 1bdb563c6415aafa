import { z } from "zod";
import { inKnownRegion, isLikeAnIpAddress, isMailAddress, region, text } from "./texts";

const prodShows = "correct it, as Pulumi.prod.yaml shows";

/** Home and governed Regions; what detection adds to them. */
export const regions = z.strictObject({
  home: region,
  governed: z.array(region).min(1, { error: "at least one Region" }),
  detection: z.array(region).default([]),
  memberDetection: z
    .array(region)
    .min(1, { error: "at least one Region, or no such line: then the governed ones" })
    .optional(),
  standby: region.optional(),
});

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const logGroupDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html: up to 100 years. */
const days = wholeNumber(1, 36_500, "days");

function wholeNumber(least: number, most: number, unit: string) {
  const error = `a whole number of ${unit}, ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

const retention = z.discriminatedUnion(
  "mode",
  [
    z.strictObject({ mode: z.literal("governance"), days }),
    z.strictObject({ mode: z.literal("compliance"), days, confirmDays: days }),
  ],
  { error: "a mode: governance, or compliance (which nobody ends before its time)" },
);

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
const trailName = text(
  (name) => /^(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/.test(name) && !isLikeAnIpAddress(name),
  "the name of a trail, 3 to 128 characters",
  "`aws cloudtrail describe-trails` shows it",
);
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = text(
  (name) =>
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !isLikeAnIpAddress(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name),
  "the name of a bucket",
  "`aws cloudtrail describe-trails` shows it",
);
const logGroupName = text(
  /^[A-Za-z0-9_/.#-]{1,512}$/,
  "the name of a log group",
  "`aws cloudtrail describe-trails` shows its ARN; the name stands between log-group: and :*",
);

export const logArchive = z.discriminatedUnion(
  "mode",
  [
    z.strictObject({
      mode: z.literal("own"),
      retention: retention.default({ mode: "governance", days: 365 }),
      logGroupDays: z
        .int({ error: "a number of days" })
        .refine((value) => logGroupDays.includes(value), {
          error: `a retention that CloudWatch Logs offers: ${logGroupDays.join(", ")}`,
          params: { fix: "choose the next longer one" },
        })
        .default(30),
    }),
    z.strictObject({
      mode: z.literal("existing"),
      trailName,
      bucketName,
      logGroupName,
      says: z.strictObject({
        organizationTrail: z.boolean(),
        multiRegion: z.boolean(),
        logFileValidation: z.boolean(),
        readEvents: z.boolean(),
        writeEvents: z.boolean(),
        encrypted: z.boolean(),
      }),
    }),
  ],
  { error: "a mode: own (Lifeline makes trail and bucket) or existing (as under Control Tower)" },
);

const destination = z.discriminatedUnion(
  "protocol",
  [
    z.strictObject({
      protocol: z.literal("email"),
      endpoint: text(isMailAddress, "an e-mail address", "use a mailbox that is read at night too"),
    }),
    z.strictObject({
      protocol: z.literal("https"),
      endpoint: text(
        (url) => /^https:\/\/[^\s/@:]+(:\d+)?(\/\S*)?$/.test(url) && URL.canParse(url),
        "an https:// URL without credentials",
        prodShows,
      ),
    }),
    z.strictObject({
      protocol: z.literal("sqs"),
      endpoint: inKnownRegion(
        /^arn:aws:sqs:([a-z0-9-]+):\d{12}:[\w-]{1,80}$/,
        "the ARN of a standard queue",
        "`aws sqs get-queue-attributes --attribute-names QueueArn` shows it",
        "the ARN of a queue in a Region of the partition aws",
      ),
    }),
    z.strictObject({
      protocol: z.literal("slack"),
      teamId: text(/^[TE][A-Z0-9]{6,}$/, "the id of a Slack workspace (T…)", "it stands in the workspace's URL"),
      channelId: text(/^[CG][A-Z0-9]{6,}$/, "the id of a Slack channel (C…)", "it stands in the channel's details"),
    }),
  ],
  { error: "a protocol: email, https, sqs or slack" },
);

const destinations = z.array(destination).min(1, { error: "at least one destination" });

export const alerts = z.strictObject({ soc: destinations, secondPath: destinations });

const senders = z
  .array(
    text(
      /^arn:aws:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
      "the ARN of one role, without wildcards",
      "name the role by which the ticket system sends this step",
    ),
  )
  .default([]);

export const incidents = z.strictObject({
  declarers: senders,
  approvers: senders,
  extenders: senders,
  closers: senders,
  approvalMinutes: wholeNumber(5, 1_440, "minutes").default(30),
});

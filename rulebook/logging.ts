import type { NonEmpty, Row } from "./types";

/**
 * A condition on a CloudTrail record in CloudWatch Logs. `{names}` stand for account ids and names of this
 * organization; `{mark}`, `{thing}` and `{targetRole}` for each of several. `*` stands at the ends of a value only: AWS takes one
 * in the middle literally.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export type LogTest =
  | { readonly field: LogField; readonly is: string | NonEmpty<string> }
  /** Something else, in a field that every record has. */
  | { readonly field: "$.eventName" | "$.eventSource"; readonly isNot: string }
  /** Absent, or something else: AWS does not say what comparing an absent field gives. */
  | { readonly field: LogField; readonly isNever: string | NonEmpty<string> }
  | { readonly field: LogField; readonly fits: string }
  | { readonly field: LogField; readonly flag: boolean }
  | { readonly field: LogField; readonly absent: true }
  | { readonly all: NonEmpty<LogTest> }
  | { readonly any: NonEmpty<LogTest> };

export type LogField = `$.${string}`;

/**
 * What the second path sees. Uses are counted against what triage handled, so no record may count twice: a use filter
 * looks at event sources of its own. Tampering pages whenever it is seen.
 */
export interface LogFilter extends Row {
  readonly when: LogTest;
  /** A test of its own for each whom a guardrail spares, {deployerRole} in {deployerAccount}. */
  readonly each?: "deployer";
}

const signInEvents =
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html";
const stsEvents = "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html";
const recordContents =
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html";

const issuer = "$.userIdentity.sessionContext.sessionIssuer.arn";
const responder = "arn:aws:iam::{emergency}:user{responderPath}*";

/** Each looks at event sources of its own, so that one record is one use. */
export const useFilters = [
  {
    id: "sign-ins",
    why: "Who signs in to the emergency account, as root anywhere, or switches to a target role, succeeds or fails, is seen (E9, E11).",
    source: signInEvents,
    when: {
      all: [
        { field: "$.eventSource", is: "signin.amazonaws.com" },
        {
          any: [
            { field: "$.recipientAccountId", is: "{emergency}" },
            { field: "$.userIdentity.type", is: "Root" },
            { field: "$.additionalEventData.SwitchFrom", is: responder },
            // SwitchRole carries the session's ARN alone, which has no path.
            { field: "$.userIdentity.arn", is: "*:assumed-role/{targetRole}/*" },
          ],
        },
      ],
    },
  },
  {
    id: "assumptions",
    why: "Every way into a role of the path, granted or denied, on both sides. A denied call has no request parameters: the role stands in the message (E9, E11).",
    source: stsEvents,
    when: {
      all: [
        { field: "$.eventSource", is: "sts.amazonaws.com" },
        // EventBridge and Lambda take their own roles all day long.
        { field: "$.userIdentity.type", isNever: "AWSService" },
        // The canary, which may do nothing, and readiness, which looks every night without taking the path.
        { field: "$.userIdentity.arn", isNever: ["*:assumed-role/{canaryRole}/*", "*:assumed-role/{readinessRole}/*"] },
        {
          field: "$.requestParameters.roleArn",
          isNever: ["*:role{targetPath}{canaryRole}", "*:role{targetPath}{readinessRole}"],
        },
        {
          any: [
            { field: "$.requestParameters.roleArn", is: ["*:role{targetPath}*", "*:role{hubPath}*"] },
            { field: "$.errorMessage", is: ["*:role{targetPath}*", "*:role{hubPath}*"] },
            { field: issuer, is: ["*:role{targetPath}*", "*:role{hubPath}*"] },
            { field: "$.userIdentity.arn", is: responder },
            { field: "$.eventName", is: "AssumeRoot" },
          ],
        },
      ],
    },
  },
  {
    id: "activity",
    why: "What a responder or a session of the path does, reads too: a copied session begins with no entry of its own.",
    source: recordContents,
    when: {
      all: [
        { field: "$.eventSource", isNot: "signin.amazonaws.com" },
        { field: "$.eventSource", isNot: "sts.amazonaws.com" },
        {
          any: [
            { field: "$.userIdentity.arn", is: responder },
            { field: issuer, is: "arn:aws:iam::{emergency}:role{hubPath}*" },
            // Named one by one: other roles of the path are at work all day long.
            { field: issuer, is: "*:role{targetPath}{targetRole}" },
          ],
        },
      ],
    },
  },
] as const satisfies NonEmpty<LogFilter>;

/** How the log archive keeps what it gets. */
export const logArchiveRules = {
  /** Instant retrieval, so that evidence is read without a restore. Objects below 128 KB stay where they are. */
  transition: {
    days: 90,
    storageClass: "GLACIER_IR",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
  },
  abortMultipartDays: 7,
  keyDeletionDays: 30,
} as const satisfies LogArchiveRules;

export interface LogArchiveRules {
  readonly transition: { readonly days: number; readonly storageClass: "GLACIER_IR"; readonly source: string };
  readonly abortMultipartDays: number;
  readonly keyDeletionDays: number;
}

import type { NonEmpty, Row } from "./types";

/** What triage calls an event that comes of the row. */
export type AlertKind =
  | "sign-in"
  | "failed-attempt"
  | "switch"
  | "assume"
  | "activity"
  | "credential-change"
  | "squatting"
  | "tamper"
  | "register-change"
  | "heartbeat"
  /** No record of CloudTrail: triage tells it as it is. */
  | "unknown";

/** `members` are all but the management and the emergency account. */
export type AlertPlace = "management" | "emergency" | "members" | "security" | "logArchive";

/**
 * An event pattern as data. `{name}` in a text stands for a name of `names.ts` or a fact; one that has several values
 * makes as many matchers of the one it stands in.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export interface PatternData {
  readonly [field: string]: PatternData | NonEmpty<Matcher> | NonEmpty<PatternData>;
}

export type Matcher =
  | string
  | boolean
  | { readonly exists: boolean }
  | { readonly prefix: string | { readonly "equals-ignore-case": string } }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly "equals-ignore-case": string }
  | { readonly "anything-but": NonEmpty<string> | { readonly prefix: string } };

/** Whose own work the row passes over, so that nobody is paged for it. */
export type Spared =
  /** An execution role of StackSets, and only while CloudFormation calls for it. */
  | "stackSets"
  /** The service-linked role that makes those execution roles. */
  | "stackSetsService";

/** What is watched for, where, in which Regions. */
export interface AlertRow<Id extends string = string> extends Row<Id> {
  readonly kind: AlertKind;
  readonly where: NonEmpty<AlertPlace>;
  /**
   * `detection`: every detection Region. `reach`: the same in the management and the emergency account, and the Regions
   * that facts name in the others. `away`: every detection Region but home.
   */
  readonly regions: "detection" | "reach" | "away";
  readonly pattern: PatternData;
  readonly spared?: Spared;
  /** Also told of in the standby Region, so that something is heard while home is gone. */
  readonly standby?: true;
}

/** How events travel from every rule to its target. */
export interface Transport {
  /** Else AssumeRole and every other read is not matched; on the sending and the receiving rule. */
  readonly state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly heartbeatMinutes: number;
  readonly heartbeatSource: string;
  readonly heartbeatDetailType: string;
  /** When the canary of each Region calls, UTC: once a day. */
  readonly canarySchedule: string;
}

/**
 * State: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 * Retry, AWS's longest: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const transport: Transport = {
  state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
  maximumEventAgeSeconds: 86_400,
  maximumRetryAttempts: 185,
  heartbeatMinutes: 5,
  heartbeatSource: "lifeline.heartbeat",
  heartbeatDetailType: "Heartbeat",
  canarySchedule: "cron(30 4 * * ? *)",
};

/**
 * Where AWS logs sign-ins through the global endpoint: us-east-1, or with an account-alias cookie one of the others.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const signInRegions = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"] as const;

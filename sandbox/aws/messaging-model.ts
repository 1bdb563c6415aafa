import type { Tags, Thing } from "./thing";

/** EventBridge, SQS, SNS and EventBridge Scheduler as plain data. */
export interface EventBus extends Thing {
  readonly name: string;
  readonly description: string;
  /** Who may put events and rules, beside the account itself. */
  readonly policy?: string;
  readonly kmsKeyIdentifier?: string;
  readonly deadLetterArn?: string;
}

export type RuleState = "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

export interface EventRule {
  readonly name: string;
  /** The name of its bus. */
  readonly bus: string;
  readonly description: string;
  /** The event pattern's text. */
  readonly pattern?: string;
  /** `rate(5 minutes)`; on the default bus only. */
  readonly schedule?: string;
  readonly state: RuleState;
  readonly roleArn?: string;
  readonly targets: readonly EventTarget[];
  readonly tags: Tags;
}

export interface EventTarget {
  readonly id: string;
  /** A bus, function, queue, topic or log group. */
  readonly arn: string;
  /** By which EventBridge reaches the target. */
  readonly roleArn?: string;
  readonly deadLetterArn?: string;
  readonly maximumEventAgeInSeconds?: number;
  readonly maximumRetryAttempts?: number;
  /** What the target gets instead of the event; at most one of the three. */
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: {
    readonly inputPaths: Readonly<Record<string, string>>;
    readonly inputTemplate: string;
  };
}

export interface Queue extends Thing {
  readonly name: string;
  readonly policy?: string;
  readonly fifo: boolean;
  readonly delaySeconds: number;
  readonly maxMessageSize: number;
  readonly messageRetentionSeconds: number;
  readonly receiveWaitTimeSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  /** Undefined: SQS's own encryption, or none. */
  readonly kmsMasterKeyId?: string;
  readonly kmsDataKeyReusePeriodSeconds: number;
  readonly sqsManagedSseEnabled: boolean;
  readonly redrivePolicy?: string;
  readonly redriveAllowPolicy?: string;
}

/** In a queue. Attributes of a dead letter say why: RULE_ARN, TARGET_ARN, ERROR_CODE, ERROR_MESSAGE. */
export interface QueueMessage {
  readonly body: string;
  readonly sent: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Topic extends Thing {
  readonly name: string;
  readonly displayName: string;
  readonly policy: string;
  readonly fifo: boolean;
  /** Undefined: messages are not encrypted. */
  readonly kmsMasterKeyId?: string;
  readonly deliveryPolicy?: string;
  readonly signatureVersion: number;
  readonly tracingConfig: string;
  /** Roles and rates of delivery logging, by the property's name in @pulumi/aws. */
  readonly feedback: Readonly<Record<string, string | number>>;
}

export interface Subscription {
  readonly id: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly rawMessageDelivery: boolean;
  readonly filterPolicy?: string;
  readonly filterPolicyScope: "MessageAttributes" | "MessageBody";
  readonly deliveryPolicy?: string;
  readonly redrivePolicy?: string;
  /** An address outside AWS must confirm before it gets anything. */
  readonly pendingConfirmation: boolean;
}

export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly description: string;
  /** `rate(5 minutes)`, `cron(0 3 * * ? *)`, `at(…)`. */
  readonly expression: string;
  readonly timezone: string;
  readonly state: "ENABLED" | "DISABLED";
  readonly kmsKeyArn?: string;
  readonly flexibleMinutes?: number;
  readonly target: ScheduleTarget;
}

export interface ScheduleTarget {
  /** A bus, or a universal target: `arn:aws:scheduler:::aws-sdk:sts:assumeRole`. */
  readonly arn: string;
  readonly roleArn: string;
  readonly input?: string;
  readonly deadLetterArn?: string;
  readonly maximumEventAgeInSeconds: number;
  readonly maximumRetryAttempts: number;
  /** Where the target is a bus. */
  readonly eventBridge?: { readonly detailType: string; readonly source: string };
}

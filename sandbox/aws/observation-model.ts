import type { Plain, Tags, Thing } from "./thing";

/** CloudTrail, CloudWatch and CloudWatch Logs as plain data. */
export interface Trail extends Thing {
  readonly name: string;
  readonly s3BucketName: string;
  readonly s3KeyPrefix?: string;
  readonly kmsKeyId?: string;
  readonly isMultiRegionTrail: boolean;
  readonly isOrganizationTrail: boolean;
  readonly includeGlobalServiceEvents: boolean;
  readonly enableLogFileValidation: boolean;
  readonly isLogging: boolean;
  readonly cloudWatchLogsGroupArn?: string;
  readonly cloudWatchLogsRoleArn?: string;
  readonly snsTopicName?: string;
  /** Which events it records, as @pulumi/aws has it; none: read and write management events. */
  readonly eventSelectors: readonly Plain[];
  readonly advancedEventSelectors: readonly Plain[];
  readonly insightSelectors: readonly Plain[];
}

export interface LogGroup extends Thing {
  readonly name: string;
  /** 0: for ever. */
  readonly retentionInDays: number;
  readonly kmsKeyId?: string;
  readonly logGroupClass: "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY";
  readonly deletionProtectionEnabled: boolean;
}

export interface MetricFilter {
  readonly name: string;
  readonly logGroupName: string;
  readonly pattern: string;
  readonly transformation: {
    readonly name: string;
    readonly namespace: string;
    /** A number, or a field of the event: `$.size`. */
    readonly value: string;
    readonly defaultValue?: string;
    readonly unit: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
}

export type Alarm = MetricAlarm | CompositeAlarm;

interface AlarmActions {
  readonly name: string;
  readonly description: string;
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  readonly tags: Tags;
}

export interface MetricAlarm extends AlarmActions {
  readonly kind: "metric";
  readonly comparisonOperator: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly threshold?: number;
  readonly thresholdMetricId?: string;
  readonly treatMissingData: "missing" | "ignore" | "breaching" | "notBreaching";
  readonly evaluateLowSampleCountPercentiles?: string;
  readonly unit?: string;
  /** One metric, or else queries. */
  readonly metric?: Metric;
  /** As @pulumi/aws has them: id, metric or expression, label, period, accountId, returnData. */
  readonly metricQueries: readonly Plain[];
}

export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** In seconds. */
  readonly period: number;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
}

export interface CompositeAlarm extends AlarmActions {
  readonly kind: "composite";
  /** `ALARM("one") OR ALARM("other")`. */
  readonly rule: string;
  readonly actionsSuppressor?: {
    readonly alarm: string;
    readonly extensionPeriod: number;
    readonly waitPeriod: number;
  };
}

export interface Dashboard {
  readonly name: string;
  readonly body: string;
}

/** A quota of AWS, with the day on which its source was read. They change: the SCP size doubled in May 2026. */
export interface Limit {
  readonly value: number;
  readonly source: string;
  readonly read: string;
}

const organizations = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";
const logs = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html";
const eventBridge = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

export const limits = {
  scpCharacters: { value: 10_240, source: organizations, read: "2026-11-25" },
  scpsPerTarget: { value: 10, source: organizations, read: "2026-11-25" },
  rcpCharacters: { value: 5_120, source: organizations, read: "2026-11-25" },
  /** Five, of which the undetachable RCPFullAWSAccess takes one. */
  rcpsPerTarget: { value: 4, source: organizations, read: "2026-11-25" },
  /** The console refuses to switch to a role whose path and name are longer. */
  switchRoleCharacters: {
    value: 64,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html",
    read: "2026-11-25",
  },
  userNameCharacters: { value: 64, source: iam, read: "2026-11-25" },
  managedPoliciesPerRole: { value: 10, source: iam, read: "2026-11-25" },
  /** One hour, in seconds: what AWS grants to chained sessions at most, and no longer than an emergency step needs (E19). */
  sessionSeconds: {
    value: 3_600,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html",
    read: "2026-11-25",
  },
  eventPatternCharacters: { value: 2_048, source: eventBridge, read: "2026-11-28" },
  rulesPerBus: { value: 300, source: eventBridge, read: "2026-11-28" },
  wildcardRulesPerBus: { value: 30, source: eventBridge, read: "2026-11-28" },
  busPolicyCharacters: { value: 10_240, source: eventBridge, read: "2026-11-28" },
  /** Of a template that is handed over as it is, without a bucket. */
  /** Names and values together. */
  functionEnvironmentBytes: {
    value: 4_096,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    read: "2026-11-28",
  },
  templateBytes: {
    value: 51_200,
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    read: "2026-11-28",
  },
  filterPatternCharacters: {
    value: 1_024,
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
    read: "2026-11-28",
  },
  metricFiltersPerLogGroup: { value: 100, source: logs, read: "2026-11-28" },
  /** Filters with a regular expression; each may hold two. */
  regexFiltersPerLogGroup: { value: 5, source: logs, read: "2026-11-28" },
} as const satisfies Record<string, Limit>;

export type Limits = { readonly [Name in keyof typeof limits]: Limit };

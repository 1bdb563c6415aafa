import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement, TrustStatement } from "../types";
import type { AccountRole } from "./account-role";
import { accountArn, iamArn } from "./arns";
import { documentFor, textOf } from "./document";
import { secondPathAlarmsFor, type SecondPathAlarms } from "./second-path-alarms";
import { metricFiltersFor, type MetricFilter } from "./second-path-filters";
import { secondPathChatFor, secondPathTopicFor } from "./second-path-topic";
import type { Chat } from "./soc-chat";
import type { Topic } from "./soc-topics";
import { logGroupNameOf } from "./trail-arns";

/** From the trail's log group to people, past EventBridge, the security account, its topic and its keys. */
export interface SecondPath {
  readonly region: string;
  readonly topic: Topic;
  readonly chat: Chat | undefined;
  readonly metricNamespace: string;
  readonly logGroup: LogGroup;
  readonly filters: readonly MetricFilter[];
  readonly alarms: SecondPathAlarms;
}

export type LogGroup =
  | { readonly mode: "own"; readonly name: string; readonly retentionDays: number }
  /** Of the trail that exists, in the home Region of the management account. */
  | { readonly mode: "existing"; readonly name: string };

export function secondPathFor(rulebook: Rulebook, facts: SettledFacts): SecondPath {
  return {
    region: facts.regions.home,
    topic: secondPathTopicFor(rulebook, facts),
    chat: secondPathChatFor(rulebook, facts),
    metricNamespace: rulebook.metricNamespace,
    logGroup: logGroupFor(rulebook, facts),
    filters: metricFiltersFor(rulebook, facts),
    alarms: secondPathAlarmsFor(rulebook, facts),
  };
}

function logGroupFor({ names }: Rulebook, facts: SettledFacts): LogGroup {
  const name = logGroupNameOf(names, facts);
  return facts.logArchive.mode === "own"
    ? { mode: "own", name, retentionDays: facts.logArchive.logGroupDays }
    : { mode: "existing", name };
}

/**
 * By which alarms of the management account read the metrics of the security account. AWS looks for this very name; the
 * service-linked role AWSServiceRoleForCloudWatchCrossAccount of the management account takes it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Cross-Account-Cross-Region.html
 */
export function crossAccountSharingRoleFor(facts: SettledFacts): AccountRole {
  const name = "CloudWatch-CrossAccountSharingRole";
  const { managementAccountId } = facts.organization;
  const trust: TrustStatement = {
    Sid: "MonitoringAccount",
    Effect: "Allow",
    Principal: { AWS: accountArn(facts, managementAccountId) },
    Action: "sts:AssumeRole",
  };
  const read: IdentityStatement = {
    Sid: "ReadMetrics",
    Effect: "Allow",
    Action: ["cloudwatch:GetMetricData", "cloudwatch:GetMetricStatistics", "cloudwatch:ListMetrics"],
    // CloudWatch knows no resource for reading metrics.
    Resource: "*",
  };
  return {
    name,
    arn: iamArn(facts, facts.accounts.security, `role/${name}`),
    path: "/",
    description: "The second path compares what it saw with what triage handled.",
    trust: textOf(documentFor([trust])),
    policy: textOf(documentFor([read])),
  };
}

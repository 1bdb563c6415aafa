import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as kms from "@pulumi/aws/kms";
import type * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { MetricFilter, MetricQuery, SecondPath as Record, SecondPathAlarm } from "../rulebook";
import { accountRole } from "./parts/account-role";
import { chatChannels } from "./parts/chat-channels";
import { encryptionKey } from "./parts/encryption-key";
import { topicFor } from "./parts/topic";

/** From the trail's log group to people, by nothing that the first path uses. The log group comes before its trail. */
export class SecondPath extends pulumi.ComponentResource {
  constructor(name: string, record: Record, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:logging:SecondPath", name, {}, opts);
    const { key, alias } = encryptionKey(record.topic.key, this);
    const topic = topicFor(record.topic, { fact: "alerts.secondPath" }, { parent: this, dependsOn: [alias] });
    if (record.chat !== undefined) {
      const role = accountRole(record.chat.role, this);
      chatChannels(record.chat, { parent: this, dependsOn: [...role, topic] });
    }
    const logGroups = this.addLogGroup(record, key);
    for (const filter of record.filters) this.addFilter(filter, record, logGroups);
    this.addAlarms(record, topic);
    this.registerOutputs({});
  }

  /** None of ours where the trail exists. */
  private addLogGroup({ logGroup, region }: Record, key: kms.Key): pulumi.Resource[] {
    if (logGroup.mode === "existing") return [];
    const { name, retentionDays } = logGroup;
    return [
      new cloudwatch.LogGroup(
        `${name.split("/").at(-1)}-log-group`,
        { name, region, retentionInDays: retentionDays, kmsKeyId: key.arn, deletionProtectionEnabled: true },
        { parent: this, protect: true },
      ),
    ];
  }

  private addFilter(
    { name, pattern, metric }: MetricFilter,
    { logGroup, region, metricNamespace }: Record,
    dependsOn: pulumi.Resource[],
  ): void {
    new cloudwatch.LogMetricFilter(
      name,
      {
        name,
        region,
        logGroupName: logGroup.name,
        pattern,
        // A nought while nothing is seen: else the metric would have gaps that look like a fault.
        metricTransformation: { name: metric, namespace: metricNamespace, value: "1", defaultValue: "0" },
      },
      // There are as many as the deployers' names need: with a deployer the last of them may go.
      { parent: this, protect: false, dependsOn },
    );
  }

  private addAlarms({ alarms, region }: Record, topic: sns.Topic): void {
    const opts = { parent: this, protect: true };
    const metric = alarms.metric.map(
      (alarm) =>
        new cloudwatch.MetricAlarm(
          alarm.name,
          {
            name: alarm.name,
            alarmDescription: alarm.description,
            region,
            metricQueries: alarm.queries.map((query) => metricQueryFor(query, alarm)),
            comparisonOperator: alarm.comparison,
            threshold: alarm.threshold,
            evaluationPeriods: alarm.evaluationPeriods,
            datapointsToAlarm: alarm.datapointsToAlarm,
            treatMissingData: alarm.missing,
            alarmActions: alarm.pages ? [topic.arn] : [],
          },
          opts,
        ),
    );
    for (const { name, description, rule } of alarms.state) {
      new cloudwatch.CompositeAlarm(
        name,
        { alarmName: name, alarmDescription: description, region, alarmRule: rule, alarmActions: [topic.arn] },
        { ...opts, dependsOn: metric },
      );
    }
  }
}

function metricQueryFor(query: MetricQuery, { statistic, periodSeconds }: SecondPathAlarm): MetricQueryArgs {
  const { id, watched } = query;
  if ("expression" in query) return { id, expression: query.expression, label: query.label, returnData: watched };
  const { namespace, metricName, dimensions, accountId } = query.series;
  return {
    id,
    ...(accountId === undefined ? {} : { accountId }),
    metric: { namespace, metricName, dimensions: { ...dimensions }, stat: statistic, period: periodSeconds },
    returnData: watched,
  };
}

type MetricQueryArgs = NonNullable<pulumi.Unwrap<cloudwatch.MetricAlarmArgs["metricQueries"]>>[number];

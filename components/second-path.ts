import * as chatbot from "@pulumi/aws/chatbot";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Chat, MetricFilter, MetricQuery, SecondPath as Record, SecondPathAlarm, Topic } from "../rulebook";

/** From the trail's log group to people, by nothing that the first path uses. The log group comes before its trail. */
export class SecondPath extends pulumi.ComponentResource {
  constructor(name: string, record: Record, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:logging:SecondPath", name, {}, opts);
    const { key, alias } = this.addKey(record.topic);
    const topic = this.addTopic(record.topic, alias);
    if (record.chat !== undefined) this.addChat(record.chat, topic);
    const logGroups = this.addLogGroup(record, key);
    for (const filter of record.filters) this.addFilter(filter, record, logGroups);
    this.addAlarms(record, topic);
    this.registerOutputs({});
  }

  private addKey({ key }: Topic): { readonly key: kms.Key; readonly alias: kms.Alias } {
    const { region, description, policy } = key;
    const opts = { parent: this, protect: true };
    const made = new kms.Key(
      `${key.name}-key`,
      { description, region, policy, enableKeyRotation: true, deletionWindowInDays: 30 },
      opts,
    );
    const alias = new kms.Alias(
      `${key.name}-alias`,
      { name: key.alias, region, targetKeyId: made.keyId },
      { ...opts, parent: made },
    );
    return { key: made, alias };
  }

  private addTopic({ name, displayName, region, key, policy, subscriptions }: Topic, alias: kms.Alias): sns.Topic {
    const topic = new sns.Topic(
      name,
      // Version 2 signs by SHA-256: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
      { name, displayName, region, policy, kmsMasterKeyId: key.alias, signatureVersion: 2 },
      { parent: this, protect: true, dependsOn: [alias] },
    );
    for (const { protocol, endpoint } of subscriptions) {
      new sns.TopicSubscription(
        `${name}.alerts.secondPath.${endpoint}`,
        { topic: topic.arn, region, protocol, endpoint },
        { parent: topic },
      );
    }
    return topic;
  }

  private addChat({ role, channels, guardrailPolicyArn, topicArns }: Chat, topic: sns.Topic): void {
    const { name, path, description, trust, policy } = role;
    const opts = { parent: this, protect: true };
    const made = new iam.Role(name, { name, path, description, assumeRolePolicy: trust }, opts);
    const denial = new iam.RolePolicy(`${name}-policy`, { name, role: made.name, policy }, opts);
    for (const channel of channels) {
      new chatbot.SlackChannelConfiguration(
        channel.name,
        {
          configurationName: channel.name,
          slackTeamId: channel.teamId,
          slackChannelId: channel.channelId,
          iamRoleArn: made.arn,
          guardrailPolicyArns: [guardrailPolicyArn],
          snsTopicArns: [...topicArns],
          loggingLevel: "ERROR",
        },
        { parent: this, dependsOn: [denial, topic] },
      );
    }
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
      { parent: this, protect: true, dependsOn },
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

import { allow, policyText } from "../../../rulebook/derive/plain-statements";
import type { WrittenStatement } from "../../judge/judged-document";
import { isMapping, isUnknown, listOf } from "../../../proofs/model/value";
import { undecided, violated, type ResourceRule } from "../../rule";
import { checked, documentFindings, mustNotBe } from "../checks";
import { accounts } from "../examples";

const row = { family: "alerting", scope: "resource" } as const;
const encryptedTopics = "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html";
const events = { Service: "events.amazonaws.com" };
const topicArn = `arn:aws:sns:eu-central-1:${accounts.workload}:soc`;
const fromOneRule = { ArnEquals: { "aws:SourceArn": `arn:aws:events:eu-central-1:${accounts.workload}:rule/watch` } };
/** AWS's guide: these keys are not supported where EventBridge publishes. */
const sourceKeys = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

/** Topics, keys and alarms that an alert travels through. */
export const deliveryRules = [
  {
    ...row,
    id: "encrypt-topics-with-own-keys",
    title: "Alert topics are not encrypted with AWS's key for SNS",
    severity: "high",
    stops: "EventBridge and CloudWatch may not use alias/aws/sns: the alert is refused and nobody is told",
    source: encryptedTopics,
    requirements: ["E9", "G8"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["topic"],
    fix: "Name the alias of a customer-managed key that events.amazonaws.com may use",
    findingsFor: (subject) =>
      checked(subject, "kmsMasterKeyId", (value) =>
        typeof value === "string" && value.endsWith("alias/aws/sns") ? "services may not use that key" : undefined,
      ),
    good: { type: "aws:sns/topic:Topic", properties: { name: "soc", kmsMasterKeyId: "alias/soc" } },
    bad: { type: "aws:sns/topic:Topic", properties: { name: "soc", kmsMasterKeyId: "alias/aws/sns" } },
  },
  {
    ...row,
    id: "let-events-use-the-key",
    title: "Key policies let EventBridge in without source conditions",
    severity: "high",
    stops: "EventBridge sends no source to KMS: the condition never holds, and the alert is lost",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
    requirements: ["E9"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["key", "keyPolicy"],
    fix: "Remove aws:SourceArn, aws:SourceAccount and aws:SourceOrgID from the statement for events.amazonaws.com",
    findingsFor: (subject) =>
      documentFindings(subject, ["resource"], ({ statements }) => {
        const found = statements.find((statement) => narrowsEvents(statement));
        return found === undefined
          ? undefined
          : `statement ${found.id} asks EventBridge for a source that it does not send`;
      }),
    good: {
      type: "aws:kms/key:Key",
      properties: {
        enableKeyRotation: true,
        policy: policyText(
          allow({ sid: "Events", actions: ["kms:Decrypt", "kms:GenerateDataKey*"], resources: "*", principal: events }),
        ),
      },
    },
    bad: {
      type: "aws:kms/key:Key",
      properties: {
        enableKeyRotation: true,
        policy: policyText(
          allow({
            sid: "Events",
            actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
            resources: "*",
            principal: events,
            conditions: fromOneRule,
          }),
        ),
      },
    },
  },
  {
    ...row,
    id: "let-events-publish",
    title: "Topic policies let EventBridge in without conditions",
    severity: "high",
    stops: "EventBridge does not support conditions in the policy of a topic: it cannot publish at all",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
    requirements: ["E9"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["topic", "topicPolicy", "topicPolicies"],
    fix: "Remove the condition from the statement for events.amazonaws.com, or let the target assume a role",
    findingsFor: (subject) =>
      documentFindings(subject, ["resource"], ({ statements }) => {
        const found = statements.find(
          (statement) => statement.effect === "Allow" && isForEvents(statement) && statement.conditions.length > 0,
        );
        return found === undefined ? undefined : `statement ${found.id} has a condition that EventBridge never meets`;
      }),
    good: {
      type: "aws:sns/topicPolicy:TopicPolicy",
      properties: {
        arn: topicArn,
        policy: policyText(allow({ sid: "Events", actions: "sns:Publish", resources: topicArn, principal: events })),
      },
    },
    bad: {
      type: "aws:sns/topicPolicy:TopicPolicy",
      properties: {
        arn: topicArn,
        policy: policyText(
          allow({
            sid: "Events",
            actions: "sns:Publish",
            resources: topicArn,
            principal: events,
            conditions: fromOneRule,
          }),
        ),
      },
    },
  },
  {
    ...row,
    id: "keep-alarms-on",
    title: "Alarms tell somebody",
    severity: "medium",
    stops: "An alarm without action turns red in a console that nobody looks at",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
    requirements: ["E9", "E11"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    kinds: ["alarm", "compositeAlarm"],
    fix: "Name a topic in alarmActions and remove actionsEnabled: false",
    findingsFor(subject) {
      const { alarmActions } = subject.properties;
      const where = `${subject.within}alarmActions`;
      const off = checked(subject, "actionsEnabled", mustNotBe(false, "its actions are switched off"));
      if (isUnknown(alarmActions)) return [...off, undecided(where)];
      // The landing zone's alarms speak through composite alarms and the event of their change of state.
      return listOf(alarmActions).length === 0 && !subject.trusted ? [...off, violated(where, "it tells nobody")] : off;
    },
    good: {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      properties: { name: "uses", alarmActions: [topicArn] },
    },
    bad: {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      properties: { name: "uses", alarmActions: [topicArn], actionsEnabled: false },
    },
  },
] as const satisfies readonly ResourceRule[];

function isForEvents({ principal }: WrittenStatement): boolean {
  return isMapping(principal) && listOf(principal["Service"]).includes("events.amazonaws.com");
}

function narrowsEvents(statement: WrittenStatement): boolean {
  return (
    statement.effect === "Allow" &&
    isForEvents(statement) &&
    statement.conditions.some(({ key }) => sourceKeys.includes(key.toLowerCase()))
  );
}

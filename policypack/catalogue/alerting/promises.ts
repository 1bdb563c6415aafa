import type { SettledFacts } from "../../../rulebook";
import type { Subject } from "../../judge/subject";
import type { Example, StackRule } from "../../rule";
import { names } from "../examples";
import { lacking, promise } from "../promise";

const row = {
  family: "alerting",
  scope: "stack",
  severity: "critical",
  needsFacts: true,
  fix: "Put it back: the landing zone's program makes it from the facts",
} as const;
const shop =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html";
/** What of the second path has an alarm. */
const watched = ["uses", "tampering", "silence", "unhandled-uses"];

function own(type: string, properties: Example["properties"]): Example {
  return { type, properties, landingZone: true, protect: true };
}

const bus = own("aws:cloudwatch/eventBus:EventBus", { name: names.centralBus });
const alertPath = [
  own("aws:cloudwatch/eventRule:EventRule", { name: names.receiverRule, eventBusName: names.centralBus }),
  own("aws:lambda/function:Function", { name: names.triageFunction }),
  own("aws:dynamodb/table:Table", { name: names.register }),
  own("aws:sqs/queue:Queue", { name: names.triageFailureQueue }),
  own("aws:sns/topic:Topic", { name: names.socTopic }),
  own("aws:sns/topic:Topic", { name: names.standbyTopic }),
  own("aws:cloudwatch/eventBusPolicy:EventBusPolicy", {}),
  own("aws:cloudwatch/eventTarget:EventTarget", { rule: names.receiverRule }),
  own("aws:lambda/permission:Permission", {}),
  own("aws:sns/topicSubscription:TopicSubscription", { endpoint: "soc@sandbox.example" }),
  own("aws:cloudformation/stack:Stack", { name: names.alarmStack }),
  own("aws:cloudformation/stackSet:StackSet", { name: names.detectionStackSet }),
  ...["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"].map((region) =>
    own("aws:cloudformation/stack:Stack", { name: names.detectionStackSet, region }),
  ),
];
const topic = own("aws:sns/topic:Topic", { name: names.secondPathTopic });
const secondPath = [
  own("aws:sns/topicSubscription:TopicSubscription", { endpoint: "on-call@sandbox.example" }),
  own("aws:cloudwatch/logMetricFilter:LogMetricFilter", { name: "filter" }),
  ...watched.map((what) =>
    own("aws:cloudwatch/metricAlarm:MetricAlarm", { name: `${names.secondPathTopic}-${what}`, alarmActions: ["x"] }),
  ),
];

/** Both alert paths, whole: a deletion is shown to no policy. */
export const alertPromises = [
  {
    ...row,
    id: "keep-the-alert-path",
    kinds: [
      "eventBus",
      "eventBusPolicy",
      "eventRule",
      "eventTarget",
      "function",
      "functionPermission",
      "table",
      "queue",
      "topic",
      "topicSubscription",
      "stackSet",
      "stack",
    ],
    title: "The landing zone holds the whole way of an alert, from the rules of every Region to the SOC",
    stops: "A link that is gone is noticed by nobody but the next intruder",
    source: shop,
    requirements: ["E9", "E10"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    findingsFor: promise((subjects, { rulebook: { names: known } }, facts) => [
      ...lacking(subjects, "eventBus", "name", known.centralBus),
      ...lacking(subjects, "eventRule", "name", known.receiverRule),
      ...lacking(subjects, "function", "name", known.triageFunction),
      ...lacking(subjects, "table", "name", known.register),
      ...lacking(subjects, "queue", "name", known.triageFailureQueue),
      ...lacking(subjects, "topic", "name", known.socTopic),
      ...lacking(subjects, "topic", "name", known.standbyTopic),
      ...lacking(subjects, "stack", "name", known.alarmStack),
      ...lacking(subjects, "stackSet", "name", known.detectionStackSet),
      ...facts.regions.detection.flatMap((region) =>
        lacking(
          subjects.filter(({ properties }) => properties["name"] === known.detectionStackSet),
          "stack",
          "region",
          region,
          `the detection stack of ${region}`,
        ),
      ),
      ...(["eventBusPolicy", "eventTarget", "functionPermission"] as const).filter((kind) => !isAny(subjects, kind)),
      ...subscribersLacking(subjects, facts.alerts.soc),
    ]),
    good: [bus, ...alertPath],
    bad: [bus, ...alertPath.slice(1)],
  },
  {
    ...row,
    id: "keep-the-second-path",
    kinds: ["topic", "topicSubscription", "logMetricFilter", "alarm"],
    title: "The landing zone holds the second alert path, which shares nothing with the first",
    stops: "Whoever silences the first path is seen by the second only",
    source: shop,
    requirements: ["E9", "E11"],
    frameworks: { wellArchitected: "SEC04-BP04", nist: "SI-4" },
    findingsFor: promise((subjects, { rulebook: { names: known } }, facts) => [
      ...lacking(subjects, "topic", "name", known.secondPathTopic),
      ...watched.flatMap((what) => lacking(subjects, "alarm", "name", `${known.secondPathTopic}-${what}`)),
      ...(isAny(subjects, "logMetricFilter") ? [] : ["a metric filter of the trail's log group"]),
      ...subscribersLacking(subjects, facts.alerts.secondPath),
    ]),
    good: [topic, ...secondPath],
    bad: [topic, ...secondPath.slice(1)],
  },
] as const satisfies readonly StackRule[];

function isAny(subjects: readonly Subject[], kind: Subject["kind"]): boolean {
  return subjects.some((subject) => subject.kind === kind);
}

/** Chat channels are no subscriptions. An address is a person's, so the message counts and does not name. */
function subscribersLacking(
  subjects: readonly Subject[],
  destinations: SettledFacts["alerts"]["soc"],
): readonly string[] {
  const gone = destinations.filter(
    (destination) =>
      destination.protocol !== "slack" &&
      lacking(subjects, "topicSubscription", "endpoint", destination.endpoint).length > 0,
  );
  return gone.length === 0 ? [] : [`the subscription of ${gone.length} destinations`];
}

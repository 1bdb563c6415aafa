import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface DashboardBody {
  readonly widgets: readonly Widget[];
}

export interface Widget {
  readonly type: "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly region: string;
    readonly view: "timeSeries";
    readonly stat: "Sum" | "Maximum";
    readonly period: number;
    readonly metrics: readonly Line[];
  };
}

/** Namespace, metric, dimensions by turns, and the Region where it is not the widget's. */
export type Line = readonly (string | { readonly region: string; readonly label: string })[];

interface Chart {
  readonly title: string;
  readonly stat: "Sum" | "Maximum";
  readonly periodSeconds: number;
  readonly lines: readonly Line[];
}

/** What a SOC looks at: is the path alive, what passed over it, what stuck. */
export function dashboardBodyFor(rulebook: Rulebook, facts: SettledFacts): DashboardBody {
  const width = 12;
  const height = 6;
  return {
    widgets: chartsFor(rulebook, facts).map(({ title, stat, periodSeconds, lines }, index) => ({
      type: "metric",
      x: (index % 2) * width,
      y: Math.floor(index / 2) * height,
      width,
      height,
      properties: {
        title,
        region: facts.regions.home,
        view: "timeSeries",
        stat,
        period: periodSeconds,
        metrics: lines,
      },
    })),
  };
}

function chartsFor({ names, metricNamespace }: Rulebook, facts: SettledFacts): readonly Chart[] {
  const regions = facts.regions.detection;
  const own = (metric: string): Line => [metricNamespace, metric];
  const triage = (metric: string): Line => ["AWS/Lambda", metric, "FunctionName", names.triageFunction];
  return [
    { title: "Uses and alerts", stat: "Sum", periodSeconds: 300, lines: [own("HandledUses"), own("Alerts")] },
    {
      title: "Heartbeats, by Region",
      stat: "Sum",
      periodSeconds: 300,
      lines: regions.map((region) => [...own("HeartbeatReceived"), "Region", region]),
    },
    {
      title: "Canaries, by Region",
      stat: "Sum",
      periodSeconds: 3_600,
      lines: regions.map((region) => [...own("CanaryReceived"), "Region", region]),
    },
    {
      title: "Dead letters, by Region",
      stat: "Maximum",
      periodSeconds: 300,
      lines: [
        ...regions.map((region): Line => [...waitingIn(names.deadLetterQueue), { region, label: region }]),
        [...waitingIn(names.triageFailureQueue), { region: facts.regions.home, label: "triage" }],
      ],
    },
    {
      title: "Triage: invocations, errors, throttles",
      stat: "Sum",
      periodSeconds: 300,
      lines: [triage("Invocations"), triage("Errors"), triage("Throttles"), own("TriageFailures")],
    },
    {
      title: "Triage: age of events, duration (ms)",
      stat: "Maximum",
      periodSeconds: 300,
      lines: [triage("AsyncEventAge"), triage("Duration")],
    },
    {
      title: "SOC topic",
      stat: "Sum",
      periodSeconds: 300,
      lines: ["NumberOfMessagesPublished", "NumberOfNotificationsDelivered", "NumberOfNotificationsFailed"].map(
        (metric): Line => ["AWS/SNS", metric, "TopicName", names.socTopic],
      ),
    },
  ];
}

function waitingIn(queue: string): Line {
  return ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue];
}

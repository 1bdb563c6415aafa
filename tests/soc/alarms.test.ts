import assert from "node:assert/strict";
import {
  crossAccountSharingRoleFor,
  detectionFor,
  regionalAlarmsFor,
  rulebook,
  securityAccountFor,
  type AlarmResource,
  type AlarmTemplate,
} from "../../rulebook";
import { policyOf } from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { expandedIn, type PlainTemplate } from "../rulebook/template-expansion";
import { administratorOf, answer, record, security, socTopic } from "./account";

type Alarm = AlarmResource["Properties"];

function templateOf(text: string = record.alarms.template): AlarmTemplate {
  return JSON.parse(text) as AlarmTemplate;
}

function alarmsOf(template: AlarmTemplate): readonly Alarm[] {
  return Object.values(template.Resources).flatMap((resource) =>
    resource.Type === "AWS::CloudWatch::Alarm" ? [resource.Properties] : [],
  );
}

const alarms = alarmsOf(templateOf());
const detection = ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];

function alarm(name: string): Alarm {
  return alarms.find(({ AlarmName }) => AlarmName === name) ?? assert.fail(`no alarm ${name}`);
}

function seriesOf({ Namespace, MetricName, Dimensions }: Alarm): string {
  return [Namespace, MetricName, ...Dimensions.map(({ Name, Value }) => `${Name}=${Value}`)].join(" ");
}

describe("The alarms of the security account", () => {
  for (const region of detection) {
    it(`miss the heartbeat of ${region} after a quarter of an hour, also when it never came`, () => {
      const { AlarmDescription: _, ...properties } = alarm(`lifeline-no-heartbeat-${region}`);
      assert.deepEqual(properties, {
        AlarmName: `lifeline-no-heartbeat-${region}`,
        Namespace: "Lifeline",
        MetricName: "HeartbeatReceived",
        Dimensions: [{ Name: "Region", Value: region }],
        Statistic: "Sum",
        Period: 300,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        Threshold: 1,
        ComparisonOperator: "LessThanThreshold",
        TreatMissingData: "breaching",
        AlarmActions: [socTopic],
        OKActions: [socTopic],
      });
    });

    it(`miss the canary of ${region} after a day and two hours, also when it never came`, () => {
      const { Period, EvaluationPeriods, DatapointsToAlarm, TreatMissingData, ComparisonOperator, Threshold, ...rest } =
        alarm(`lifeline-no-canary-${region}`);
      assert.equal(seriesOf(rest as Alarm), `Lifeline CanaryReceived Region=${region}`);
      assert.deepEqual(
        { Period, EvaluationPeriods, DatapointsToAlarm, TreatMissingData, ComparisonOperator, Threshold },
        {
          Period: 3_600,
          EvaluationPeriods: 26,
          DatapointsToAlarm: 26,
          TreatMissingData: "breaching",
          ComparisonOperator: "LessThanThreshold",
          Threshold: 1,
        },
      );
    });
  }

  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html and the like, for SQS, SNS and EventBridge
  const watched: Readonly<Record<string, string>> = {
    "lifeline-dead-letters": "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=lifeline-dead-letters",
    "lifeline-triage-dead-letters": "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=lifeline-triage-failures",
    "lifeline-triage-errors": "AWS/Lambda Errors FunctionName=lifeline-triage",
    "lifeline-triage-throttled": "AWS/Lambda Throttles FunctionName=lifeline-triage",
    "lifeline-triage-late": "AWS/Lambda AsyncEventAge FunctionName=lifeline-triage",
    "lifeline-triage-dropped": "AWS/Lambda AsyncEventsDropped FunctionName=lifeline-triage",
    "lifeline-triage-lost": "AWS/Lambda DestinationDeliveryFailures FunctionName=lifeline-triage",
    "lifeline-triage-failures": "Lifeline TriageFailures",
    "lifeline-failed-invocations":
      "AWS/Events FailedInvocations EventBusName=lifeline-central RuleName=BreakGlassReceive",
    "lifeline-lost-dead-letters":
      "AWS/Events InvocationsFailedToBeSentToDlq EventBusName=lifeline-central RuleName=BreakGlassReceive",
    "lifeline-undelivered-alerts": "AWS/SNS NumberOfNotificationsFailed TopicName=lifeline-soc",
  };
  for (const [name, series] of Object.entries(watched)) {
    it(`watch ${series}`, () => {
      const { TreatMissingData, ComparisonOperator, ...properties } = alarm(name);
      assert.equal(seriesOf(properties as Alarm), series);
      assert.equal(ComparisonOperator, "GreaterThanThreshold");
      // No traffic is no fault: these series have data only while something happens.
      assert.equal(TreatMissingData, "notBreaching");
    });
  }

  it("are raised by the first dead letter, error or throttle, and by events two minutes old", () => {
    for (const name of Object.keys(watched)) {
      const { Threshold, Period, EvaluationPeriods } = alarm(name);
      const expected = name === "lifeline-triage-late" ? [120_000, 60, 3] : [0, 60, 1];
      assert.deepEqual([Threshold, Period, EvaluationPeriods], expected, name);
    }
  });

  it("are these and no others, each one telling the SOC topic of its beginning and end", () => {
    const names = alarms.map(({ AlarmName }) => AlarmName).sort();
    const expected = [
      ...Object.keys(watched),
      ...detection.flatMap((region) => [`lifeline-no-heartbeat-${region}`, `lifeline-no-canary-${region}`]),
    ].sort();
    assert.deepEqual(names, expected);
    for (const { AlarmActions, OKActions, AlarmName } of alarms) {
      assert.deepEqual([AlarmActions, OKActions], [[socTopic], [socTopic]], AlarmName);
    }
  });

  it("say what to do, in the space that AWS gives", () => {
    for (const { AlarmName, AlarmDescription } of alarms) {
      assert.match(AlarmDescription, / What to do: \S/, AlarmName);
      assert.ok(AlarmDescription.length <= 1_024, AlarmName);
    }
  });

  it("span no more time than AWS evaluates: a day, or seven with periods of an hour", () => {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    for (const { AlarmName, Period, EvaluationPeriods } of alarms) {
      assert.ok(Period * EvaluationPeriods <= (Period < 3_600 ? 86_400 : 604_800), AlarmName);
    }
  });

  it("grow with the Regions and stay within what a stack takes: 51,200 bytes", () => {
    const many = Array.from({ length: 17 }, (_, index) => `xx-region-${index}`);
    const facts = {
      ...sandboxFacts,
      regions: { ...sandboxFacts.regions, detection: ["eu-central-1", ...many] as const },
    };
    const { template } = securityAccountFor(rulebook, facts).alarms;
    assert.equal(alarmsOf(templateOf(template)).length, Object.keys(watched).length + 2 * 18);
    assert.ok(template.length <= 51_200, `${template.length} bytes`);
  });
});

describe("The alarm beside a queue of dead letters in another Region", () => {
  it("acts on nothing: a rule takes its change of state home", () => {
    const { DeadLetters, ...others } = regionalAlarmsFor(rulebook);
    assert.deepEqual(others, {});
    const { AlarmDescription: _, ...properties } = DeadLetters?.Properties ?? assert.fail("no alarm");
    assert.deepEqual(properties, {
      AlarmName: "lifeline-dead-letters",
      Namespace: "AWS/SQS",
      MetricName: "ApproximateNumberOfMessagesVisible",
      Dimensions: [{ Name: "QueueName", Value: "lifeline-dead-letters" }],
      Statistic: "Maximum",
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      Threshold: 0,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "notBreaching",
      AlarmActions: [],
      OKActions: [],
    });
  });
});

describe("The template that makes the queues of dead letters", () => {
  const template = JSON.parse(detectionFor(rulebook, sandboxFacts).stackSet.template) as PlainTemplate;
  const alarmIn = (account: string, region: string) =>
    Object.values(expandedIn(template, { account, region })).filter(({ Type }) => Type === "AWS::CloudWatch::Alarm");

  it("makes the alarm beside each of them but the one at home, which has its alarm with the others", () => {
    for (const region of detection) {
      const names = alarmIn(security, region).map(({ Properties }) => Properties?.["AlarmName"]);
      assert.deepEqual(names, region === "eu-central-1" ? [] : ["lifeline-dead-letters"], region);
    }
  });

  it("makes it in no other account", () => {
    for (const account of ["100000000001", "100000000002", "100000000003", "100000000011"]) {
      assert.deepEqual(alarmIn(account, "us-east-2"), [], account);
    }
  });
});

describe("The dashboard", () => {
  const dashboard = templateOf().Resources["Dashboard"];
  const properties = dashboard?.Type === "AWS::CloudWatch::Dashboard" ? dashboard.Properties : assert.fail("none");
  const { widgets } = JSON.parse(properties.DashboardBody) as {
    readonly widgets: readonly {
      readonly x: number;
      readonly y: number;
      readonly properties: { readonly title: string; readonly region: string; readonly metrics: readonly unknown[][] };
    }[];
  };
  const lines = (title: string) =>
    widgets.find((widget) => widget.properties.title === title)?.properties.metrics ?? assert.fail(title);

  it("shows heartbeats and canaries of every detection Region", () => {
    for (const [title, metric] of [
      ["Heartbeats, by Region", "HeartbeatReceived"],
      ["Canaries, by Region", "CanaryReceived"],
    ] as const) {
      assert.deepEqual(
        lines(title),
        detection.map((region) => ["Lifeline", metric, "Region", region]),
      );
    }
  });

  it("shows the dead letters of every detection Region from that Region, and those of triage", () => {
    const queue = ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName"];
    assert.deepEqual(lines("Dead letters, by Region"), [
      ...detection.map((region) => [...queue, "lifeline-dead-letters", { region, label: region }]),
      [...queue, "lifeline-triage-failures", { region: "eu-central-1", label: "triage" }],
    ]);
  });

  it("shows what was handled and told", () => {
    assert.deepEqual(lines("Uses and alerts"), [
      ["Lifeline", "HandledUses"],
      ["Lifeline", "Alerts"],
    ]);
  });

  it("lays no widget over another", () => {
    const places = widgets.map(({ x, y }) => `${x},${y}`);
    assert.equal(new Set(places).size, places.length);
    assert.equal(properties.DashboardName, "lifeline-detection");
  });
});

describe("The metrics behind the alarms", () => {
  const { trust, policy, name } = crossAccountSharingRoleFor(sandboxFacts);
  const role = `arn:aws:iam::${security}:role/${name}`;
  const trustPolicy = policyOf(trust, "trust", name);

  it("are read by the management account, for the second path, and by no other", () => {
    const may = (account: string) =>
      answer(administratorOf(account, "Reader"), "sts:AssumeRole", role, {}, trustPolicy);
    assert.equal(may("100000000001"), "allowed");
    assert.equal(may("100000000011"), "not allowed by trust");
  });

  it("and nothing else is", () => {
    const identity = [policyOf(policy, "identity", name)];
    const reader = { caller: administratorOf(security, name).caller, identity };
    assert.equal(answer(reader, "cloudwatch:GetMetricData", "*"), "allowed");
    for (const action of ["cloudwatch:PutMetricData", "cloudwatch:DeleteAlarms", "dynamodb:Query"]) {
      assert.equal(answer(reader, action, "*"), "not allowed by identity", action);
    }
  });
});

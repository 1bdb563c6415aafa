import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import { openScene, paymentsApi, stackInstancesInputs, stackSetInputs, types, type Scene } from "./scene";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html#aws-resource-cloudwatch-alarm--examples */
const alarm = (properties: object = {}) => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: {
    AlarmName: "queue-waits",
    Namespace: "AWS/SQS",
    MetricName: "ApproximateNumberOfMessagesVisible",
    Dimensions: [{ Name: "QueueName", Value: "jobs" }],
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 2,
    Threshold: 10,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: ["arn:aws:sns:eu-central-1:100000000011:alarms"],
    ...properties,
  },
});
const dashboard = {
  Type: "AWS::CloudWatch::Dashboard",
  Properties: { DashboardName: "jobs", DashboardBody: '{"widgets":[]}' },
};

describe("aws provider: alarms and dashboards of a template", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  const templateOf = (resources: object) => JSON.stringify({ Resources: resources });
  const deploy = async (resources: object) => {
    const inputs = stackSetInputs({ templateBody: templateOf(resources), capabilities: [] });
    const set = await scene.client.make(types.stackSet, inputs);
    await scene.client.make(
      types.stackInstances,
      stackInstancesInputs({ deploymentTargets: { organizationalUnitIds: ["ou-life-payments1"] } }),
    );
    return set;
  };
  const alarms = () => regionalIn(scene.aws, { accountId: paymentsApi, region: "eu-central-1" }).alarms;
  const dashboards = () => regionalIn(scene.aws, { accountId: paymentsApi, region: "us-east-1" }).dashboards;
  const reason = async () => {
    const summaries = (await scene.client.read(types.stackInstances, "roles,SELF,OU"))?.outputs[
      "stackInstanceSummaries"
    ];
    return (summaries as { accountId: string; statusReason: string }[]).find(
      ({ accountId }) => accountId === paymentsApi,
    )?.statusReason;
  };

  it("stand in the account and Region of the stack; a dashboard is global", async () => {
    await deploy({ Alarm: alarm(), Dashboard: dashboard });
    assert.deepEqual(alarms()["queue-waits"], {
      kind: "metric",
      name: "queue-waits",
      description: "",
      actionsEnabled: true,
      alarmActions: ["arn:aws:sns:eu-central-1:100000000011:alarms"],
      okActions: [],
      insufficientDataActions: [],
      tags: {},
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      threshold: 10,
      treatMissingData: "missing",
      metric: {
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: "jobs" },
        period: 60,
        statistic: "Maximum",
      },
      metricQueries: [],
    });
    assert.deepEqual(dashboards(), { jobs: { name: "jobs", body: '{"widgets":[]}' } });
  });

  for (const [title, properties, words] of [
    ["a period that is none", { Period: 61 }, "Period must be 10, 20, 30 or a multiple of 60."],
    ["an unknown statistic", { Statistic: "Median" }, "Median"],
    ["an unknown comparison", { ComparisonOperator: "Above" }, "Above"],
    ["more than a day of minutes", { EvaluationPeriods: 1_441 }, "EvaluationPeriods * Period must be <= 86400"],
    ["more datapoints than periods", { DatapointsToAlarm: 3 }, "DatapointsToAlarm must be at least 1"],
    ["no comparison", { ComparisonOperator: undefined }, "#: required key [ComparisonOperator] not found"],
    ["an unknown property", { Sound: "loud" }, "#: extraneous key [Sound] is not permitted"],
  ] as const) {
    it(`refuses ${title}`, async () => {
      await deploy({ Alarm: alarm(properties) });
      assert.ok((await reason())?.includes(words), await reason());
      assert.deepEqual(alarms(), {});
    });
  }

  it("change with the template and go with it", async () => {
    const set = await deploy({ Alarm: alarm(), Dashboard: dashboard });
    const changed = (resources: object) => stackSetInputs({ templateBody: templateOf(resources), capabilities: [] });
    const louder = await scene.client.change(
      types.stackSet,
      set,
      changed({ Alarm: alarm({ Threshold: 5 }), Dashboard: dashboard }),
    );
    const { "queue-waits": after } = alarms();
    assert.equal(after?.kind === "metric" ? after.threshold : undefined, 5);
    await scene.client.change(
      types.stackSet,
      louder,
      changed({ Marker: { Type: "AWS::CloudFormation::WaitConditionHandle" } }),
    );
    assert.deepEqual([alarms(), dashboards()], [{}, {}]);
  });
});

import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { home, regionalTypes as types, testSchema } from "./regional-scene";
import { management, openScene, type Scene } from "./scene";

const topic = `arn:aws:sns:eu-central-1:${management}:second`;
const where = { accountId: management, region: home };

describe("aws provider: alarms and dashboards", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = scene.client;
  });
  afterEach(() => scene.stop());

  describe("MetricAlarm", () => {
    const inputs = {
      name: "queue-waits",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "dead" },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 5,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "breaching",
      alarmActions: [topic],
    };
    testSchema(() => client, {
      type: types.alarm,
      inputs,
      required: ["comparisonOperator", "evaluationPeriods", "name"],
      refused: [
        [
          "statistic",
          "Median",
          /^statistic: expected statistic to be one of \["SampleCount", "Average", "Sum", "Minimum", "Maximum"\], got Median$/,
        ],
        ["comparisonOperator", "Above", /^comparisonOperator: expected comparisonOperator to be one of/],
        ["treatMissingData", "alarm", /^treatMissingData: expected/],
        ["alarmActions", ["page"], /^alarmActions\[0\]: "page" is an invalid ARN$/],
        ["period", 45, /ValidationError: Period must be 10, 20, 30 or a multiple of 60\.$/],
        ["evaluationPeriods", 2_000, /Metrics cannot be checked across more than a day/],
        ["datapointsToAlarm", 6, /DatapointsToAlarm must be at least 1 and not more than EvaluationPeriods\.$/],
        [
          "alarmActions",
          Array.from({ length: 6 }, (_, index) => `${topic}${index}`),
          /'alarmActions' failed to satisfy constraint: Member must have length less than or equal to 5$/,
        ],
        ["extendedStatistic", "p99", /^extendedStatistic: Conflicting configuration: conflicts with statistic$/m],
        ["thresholdMetricId", "a", /^thresholdMetricId: Conflicting configuration: conflicts with threshold$/m],
        ["evaluationInterval", 60, /^evaluationInterval: the sandbox does not know this property/],
      ],
      replacing: { name: "other" },
    });

    it("its id is its name, and the name is taken", async () => {
      const made = await client.make(types.alarm, inputs);
      assert.deepEqual(
        [made.id, made.outputs["arn"]],
        ["queue-waits", `arn:aws:cloudwatch:eu-central-1:${management}:alarm:queue-waits`],
      );
      assert.deepEqual((await client.diff(types.alarm, made, inputs)).diffs, []);
      await assert.rejects(client.make(types.alarm, inputs), /CloudWatch metric alarm "queue-waits" already exists/);
      const changed = await client.change(types.alarm, made, { ...inputs, threshold: 3 });
      assert.deepEqual((await client.diff(types.alarm, changed, { ...inputs, threshold: 3 })).diffs, []);
      await client.remove(types.alarm, changed);
      assert.deepEqual(regionalIn(scene.aws, where).alarms, {});
    });

    const query = (id: string, change: object = {}) => ({
      id,
      metric: { namespace: "Lifeline", metricName: "SeenUses", stat: "Sum", period: 300 },
      ...change,
    });
    const math = (...metricQueries: readonly object[]) => ({
      name: "uses",
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 3,
      threshold: 0,
      metricQueries,
    });
    it("takes metric math over series of two accounts", async () => {
      const inputsOfMath = math(query("seen"), query("handled", { accountId: "100000000004" }), {
        id: "open",
        expression: "FILL(seen, 0) - FILL(handled, 0)",
        label: "open",
        returnData: true,
      });
      const made = await client.make(types.alarm, inputsOfMath);
      assert.deepEqual((await client.diff(types.alarm, made, inputsOfMath)).diffs, []);
    });
    for (const [title, wrong, words] of [
      ["nothing to watch", { ...math() }, /You must specify either MetricName or Metrics, and not both\./],
      [
        "queries of which none returns data",
        math(query("seen")),
        /Exactly one element of the metrics list should return data\./,
      ],
      ["an id twice", math(query("seen", { returnData: true }), query("seen")), /Duplicate Ids in metrics list\./],
      ["an id in capitals", math(query("Seen", { returnData: true })), /the id Seen must match/],
      [
        "an expression of what is not there",
        math(query("seen"), { id: "e", expression: "seen - handled", returnData: true }),
        /Unknown identifier handled/,
      ],
      [
        "a query of nothing",
        math({ id: "e", returnData: true }),
        /Exactly one of MetricStat and Expression must be specified/,
      ],
      [
        "a statistic that is none",
        math({ id: "e", returnData: true, metric: { metricName: "a", period: 60, stat: "Most" } }),
        /The value Most for parameter MetricStat\.Stat is not supported\./,
      ],
      [
        "no threshold",
        { ...inputs, threshold: undefined },
        /You must specify exactly one of Threshold and ThresholdMetricId\./,
      ],
      [
        "no statistic",
        { ...inputs, statistic: undefined },
        /You must specify either Statistic or ExtendedStatistic, and not both\./,
      ],
    ] as const) {
      it(`refuses ${title}`, async () => {
        const given = Object.fromEntries(Object.entries(wrong).filter(([, value]) => value !== undefined));
        assert.match((await client.check(types.alarm, given)).failures.join("\n"), words);
      });
    }
  });

  describe("CompositeAlarm", () => {
    const inputs = {
      alarmName: "any",
      alarmRule: 'ALARM("one") OR (ALARM(other) AND NOT OK("one"))',
      alarmActions: [topic],
    };
    const alarm = (name: string) => ({
      name,
      namespace: "Lifeline",
      metricName: "Alerts",
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
    });
    testSchema(() => client, {
      type: types.compositeAlarm,
      inputs,
      required: ["alarmName", "alarmRule"],
      refused: [["alarmActions", ["page"], /^alarmActions\[0\]: "page" is an invalid ARN$/]],
      replacing: { alarmName: "other", actionsEnabled: false },
    });

    it("joins alarms that are there", async () => {
      await client.make(types.alarm, alarm("one"));
      await assert.rejects(
        client.make(types.compositeAlarm, inputs),
        /ValidationError: AlarmRule is invalid: alarm other does not exist/,
      );
      await client.make(types.alarm, alarm("other"));
      const made = await client.make(types.compositeAlarm, inputs);
      assert.equal(made.id, "any");
      assert.deepEqual((await client.diff(types.compositeAlarm, made, inputs)).diffs, []);
      for (const alarmRule of ["ALARM(one) OR", "one", "ALARM(one) ALARM(other)", "(ALARM(one)"])
        await assert.rejects(
          client.change(types.compositeAlarm, made, { ...inputs, alarmRule }),
          /AlarmRule is invalid: /,
          alarmRule,
        );
    });
  });

  describe("Dashboard", () => {
    const inputs = {
      dashboardName: "detection",
      dashboardBody: JSON.stringify({ widgets: [{ type: "text", properties: { markdown: "# Detection" } }] }),
    };
    testSchema(() => client, {
      type: types.dashboard,
      inputs,
      required: ["dashboardBody", "dashboardName"],
      refused: [
        [
          "dashboardName",
          "a b",
          /InvalidParameterValue: The value for field DashboardName contains invalid characters/,
        ],
        ["dashboardBody", "{", /InvalidParameterInput: The dashboard body is invalid, .*must be a valid JSON object/],
        ["dashboardBody", "{}", /Should have required property 'widgets'/],
        ["dashboardBody", '{"widgets":[{"type":"clock"}]}', /\/widgets\/0 should have a known type and properties/],
      ],
      replacing: { dashboardName: "other" },
    });

    it("is global: every Region sees the same", async () => {
      const made = await client.make(types.dashboard, inputs);
      assert.deepEqual(
        [made.id, made.outputs["dashboardArn"]],
        ["detection", `arn:aws:cloudwatch::${management}:dashboard/detection`],
      );
      assert.ok(regionalIn(scene.aws, { ...where, region: "us-east-1" }).dashboards["detection"]);
      await client.remove(types.dashboard, made);
      assert.deepEqual(regionalIn(scene.aws, { ...where, region: "us-east-1" }).dashboards, {});
    });
  });
});

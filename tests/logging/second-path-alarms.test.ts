import assert from "node:assert/strict";
import { rulebook, secondPathFor } from "../../rulebook";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { controlTower } from "./control-tower";

const path = secondPathFor(rulebook, sandboxFacts);

describe("The alarms of the second path", () => {
  const named = (id: string) =>
    path.alarms.metric.find(({ name }) => name === `lifeline-second-path-${id}`) ?? assert.fail(id);

  it("page at once for tampering", () => {
    const { queries, ...rest } = named("tampering");
    assert.deepEqual(queries, [
      {
        id: "seen",
        watched: true,
        series: { namespace: "Lifeline", metricName: "SeenTampering", dimensions: {} },
      },
    ]);
    assert.equal(rest.pages, true);
    assert.deepEqual(
      [
        rest.statistic,
        rest.comparison,
        rest.threshold,
        rest.periodSeconds,
        rest.evaluationPeriods,
        rest.datapointsToAlarm,
      ],
      ["Sum", "GreaterThanThreshold", 0, 60, 1, 1],
    );
    assert.equal(rest.missing, "notBreaching");
  });

  it("read what triage handled in the security account, and what was seen here", () => {
    const { queries, missing, pages } = named("unhandled-uses");
    assert.deepEqual(
      queries.flatMap((query) => ("series" in query ? [query.series] : [])),
      [
        { namespace: "Lifeline", metricName: "SeenUses", dimensions: {} },
        { namespace: "Lifeline", metricName: "HandledUses", dimensions: {}, accountId: "100000000004" },
      ],
    );
    assert.deepEqual([missing, pages], ["missing", true]);
  });

  it("page for every use while that cannot be read", () => {
    assert.deepEqual(
      path.alarms.state.map(({ name, rule }) => [name, rule]),
      [
        [
          "lifeline-second-path-uses-unreconciled",
          'ALARM("lifeline-second-path-uses") AND INSUFFICIENT_DATA("lifeline-second-path-unhandled-uses")',
        ],
      ],
    );
    const { queries, pages, periodSeconds, threshold, comparison, missing } = named("uses");
    assert.deepEqual(
      queries.map((query) => ("series" in query ? query.series.metricName : query.expression)),
      ["SeenUses"],
    );
    assert.deepEqual(
      { pages, periodSeconds, threshold, comparison, missing },
      { pages: false, periodSeconds: 60, threshold: 0, comparison: "GreaterThanThreshold", missing: "notBreaching" },
    );
  });

  for (const [title, facts, logGroup] of [
    ["its own log group", sandboxFacts, "/lifeline/organization-trail"],
    ["the log group that exists", { ...sandboxFacts, logArchive: controlTower }, "aws-controltower/CloudTrailLogs"],
  ] as const) {
    it(`page when ${title} is silent for 15 minutes`, () => {
      const silence =
        secondPathFor(rulebook, facts).alarms.metric.find(({ name }) => name.endsWith("silence")) ?? assert.fail();
      const { queries, description: _, name: __, ...rest } = silence;
      assert.deepEqual(queries, [
        {
          id: "incoming",
          watched: true,
          series: { namespace: "AWS/Logs", metricName: "IncomingLogEvents", dimensions: { LogGroupName: logGroup } },
        },
      ]);
      assert.deepEqual(rest, {
        statistic: "Sum",
        periodSeconds: 300,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        comparison: "LessThanThreshold",
        threshold: 1,
        missing: "breaching",
        pages: true,
      });
    });
  }

  it("watch one query each, have names that the topic lets in, and say what to do", () => {
    for (const { name, description, queries, pages } of path.alarms.metric) {
      assert.equal(queries.filter(({ watched }) => watched).length, 1, name);
      assert.match(name, /^lifeline-second-path-/);
      assert.ok(!pages || description.includes("What to do: "), name);
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      assert.ok(description.length <= 1024, name);
    }
  });

  it("look at the metrics that the filters write", () => {
    assert.equal(path.metricNamespace, "Lifeline");
    assert.deepEqual([...new Set(path.filters.map(({ metric }) => metric))].sort(), ["SeenTampering", "SeenUses"]);
  });
});

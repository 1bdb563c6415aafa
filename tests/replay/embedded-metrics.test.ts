import assert from "node:assert/strict";
import { measuredFrom } from "../../sandbox/aws/lambda/embedded-metrics";

const center = { accountId: "100000000004", region: "eu-central-1" };

describe("A line that a function writes", () => {
  const at = "2026-11-25T08:00:00Z";
  const _aws = {
    Timestamp: 0,
    CloudWatchMetrics: [{ Namespace: "N", Dimensions: [["Region"], []], Metrics: [{ Name: "A" }, { Name: "B" }] }],
  };

  it("in the embedded format is a value of each metric, for each set of dimensions", () => {
    const data = measuredFrom(JSON.stringify({ _aws, Region: "r", A: 1, B: [2, 3] }), center, at);
    assert.deepEqual(
      data.map(({ name, value, dimensions, namespace }) => [namespace, name, value, dimensions]),
      [
        ["N", "A", 1, { Region: "r" }],
        ["N", "A", 1, {}],
        ["N", "B", 2, { Region: "r" }],
        ["N", "B", 3, { Region: "r" }],
        ["N", "B", 2, {}],
        ["N", "B", 3, {}],
      ],
    );
  });

  for (const line of [
    "hello",
    "{",
    "{}",
    '{"_aws":1}',
    '{"_aws":{"CloudWatchMetrics":[{"Metrics":[{"Name":"A"}]}]}}',
  ]) {
    it(`that is no metric counts nothing: ${line}`, () => assert.deepEqual(measuredFrom(line, center, at), []));
  }
});

import assert from "node:assert/strict";
import { scene } from "../functions/scene";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html#CloudWatch-state-change-events */
function raised(alarmName: string, region: string, id: string) {
  return {
    version: "0",
    id,
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    account: "444444444444",
    time: "2026-03-10T08:00:00Z",
    region,
    resources: [`arn:aws:cloudwatch:${region}:444444444444:alarm:${alarmName}`],
    detail: { alarmName, previousState: { value: "OK" }, state: { value: "ALARM", reason: "Threshold Crossed" } },
  };
}

describe("An alarm raised where it cannot reach the SOC topic", () => {
  it("pages, by its name and Region", async () => {
    const soc = scene();
    const { verdict } = await soc.send(raised("lifeline-dead-letters", "us-east-2", "a-1"), "2026-03-10T08:00:05Z");
    assert.equal(verdict, "alert");
    const [message, ...others] = soc.pages();
    assert.deepEqual(others, []);
    assert.match(message?.text ?? "", /alarm lifeline-dead-letters in us-east-2/);
  });

  it("pages once for each Region, and once however often it is delivered", async () => {
    const soc = scene();
    const first = raised("lifeline-dead-letters", "us-east-2", "a-1");
    for (const event of [first, first, raised("lifeline-dead-letters", "eu-north-1", "a-2")]) {
      await soc.send(event, "2026-03-10T08:00:05Z");
    }
    assert.equal(soc.pages().length, 2);
  });
});

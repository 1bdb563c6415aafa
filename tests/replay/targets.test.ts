import assert from "node:assert/strict";
import type { Aws } from "../../sandbox/aws";
import { putServiceEvent } from "../../sandbox/aws/events/deliver";
import { liveFor, type Live } from "../../sandbox/aws/events/live";
import { messagesOf } from "../../sandbox/aws/regional";
import * as scene from "./landscape";

const { away, change, home, landscape, security, signIn } = scene;

async function sent(aws: Aws): Promise<{ readonly live: Live }> {
  const live = liveFor(aws, async () => Promise.resolve({ lines: [] }));
  await putServiceEvent(live, signIn(away));
  return { live };
}

describe("A target", () => {
  const queueTarget = (target: object): Aws => {
    const aws = landscape();
    change(aws, security, home, "eventRules", "central/Triage", {
      targets: [{ id: "queue", arn: scene.deadLetters(home), ...target }],
    });
    return aws;
  };
  const received = (aws: Aws): unknown =>
    JSON.parse(messagesOf(aws, { accountId: security, region: home }, "dead")[0]?.body ?? "null");

  it("that is a queue gets the event", async () => {
    const aws = queueTarget({});
    await sent(aws);
    assert.deepEqual(received(aws), signIn(away));
  });

  it("gets the constant, the part, or the text that the target names", async () => {
    for (const [target, expected] of [
      [{ input: '{"a":1}' }, { a: 1 }],
      [{ inputPath: "$.detail.eventName" }, "ConsoleLogin"],
      [
        {
          inputTransformer: {
            inputPaths: { name: "$.detail.eventName", detail: "$.detail" },
            inputTemplate: '{"what": "<name>", "in": <detail>}',
          },
        },
        { what: "ConsoleLogin", in: signIn(away).detail },
      ],
      [{ inputTransformer: { inputPaths: { region: "$.region" }, inputTemplate: "<region>" } }, "us-east-1"],
    ] as const) {
      const aws = queueTarget(target);
      await sent(aws);
      assert.deepEqual(received(aws), expected);
    }
  });

  it("that is a topic sees no source of EventBridge's: a condition on it refuses", async () => {
    const statement = { Service: "events.amazonaws.com" };
    for (const [condition, outcome] of [
      [{}, "delivered"],
      [{ StringEquals: { "aws:SourceAccount": security } }, "lost"],
    ] as const) {
      const aws = landscape();
      scene.putTopic(aws, security, "soc", scene.policy(scene.allow(statement, "sns:Publish", condition)));
      change(aws, security, home, "eventRules", "central/Triage", { targets: [{ id: "soc", arn: scene.socTopic }] });
      const { live } = await sent(aws);
      assert.equal(live.steps.at(-1)?.outcome, outcome);
      assert.equal(live.notifications.length, outcome === "delivered" ? 1 : 0);
    }
  });
});

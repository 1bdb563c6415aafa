import assert from "node:assert/strict";
import type { Client } from "./client";
import { home, regionalTypes as types, security, testSchema } from "./regional-scene";
import { openScene, type Scene } from "./scene";

const pattern = JSON.stringify({ source: ["aws.signin"], "detail-type": ["AWS Console Sign In via CloudTrail"] });
const rule = { name: "watch", eventPattern: pattern, state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" };

describe("aws provider: event rules", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());

  describe("EventRule", () => {
    testSchema(() => client, {
      type: types.rule,
      inputs: rule,
      required: ["name"],
      refused: [
        ["name", "a b", /^eventPattern: ValidationException: .*'a b' at 'name' failed to satisfy constraint/],
        ["eventPattern", "{", /^eventPattern: InvalidEventPatternException: Event pattern is not valid\. Reason: /],
        ["eventPattern", '{"source":"aws.signin"}', /^eventPattern: InvalidEventPatternException: .*source/],
        [
          "eventPattern",
          JSON.stringify({ source: ["a".repeat(2_048)] }),
          /InvalidEventPatternException: .* more than 2048$/,
        ],
        [
          "state",
          "ON",
          /^state: expected state to be one of \["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"\], got ON$/,
        ],
        ["isEnabled", true, /^isEnabled: Conflicting configuration: conflicts with state$/m],
        ["roleArn", "role", /^roleArn: "role" is an invalid ARN$/],
      ],
      replacing: { name: "other", eventBusName: "central", region: "us-east-1" },
    });

    it("its id is its name, behind that of a bus that is not the default one", async () => {
      const made = await client.make(types.rule, rule);
      assert.deepEqual(made, {
        id: "watch",
        outputs: {
          arn: `arn:aws:events:eu-central-1:${security}:rule/watch`,
          eventBusName: "default",
          eventPattern: pattern,
          forceDestroy: false,
          isEnabled: true,
          name: "watch",
          region: home,
          state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
          tagsAll: {},
        },
      });
      await assert.rejects(
        client.make(types.rule, { ...rule, eventBusName: "central" }),
        /ResourceNotFoundException: Event bus central does not exist\./,
      );
      await client.make(types.bus, { name: "central" });
      const other = await client.make(types.rule, { ...rule, eventBusName: "central" });
      assert.deepEqual(
        [other.id, other.outputs["arn"]],
        ["central/watch", `arn:aws:events:eu-central-1:${security}:rule/central/watch`],
      );
    });

    it("without a state it is enabled, and isEnabled says the other one", async () => {
      const plain = { name: "watch", eventPattern: pattern };
      assert.equal((await client.make(types.rule, plain)).outputs["state"], "ENABLED");
      assert.equal(
        (await client.make(types.rule, { ...plain, name: "off", isEnabled: false })).outputs["state"],
        "DISABLED",
      );
    });

    for (const [title, inputs, words] of [
      [
        "neither pattern nor schedule",
        { name: "watch" },
        /Parameter\(s\) EventPattern or ScheduleExpression must be specified\./,
      ],
      [
        "a schedule that is none",
        { name: "watch", scheduleExpression: "rate(1 minutes)" },
        /Parameter ScheduleExpression is not valid\./,
      ],
      [
        "a cron of five fields",
        { name: "watch", scheduleExpression: "cron(0 3 * * *)" },
        /Parameter ScheduleExpression is not valid\./,
      ],
      [
        "a schedule on a bus of one's own",
        { name: "watch", scheduleExpression: "rate(5 minutes)", eventBusName: "central" },
        /ScheduleExpression is supported only on the default event bus\./,
      ],
    ] as const) {
      it(`refuses ${title}`, async () => {
        assert.match((await client.check(types.rule, inputs)).failures.join("\n"), words);
      });
    }

    it("takes a schedule", async () => {
      for (const scheduleExpression of [
        "rate(1 minute)",
        "rate(5 minutes)",
        "cron(0 3 ? * MON-FRI *)",
        "cron(0/15 * * * ? *)",
      ])
        assert.deepEqual(
          (await client.check(types.rule, { name: "watch", scheduleExpression })).failures,
          [],
          scheduleExpression,
        );
    });

    it("a bus has 300 rules at the most, 100 in some Regions", async () => {
      const africa = { region: "af-south-1" };
      for (let number = 0; number < 100; number += 1)
        await client.make(types.rule, { ...rule, ...africa, name: `r${number}` });
      await assert.rejects(
        client.make(types.rule, { ...rule, ...africa }),
        /LimitExceededException: The requested resource exceeds the maximum number allowed\./,
      );
      await client.make(types.bus, { name: "central", ...africa });
      await client.make(types.rule, { ...rule, ...africa, eventBusName: "central" });
    });
  });
});

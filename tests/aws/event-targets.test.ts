import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { allowing, home, regionalTypes as types, security, serviceTrust, testSchema } from "./regional-scene";
import { document, management, openScene, types as iamTypes, type Scene } from "./scene";

const pattern = JSON.stringify({ source: ["aws.signin"], "detail-type": ["AWS Console Sign In via CloudTrail"] });
const queueArn = `arn:aws:sqs:eu-central-1:${security}:dead`;
const rule = { name: "watch", eventPattern: pattern, state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" };

describe("aws provider: targets of event rules", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());
  const rules = (region = home) => regionalIn(scene.aws, { accountId: security, region }).eventRules;

  describe("EventTarget", () => {
    const busArn = `arn:aws:events:eu-central-1:${management}:event-bus/central`;
    const roleArn = `arn:aws:iam::${security}:role/Forwarder`;
    const target = {
      rule: "watch",
      targetId: "central",
      arn: busArn,
      roleArn,
      deadLetterConfig: { arn: queueArn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    };
    const forwarder = (service = "events.amazonaws.com") =>
      client.make(iamTypes.role, { name: "Forwarder", assumeRolePolicy: serviceTrust(service) });

    testSchema(() => client, {
      type: types.target,
      inputs: target,
      required: ["arn", "rule", "targetId"],
      refused: [
        ["arn", "queue", /^arn: "queue" is an invalid ARN$/],
        ["retryPolicy", { maximumRetryAttempts: 186 }, /range \(0 - 185\), got 186$/],
        ["retryPolicy", { maximumEventAgeInSeconds: 86_401 }, /range \(0 - 86400\), got 86401$/],
        ["ecsTarget", { taskDefinitionArn: "a" }, /^ecsTarget: the sandbox does not know this property/],
      ],
      replacing: { rule: "other", targetId: "other", eventBusName: "central" },
    });

    it("its id is made of rule and target, and it changes in place", async () => {
      await client.make(types.rule, rule);
      await forwarder();
      const made = await client.make(types.target, target);
      assert.equal(made.id, "watch-central");
      assert.deepEqual((await client.diff(types.target, made, target)).diffs, []);
      const retryPolicy = { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 };
      const changed = await client.change(types.target, made, { ...target, retryPolicy });
      assert.deepEqual(rules()["default/watch"]?.targets, [
        {
          id: "central",
          arn: busArn,
          roleArn,
          deadLetterArn: queueArn,
          maximumEventAgeInSeconds: 60,
          maximumRetryAttempts: 0,
        },
      ]);
      await client.remove(types.target, changed);
      assert.deepEqual(rules()["default/watch"]?.targets, []);
    });

    it("a rule goes when its targets are gone", async () => {
      const made = await client.make(types.rule, rule);
      const queue = await client.make(types.target, { rule: "watch", targetId: "queue", arn: queueArn });
      await assert.rejects(
        client.remove(types.rule, made),
        /ValidationException: Rule can't be deleted since it has targets\./,
      );
      await client.remove(types.target, queue);
      await client.remove(types.rule, made);
      assert.deepEqual(rules(), {});
    });

    it("a rule has five targets at the most", async () => {
      await client.make(types.rule, rule);
      const numbered = (number: number) => ({ rule: "watch", targetId: `t${number}`, arn: queueArn });
      for (const number of [1, 2, 3, 4, 5]) await client.make(types.target, numbered(number));
      await assert.rejects(client.make(types.target, numbered(6)), /LimitExceededException: /);
    });

    it("a bus needs a role that EventBridge can take", async () => {
      await client.make(types.rule, rule);
      const { roleArn: _left, ...without } = target;
      await assert.rejects(
        client.make(types.target, without),
        /ValidationException: RoleArn is required for target arn:aws:events/,
      );
      const words =
        /ValidationException: Provided role '.*Forwarder' cannot be assumed by principal 'events\.amazonaws\.com'\./;
      await assert.rejects(client.make(types.target, target), words);
      const wrong = await forwarder("lambda.amazonaws.com");
      await assert.rejects(client.make(types.target, target), words);
      await client.remove(iamTypes.role, wrong);
      await forwarder();
      await client.make(types.target, target);
    });

    for (const [title, change, words] of [
      [
        "a rule that is not there",
        { rule: "nothing" },
        /ResourceNotFoundException: Rule nothing does not exist on EventBus default\./,
      ],
      [
        "a queue of another Region",
        { arn: `arn:aws:sqs:us-east-1:${security}:q` },
        /Provided Arn is not in correct format\./,
      ],
      ["a bucket", { arn: "arn:aws:s3:::archive" }, /Provided Arn is not in correct format\./],
      [
        "dead letters in another Region",
        { deadLetterConfig: { arn: `arn:aws:sqs:us-east-1:${security}:dead` } },
        /Parameter DeadLetterConfig\.Arn is not valid: .* is no queue in eu-central-1\./,
      ],
      [
        "dead letters in a FIFO queue",
        { deadLetterConfig: { arn: `${queueArn}.fifo` } },
        /Parameter DeadLetterConfig\.Arn is not valid: a FIFO queue cannot take dead letters\./,
      ],
      [
        "an age of less than a minute",
        { retryPolicy: { maximumEventAgeInSeconds: 59 } },
        /must have value from 60 to 86400/i,
      ],
    ] as const) {
      it(`refuses ${title}`, async () => {
        await client.make(types.rule, rule);
        const queue = { rule: "watch", targetId: "queue", arn: queueArn };
        await assert.rejects(client.make(types.target, { ...queue, ...change }), words);
      });
    }

    it("who may not pass the role on makes no target with it", async () => {
      await client.make(types.rule, rule);
      await forwarder();
      await client.make(iamTypes.role, {
        name: "Maker",
        assumeRolePolicy: document({
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${management}:root` },
          Action: "sts:AssumeRole",
        }),
      });
      await client.make(iamTypes.rolePolicy, { role: "Maker", name: "Make", policy: allowing("events:*", "*") });
      const maker = await scene.member(security);
      await maker.configure({
        region: home,
        assumeRoles: JSON.stringify([{ roleArn: `arn:aws:iam::${security}:role/Maker`, sessionName: "maker" }]),
      });
      await assert.rejects(maker.make(types.target, target), /AccessDenied: .* iam:PassRole .*Forwarder/);
    });
  });
});

import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { home, regionalTypes as types, security, testSchema, toNobody, unsigned } from "./regional-scene";
import { document, openScene, type Scene } from "./scene";

const queueArn = `arn:aws:sqs:eu-central-1:${security}:dead`;
const topicArn = `arn:aws:sns:eu-central-1:${security}:soc`;
const where = { accountId: security, region: home };

describe("aws provider: topics and their subscribers", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());
  const topics = () => regionalIn(scene.aws, where).topics;

  describe("Topic", () => {
    testSchema(() => client, {
      type: types.topic,
      inputs: { name: "soc", displayName: "SOC", kmsMasterKeyId: "alias/soc", signatureVersion: 2 },
      required: ["name"],
      refused: [
        ["name", "a b", /^name: InvalidParameter: Invalid parameter: Topic Name$/],
        ["name", "a.fifo", /^name: InvalidParameter/],
        ["displayName", "a".repeat(101), /expected length of display_name to be in the range \(0 - 100\)/],
        ["signatureVersion", 3, /range \(1 - 2\), got 3/],
        ["httpFailureFeedbackRoleArn", "role", /^httpFailureFeedbackRoleArn: "role" is an invalid ARN$/],
      ],
      replacing: { name: "other" },
    });

    it("its id is its ARN; only its own account may use it until a policy says otherwise", async () => {
      const made = await client.make(types.topic, { name: "soc" });
      assert.deepEqual([made.id, made.outputs["arn"], made.outputs["owner"]], [topicArn, topicArn, security]);
      assert.match(String(made.outputs["policy"]), /"AWS:SourceOwner":"100000000004"/);
      const policy = document({
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
      });
      const inputs = { arn: topicArn, policy };
      const part = await client.make(types.topicPolicy, inputs);
      assert.equal(part.id, topicArn);
      assert.equal(topics()["soc"]?.policy, policy);
      await client.change(types.topic, made, { name: "soc", displayName: "SOC" });
      assert.equal(topics()["soc"]?.policy, policy);
      await client.remove(types.topicPolicy, part);
      assert.match(String(topics()["soc"]?.policy), /__default_policy_ID/);
    });

    testSchema(() => client, {
      type: types.topicPolicy,
      inputs: {
        arn: topicArn,
        policy: document({ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: topicArn }),
      },
      required: ["arn", "policy"],
      refused: [["arn", "soc", /^arn: "soc" is an invalid ARN$/]],
      replacing: { arn: `${topicArn}-2` },
    });

    for (const [title, policy, words] of [
      ["malformed", unsigned, /InvalidParameter: Invalid parameter: Policy Error: /],
      [
        "for nobody",
        toNobody("sns:Publish", topicArn),
        /InvalidParameter: Invalid parameter: Policy Error: PrincipalNotFound\./,
      ],
    ] as const) {
      it(`refuses a policy that is ${title}`, async () => {
        await assert.rejects(client.make(types.topic, { name: "soc", policy }), words);
        await client.make(types.topic, { name: "soc" });
        await assert.rejects(client.make(types.topicPolicy, { arn: topicArn, policy }), words);
      });
    }

    it("a policy of a topic that is not there is refused", () =>
      assert.rejects(
        client.make(types.topicPolicy, {
          arn: topicArn,
          policy: document({ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: topicArn }),
        }),
        /NotFound: Topic does not exist/,
      ));
  });

  describe("TopicSubscription", () => {
    const inputs = { topic: topicArn, protocol: "sqs", endpoint: queueArn };
    testSchema(() => client, {
      type: types.subscription,
      inputs,
      required: ["endpoint", "protocol", "topic"],
      refused: [
        ["protocol", "pigeon", /^protocol: expected protocol to be one of \["sqs"/],
        ["endpoint", "dead", /^endpoint: InvalidParameter: Invalid parameter: SQS endpoint ARN: dead$/],
        ["filterPolicy", '{"severity":"high"}', /^filterPolicy: InvalidParameter: Invalid parameter: FilterPolicy: /],
      ],
      replacing: { endpoint: `${queueArn}-2`, topic: `${topicArn}-2` },
    });

    it("its id is an ARN below the topic's; the same one again is the same", async () => {
      await assert.rejects(client.make(types.subscription, inputs), /NotFound: Topic does not exist/);
      await client.make(types.topic, { name: "soc" });
      const [one, other] = [
        await client.make(types.subscription, inputs),
        await client.make(types.subscription, inputs),
      ];
      assert.match(one.id, new RegExp(`^${topicArn}:[0-9a-f-]{36}$`));
      assert.equal(one.id, other.id);
      assert.equal(one.outputs["pendingConfirmation"], false);
    });

    for (const [protocol, endpoint, pending] of [
      ["email", "soc@example.com", true],
      ["https", "https://soc.example.com/alerts", true],
      ["lambda", `arn:aws:lambda:eu-central-1:${security}:function:page`, false],
    ] as const) {
      it(`${protocol} ${pending ? "must be confirmed first" : "confirms for itself"}`, async () => {
        await client.make(types.topic, { name: "soc" });
        const made = await client.make(types.subscription, { topic: topicArn, protocol, endpoint });
        assert.equal(made.outputs["pendingConfirmation"], pending);
      });
    }

    it("goes with its topic", async () => {
      const topic = await client.make(types.topic, { name: "soc" });
      await client.make(types.subscription, inputs);
      await client.remove(types.topic, topic);
      assert.deepEqual(regionalIn(scene.aws, where).subscriptions, {});
    });
  });

  describe("SlackChannelConfiguration", () => {
    const inputs = {
      configurationName: "soc",
      iamRoleArn: `arn:aws:iam::${security}:role/Chat`,
      slackChannelId: "C0123",
      slackTeamId: "T0123",
      snsTopicArns: [topicArn],
      loggingLevel: "ERROR",
    };
    testSchema(() => client, {
      type: types.slack,
      inputs,
      required: ["configurationName", "iamRoleArn", "slackChannelId", "slackTeamId"],
      refused: [
        ["slackTeamId", "team", /^slackTeamId: slack_team_id must match/],
        ["configurationName", "a b", /^configurationName: configuration_name must match/],
        [
          "loggingLevel",
          "DEBUG",
          /^loggingLevel: expected loggingLevel to be one of \["ERROR", "INFO", "NONE"\], got DEBUG$/,
        ],
      ],
      replacing: { configurationName: "other", slackTeamId: "T9" },
    });

    it("its id is an ARN without a Region, and its role is there", async () => {
      await assert.rejects(client.make(types.slack, inputs), /InvalidParameterException: The role .* does not exist\./);
      await client.make("aws:iam/role:Role", {
        name: "Chat",
        assumeRolePolicy: document({
          Effect: "Allow",
          Principal: { Service: "chatbot.amazonaws.com" },
          Action: "sts:AssumeRole",
        }),
      });
      const made = await client.make(types.slack, inputs);
      assert.equal(made.id, `arn:aws:chatbot::${security}:chat-configuration/slack-channel/soc`);
      await assert.rejects(
        client.make(types.slack, { ...inputs, region: "us-east-2" }),
        /ConflictException: Slack channel configuration soc already exists\./,
      );
    });
  });
});

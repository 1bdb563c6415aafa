import assert from "node:assert/strict";
import { messagesOf, regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { home, regionalTypes as types, security, testSchema, toNobody, unsigned } from "./regional-scene";
import { document, openScene, paymentsApi, type Scene } from "./scene";

const queueUrl = `https://sqs.eu-central-1.amazonaws.com/${security}/dead`;
const queueArn = `arn:aws:sqs:eu-central-1:${security}:dead`;
const where = { accountId: security, region: home };

describe("aws provider: queues", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());
  const queues = () => regionalIn(scene.aws, where).queues;

  describe("Queue", () => {
    testSchema(() => client, {
      type: types.queue,
      inputs: { name: "dead", messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true },
      required: ["name"],
      refused: [
        [
          "name",
          "a.b",
          /^name: InvalidParameterValue: Can only include alphanumeric characters, hyphens, or underscores\. 1 to 80 in length\.$/,
        ],
        ["name", "a".repeat(81), /InvalidParameterValue/],
        ["fifoQueue", true, /^name: InvalidParameterValue: The name of a FIFO queue can only include/],
        ["messageRetentionSeconds", 59, /expected MessageRetentionPeriod to be in the range \(60 - 1209600\), got 59/],
        ["visibilityTimeoutSeconds", 43_201, /VisibilityTimeout .* got 43201/],
        [
          "kmsMasterKeyId",
          "alias/a",
          /^kmsMasterKeyId: Conflicting configuration: conflicts with sqsManagedSseEnabled$/m,
        ],
      ],
      replacing: { name: "other" },
    });

    it("its id is its URL, and it is encrypted by SQS unless it says otherwise", async () => {
      const { id, outputs } = await client.make(types.queue, { name: "dead" });
      assert.equal(id, queueUrl);
      assert.deepEqual(outputs, {
        arn: queueArn,
        delaySeconds: 0,
        fifoQueue: false,
        kmsDataKeyReusePeriodSeconds: 300,
        maxMessageSize: 1_048_576,
        messageRetentionSeconds: 345_600,
        name: "dead",
        policy: "",
        receiveWaitTimeSeconds: 0,
        redriveAllowPolicy: "",
        redrivePolicy: "",
        region: home,
        sqsManagedSseEnabled: true,
        tagsAll: {},
        url: queueUrl,
        visibilityTimeoutSeconds: 30,
      });
      await assert.rejects(
        client.make(types.queue, { name: "dead" }),
        /QueueAlreadyExists: A queue already exists with the same name\./,
      );
      const encrypted = await client.make(types.queue, { name: "own-key", kmsMasterKeyId: "alias/aws/sqs" });
      assert.equal(encrypted.outputs["sqsManagedSseEnabled"], false);
    });

    it("with it go its messages", async () => {
      const made = await client.make(types.queue, { name: "dead" });
      messagesOf(scene.aws, where, "dead").push({ body: "lost", sent: scene.aws.clock, attributes: {} });
      await client.remove(types.queue, made);
      await client.make(types.queue, { name: "dead" });
      assert.deepEqual(messagesOf(scene.aws, where, "dead"), []);
    });

    for (const [title, redrivePolicy, words] of [
      ["text", "later", /Reason: Redrive policy is not a valid JSON map\./],
      [
        "to a queue that is not there",
        JSON.stringify({ deadLetterTargetArn: `${queueArn}-letters`, maxReceiveCount: 3 }),
        /Reason: Dead letter target does not exist\./,
      ],
      [
        "never",
        JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: 0 }),
        /Reason: Invalid value for maxReceiveCount\./,
      ],
    ] as const) {
      it(`refuses a redrive ${title}`, async () => {
        await client.make(types.queue, { name: "dead" });
        await assert.rejects(client.make(types.queue, { name: "work", redrivePolicy }), words);
      });
    }
  });

  describe("QueuePolicy", () => {
    const policy = document({
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
    });
    testSchema(() => client, {
      type: types.queuePolicy,
      inputs: { queueUrl, policy },
      required: ["policy", "queueUrl"],
      refused: [],
      replacing: { queueUrl: `${queueUrl}-2` },
    });

    it("is a part of a queue that is there, which other changes leave alone", async () => {
      await assert.rejects(
        client.make(types.queuePolicy, { queueUrl, policy }),
        /QueueDoesNotExist: The specified queue does not exist\./,
      );
      const queue = await client.make(types.queue, { name: "dead" });
      const made = await client.make(types.queuePolicy, { queueUrl, policy });
      await client.change(types.queue, queue, { name: "dead", delaySeconds: 5 });
      assert.deepEqual([queues()["dead"]?.policy, queues()["dead"]?.delaySeconds], [policy, 5]);
      await client.remove(types.queuePolicy, made);
      assert.equal(queues()["dead"]?.policy, undefined);
      for (const wrong of [unsigned, toNobody("sqs:SendMessage", queueArn)])
        await assert.rejects(
          client.make(types.queuePolicy, { queueUrl, policy: wrong }),
          /InvalidAttributeValue: Invalid value for the parameter Policy\. /,
        );
    });
  });

  it("what one account has, another does not see", async () => {
    await client.make(types.queue, { name: "dead" });
    const other = await scene.member(paymentsApi);
    assert.equal(await other.read(types.queue, queueUrl), undefined);
  });
});

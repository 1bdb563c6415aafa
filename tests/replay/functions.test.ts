import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import type { Aws } from "../../sandbox/aws";
import { putServiceEvent } from "../../sandbox/aws/events/deliver";
import { liveFor, passTime, type Live } from "../../sandbox/aws/events/live";
import { functionRunner, type FunctionRunner } from "../../sandbox/aws/lambda/run";
import { messagesOf, regionalIn, rowsOf } from "../../sandbox/aws/regional";
import { archive } from "./archive";
import * as scene from "./landscape";

const { change, home, landscape, security, signIn } = scene;
const center = { accountId: security, region: home };

describe("A function of the sandbox", function () {
  this.timeout(20_000);
  let runner: FunctionRunner;
  beforeEach(() => (runner = functionRunner("/")));
  afterEach(() => runner.close());

  async function sent(aws: Aws, ...details: readonly object[]): Promise<Live> {
    const live = liveFor(aws, runner.run);
    for (const detail of details) await putServiceEvent(live, signIn(home, { ...detail }));
    return live;
  }

  it("runs from its archive, keeps its process, knows the sandbox's time, tells the topic and counts", async () => {
    const aws = landscape();
    const live = await sent(aws, {});
    passTime(live, 90);
    await putServiceEvent(live, signIn(home));
    assert.deepEqual(
      live.notifications.map(({ subject, endpoint, topicArn }) => ({ subject, endpoint, topicArn })),
      ["use 1", "use 2"].map((subject) => ({ subject, endpoint: "soc@example.com", topicArn: scene.socTopic })),
    );
    const times = live.notifications.map(({ message }) => message.slice(0, 16));
    assert.deepEqual(times, ["2026-11-25T08:00", "2026-11-25T09:30"]);
    const handled = { ...center, namespace: "Lifeline", name: "HandledUses", dimensions: {}, value: 1 };
    assert.deepEqual(live.metrics, [
      { ...handled, at: "2026-11-25T08:00:00Z" },
      { ...handled, at: "2026-11-25T09:30:00Z" },
    ]);
  });

  it("that fails is tried three times, and its event is in the queue for failures", async () => {
    const aws = landscape();
    const live = await sent(aws, { do: "fail" });
    assert.deepEqual(live.steps.map(({ outcome }) => outcome).slice(-1), ["deadLettered"]);
    assert.match(live.steps.at(-1)?.reason ?? "", /^RetriesExhausted: Error: on purpose$/);
    assert.equal(live.metrics.filter(({ name }) => name === "Errors").length, 3);
    const [letter] = messagesOf(aws, center, "failures");
    assert.deepEqual(JSON.parse(letter?.body ?? "").requestPayload, signIn(home, { do: "fail" }));
  });

  it("that hangs is ended at its timeout", async () => {
    const aws = landscape();
    change(aws, security, home, "functions", "triage", {
      timeout: 1,
      eventInvokeConfig: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
    });
    const live = await sent(aws, { do: "hang" });
    assert.equal(live.steps.at(-1)?.outcome, "lost");
    assert.match(live.steps.at(-1)?.reason ?? "", /Task timed out after 1 seconds; there is no destination$/);
  });

  it("whose process ends has failed, and is tried in another one", async () => {
    const aws = landscape();
    const source = `exports.handler = (event) => { if (event.detail.do === "end") process.exit(3); }`;
    change(aws, security, home, "functions", "triage", { code: archive(source) });
    const live = await sent(aws, { do: "end" }, {});
    const reasons = live.steps.map(({ outcome, reason }) => `${outcome} ${reason}`.trim());
    assert.deepEqual(reasons, [
      "delivered",
      "delivered",
      "deadLettered RetriesExhausted: Runtime.ExitError: the process ended with 3",
      "delivered",
      "delivered",
    ]);
  });

  it("asks on behalf of whoever has invoked it last", async () => {
    const [one, other] = [await sent(landscape(), {}), await sent(landscape(), {})];
    assert.deepEqual([one.notifications.length, other.notifications.length], [1, 1]);
  });

  it("without concurrency is throttled until its events are given up", async () => {
    const aws = landscape();
    change(aws, security, home, "functions", "triage", { reservedConcurrentExecutions: 0 });
    const live = await sent(aws, {});
    assert.deepEqual([live.notifications.length, messagesOf(aws, center, "failures").length], [0, 1]);
    assert.match(live.steps.at(-1)?.reason ?? "", /^EventAgeExceeded/);
  });

  it("does not run from an archive that is another than was deployed", async () => {
    const aws = landscape();
    const { path } = regionalIn(aws, center).functions["triage"]?.code ?? { path: "" };
    appendFileSync(path, "x");
    await assert.rejects(sent(aws, {}), /the code of triage is another one than was deployed/);
  });

  it("does not run from an archive that leaves its directory", async () => {
    const aws = landscape();
    const code = archive("exports.handler = () => undefined", "../index.js");
    change(aws, security, home, "functions", "triage", { code });
    await assert.rejects(sent(aws, {}), /the code of triage leaves its directory: \.\.\/index\.js/);
  });

  it("has its own environment and nothing of ours", async () => {
    const aws = landscape();
    const source = `exports.handler = () => { throw new Error(Object.keys(process.env).sort().join()) }`;
    change(aws, security, home, "functions", "triage", {
      code: archive(source),
      eventInvokeConfig: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0, onFailure: scene.failures },
    });
    const live = await sent(aws, {});
    const names = (live.steps.at(-1)?.reason ?? "").replace(/^.*Error: /, "").split(",");
    assert.deepEqual(
      names.filter((name) => !/^(AWS|NODE_CHANNEL)_/.test(name)),
      ["LAMBDA_TASK_ROOT", "TOPIC", "TZ", "_HANDLER"],
    );
  });

  describe("asks SNS", () => {
    for (const [title, fields, setUp, reason] of [
      ["for another call", { Action: "CreateTopic" }, () => undefined, /the sandbox's SNS has no CreateTopic/],
      ["with a parameter that is not known", { PhoneNumber: "1" }, () => undefined, /does not know PhoneNumber/],
      ["with a long subject", { Subject: "x".repeat(101) }, () => undefined, /Subject: at most 100/],
      ["with a large message", { Message: "x".repeat(262_145) }, () => undefined, /Message: 1 byte to 256 KB/],
      [
        "without the right to publish",
        {},
        (aws: Aws) =>
          scene.addRole(aws, security, "Triage", "/", scene.trustService("lambda.amazonaws.com"), ["sqs:SendMessage"]),
        // The topic's own policy names the role.
        undefined,
      ],
      [
        "without the topic's consent or a right of its own",
        {},
        (aws: Aws) => {
          scene.putTopic(aws, security, "soc", scene.policy(scene.allow({ AWS: scene.desk }, "sns:Publish")));
          scene.addRole(aws, security, "Triage", "/", scene.trustService("lambda.amazonaws.com"), ["sqs:SendMessage"]);
        },
        /AuthorizationError.*Triage is not authorized to perform: SNS:Publish/,
      ],
    ] as const) {
      it(title, async () => {
        const aws = landscape();
        scene.addRole(aws, "100000000005", "Desk", "/", scene.trustService("ec2.amazonaws.com"), []);
        setUp(aws);
        const live = await sent(aws, { fields });
        assert.equal(live.notifications.length, reason === undefined ? 1 : 0);
        if (reason !== undefined) assert.match(live.steps.at(-1)?.reason ?? "", reason);
      });
    }
  });

  describe("asks DynamoDB", () => {
    const item = (pk: string, sk: string, version = 1): object => ({
      pk: { S: pk },
      sk: { S: sk },
      version: { N: String(version) },
    });
    const key = { pk: { S: "a" }, sk: { S: "1" } };

    /** The answers, one for each call; the HTTP status is among the fields. */
    async function answers(aws: Aws, ...calls: readonly (readonly [string, object])[]) {
      const live = liveFor(aws, async (...call) => {
        const result = await runner.run(...call);
        told.push(...result.lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>));
        return result;
      });
      const told: Readonly<Record<string, unknown>>[] = [];
      for (const [operation, input] of calls) {
        const dynamo = [operation, { TableName: "register", ...input }];
        await putServiceEvent(live, signIn(home, { dynamo }));
      }
      return told;
    }

    it("and puts, gets, and queries rows in the order of their sort key, page by page", async () => {
      const aws = landscape();
      const byPartition = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "a" } } };
      const told = await answers(
        aws,
        ["PutItem", { Item: item("a", "2") }],
        ["PutItem", { Item: item("a", "1") }],
        ["PutItem", { Item: item("b", "1") }],
        ["GetItem", { Key: key, ConsistentRead: true }],
        ["GetItem", { Key: { pk: { S: "c" }, sk: { S: "1" } } }],
        ["Query", byPartition],
        ["Query", { ...byPartition, Limit: 1, ScanIndexForward: false }],
        ["Query", { ...byPartition, ExclusiveStartKey: key }],
      );
      assert.deepEqual(told.slice(3), [
        { status: 200, Item: item("a", "1") },
        { status: 200 },
        { status: 200, Items: [item("a", "1"), item("a", "2")], Count: 2, ScannedCount: 2 },
        {
          status: 200,
          Items: [item("a", "2")],
          Count: 1,
          ScannedCount: 1,
          LastEvaluatedKey: { pk: { S: "a" }, sk: { S: "2" } },
        },
        { status: 200, Items: [item("a", "2")], Count: 1, ScannedCount: 1 },
      ]);
    });

    it("and a condition that does not hold refuses the write", async () => {
      const aws = landscape();
      const isNew = { ConditionExpression: "attribute_not_exists(pk)" };
      const isVersion = (version: number): object => ({
        ConditionExpression: "#v = :version",
        ExpressionAttributeNames: { "#v": "version" },
        ExpressionAttributeValues: { ":version": { N: String(version) } },
      });
      const told = await answers(
        aws,
        ["PutItem", { Item: item("a", "1"), ...isVersion(1) }],
        ["PutItem", { Item: item("a", "1"), ...isNew }],
        ["PutItem", { Item: item("a", "1"), ...isNew }],
        ["PutItem", { Item: item("a", "1", 2), ...isVersion(2) }],
        ["PutItem", { Item: item("a", "1", 2), ...isVersion(1) }],
      );
      assert.deepEqual(
        told.map(({ status }) => status),
        [400, 200, 400, 400, 200],
      );
      assert.equal(told[2]?.["__type"], "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException");
      assert.deepEqual(Object.values(rowsOf(aws, center, "register")), [item("a", "1", 2)]);
    });

    for (const [title, operation, input, message] of [
      ["a call that is not known", "Scan", {}, /the sandbox's DynamoDB has no Scan/],
      ["a parameter that is not known", "GetItem", { Key: key, ProjectionExpression: "a" }, /does not know Projection/],
      [
        "a condition that is not known",
        "PutItem",
        { Item: item("a", "1"), ConditionExpression: "version > :v" },
        /not understood/,
      ],
      [
        "a query by another name",
        "Query",
        { KeyConditionExpression: "sk = :sk" },
        /KeyConditionExpression is not under/,
      ],
      ["a key that is not whole", "GetItem", { Key: { pk: { S: "a" } } }, /missing the key sk/],
      ["what the role may not", "DeleteItem", { Key: key }, /Triage is not authorized to perform: dynamodb:DeleteItem/],
      ["a table that is not there", "GetItem", { TableName: "other", Key: key }, /Requested resource not found/],
    ] as const) {
      it(`and is refused ${title}`, async () => {
        const [told] = await answers(landscape(), [operation, input]);
        assert.equal(told?.["status"], 400);
        assert.match(String(told["message"]), message);
      });
    }

    it("and is refused a table whose key is disabled", async () => {
      const aws = landscape();
      const id = "1234";
      change(aws, security, home, "dynamoTables", "register", {
        encryption: { kmsKeyArn: `arn:aws:kms:${home}:${security}:key/${id}` },
      });
      for (const [state, status] of [
        ["Enabled", 200],
        ["Disabled", 400],
      ] as const) {
        scene.put(aws, security, home, "keys", id, {
          ...scene.thing,
          id,
          description: "",
          policy: scene.policy(scene.allow({ AWS: `arn:aws:iam::${security}:root` }, "kms:*")),
          keyUsage: "ENCRYPT_DECRYPT",
          spec: "SYMMETRIC_DEFAULT",
          state,
          multiRegion: false,
        });
        const [told] = await answers(aws, ["GetItem", { Key: key }]);
        assert.equal(told?.["status"], status, JSON.stringify(told));
      }
    });
  });
});

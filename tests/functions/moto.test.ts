import assert from "node:assert/strict";
import { CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { dynamoRegister, rowOf } from "../../functions/triage/dynamodb";
import { snsNotify } from "../../functions/triage/sns";
import type { Message, Row } from "../../functions/triage/types";
import { seed } from "../scale";
import { chanceFrom, declare, delivered, faulty, toldTimes, usesAt } from "./deliveries";
import { startMoto, type Moto } from "./moto";
import { recorded, settings } from "./scene";
import { triage } from "../../functions/triage/run";

const moment = Date.parse("2026-03-10T08:00:00Z");
const table = "lifeline-incidents";

/** Installs Python packages from the network: asked for by TEST_MOTO=1, as .ci/run does. */
const isAsked = process.env["TEST_MOTO"] === "1";

describe("the adapters against a DynamoDB and an SNS", function () {
  this.timeout(600_000);
  let moto: Moto;
  let dynamo: DynamoDBClient;
  let sns: SNSClient;
  let topic: string;

  before(async function () {
    if (!isAsked) return this.skip();
    const started = await startMoto();
    if (typeof started === "string") {
      process.stderr.write(`skipped: ${started}\n`);
      return this.skip();
    }
    moto = started;
    const client = {
      region: "eu-central-1",
      endpoint: moto.endpoint,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 2,
    };
    dynamo = new DynamoDBClient(client);
    sns = new SNSClient(client);
    topic = String((await sns.send(new CreateTopicCommand({ Name: "lifeline-soc" }))).TopicArn);
    await dynamo.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["pk", "sk"].map((name) => ({ AttributeName: name, AttributeType: "S" }) as const),
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      }),
    );
  });
  after(() => {
    dynamo?.destroy();
    sns?.destroy();
    moto?.stop();
  });

  it("write a row only once, change it only unchanged, and find the first of a partition", async () => {
    const register = dynamoRegister(dynamo, table);
    const row: Row = {
      pk: "p",
      sk: "1",
      body: { text: 'é"💥', list: [1, { deep: null }] },
      version: 1,
      expires: 1_800_000_000,
    };
    assert.equal(await register.write({ do: "put", row, only: "new" }), true);
    assert.equal(await register.write({ do: "put", row, only: "new" }), false);
    assert.deepEqual(await register.find({ pk: "p", sk: "1" }), [row]);
    const next = { ...row, version: 2 };
    assert.equal(await register.write({ do: "put", row: next, only: "unchanged" }), true);
    assert.equal(await register.write({ do: "put", row: next, only: "unchanged" }), false);
    assert.equal(await register.write({ do: "put", row: { ...row, sk: "2" }, only: "always" }), true);
    assert.deepEqual(
      (await register.find({ pk: "p", first: 1 })).map(({ sk }) => sk),
      ["1"],
    );
    assert.deepEqual(
      (await register.find({ pk: "p", first: 1, descending: true })).map(({ sk }) => sk),
      ["2"],
    );
    assert.equal(await register.write({ do: "delete", pk: "p", sk: "1", version: 1 }), false);
    assert.equal(await register.write({ do: "delete", pk: "p", sk: "1", version: 2 }), true);
    assert.deepEqual(await register.find({ pk: "p", sk: "1" }), []);
  });

  it("handle a use once, and tell it by a message that SNS takes", async () => {
    const told: Message[] = [];
    const ports = {
      register: dynamoRegister(dynamo, table),
      notify: async (message: Message): Promise<void> => {
        await snsNotify(sns, topic)(message);
        told.push(message);
      },
      measure: () => {},
      warn: (what: string, fault: unknown) => assert.fail(`${what}: ${String(fault)}`),
      now: () => moment,
      pause: () => Promise.resolve(),
    };
    const event = recorded("assumerole-user-regional-caller-account");
    assert.equal((await triage(event, ports, settings)).verdict, "alert");
    assert.equal((await triage(event, ports, settings)).reason, "handled already");
    assert.equal(told.length, 1);
  });

  it("lose none of 1,000 deliveries while calls time out, are throttled and conflict", async () => {
    const register = dynamoRegister(dynamo, table);
    await declare(register, moment);
    const uses = usesAt(new Date(moment).toISOString(), 250);
    const chance = chanceFrom(seed);
    const started = performance.now();
    const now = (): number => Math.floor(moment + (performance.now() - started) * 20);
    const notify = snsNotify(sns, topic);
    const outcome = await delivered({
      register: faulty(register, 0.02, chance),
      notify,
      uses,
      chance,
      now,
      together: 16,
    });
    const rows = await allRows();
    const lost = uses.filter((use) => toldTimes(use, outcome, rows) === 0).map(({ useId }) => useId);
    assert.deepEqual(lost, []);
  });

  async function allRows(): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let from: Record<string, never> | undefined;
    do {
      const page = await dynamo.send(
        new ScanCommand({ TableName: table, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
      );
      rows.push(...(page.Items ?? []).map(rowOf));
      from = page.LastEvaluatedKey as Record<string, never> | undefined;
    } while (from !== undefined);
    return rows;
  }
});

import assert from "node:assert/strict";
import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SNSClient } from "@aws-sdk/client-sns";
import { dynamoRegister } from "../../functions/triage/dynamodb";
import { metricLines } from "../../functions/triage/metrics";
import { environmentOf } from "../../functions/triage/settings";
import { snsNotify } from "../../functions/triage/sns";

interface Sent {
  readonly call: string;
  readonly input: unknown;
}

/** A client of the SDK that writes down what it would send. */
function client<Client>(sent: Sent[], answer: () => unknown): Client {
  const send = (command: {
    readonly input: unknown;
    readonly constructor: { readonly name: string };
  }): Promise<unknown> => {
    sent.push({ call: command.constructor.name, input: command.input });
    return Promise.resolve().then(answer);
  };
  return { send } as Client;
}

describe("the register in DynamoDB", () => {
  const row = { pk: "p", sk: "s", body: { a: 1 }, version: 3 };
  const item = { pk: { S: "p" }, sk: { S: "s" }, version: { N: "3" }, body: { S: '{"a":1}' } };

  it("asks consistently, by key or by partition, and for no more than it needs", async () => {
    const sent: Sent[] = [];
    const register = dynamoRegister(
      client<DynamoDBClient>(sent, () => ({ Item: item, Items: [item] })),
      "t",
    );
    assert.deepEqual(await register.find({ pk: "p", sk: "s" }), [row]);
    assert.deepEqual(await register.find({ pk: "p", first: 8, descending: true }), [row]);
    assert.deepEqual(sent, [
      {
        call: "GetItemCommand",
        input: { TableName: "t", Key: { pk: { S: "p" }, sk: { S: "s" } }, ConsistentRead: true },
      },
      {
        call: "QueryCommand",
        input: {
          TableName: "t",
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: "p" } },
          ConsistentRead: true,
          Limit: 8,
          ScanIndexForward: false,
        },
      },
    ]);
  });

  it("writes new rows and unchanged ones under a condition, and nothing else", async () => {
    const sent: Sent[] = [];
    const register = dynamoRegister(
      client<DynamoDBClient>(sent, () => ({})),
      "t",
    );
    const kept = { ...row, expires: 99 };
    await register.write({ do: "put", row: kept, only: "new" });
    await register.write({ do: "put", row, only: "unchanged" });
    await register.write({ do: "put", row, only: "always" });
    await register.write({ do: "delete", pk: "p", sk: "s" });
    await register.write({ do: "delete", pk: "p", sk: "s", version: 3 });
    const Key = { pk: { S: "p" }, sk: { S: "s" } };
    assert.deepEqual(sent, [
      {
        call: "PutItemCommand",
        input: {
          TableName: "t",
          Item: { ...item, expires: { N: "99" } },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      {
        call: "PutItemCommand",
        input: {
          TableName: "t",
          Item: item,
          ConditionExpression: "version = :version",
          ExpressionAttributeValues: { ":version": { N: "2" } },
        },
      },
      { call: "PutItemCommand", input: { TableName: "t", Item: item } },
      { call: "DeleteItemCommand", input: { TableName: "t", Key } },
      {
        call: "DeleteItemCommand",
        input: {
          TableName: "t",
          Key,
          ConditionExpression: "version = :version",
          ExpressionAttributeValues: { ":version": { N: "3" } },
        },
      },
    ]);
  });

  it("tells a lost race from a fault", async () => {
    const lost = (): never => {
      throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
    };
    const failed = (): never => {
      throw new Error("throttled");
    };
    const write = { do: "put", row, only: "new" } as const;
    assert.equal(await dynamoRegister(client<DynamoDBClient>([], lost), "t").write(write), false);
    await assert.rejects(dynamoRegister(client<DynamoDBClient>([], failed), "t").write(write), /throttled/);
  });
});

describe("the SOC's topic", () => {
  it("gets the text for people and the attributes for machines", async () => {
    const sent: Sent[] = [];
    const message = {
      page: true,
      subject: "Lifeline ALERT",
      text: "who",
      attributes: { decision: "alert", details: "{}" },
    };
    await snsNotify(
      client<SNSClient>(sent, () => ({})),
      "arn:topic",
    )(message);
    assert.deepEqual(sent, [
      {
        call: "PublishCommand",
        input: {
          TopicArn: "arn:topic",
          Subject: "Lifeline ALERT",
          Message: "who",
          MessageAttributes: {
            decision: { DataType: "String", StringValue: "alert" },
            details: { DataType: "String", StringValue: "{}" },
          },
        },
      },
    ]);
  });
});

describe("metrics", () => {
  it("are lines in CloudWatch's embedded format, with the Region as the only dimension there is", () => {
    assert.equal(
      metricLines([{ name: "HandledUses" }, { name: "HeartbeatReceived", region: "us-east-2" }], 1_000),
      '{"_aws":{"Timestamp":1000,"CloudWatchMetrics":[{"Namespace":"Lifeline","Dimensions":[[]],"Metrics":[{"Name":"HandledUses","Unit":"Count"}]}]},"HandledUses":1}\n' +
        '{"_aws":{"Timestamp":1000,"CloudWatchMetrics":[{"Namespace":"Lifeline","Dimensions":[["Region"]],"Metrics":[{"Name":"HeartbeatReceived","Unit":"Count"}]}]},"Region":"us-east-2","HeartbeatReceived":1}\n',
    );
    assert.equal(metricLines([], 1_000), "");
  });
});

describe("the function's environment", () => {
  const whole = { REGISTER_TABLE: "t", SOC_TOPIC_ARN: "a", LIFELINE_SETTINGS: '{"prefix":"X"}' };

  it("is read whole", () => {
    const { table, topicArn, settings } = environmentOf(whole);
    assert.deepEqual([table, topicArn, settings.prefix], ["t", "a", "X"]);
  });

  for (const name of Object.keys(whole)) {
    it(`is refused without ${name}`, () => {
      assert.throws(() => environmentOf({ ...whole, [name]: undefined }), /must be set/);
    });
  }
});

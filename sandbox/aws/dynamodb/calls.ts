import { keyFault } from "../authorization/key-use";
import { callerVerdict } from "../authorization/resource-policy";
import { AwsError } from "../errors";
import type { Aws } from "../model";
import { regionalIn, rowsOf, type Where } from "../regional";
import { dynamoTableArn } from "../regional-arns";
import type { DynamoTable, Row } from "../regional-model";
import { conditionHolds, partitionIn } from "./expressions";

type Input = Readonly<Record<string, unknown>>;

interface Call {
  readonly aws: Aws;
  readonly where: Where;
  readonly table: DynamoTable;
  readonly input: Input;
}

/** The calls that the sandbox's DynamoDB knows, with the parameters it knows of each. Others are refused by name. */
const calls: Readonly<
  Record<string, { readonly parameters: readonly string[]; readonly answer: (call: Call) => object }>
> = {
  GetItem: { parameters: ["Key", "ConsistentRead"], answer: getItem },
  Query: {
    parameters: [
      ...expressionOf("KeyConditionExpression"),
      "ConsistentRead",
      "Limit",
      "ScanIndexForward",
      "ExclusiveStartKey",
    ],
    answer: query,
  },
  PutItem: {
    parameters: ["Item", ...expressionOf("ConditionExpression")],
    answer: putItem,
  },
  DeleteItem: {
    parameters: ["Key", ...expressionOf("ConditionExpression")],
    answer: deleteItem,
  },
};

function expressionOf(parameter: string): readonly string[] {
  return [parameter, "ExpressionAttributeNames", "ExpressionAttributeValues"];
}

/** Everywhere allowed: they ask for nothing that the sandbox would have to do otherwise. */
const harmless = ["TableName", "ReturnConsumedCapacity", "ReturnValues", "ReturnItemCollectionMetrics"];

/** Answers a call of a role, or throws AWS's error. */
export function dynamoAnswer(aws: Aws, where: Where, roleArn: string, operation: string, input: Input): object {
  const call = Object.hasOwn(calls, operation) ? calls[operation] : undefined;
  if (call === undefined) throw unsupported(`the sandbox's DynamoDB has no ${operation}`);
  const unknown = Object.keys(input).find((name) => !call.parameters.includes(name) && !harmless.includes(name));
  if (unknown !== undefined) throw unsupported(`the sandbox's ${operation} does not know ${unknown}`);
  const name = String(input["TableName"]).replace(/^arn:.*:table\//, "");
  const resource = dynamoTableArn(where, name);
  const request = { action: `dynamodb:${operation}`, resource, accountId: where.accountId, policy: undefined };
  const verdict = callerVerdict(aws, { arn: roleArn, context: {} }, { ...request, context: {} });
  if (verdict.decision !== "allowed") {
    throw new AwsError(
      "AccessDeniedException",
      `User: ${roleArn} is not authorized to perform: dynamodb:${operation} on resource: ${resource}`,
    );
  }
  const table = regionalIn(aws, where).dynamoTables[name];
  if (table === undefined) throw new AwsError("ResourceNotFoundException", "Requested resource not found");
  const fault = keyFault(aws, where, table.encryption?.kmsKeyArn, { kind: "role", arn: roleArn }, "dynamodb");
  if (fault !== undefined) throw new AwsError("AccessDeniedException", fault);
  return call.answer({ aws, where, table, input });
}

function unsupported(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

function getItem({ aws, where, table, input }: Call): object {
  const item = rowsOf(aws, where, table.name)[keyOf(table, input["Key"])];
  return item === undefined ? {} : { Item: item };
}

function query({ aws, where, table, input }: Call): object {
  const partition = partitionIn(input, table.hashKey);
  const rows = Object.values(rowsOf(aws, where, table.name)).filter((row) => isSame(row[table.hashKey], partition));
  const direction = input["ScanIndexForward"] === false ? -1 : 1;
  const sorted = rows.sort((one, other) => direction * compared(sortTextOf(one, table), sortTextOf(other, table)));
  const after = rowFrom(input["ExclusiveStartKey"]);
  const start = after === undefined ? 0 : sorted.findIndex((row) => keyOf(table, row) === keyOf(table, after)) + 1;
  const limit = typeof input["Limit"] === "number" ? input["Limit"] : sorted.length;
  const items = sorted.slice(start, start + limit);
  const last = items.at(-1);
  const isMore = last !== undefined && start + limit < sorted.length;
  const more = isMore ? { LastEvaluatedKey: keyPartOf(table, last) } : {};
  return { Items: items, Count: items.length, ScannedCount: items.length, ...more };
}

function putItem(call: Call): object {
  const { aws, where, table, input } = call;
  const item = rowFrom(input["Item"]);
  if (item === undefined) throw unsupported("Item must be a map");
  const rows = rowsOf(aws, where, table.name);
  const key = keyOf(table, item);
  checkCondition(call, rows[key]);
  rows[key] = item;
  return {};
}

function deleteItem(call: Call): object {
  const { aws, where, table, input } = call;
  const rows = rowsOf(aws, where, table.name);
  const key = keyOf(table, input["Key"]);
  checkCondition(call, rows[key]);
  delete rows[key];
  return {};
}

function checkCondition({ input }: Call, row: Row | undefined): void {
  if (!conditionHolds(input, row)) {
    throw new AwsError("ConditionalCheckFailedException", "The conditional request failed");
  }
}

function keyNames({ hashKey, rangeKey }: DynamoTable): readonly string[] {
  return rangeKey === undefined ? [hashKey] : [hashKey, rangeKey];
}

function keyPartOf(table: DynamoTable, row: Row): Row {
  return Object.fromEntries(keyNames(table).flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

/** Every part of the key must be there, with the type that the table says. */
function keyOf(table: DynamoTable, value: unknown): string {
  const row = rowFrom(value);
  const parts = keyNames(table).map((name) => {
    const type = table.attributes.find((attribute) => attribute.name === name)?.type ?? "S";
    const part = rowFrom(row?.[name])?.[type];
    if (typeof part !== "string" || part === "") {
      throw unsupported(
        `One or more parameter values were invalid: missing the key ${name} of type ${type} in the item`,
      );
    }
    return part;
  });
  return JSON.stringify(parts);
}

function rowFrom(value: unknown): Row | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function sortTextOf(row: Row, { rangeKey }: DynamoTable): string {
  const text = rangeKey === undefined ? undefined : rowFrom(row[rangeKey])?.["S"];
  return typeof text === "string" ? text : "";
}

/** Sort keys that are texts stand in the order of their UTF-8 bytes. */
function compared(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

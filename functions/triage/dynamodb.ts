import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
} from "@aws-sdk/client-dynamodb";
import { fieldsOf } from "./reading";
import type { Register } from "./register";
import type { Lookup, Row, Write } from "./types";

type Item = Record<string, AttributeValue>;

/** The register in a table with the keys `pk` and `sk`; a row's body is one JSON text, so that no shape is lost on the way. */
export function dynamoRegister(client: DynamoDBClient, table: string): Register {
  return {
    find: (lookup) => ("sk" in lookup ? itemAt(client, table, lookup) : itemsOf(client, table, lookup)),
    write: async (write) => {
      try {
        await send(client, table, write);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

async function itemAt(
  client: DynamoDBClient,
  table: string,
  { pk, sk }: Lookup & { readonly sk: string },
): Promise<readonly Row[]> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
  );
  return Item === undefined ? [] : [rowOf(Item)];
}

async function itemsOf(
  client: DynamoDBClient,
  table: string,
  lookup: Extract<Lookup, { readonly first: number }>,
): Promise<readonly Row[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: lookup.pk } },
      ConsistentRead: true,
      Limit: lookup.first,
      ScanIndexForward: lookup.descending !== true,
    }),
  );
  return Items.map(rowOf);
}

async function send(client: DynamoDBClient, table: string, write: Write): Promise<void> {
  if (write.do === "delete") {
    const Key = { pk: { S: write.pk }, sk: { S: write.sk } };
    await client.send(new DeleteItemCommand({ TableName: table, Key, ...unchanged(write.version) }));
    return;
  }
  const condition =
    write.only === "new"
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : unchanged(write.only === "unchanged" ? write.row.version - 1 : undefined);
  await client.send(new PutItemCommand({ TableName: table, Item: itemOf(write.row), ...condition }));
}

/** Optimistic locking: written only while nobody else has. */
function unchanged(version: number | undefined): { ConditionExpression?: string; ExpressionAttributeValues?: Item } {
  if (version === undefined) return {};
  return {
    ConditionExpression: "version = :version",
    ExpressionAttributeValues: { ":version": { N: String(version) } },
  };
}

export function itemOf({ pk, sk, body, version, expires }: Row): Item {
  return {
    pk: { S: pk },
    sk: { S: sk },
    version: { N: String(version) },
    body: { S: JSON.stringify(body) },
    ...(expires === undefined ? {} : { expires: { N: String(expires) } }),
  };
}

export function rowOf({ pk, sk, body, version, expires }: Item): Row {
  return {
    pk: pk?.S ?? "",
    sk: sk?.S ?? "",
    body: fieldsOf(JSON.parse(body?.S ?? "{}")),
    version: Number(version?.N ?? "0"),
    ...(expires?.N === undefined ? {} : { expires: Number(expires.N) }),
  };
}

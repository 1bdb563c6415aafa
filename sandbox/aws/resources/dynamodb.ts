import { AwsError } from "../errors";
import type { Properties } from "../provider/values";
import { placeOf } from "../regional";
import { dynamoTableArn, keyArn } from "../regional-arns";
import type { DynamoTable } from "../regional-model";
import type { Session } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { keyNamed } from "../keys";
import { absentAll, regionalResource, thingOf } from "./regional";
import {
  between,
  flag,
  longBetween,
  object,
  objects,
  optionalNumber,
  optionalText,
  present,
  tagOutputs,
  tagsField,
  text,
  whenKnown,
} from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/dynamodb/table.go */
export const dynamoTable = regionalResource<"dynamoTables">({
  type: "aws:dynamodb/table:Table",
  title: "DynamoDB Table",
  service: "DynamoDB",
  operations: { create: "CreateTable", update: "UpdateTable", remove: "DeleteTable" },
  table: "dynamoTables",
  prefix: "dynamodb",
  inputs: {
    attributes: {
      type: "set",
      required: true,
      items: {
        type: "object",
        fields: {
          name: { type: "string", required: true, check: longBetween("name", 1, 255) },
          type: { type: "string", required: true, oneOf: ["S", "N", "B"] },
        },
      },
    },
    billingMode: { type: "string", default: "PROVISIONED", oneOf: ["PROVISIONED", "PAY_PER_REQUEST"] },
    deletionProtectionEnabled: { type: "boolean", default: false },
    hashKey: { type: "string", required: true, forceNew: true },
    name: { type: "string", required: true, forceNew: true },
    pointInTimeRecovery: {
      type: "object",
      computed: true,
      fields: {
        enabled: { type: "boolean", required: true },
        recoveryPeriodInDays: { type: "number", computed: true, check: between("recovery_period_in_days", 1, 35) },
      },
    },
    rangeKey: { type: "string", forceNew: true },
    readCapacity: { type: "number", computed: true },
    serverSideEncryption: {
      type: "object",
      computed: true,
      fields: {
        enabled: { type: "boolean", required: true },
        kmsKeyArn: { type: "string", computed: true, check: arnIssue },
      },
    },
    tableClass: { type: "string", default: "STANDARD", oneOf: ["STANDARD", "STANDARD_INFREQUENT_ACCESS"] },
    tags: tagsField,
    ttl: {
      type: "object",
      computed: true,
      fields: { attributeName: { type: "string" }, enabled: { type: "boolean", default: false } },
    },
    writeCapacity: { type: "number", computed: true },
    ...absentAll("boolean", "restoreToLatestTime", "streamEnabled"),
    ...absentAll("list", "globalSecondaryIndexes", "localSecondaryIndexes", "replicas"),
    ...absentAll("object", "globalTableWitness", "importTable", "onDemandThroughput", "warmThroughput"),
    ...absentAll(
      "string",
      "restoreBackupArn",
      "restoreDateTime",
      "restoreSourceName",
      "restoreSourceTableArn",
      "streamViewType",
    ),
  },
  computed: [
    "arn",
    "pointInTimeRecovery",
    "readCapacity",
    "serverSideEncryption",
    "streamArn",
    "streamLabel",
    "tagsAll",
    "ttl",
    "writeCapacity",
  ],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => [
    ...whenKnown(inputs, ["name"], "name", () => checkName(text(inputs, "name"))),
    ...whenKnown(inputs, ["attributes", "hashKey"], "attributes", () => checkAttributes(inputs)),
    ...whenKnown(inputs, ["ttl"], "ttl", () => checkTtl(object(inputs, "ttl"))),
    ...whenKnown(inputs, ["billingMode"], "billingMode", () => checkCapacity(inputs)),
  ],
  key: (inputs) => text(inputs, "name"),
  arn: dynamoTableArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: (key) => new AwsError("ResourceInUseException", `Table already exists: ${key}`),
  record(session, inputs, name, old): DynamoTable {
    checkName(name);
    checkAttributes(inputs);
    const recovery = object(inputs, "pointInTimeRecovery");
    const recoversDays = optionalNumber(recovery, "recoveryPeriodInDays") ?? 35;
    return {
      ...thingOf(session, "dynamoTables", name, inputs, old),
      name,
      hashKey: text(inputs, "hashKey"),
      attributes: objects(inputs, "attributes") as unknown as DynamoTable["attributes"],
      billingMode: text(inputs, "billingMode") as DynamoTable["billingMode"],
      readCapacity: optionalNumber(inputs, "readCapacity") ?? 0,
      writeCapacity: optionalNumber(inputs, "writeCapacity") ?? 0,
      deletionProtectionEnabled: flag(inputs, "deletionProtectionEnabled"),
      ...present({
        rangeKey: optionalText(inputs, "rangeKey"),
        pointInTimeRecovery: flag(recovery, "enabled") ? { recoveryPeriodInDays: recoversDays } : undefined,
        encryption: encryptionOf(session, object(inputs, "serverSideEncryption")),
        ttlAttribute: flag(object(inputs, "ttl"), "enabled") ? text(object(inputs, "ttl"), "attributeName") : undefined,
      }),
      tableClass: text(inputs, "tableClass") as DynamoTable["tableClass"],
    };
  },
  outputs: (session, table) => ({
    arn: dynamoTableArn(session, table.name),
    attributes: table.attributes.map(({ name, type }) => ({ name, type })),
    billingMode: table.billingMode,
    deletionProtectionEnabled: table.deletionProtectionEnabled,
    hashKey: table.hashKey,
    name: table.name,
    pointInTimeRecovery: {
      enabled: table.pointInTimeRecovery !== undefined,
      recoveryPeriodInDays: table.pointInTimeRecovery?.recoveryPeriodInDays ?? 0,
    },
    ...present({ rangeKey: table.rangeKey }),
    readCapacity: table.readCapacity,
    ...(table.encryption === undefined
      ? {}
      : { serverSideEncryption: { enabled: true, kmsKeyArn: table.encryption.kmsKeyArn ?? "" } }),
    streamArn: "",
    streamLabel: "",
    tableClass: table.tableClass,
    ttl: { attributeName: table.ttlAttribute ?? "", enabled: table.ttlAttribute !== undefined },
    writeCapacity: table.writeCapacity,
    ...tagOutputs(table.tags),
  }),
  remove(session, { name, deletionProtectionEnabled }) {
    if (deletionProtectionEnabled) {
      throw new AwsError(
        "ValidationException",
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
      );
    }
    delete session.aws.rows[`${placeOf(session)}/${name}`];
    return undefined;
  },
});

function checkName(name: string): void {
  if (/^[a-zA-Z0-9_.-]{3,255}$/.test(name)) return;
  throw validation(
    "TableName must be at least 3 characters long and at most 255 characters long, and satisfy [a-zA-Z0-9_.-]+",
  );
}

/** Attributes are those of the keys, neither more nor fewer: the others of a row have no schema. */
function checkAttributes(inputs: Properties): void {
  const keys = [text(inputs, "hashKey"), ...[optionalText(inputs, "rangeKey") ?? []].flat()];
  const attributes = objects(inputs, "attributes").map((attribute) => text(attribute, "name"));
  const missing = keys.find((key) => !attributes.includes(key));
  if (missing !== undefined) {
    throw validation(
      `One or more parameter values were invalid: Some index key attributes have no definition: ${missing}`,
    );
  }
  const unused = attributes.filter((name) => !keys.includes(name));
  if (unused.length > 0)
    throw validation(
      `all attributes must be indexed. Unused attributes: [${unused.map((name) => `"${name}"`).join(" ")}]`,
    );
}

function checkTtl(ttl: Properties): void {
  if (flag(ttl, "enabled") && optionalText(ttl, "attributeName") === undefined) {
    throw validation(
      "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
}

function checkCapacity(inputs: Properties): void {
  const isProvisioned = text(inputs, "billingMode") === "PROVISIONED";
  for (const name of ["readCapacity", "writeCapacity"]) {
    const units = optionalNumber(inputs, name) ?? 0;
    if (isProvisioned && units < 1) throw validation(`${name} must be at least 1 where billingMode is PROVISIONED`);
    if (!isProvisioned && units > 0) throw validation(`${name} must be 0 where billingMode is PAY_PER_REQUEST`);
  }
}

/** DynamoDB keeps the key's own ARN, whatever name it was given by. */
function encryptionOf(session: Session, encryption: Properties): DynamoTable["encryption"] | undefined {
  if (!flag(encryption, "enabled")) return undefined;
  const name = optionalText(encryption, "kmsKeyArn");
  if (name === undefined) return {};
  const key = keyNamed(session, name);
  if (key?.state !== "Enabled") throw validation(`KMS key ${name} does not exist or is not enabled`);
  return { kmsKeyArn: keyArn(session, key.id) };
}

function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

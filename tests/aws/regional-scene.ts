import assert from "node:assert/strict";
import type { Client, Properties } from "./client";
import { document, emergency } from "./scene";

export const home = "eu-central-1";
export const logArchive = "100000000003";
export const security = "100000000004";
export const organizationId = "o-lifeline001";

export const regionalTypes = {
  key: "aws:kms/key:Key",
  alias: "aws:kms/alias:Alias",
  bucket: "aws:s3/bucket:Bucket",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  objectLock: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  publicAccess: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  trail: "aws:cloudtrail/trail:Trail",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  metricFilter: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  compositeAlarm: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  dashboard: "aws:cloudwatch/dashboard:Dashboard",
  bus: "aws:cloudwatch/eventBus:EventBus",
  busPolicy: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  rule: "aws:cloudwatch/eventRule:EventRule",
  target: "aws:cloudwatch/eventTarget:EventTarget",
  topic: "aws:sns/topic:Topic",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  table: "aws:dynamodb/table:Table",
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  invokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  stack: "aws:cloudformation/stack:Stack",
  slack: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
} as const;

/** A key policy as KMS's console writes it: the account itself, by its IAM policies. */
export const keyPolicyOf = (account: string, ...statements: readonly object[]): string =>
  document(
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
    ...statements,
  );

export const serviceTrust = (service: string): string =>
  document({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });

export const allowing = (action: string | readonly string[], resource: string | readonly string[]): string =>
  document({ Effect: "Allow", Action: action, Resource: resource });

/** A policy that no service takes: it names nobody. */
export const unsigned = document({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
/** A policy that names a user who is not there. */
export const toNobody = (action: string, resource: string): string =>
  document({
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${emergency}:user/nobody` },
    Action: action,
    Resource: resource,
  });

export interface SchemaRules {
  readonly type: string;
  /** Inputs that are complete and right. */
  readonly inputs: Properties;
  readonly required: readonly string[];
  /** Values that are refused, and the words. */
  readonly refused: readonly (readonly [property: string, value: unknown, words: RegExp])[];
  /** Another value of each property that cannot change in place. */
  readonly replacing: Properties;
}

/** What every type's schema must do: each line is a test of its own. */
export function testSchema(client: () => Client, { type, inputs, required, refused, replacing }: SchemaRules): void {
  it("takes complete inputs, and no property that it does not know", async () => {
    assert.deepEqual((await client().check(type, inputs)).failures, []);
    const { failures } = await client().check(type, { ...inputs, colour: "red" });
    assert.match(failures.join("\n"), /^colour: Invalid or unknown key; the properties are: /);
  });

  for (const name of required) {
    it(`cannot do without ${name}`, async () => {
      const { [name]: _left, ...others } = inputs;
      const { failures } = await client().check(type, others);
      assert.ok(failures.includes(`${name}: Missing required property`), failures.join("\n"));
    });
  }

  for (const [property, value, words] of refused) {
    it(`refuses ${property} ${JSON.stringify(value).slice(0, 50)} before anything is made`, async () => {
      const { failures } = await client().check(type, { ...inputs, [property]: value });
      assert.match(failures.join("\n"), words);
    });
  }

  for (const [name, value] of Object.entries(replacing)) {
    it(`is replaced when ${name} changes`, async () => {
      const checked = await client().check(type, inputs);
      const made = { id: "made", outputs: { ...checked.inputs, region: home } };
      const diff = await client().diff(type, made, { ...inputs, [name]: value });
      assert.deepEqual(diff.replaces, [name]);
      assert.deepEqual((await client().diff(type, made, inputs)).diffs, []);
    });
  }
}

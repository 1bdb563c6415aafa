import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findResource } from "../../sandbox/aws";
import type { Properties } from "./client";
import { allowing, home, keyPolicyOf, regionalTypes as types, security, serviceTrust } from "./regional-scene";
import { queue, template } from "./regional-templates";
import { document, openScene, types as iamTypes, type Scene } from "./scene";

const queueArn = `arn:aws:sqs:eu-central-1:${security}:dead`;
const topicArn = `arn:aws:sns:eu-central-1:${security}:soc`;
const denial = (action: string, resource: string) =>
  document({ Effect: "Deny", Principal: "*", Action: action, Resource: resource });

/** In an order in which each has what it needs. */
const made = (archive: string): readonly (readonly [type: string, inputs: Properties])[] => [
  [types.key, { description: "soc", policy: keyPolicyOf(security) }],
  [types.bus, { name: "central" }],
  [types.busPolicy, { eventBusName: "central", policy: denial("events:PutEvents", "*") }],
  [types.rule, { name: "watch", eventBusName: "central", eventPattern: '{"source":["aws.signin"]}' }],
  [types.target, { rule: "watch", eventBusName: "central", targetId: "queue", arn: queueArn }],
  [types.queue, { name: "dead" }],
  [
    types.queuePolicy,
    { queueUrl: `https://sqs.eu-central-1.amazonaws.com/${security}/dead`, policy: denial("sqs:PurgeQueue", queueArn) },
  ],
  [types.topic, { name: "soc" }],
  [types.subscription, { topic: topicArn, protocol: "sqs", endpoint: queueArn }],
  [types.bucket, { bucket: "archive-of-o-life" }],
  [types.versioning, { bucket: "archive-of-o-life", versioningConfiguration: { status: "Enabled" } }],
  [
    types.bucketPolicy,
    { bucket: "archive-of-o-life", policy: denial("s3:DeleteObject", "arn:aws:s3:::archive-of-o-life/*") },
  ],
  [types.logGroup, { name: "/triage" }],
  [
    types.metricFilter,
    {
      name: "errors",
      logGroupName: "/triage",
      pattern: '{ $.level = "ERROR" }',
      metricTransformation: { name: "Errors", namespace: "Lifeline", value: "1" },
    },
  ],
  [
    types.alarm,
    {
      name: "errors",
      namespace: "Lifeline",
      metricName: "Errors",
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
    },
  ],
  [types.compositeAlarm, { alarmName: "any", alarmRule: "ALARM(errors)" }],
  [types.dashboard, { dashboardName: "detection", dashboardBody: '{"widgets":[]}' }],
  [
    types.table,
    { name: "incidents", hashKey: "pk", attributes: [{ name: "pk", type: "S" }], billingMode: "PAY_PER_REQUEST" },
  ],
  [iamTypes.role, { name: "Triage", assumeRolePolicy: serviceTrust("lambda.amazonaws.com") }],
  [iamTypes.rolePolicy, { role: "Triage", name: "Send", policy: allowing("sqs:SendMessage", queueArn) }],
  [
    types.function,
    {
      name: "triage",
      role: `arn:aws:iam::${security}:role/Triage`,
      runtime: "nodejs22.x",
      handler: "index.handler",
      code: { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", path: archive },
    },
  ],
  [
    types.permission,
    { statementId: "central", action: "lambda:InvokeFunction", function: "triage", principal: "events.amazonaws.com" },
  ],
  [types.invokeConfig, { functionName: "triage", destinationConfig: { onFailure: { destination: queueArn } } }],
  [types.stack, { name: "own", templateBody: template({ Queue: queue({ QueueName: "of-a-stack" }) }) }],
];

describe("sandbox AWS: what a killed run made", () => {
  let scene: Scene;
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "lifeline-function-"));
    writeFileSync(join(directory, "triage.zip"), "PK\u0003\u0004");
  });
  after(() => rmSync(directory, { recursive: true }));
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  it("is found again by its inputs, in its own account and Region, and only once it is there", async () => {
    const client = await scene.member(security);
    for (const [type, written] of made(join(directory, "triage.zip"))) {
      const { inputs } = await client.check(type, written);
      const found = (region: string) => findResource(scene.aws, type, inputs as never, security, region);
      assert.equal(found(home), undefined, type);
      const { id, outputs } = await client.make(type, written);
      assert.equal(found(home), id, type);
      const isGlobal = type.startsWith("aws:iam/") || type === types.dashboard;
      assert.equal(found("us-east-1") === undefined, !isGlobal, type);
      // What is read back is what the program wrote: nothing is left to do.
      assert.deepEqual((await client.diff(type, { id, outputs }, written)).diffs, [], type);
      assert.equal((await client.read(type, id, outputs, inputs))?.id, id, type);
    }
  });
});

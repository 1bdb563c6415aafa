import assert from "node:assert/strict";
import { authorize } from "../../sandbox/aws";
import { canAssume, serviceVerdict } from "../../sandbox/aws/authorization/services";
import type { Client } from "./client";
import { keyPolicyOf, regionalTypes as types, security } from "./regional-scene";
import { document, management, openScene, types as iamTypes, type Scene } from "./scene";

const topicArn = `arn:aws:sns:eu-central-1:${security}:soc`;

describe("sandbox AWS: services and the policies of resources", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());

  const publish = (source: string) =>
    serviceVerdict(scene.aws, {
      service: "cloudwatch.amazonaws.com",
      action: "sns:Publish",
      resource: topicArn,
      accountId: security,
      policy: document({
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { StringEquals: { "aws:SourceAccount": security } },
      }),
      context: { "aws:SourceAccount": source },
    }).decision;

  it("a service is let in by the resource's policy, for the account that the policy names", () => {
    assert.equal(publish(security), "allowed");
    assert.equal(publish(management), "implicitDeny");
  });

  it("without a policy no service is let in", () => {
    const verdict = serviceVerdict(scene.aws, {
      service: "events.amazonaws.com",
      action: "sqs:SendMessage",
      resource: `arn:aws:sqs:eu-central-1:${security}:dead`,
      accountId: security,
      policy: undefined,
      context: {},
    });
    assert.equal(verdict.decision, "implicitDeny");
  });

  it("a role is for the service that its trust names, under its conditions, and only under its whole ARN", async () => {
    const trust = document({
      Effect: "Allow",
      Principal: { Service: "scheduler.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": security } },
    });
    await client.make(iamTypes.role, { name: "Beat", path: "/e/", assumeRolePolicy: trust });
    const arn = `arn:aws:iam::${security}:role/e/Beat`;
    assert.equal(canAssume(scene.aws, "scheduler.amazonaws.com", arn), true);
    assert.equal(canAssume(scene.aws, "events.amazonaws.com", arn), false);
    assert.equal(canAssume(scene.aws, "scheduler.amazonaws.com", arn, { "aws:SourceAccount": management }), false);
    assert.equal(canAssume(scene.aws, "scheduler.amazonaws.com", `arn:aws:iam::${security}:role/Beat`), false);
    assert.equal(canAssume(scene.aws, "scheduler.amazonaws.com", `arn:aws:iam::${management}:role/e/Beat`), false);
  });

  describe("what a resource's own policy says of a caller", () => {
    const administrator = { arn: `arn:aws:sts::${security}:assumed-role/OrganizationAccountAccessRole/a`, context: {} };
    const denial = (action: string, resource: string) =>
      document({ Sid: "Nobody", Effect: "Deny", Principal: "*", Action: action, Resource: resource });

    it("counts for queues, topics, buses and buckets", async () => {
      const queueArn = `arn:aws:sqs:eu-central-1:${security}:dead`;
      const busArn = `arn:aws:events:eu-central-1:${security}:event-bus/central`;
      await client.make(types.queue, { name: "dead" });
      await client.make(types.topic, { name: "soc" });
      await client.make(types.bus, { name: "central" });
      await client.make(types.bucket, { bucket: "archive-of-o-life" });
      const cases = [
        [
          "sqs:PurgeQueue",
          queueArn,
          types.queuePolicy,
          { queueUrl: `https://sqs.eu-central-1.amazonaws.com/${security}/dead` },
        ],
        ["sns:Publish", topicArn, types.topicPolicy, { arn: topicArn }],
        ["events:PutEvents", busArn, types.busPolicy, { eventBusName: "central" }],
        ["s3:DeleteObject", "arn:aws:s3:::archive-of-o-life/log", types.bucketPolicy, { bucket: "archive-of-o-life" }],
      ] as const;
      for (const [action, resource, type, inputs] of cases) {
        assert.equal(authorize(scene.aws, administrator, action, resource).decision, "allowed", action);
        await client.make(type, { ...inputs, policy: denial(action, resource) });
        const { decision, by } = authorize(scene.aws, administrator, action, resource);
        assert.deepEqual([decision, by[0]?.statement], ["explicitDeny", "Nobody"], action);
      }
    });

    it("is all that counts for a key: without its word nobody uses it", async () => {
      const key = await client.make(types.key, { description: "soc", policy: keyPolicyOf(security) });
      const closed = await client.make(types.key, {
        description: "closed",
        bypassPolicyLockoutSafetyCheck: true,
        policy: document({
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "kms:Decrypt",
          Resource: "*",
        }),
      });
      const decision = (arn: unknown) => authorize(scene.aws, administrator, "kms:Decrypt", String(arn)).decision;
      assert.equal(decision(key.outputs["arn"]), "allowed");
      assert.equal(decision(closed.outputs["arn"]), "implicitDeny");
    });
  });
});

import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import { regionalTypes as types } from "./regional-scene";
import { busArn, forwarder, queue, queuePolicy, rule, schedule, template } from "./regional-templates";
import { management, openScene, type Scene } from "./scene";

describe("aws provider: stacks", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());
  const at = (accountId: string, region = "eu-central-1") => regionalIn(scene.aws, { accountId, region });

  const stackOf = (resources: object) => ({
    name: "own",
    templateBody: template(resources),
    capabilities: ["CAPABILITY_NAMED_IAM"],
  });

  describe("Stack", () => {
    const resources = { Role: forwarder(), Queue: queue(), Policy: queuePolicy, Rule: rule(), Schedule: schedule() };

    it("makes everything in its own account and Region, and tells its outputs", async () => {
      const { client } = scene;
      // The role's trust is for EventBridge: the scheduler needs one of its own.
      const scheduler = { ...forwarder("scheduler.amazonaws.com"), Type: "AWS::IAM::Role" };
      const both = {
        ...resources,
        Beat: { ...scheduler, Properties: { ...scheduler.Properties, RoleName: "Beat" } },
        Schedule: schedule({ RoleArn: { "Fn::GetAtt": ["Beat", "Arn"] } }),
      };
      const inputs = {
        ...stackOf(both),
        region: "us-east-1",
        templateBody: JSON.stringify({
          Resources: both,
          Outputs: {
            Url: { Value: { Ref: "Queue" } },
            Queue: { Value: { "Fn::GetAtt": ["Queue", "Arn"] } },
            Rule: { Value: { "Fn::GetAtt": ["Rule", "Arn"] } },
            Schedule: { Value: { "Fn::GetAtt": ["Schedule", "Arn"] } },
          },
        }),
      };
      const made = await client.make(types.stack, inputs);
      assert.match(made.id, new RegExp(`^arn:aws:cloudformation:us-east-1:${management}:stack/own/[0-9a-f-]{36}$`));
      assert.deepEqual(made.outputs["outputs"], {
        Url: `https://sqs.us-east-1.amazonaws.com/${management}/dead`,
        Queue: `arn:aws:sqs:us-east-1:${management}:dead`,
        Rule: `arn:aws:events:us-east-1:${management}:rule/BreakGlassTest`,
        Schedule: `arn:aws:scheduler:us-east-1:${management}:schedule/default/beat`,
      });
      const here = at(management, "us-east-1");
      assert.equal(here.queues["dead"]?.policy, JSON.stringify(queuePolicy.Properties.PolicyDocument));
      assert.deepEqual(here.schedules["default/beat"], {
        name: "beat",
        group: "default",
        description: "",
        expression: "rate(5 minutes)",
        timezone: "UTC",
        state: "ENABLED",
        target: {
          arn: "arn:aws:scheduler:::aws-sdk:sts:assumeRole",
          roleArn: `arn:aws:iam::${management}:role/Beat`,
          input: '{"RoleArn":"arn:aws:iam::100000000002:role/Hub","RoleSessionName":"canary"}',
          maximumEventAgeInSeconds: 86_400,
          maximumRetryAttempts: 185,
        },
      });
      assert.deepEqual((await client.diff(types.stack, made, inputs)).diffs, []);
      await client.remove(types.stack, made);
      assert.deepEqual(at(management, "us-east-1"), at("nowhere"));
      assert.equal(scene.aws.iam[management]?.roles["forwarder"], undefined);
      assert.notEqual((await client.make(types.stack, inputs)).id, made.id);
    });

    it("changes in place; another name or Region replaces it", async () => {
      const made = await scene.client.make(types.stack, stackOf({ Queue: queue() }));
      const changed = stackOf({ Queue: queue({ VisibilityTimeout: 60 }) });
      const diff = await scene.client.diff(types.stack, made, { ...changed, name: "other", region: "us-east-1" });
      assert.deepEqual([...diff.replaces].sort(), ["name", "region"]);
      await scene.client.change(types.stack, made, changed);
      assert.equal(at(management).queues["dead"]?.visibilityTimeoutSeconds, 60);
      await assert.rejects(
        scene.client.make(types.stack, changed),
        /AlreadyExistsException: Stack \[own\] already exists/,
      );
    });

    for (const [title, change, words] of [
      [
        "a name that is none",
        { name: "my stack" },
        /^templateBody: ValidationError: .*'stackName' failed to satisfy constraint/,
      ],
      [
        "a template that is none",
        { templateBody: "{" },
        /^templateBody: ValidationError: Template format error: JSON not well-formed/,
      ],
      [
        "IAM without the capability",
        { ...stackOf({ Role: forwarder() }), capabilities: [] },
        /InsufficientCapabilitiesException: Requires capabilities : \[CAPABILITY_NAMED_IAM\]/,
      ],
      [
        "a type it does not know",
        stackOf({ Bucket: { Type: "AWS::S3::Bucket" } }),
        /Unrecognized resource types: \[AWS::S3::Bucket\]/,
      ],
      [
        "a template in a bucket",
        { templateUrl: "https://example.com" },
        /^templateUrl: the sandbox does not know this property/,
      ],
      [
        "an output without a value",
        { templateBody: JSON.stringify({ Resources: { Queue: queue() }, Outputs: { Url: {} } }) },
        /\[\/Outputs\/Url\] Every Outputs member must contain a Value object/,
      ],
    ] as const) {
      it(`refuses ${title} before anything is made`, async () => {
        const { failures } = await scene.client.check(types.stack, { ...stackOf({ Queue: queue() }), ...change });
        assert.match(failures.join("\n"), words);
      });
    }

    for (const [title, failing, words] of [
      [
        "a pattern that is none",
        rule({ EventPattern: { source: "aws.signin" }, Targets: [] }),
        /InvalidEventPatternException|Event pattern is not valid/,
      ],
      [
        "a rule with a property it does not know",
        rule({ Colour: "red" }),
        /extraneous key \[Colour\] is not permitted/,
      ],
      ["a target without an id", rule({ Targets: [{ Arn: busArn }] }), /required key \[Id\] not found/],
      ["a state that is none", rule({ State: "ON", Targets: [] }), /'state' failed to satisfy constraint/],
      [
        "six targets",
        rule({
          Targets: [1, 2, 3, 4, 5, 6].map((id) => ({ Id: `t${id}`, Arn: `arn:aws:sqs:eu-central-1:${management}:q` })),
        }),
        /exceeds the maximum number allowed/,
      ],
      ["a queue's name that is taken", { ...queue() }, /A queue already exists with the same name\./],
      [
        "a retention of no time",
        queue({ QueueName: "other", MessageRetentionPeriod: 1 }),
        /Invalid value for the parameter MessageRetentionPeriod\./,
      ],
      [
        "a call that only reads",
        schedule({ Arn: "arn:aws:scheduler:::aws-sdk:sts:getCallerIdentity" }),
        /getCallerIdentity is not supported as a target/,
      ],
      [
        "a schedule that is none",
        schedule({}, { ScheduleExpression: "every(5 minutes)" }),
        /Invalid Schedule Expression every\(5 minutes\)\./,
      ],
      [
        "a role that the scheduler cannot take",
        schedule(),
        /The execution role you provide must allow AWS EventBridge Scheduler to assume the role\./,
      ],
      ["a call without a request", schedule({ Input: "now" }), /Input must be valid JSON\./],
      [
        "a window that is none",
        schedule({}, { FlexibleTimeWindow: { Mode: "WIDE" } }),
        /WIDE is not a valid enum value/,
      ],
      ["another group", schedule({}, { GroupName: "beats" }), /Schedule group beats does not exist\./],
    ] as const) {
      it(`refuses ${title}, and leaves nothing behind`, async () => {
        const before = stackOf({ Queue: queue(), Role: forwarder() });
        await scene.client.make(types.stack, before);
        const stood = at(management);
        const stack = {
          ...stackOf({ First: queue({ QueueName: "first" }), Failing: { ...failing, DependsOn: "First" } }),
          name: "failing",
        };
        await assert.rejects(scene.client.make(types.stack, stack), words);
        assert.deepEqual(at(management), stood);
      });
    }
  });
});

import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import {
  allowing,
  home,
  keyPolicyOf,
  organizationId,
  regionalTypes as types,
  security,
  serviceTrust,
  testSchema,
  toNobody,
  unsigned,
} from "./regional-scene";
import { document, management, openScene, types as iamTypes, type Scene } from "./scene";

const pattern = JSON.stringify({ source: ["aws.signin"], "detail-type": ["AWS Console Sign In via CloudTrail"] });
const queueArn = `arn:aws:sqs:eu-central-1:${security}:dead`;
const rule = { name: "watch", eventPattern: pattern, state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" };

describe("aws provider: event buses, rules and targets", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());
  const rules = (region = home) => regionalIn(scene.aws, { accountId: security, region }).eventRules;

  describe("EventBus", () => {
    testSchema(() => client, {
      type: types.bus,
      inputs: { name: "central", description: "what all send" },
      required: ["name"],
      refused: [
        ["name", "a b", /^name: name must be 1 to 256 characters of/],
        ["name", "default", /^name: ValidationException: Event bus name can't be 'default' since it is reserved\.$/],
        ["description", "a".repeat(513), /expected length of description to be in the range \(0 - 512\)/],
        ["eventSourceName", "aws.partner/a", /^eventSourceName: the sandbox does not know this property/],
      ],
      replacing: { name: "other" },
    });

    it("its id is its name; the name is taken in its Region only; it goes when its rules are gone", async () => {
      const made = await client.make(types.bus, { name: "central" });
      assert.deepEqual(
        [made.id, made.outputs["arn"]],
        ["central", `arn:aws:events:eu-central-1:${security}:event-bus/central`],
      );
      await assert.rejects(
        client.make(types.bus, { name: "central" }),
        /ResourceAlreadyExistsException: Event bus central already exists\./,
      );
      await client.make(types.bus, { name: "central", region: "us-east-1" });
      const onBus = await client.make(types.rule, { ...rule, eventBusName: "central" });
      await assert.rejects(client.remove(types.bus, made), /ValidationException: Event bus central has rules/);
      await client.remove(types.rule, onBus);
      await client.remove(types.bus, made);
      assert.equal(await client.read(types.bus, made.id, made.outputs), undefined);
    });

    it("is encrypted with a key that is there and enabled", async () => {
      const encrypted = { name: "central", kmsKeyIdentifier: "alias/bus" };
      await assert.rejects(
        client.make(types.bus, encrypted),
        /ValidationException: Invalid KMS key identifier: alias\/bus/,
      );
      const key = await client.make(types.key, { description: "bus", policy: keyPolicyOf(security) });
      await client.make(types.alias, { name: "alias/bus", targetKeyId: key.id });
      await client.make(types.bus, encrypted);
    });
  });

  describe("EventBusPolicy", () => {
    const policy = document({
      Sid: "Organization",
      Effect: "Allow",
      Principal: "*",
      Action: "events:PutEvents",
      Resource: `arn:aws:events:eu-central-1:${security}:event-bus/central`,
      Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
    });
    testSchema(() => client, {
      type: types.busPolicy,
      inputs: { eventBusName: "central", policy },
      required: ["policy"],
      refused: [],
      replacing: { eventBusName: "default" },
    });

    it("stands on the bus it names, which must be there; the default bus always is", async () => {
      await assert.rejects(
        client.make(types.busPolicy, { eventBusName: "central", policy }),
        /ResourceNotFoundException: Event bus central does not exist\./,
      );
      assert.equal((await client.make(types.busPolicy, { policy })).id, "default");
      await client.make(types.bus, { name: "central" });
      const made = await client.make(types.busPolicy, { eventBusName: "central", policy });
      assert.equal(made.id, "central");
      assert.equal(regionalIn(scene.aws, { accountId: security, region: home }).eventBuses["central"]?.policy, policy);
      await client.remove(types.busPolicy, made);
      assert.equal(await client.read(types.busPolicy, "central", made.outputs), undefined);
      assert.ok(await client.read(types.bus, "central"));
    });

    for (const [title, wrong, words] of [
      ["malformed", unsigned, /ValidationException: The policy is not valid: /],
      ["for nobody", toNobody("events:PutEvents", "*"), /ValidationException: Invalid principal in policy: /],
      [
        "too long",
        policy.replace("Organization", "O".repeat(10_240)),
        /ValidationException: The policy exceeds 10240 characters\./,
      ],
    ] as const) {
      it(`refuses one that is ${title}`, () => assert.rejects(client.make(types.busPolicy, { policy: wrong }), words));
    }
  });

  describe("EventRule", () => {
    testSchema(() => client, {
      type: types.rule,
      inputs: rule,
      required: ["name"],
      refused: [
        ["name", "a b", /^eventPattern: ValidationException: .*'a b' at 'name' failed to satisfy constraint/],
        ["eventPattern", "{", /^eventPattern: InvalidEventPatternException: Event pattern is not valid\. Reason: /],
        ["eventPattern", '{"source":"aws.signin"}', /^eventPattern: InvalidEventPatternException: .*source/],
        [
          "eventPattern",
          JSON.stringify({ source: ["a".repeat(2_048)] }),
          /InvalidEventPatternException: .* more than 2048$/,
        ],
        [
          "state",
          "ON",
          /^state: expected state to be one of \["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"\], got ON$/,
        ],
        ["isEnabled", true, /^isEnabled: Conflicting configuration: conflicts with state$/m],
        ["roleArn", "role", /^roleArn: "role" is an invalid ARN$/],
      ],
      replacing: { name: "other", eventBusName: "central", region: "us-east-1" },
    });

    it("its id is its name, behind that of a bus that is not the default one", async () => {
      const made = await client.make(types.rule, rule);
      assert.deepEqual(made, {
        id: "watch",
        outputs: {
          arn: `arn:aws:events:eu-central-1:${security}:rule/watch`,
          eventBusName: "default",
          eventPattern: pattern,
          forceDestroy: false,
          isEnabled: true,
          name: "watch",
          region: home,
          state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
          tagsAll: {},
        },
      });
      await assert.rejects(
        client.make(types.rule, { ...rule, eventBusName: "central" }),
        /ResourceNotFoundException: Event bus central does not exist\./,
      );
      await client.make(types.bus, { name: "central" });
      const other = await client.make(types.rule, { ...rule, eventBusName: "central" });
      assert.deepEqual(
        [other.id, other.outputs["arn"]],
        ["central/watch", `arn:aws:events:eu-central-1:${security}:rule/central/watch`],
      );
    });

    it("without a state it is enabled, and isEnabled says the other one", async () => {
      const plain = { name: "watch", eventPattern: pattern };
      assert.equal((await client.make(types.rule, plain)).outputs["state"], "ENABLED");
      assert.equal(
        (await client.make(types.rule, { ...plain, name: "off", isEnabled: false })).outputs["state"],
        "DISABLED",
      );
    });

    for (const [title, inputs, words] of [
      [
        "neither pattern nor schedule",
        { name: "watch" },
        /Parameter\(s\) EventPattern or ScheduleExpression must be specified\./,
      ],
      [
        "a schedule that is none",
        { name: "watch", scheduleExpression: "rate(1 minutes)" },
        /Parameter ScheduleExpression is not valid\./,
      ],
      [
        "a cron of five fields",
        { name: "watch", scheduleExpression: "cron(0 3 * * *)" },
        /Parameter ScheduleExpression is not valid\./,
      ],
      [
        "a schedule on a bus of one's own",
        { name: "watch", scheduleExpression: "rate(5 minutes)", eventBusName: "central" },
        /ScheduleExpression is supported only on the default event bus\./,
      ],
    ] as const) {
      it(`refuses ${title}`, async () => {
        assert.match((await client.check(types.rule, inputs)).failures.join("\n"), words);
      });
    }

    it("takes a schedule", async () => {
      for (const scheduleExpression of [
        "rate(1 minute)",
        "rate(5 minutes)",
        "cron(0 3 ? * MON-FRI *)",
        "cron(0/15 * * * ? *)",
      ])
        assert.deepEqual(
          (await client.check(types.rule, { name: "watch", scheduleExpression })).failures,
          [],
          scheduleExpression,
        );
    });

    it("a bus has 300 rules at the most, 100 in some Regions", async () => {
      const africa = { region: "af-south-1" };
      for (let number = 0; number < 100; number += 1)
        await client.make(types.rule, { ...rule, ...africa, name: `r${number}` });
      await assert.rejects(
        client.make(types.rule, { ...rule, ...africa }),
        /LimitExceededException: The requested resource exceeds the maximum number allowed\./,
      );
      await client.make(types.bus, { name: "central", ...africa });
      await client.make(types.rule, { ...rule, ...africa, eventBusName: "central" });
    });
  });

  describe("EventTarget", () => {
    const busArn = `arn:aws:events:eu-central-1:${management}:event-bus/central`;
    const roleArn = `arn:aws:iam::${security}:role/Forwarder`;
    const target = {
      rule: "watch",
      targetId: "central",
      arn: busArn,
      roleArn,
      deadLetterConfig: { arn: queueArn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    };
    const forwarder = (service = "events.amazonaws.com") =>
      client.make(iamTypes.role, { name: "Forwarder", assumeRolePolicy: serviceTrust(service) });

    testSchema(() => client, {
      type: types.target,
      inputs: target,
      required: ["arn", "rule", "targetId"],
      refused: [
        ["arn", "queue", /^arn: "queue" is an invalid ARN$/],
        ["retryPolicy", { maximumRetryAttempts: 186 }, /range \(0 - 185\), got 186$/],
        ["retryPolicy", { maximumEventAgeInSeconds: 86_401 }, /range \(0 - 86400\), got 86401$/],
        ["ecsTarget", { taskDefinitionArn: "a" }, /^ecsTarget: the sandbox does not know this property/],
      ],
      replacing: { rule: "other", targetId: "other", eventBusName: "central" },
    });

    it("its id is made of rule and target, and it changes in place", async () => {
      await client.make(types.rule, rule);
      await forwarder();
      const made = await client.make(types.target, target);
      assert.equal(made.id, "watch-central");
      assert.deepEqual((await client.diff(types.target, made, target)).diffs, []);
      const retryPolicy = { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 };
      const changed = await client.change(types.target, made, { ...target, retryPolicy });
      assert.deepEqual(rules()["default/watch"]?.targets, [
        {
          id: "central",
          arn: busArn,
          roleArn,
          deadLetterArn: queueArn,
          maximumEventAgeInSeconds: 60,
          maximumRetryAttempts: 0,
        },
      ]);
      await client.remove(types.target, changed);
      assert.deepEqual(rules()["default/watch"]?.targets, []);
    });

    it("a rule goes when its targets are gone", async () => {
      const made = await client.make(types.rule, rule);
      const queue = await client.make(types.target, { rule: "watch", targetId: "queue", arn: queueArn });
      await assert.rejects(
        client.remove(types.rule, made),
        /ValidationException: Rule can't be deleted since it has targets\./,
      );
      await client.remove(types.target, queue);
      await client.remove(types.rule, made);
      assert.deepEqual(rules(), {});
    });

    it("a rule has five targets at the most", async () => {
      await client.make(types.rule, rule);
      const numbered = (number: number) => ({ rule: "watch", targetId: `t${number}`, arn: queueArn });
      for (const number of [1, 2, 3, 4, 5]) await client.make(types.target, numbered(number));
      await assert.rejects(client.make(types.target, numbered(6)), /LimitExceededException: /);
    });

    it("a bus needs a role that EventBridge can take", async () => {
      await client.make(types.rule, rule);
      const { roleArn: _left, ...without } = target;
      await assert.rejects(
        client.make(types.target, without),
        /ValidationException: RoleArn is required for target arn:aws:events/,
      );
      const words =
        /ValidationException: Provided role '.*Forwarder' cannot be assumed by principal 'events\.amazonaws\.com'\./;
      await assert.rejects(client.make(types.target, target), words);
      const wrong = await forwarder("lambda.amazonaws.com");
      await assert.rejects(client.make(types.target, target), words);
      await client.remove(iamTypes.role, wrong);
      await forwarder();
      await client.make(types.target, target);
    });

    for (const [title, change, words] of [
      [
        "a rule that is not there",
        { rule: "nothing" },
        /ResourceNotFoundException: Rule nothing does not exist on EventBus default\./,
      ],
      [
        "a queue of another Region",
        { arn: `arn:aws:sqs:us-east-1:${security}:q` },
        /Provided Arn is not in correct format\./,
      ],
      ["a bucket", { arn: "arn:aws:s3:::archive" }, /Provided Arn is not in correct format\./],
      [
        "dead letters in another Region",
        { deadLetterConfig: { arn: `arn:aws:sqs:us-east-1:${security}:dead` } },
        /Parameter DeadLetterConfig\.Arn is not valid: .* is no queue in eu-central-1\./,
      ],
      [
        "dead letters in a FIFO queue",
        { deadLetterConfig: { arn: `${queueArn}.fifo` } },
        /Parameter DeadLetterConfig\.Arn is not valid: a FIFO queue cannot take dead letters\./,
      ],
      [
        "an age of less than a minute",
        { retryPolicy: { maximumEventAgeInSeconds: 59 } },
        /must have value from 60 to 86400/i,
      ],
    ] as const) {
      it(`refuses ${title}`, async () => {
        await client.make(types.rule, rule);
        const queue = { rule: "watch", targetId: "queue", arn: queueArn };
        await assert.rejects(client.make(types.target, { ...queue, ...change }), words);
      });
    }

    it("who may not pass the role on makes no target with it", async () => {
      await client.make(types.rule, rule);
      await forwarder();
      await client.make(iamTypes.role, {
        name: "Maker",
        assumeRolePolicy: document({
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${management}:root` },
          Action: "sts:AssumeRole",
        }),
      });
      await client.make(iamTypes.rolePolicy, { role: "Maker", name: "Make", policy: allowing("events:*", "*") });
      const maker = await scene.member(security);
      await maker.configure({
        region: home,
        assumeRoles: JSON.stringify([{ roleArn: `arn:aws:iam::${security}:role/Maker`, sessionName: "maker" }]),
      });
      await assert.rejects(maker.make(types.target, target), /AccessDenied: .* iam:PassRole .*Forwarder/);
    });
  });
});

import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import {
  home,
  keyPolicyOf,
  organizationId,
  regionalTypes as types,
  security,
  testSchema,
  toNobody,
  unsigned,
} from "./regional-scene";
import { document, openScene, type Scene } from "./scene";

const pattern = JSON.stringify({ source: ["aws.signin"], "detail-type": ["AWS Console Sign In via CloudTrail"] });
const rule = { name: "watch", eventPattern: pattern, state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" };

describe("aws provider: event buses", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());

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
});

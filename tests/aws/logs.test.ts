import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { home, keyPolicyOf, regionalTypes as types, testSchema } from "./regional-scene";
import { management, openScene, type Scene } from "./scene";

const where = { accountId: management, region: home };

describe("aws provider: log groups and metric filters", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = scene.client;
  });
  afterEach(() => scene.stop());

  describe("LogGroup", () => {
    testSchema(() => client, {
      type: types.logGroup,
      inputs: { name: "/lifeline/trail", retentionInDays: 30 },
      required: ["name"],
      refused: [
        ["name", "a b", /^name: name isn't a valid log group name/],
        ["retentionInDays", 31, /^retentionInDays: expected retention_in_days to be one of \[0 1 3 5 7 14 30 60 /],
        ["kmsKeyId", "alias/trail", /^kmsKeyId: "alias\/trail" is an invalid ARN$/],
        ["logGroupClass", "COLD", /^logGroupClass: expected logGroupClass to be one of/],
      ],
      replacing: { name: "/other", logGroupClass: "INFREQUENT_ACCESS" },
    });

    it("its id is its name; it is taken, has an enabled key, and is kept while it is protected", async () => {
      const inputs = { name: "/lifeline/trail", retentionInDays: 30, deletionProtectionEnabled: true };
      const made = await client.make(types.logGroup, inputs);
      assert.deepEqual(
        [made.id, made.outputs["arn"]],
        ["/lifeline/trail", `arn:aws:logs:eu-central-1:${management}:log-group:/lifeline/trail`],
      );
      await assert.rejects(
        client.make(types.logGroup, inputs),
        /ResourceAlreadyExistsException: The specified log group already exists/,
      );
      await assert.rejects(
        client.make(types.logGroup, { name: "/other", kmsKeyId: `arn:aws:kms:eu-central-1:${management}:key/none` }),
        /InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn '.*\/other'/,
      );
      const key = await client.make(types.key, { description: "logs", policy: keyPolicyOf(management) });
      await client.make(types.logGroup, { name: "/other", kmsKeyId: key.outputs["arn"] });
      await assert.rejects(
        client.remove(types.logGroup, made),
        /OperationAbortedException: .* deletion protection is enabled/,
      );
      const open = await client.change(types.logGroup, made, { ...inputs, deletionProtectionEnabled: false });
      await client.remove(types.logGroup, open);
      assert.deepEqual(Object.keys(regionalIn(scene.aws, where).logGroups), ["/other"]);
    });
  });

  describe("LogMetricFilter", () => {
    const inputs = {
      name: "seen",
      logGroupName: "/lifeline/trail",
      pattern: '{ $.eventName = "StopLogging" }',
      metricTransformation: { name: "SeenTampering", namespace: "Lifeline", value: "1", defaultValue: "0" },
    };
    testSchema(() => client, {
      type: types.metricFilter,
      inputs,
      required: ["logGroupName", "metricTransformation", "name", "pattern"],
      refused: [
        ["pattern", "{ $.eventName = ", /^pattern: InvalidParameterException: Invalid metric filter pattern\. /],
        ["name", "a:b", /^name: must have 1 to 512 characters, and neither : nor \*/],
        [
          "metricTransformation",
          { name: "a", namespace: "b" },
          /^metricTransformation\.value: Missing required property$/,
        ],
        [
          "metricTransformation",
          { name: "a", namespace: "b", value: "many" },
          /^metricTransformation: InvalidParameterException: .* metric value many is neither a number nor a field$/,
        ],
        [
          "metricTransformation",
          { name: "a", namespace: "b", value: "1", defaultValue: "0", dimensions: { who: "$.who" } },
          /dimensions and default value are mutually exclusive properties\.$/,
        ],
      ],
      replacing: { name: "other", logGroupName: "/other" },
    });

    it("its id is its name, it is of a group that is there, and goes with it", async () => {
      await assert.rejects(
        client.make(types.metricFilter, inputs),
        /ResourceNotFoundException: The specified log group does not exist\./,
      );
      const group = await client.make(types.logGroup, { name: "/lifeline/trail" });
      await client.make(types.logGroup, { name: "/other" });
      const made = await client.make(types.metricFilter, inputs);
      await client.make(types.metricFilter, { ...inputs, logGroupName: "/other" });
      assert.equal(made.id, "seen");
      assert.deepEqual((await client.diff(types.metricFilter, made, inputs)).diffs, []);
      const changed = await client.change(types.metricFilter, made, {
        ...inputs,
        pattern: '{ $.eventName = "DeleteTrail" }',
      });
      assert.equal(changed.outputs["pattern"], '{ $.eventName = "DeleteTrail" }');
      assert.deepEqual(Object.keys(regionalIn(scene.aws, where).metricFilters).sort(), [
        "/lifeline/trail:seen",
        "/other:seen",
      ]);
      await client.remove(types.logGroup, group);
      assert.deepEqual(Object.keys(regionalIn(scene.aws, where).metricFilters), ["/other:seen"]);
    });
  });
});

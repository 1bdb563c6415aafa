import assert from "node:assert/strict";
import { rowsOf } from "../../sandbox/aws/regional";
import type { Client } from "./client";
import { home, keyPolicyOf, regionalTypes as types, security, testSchema } from "./regional-scene";
import { openScene, type Scene } from "./scene";

const where = { accountId: security, region: home };
describe("aws provider: tables", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());

  describe("Table", () => {
    const inputs = {
      name: "incidents",
      hashKey: "pk",
      rangeKey: "sk",
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      billingMode: "PAY_PER_REQUEST",
      ttl: { enabled: true, attributeName: "expires" },
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    };
    testSchema(() => client, {
      type: types.table,
      inputs,
      required: ["attributes", "hashKey", "name"],
      refused: [
        ["name", "a b", /^name: ValidationException: TableName must be/],
        [
          "billingMode",
          "FREE",
          /^billingMode: expected billingMode to be one of \["PROVISIONED", "PAY_PER_REQUEST"\], got FREE$/,
        ],
        [
          "billingMode",
          "PROVISIONED",
          /^billingMode: ValidationException: readCapacity must be at least 1 where billingMode is PROVISIONED$/,
        ],
        ["attributes", [{ name: "pk", type: "S" }], /Some index key attributes have no definition: sk$/],
        [
          "attributes",
          [...inputs.attributes, { name: "who", type: "S" }],
          /all attributes must be indexed\. Unused attributes: \["who"\]$/,
        ],
        ["attributes", [{ name: "pk", type: "TEXT" }], /type to be one of \["S", "N", "B"\], got TEXT/],
        ["ttl", { enabled: true }, /^ttl: ValidationException: .*'timeToLiveSpecification\.attributeName'/],
        ["pointInTimeRecovery", { enabled: true, recoveryPeriodInDays: 36 }, /range \(1 - 35\), got 36$/],
        ["streamEnabled", true, /^streamEnabled: the sandbox does not know this property/],
      ],
      replacing: { name: "other" },
    });

    it("its id is its name, the name is taken, and the second look shows no difference", async () => {
      const made = await client.make(types.table, inputs);
      assert.deepEqual(
        [made.id, made.outputs["arn"]],
        ["incidents", `arn:aws:dynamodb:eu-central-1:${security}:table/incidents`],
      );
      assert.deepEqual((await client.diff(types.table, made, inputs)).diffs, []);
      await assert.rejects(client.make(types.table, inputs), /ResourceInUseException: Table already exists: incidents/);
      const { ttl: _left, ...without } = inputs;
      const changed = await client.change(types.table, made, without);
      assert.deepEqual(changed.outputs["ttl"], { attributeName: "", enabled: false });
    });

    it("other keys are another table", async () => {
      const made = await client.make(types.table, inputs);
      const diff = await client.diff(types.table, made, { ...inputs, hashKey: "sk", rangeKey: "pk" });
      assert.deepEqual([...diff.replaces].sort(), ["hashKey", "rangeKey"]);
      assert.equal(diff.deleteBeforeReplace, true);
    });

    it("is not deleted while it is protected; with it go its rows", async () => {
      const made = await client.make(types.table, { ...inputs, deletionProtectionEnabled: true });
      rowsOf(scene.aws, where, "incidents")["1"] = { pk: { S: "incident#1" } };
      await assert.rejects(
        client.remove(types.table, made),
        /ValidationException: Resource cannot be deleted as it is currently protected against deletion\. Disable deletion protection first\./,
      );
      const open = await client.change(types.table, made, { ...inputs, deletionProtectionEnabled: false });
      await client.remove(types.table, open);
      assert.deepEqual(rowsOf(scene.aws, where, "incidents"), {});
    });

    it("is encrypted with a key that is there, and keeps the key's own ARN", async () => {
      const encrypted = (kmsKeyArn: unknown) => ({ ...inputs, serverSideEncryption: { enabled: true, kmsKeyArn } });
      await assert.rejects(
        client.make(types.table, encrypted(`arn:aws:kms:eu-central-1:${security}:key/none`)),
        /ValidationException: KMS key .* does not exist or is not enabled/,
      );
      const key = await client.make(types.key, { description: "register", policy: keyPolicyOf(security) });
      const made = await client.make(types.table, encrypted(key.outputs["arn"]));
      assert.deepEqual(made.outputs["serverSideEncryption"], { enabled: true, kmsKeyArn: key.outputs["arn"] });
    });
  });
});

import assert from "node:assert/strict";
import { regionalIn } from "../../sandbox/aws/regional";
import { home, keyPolicyOf, regionalTypes as types, security, testSchema, toNobody, unsigned } from "./regional-scene";
import type { Client } from "./client";
import { document, management, openScene, type Scene } from "./scene";

const inputs = { description: "of the topic", policy: keyPolicyOf(security), enableKeyRotation: true };

describe("aws provider: keys and aliases", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(security);
  });
  afterEach(() => scene.stop());
  const keys = () => regionalIn(scene.aws, { accountId: security, region: home }).keys;

  describe("Key", () => {
    testSchema(() => client, {
      type: types.key,
      inputs,
      required: ["policy"],
      refused: [
        [
          "deletionWindowInDays",
          6,
          /^deletionWindowInDays: expected deletion_window_in_days to be in the range \(7 - 30\), got 6$/,
        ],
        ["rotationPeriodInDays", 89, /range \(90 - 2560\), got 89$/],
        ["keyUsage", "DECRYPT", /^keyUsage: expected keyUsage to be one of \["ENCRYPT_DECRYPT"/],
        ["region", "Frankfurt", /^region: invalid AWS Region: Frankfurt$/],
        ["xksKeyId", "key", /^xksKeyId: the sandbox does not know this property: leave it out$/],
      ],
      replacing: { keyUsage: "SIGN_VERIFY", multiRegion: true, region: "us-east-1" },
    });

    it("its id is made up, its ARN names account and Region, and AWS adds the rest", async () => {
      const { id, outputs } = await client.make(types.key, inputs);
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.deepEqual(outputs, {
        arn: `arn:aws:kms:eu-central-1:${security}:key/${id}`,
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: "SYMMETRIC_DEFAULT",
        description: "of the topic",
        enableKeyRotation: true,
        isEnabled: true,
        keyId: id,
        keyUsage: "ENCRYPT_DECRYPT",
        multiRegion: false,
        policy: inputs.policy,
        region: home,
        rotationPeriodInDays: 365,
        tagsAll: {},
      });
      const other = await client.make(types.key, { ...inputs, region: "us-east-1" });
      assert.equal(other.outputs["arn"], `arn:aws:kms:us-east-1:${security}:key/${other.id}`);
    });

    it("two keys alike are two keys", async () => {
      const [one, other] = [await client.make(types.key, inputs), await client.make(types.key, inputs)];
      assert.notEqual(one.id, other.id);
    });

    for (const [title, policy, words] of [
      ["is malformed", unsigned, /MalformedPolicyDocumentException: Policy contains a statement that is not valid: /],
      [
        "names who is not there",
        toNobody("kms:*", "*"),
        /MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals\./,
      ],
      [
        "locks its administrator out",
        document({
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "kms:Decrypt",
          Resource: "*",
        }),
        /MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future\.$/,
      ],
    ] as const) {
      it(`refuses a policy that ${title}, and makes nothing`, async () => {
        await assert.rejects(client.make(types.key, { ...inputs, policy }), words);
        assert.deepEqual(keys(), {});
        const made = await client.make(types.key, inputs);
        await assert.rejects(client.change(types.key, made, { ...inputs, policy }), words);
      });
    }

    it("the check for a lockout can be left out", async () => {
      const policy = document({
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "kms:Decrypt",
        Resource: "*",
      });
      const made = await client.make(types.key, { ...inputs, policy, bypassPolicyLockoutSafetyCheck: true });
      // From now on the key's policy keeps everybody out, its maker too.
      await assert.rejects(
        client.change(types.key, made, { ...inputs, bypassPolicyLockoutSafetyCheck: true }),
        /AccessDenied: .* is not authorized to perform: kms:PutKeyPolicy .* because no resource-based policy allows/,
      );
    });

    it("a key is not deleted at once: it waits, and nobody sees it as a key any more", async () => {
      const made = await client.make(types.key, { ...inputs, deletionWindowInDays: 7 });
      await client.remove(types.key, made);
      assert.equal(await client.read(types.key, made.id, made.outputs), undefined);
      const { state, deletionDate } = keys()[made.id] ?? {};
      assert.deepEqual([state, deletionDate], ["PendingDeletion", "2026-12-02T08:00:00Z"]);
    });

    it("a disabled key stays a key", async () => {
      const made = await client.make(types.key, inputs);
      const changed = await client.change(types.key, made, { ...inputs, isEnabled: false });
      assert.equal(changed.outputs["isEnabled"], false);
      assert.equal(keys()[made.id]?.state, "Disabled");
    });
  });

  describe("Alias", () => {
    testSchema(() => client, {
      type: types.alias,
      inputs: { name: "alias/soc", targetKeyId: "1234" },
      required: ["name", "targetKeyId"],
      refused: [
        ["name", "soc", /^name: name must begin with 'alias\/'/],
        [
          "name",
          "alias/aws/sns",
          /^name: NotAuthorizedException: Aliases that begin with alias\/aws\/ are reserved for AWS$/,
        ],
      ],
      replacing: { name: "alias/other" },
    });

    it("its id is its name; it is taken, and points to a key of its own Region by id or by ARN", async () => {
      const key = await client.make(types.key, inputs);
      const byArn = { name: "alias/soc", targetKeyId: key.outputs["arn"] };
      const made = await client.make(types.alias, byArn);
      assert.equal(made.id, "alias/soc");
      assert.equal(made.outputs["arn"], `arn:aws:kms:eu-central-1:${security}:alias/soc`);
      assert.equal(made.outputs["targetKeyArn"], key.outputs["arn"]);
      assert.deepEqual((await client.diff(types.alias, made, byArn)).diffs, []);
      await assert.rejects(
        client.make(types.alias, { name: "alias/soc", targetKeyId: key.id }),
        /AlreadyExistsException: An alias with the name arn:aws:kms:eu-central-1:100000000004:alias\/soc already exists/,
      );
      await assert.rejects(
        client.make(types.alias, { name: "alias/soc", targetKeyId: key.id, region: "us-east-1" }),
        /NotFoundException: Key 'arn:aws:kms:us-east-1:100000000004:key\/.*' does not exist/,
      );
      await client.remove(types.alias, made);
      assert.equal(await client.read(types.alias, made.id, made.outputs), undefined);
    });

    it("does not point to a key that is to be deleted", async () => {
      const key = await client.make(types.key, inputs);
      await client.remove(types.key, key);
      await assert.rejects(
        client.make(types.alias, { name: "alias/soc", targetKeyId: key.id }),
        /KMSInvalidStateException: .* is pending deletion\./,
      );
    });
  });

  it("an organization's guardrails reach into keys too", async () => {
    const scp = await scene.client.make("aws:organizations/policy:Policy", {
      name: "no-keys",
      content: document({ Sid: "NoKeys", Effect: "Deny", Action: "kms:CreateKey", Resource: "*" }),
    });
    await scene.client.make("aws:organizations/policyAttachment:PolicyAttachment", {
      policyId: scp.id,
      targetId: security,
    });
    await assert.rejects(client.make(types.key, inputs), /AccessDenied: .* kms:CreateKey .* explicit deny/);
    await scene.client.make(types.key, { ...inputs, policy: keyPolicyOf(management) });
  });
});

import assert from "node:assert/strict";
import { toJson } from "../../sandbox/aws";
import type { Client } from "./client";
import { document, emergency, openScene, readDocument, types, type Scene } from "./scene";

describe("aws provider: IAM users", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = await scene.member(emergency);
  });
  afterEach(() => scene.stop());

  const alice = { name: "alice", path: "/responders/", forceDestroy: true };

  it("a user's id is its name, its ARN carries the path", async () => {
    const { id, outputs } = await client.make(types.user, alice);
    assert.equal(id, "alice");
    assert.equal(outputs["arn"], `arn:aws:iam::${emergency}:user/responders/alice`);
    assert.match(String(outputs["uniqueId"]), /^AIDA[A-Z2-7]{17}$/);
    await assert.rejects(
      client.make(types.user, { ...alice, name: "Alice", path: "/" }),
      /creating IAM User \(Alice\): operation error IAM: CreateUser, https response error StatusCode: 409, EntityAlreadyExists: User with name Alice already exists\./,
    );
  });

  it("a name with a blank is refused", async () => {
    const { failures } = await client.check(types.user, { name: "alice b" });
    assert.match(failures[0] ?? "", /^name: ValidationError: The specified value for userName is invalid\./);
  });

  it("name and path change in place, and it stays the same user", async () => {
    const made = await client.make(types.user, alice);
    const renamed = { ...alice, name: "alicia", path: "/former/" };
    assert.deepEqual((await client.diff(types.user, made, renamed)).replaces, []);
    const changed = await client.change(types.user, made, renamed);
    assert.equal(changed.outputs["arn"], `arn:aws:iam::${emergency}:user/former/alicia`);
    await client.remove(types.user, changed);
    assert.deepEqual(scene.aws.iam[emergency]?.users, {});
  });

  it("a password encrypted to a key comes as ciphertext with the key's fingerprint; nobody has it in plain text", async () => {
    await client.make(types.user, alice);
    const inputs = { user: "alice", pgpKey: "keybase:alice", passwordLength: 24, passwordResetRequired: false };
    const { id, outputs } = await client.make(types.userLoginProfile, inputs);
    assert.equal(id, "alice");
    assert.match(String(outputs["encryptedPassword"]), /^wcBMA[A-Za-z0-9+/]+=*$/);
    assert.match(String(outputs["keyFingerprint"]), /^[0-9a-f]{40}$/);
    assert.equal(outputs["password"], undefined);
  });

  it("without a key the password is a secret output of the length asked for, and is not kept in AWS's data", async () => {
    await client.make(types.user, alice);
    const { outputs } = await client.make(types.userLoginProfile, { user: "alice", passwordLength: 24 });
    const password = outputs["password"] as { value: string } & Record<string, string>;
    assert.equal(password["4dabf18193072939515e22adb298388d"], "1b47061264138c4ac30d75fd1eb44270");
    assert.equal(password.value.length, 24);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) assert.match(password.value, kind);
    assert.ok(!toJson(scene.aws).includes(password.value));
  });

  it("a login profile is replaced by any change, and there is one for each user", async () => {
    await client.make(types.user, alice);
    const made = await client.make(types.userLoginProfile, { user: "alice", pgpKey: "keybase:alice" });
    const diff = await client.diff(types.userLoginProfile, made, {
      user: "alice",
      pgpKey: "keybase:alicia",
      passwordLength: 30,
    });
    assert.deepEqual(diff.replaces.sort(), ["passwordLength", "pgpKey"]);
    await assert.rejects(
      client.make(types.userLoginProfile, { user: "alice" }),
      /creating IAM User Login Profile \(alice\): .*EntityAlreadyExists: Login Profile for User alice already exists\./,
    );
  });

  it("a password must be as long as the account's password policy says", async () => {
    await client.make(types.user, alice);
    await client.make(types.passwordPolicy, { minimumPasswordLength: 24 });
    await assert.rejects(
      client.make(types.userLoginProfile, { user: "alice" }),
      /PasswordPolicyViolation: Password should have a minimum length of 24/,
    );
    await client.make(types.userLoginProfile, { user: "alice", passwordLength: 24 });
  });

  for (const [property, value, words] of [
    ["pgpKey", "not a key", /^pgpKey: retrieving GPG Key during IAM User Login Profile creation: illegal base64 data/],
    ["passwordLength", 129, /^passwordLength: expected password_length to be in the range \(5 - 128\), got 129$/],
  ] as const) {
    it(`refuses ${property} ${value}`, async () => {
      const { failures } = await client.check(types.userLoginProfile, { user: "alice", [property]: value });
      assert.match(failures.join("\n"), words);
    });
  }

  it("a user with a password goes only by force", async () => {
    const made = await client.make(types.user, { ...alice, forceDestroy: false });
    await client.make(types.userLoginProfile, { user: "alice" });
    await assert.rejects(
      client.remove(types.user, made),
      /DeleteConflict: Cannot delete entity, must delete login profile first\./,
    );
    await client.remove(types.user, { id: made.id, outputs: { ...made.outputs, forceDestroy: true } });
    assert.deepEqual(scene.aws.iam[emergency]?.users, {});
  });

  it("an inline policy's id is user:name, and those of a user share 2,048 characters", async () => {
    await client.make(types.user, alice);
    const made = await client.make(types.userPolicy, { name: "Tiers", user: "alice", policy: readDocument });
    assert.deepEqual(made, { id: "alice:Tiers", outputs: { name: "Tiers", user: "alice", policy: readDocument } });
    const empty = document({ Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::" });
    const big = empty.replace("arn:aws:s3:::", `arn:aws:s3:::${"a".repeat(2049 - empty.length)}`);
    const { failures } = await client.check(types.userPolicy, { name: "Big", user: "alice", policy: big });
    assert.deepEqual(failures, ["policy: LimitExceeded: Maximum policy size of 2048 bytes exceeded for user alice"]);
  });

  it("a policy that is attached to a user is not deleted", async () => {
    await client.make(types.user, alice);
    const policy = await client.make(types.policy, { name: "Shared", path: "/e/", policy: readDocument });
    assert.equal(policy.id, `arn:aws:iam::${emergency}:policy/e/Shared`);
    const attached = await client.make(types.userPolicyAttachment, { user: "alice", policyArn: policy.id });
    assert.equal(attached.id, `alice/${policy.id}`);
    await assert.rejects(
      client.remove(types.policy, policy),
      /deleting IAM Policy \(arn:aws:iam::100000000002:policy\/e\/Shared\): .*DeleteConflict: Cannot delete a policy attached to entities\./,
    );
    assert.equal((await client.read(types.policy, policy.id))?.outputs["attachmentCount"], 1);
    await client.remove(types.userPolicyAttachment, attached);
    await client.remove(types.policy, policy);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { secret, unknown } from "./client";
import { emergency, emergencyTrust, management, openScene, readDocument, trustOf, types, type Scene } from "./scene";

describe("aws provider: protocol", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  const role = (name: string) => ({ name, assumeRolePolicy: emergencyTrust });

  it("says that it takes secrets and resources, and is as old as the installed @pulumi/aws", async () => {
    const handshake = await scene.client.handshake();
    assert.equal(handshake.acceptSecrets, true);
    assert.equal(handshake.acceptResources, true);
    assert.equal(handshake.acceptOutputs, false);
    const { version } = JSON.parse(readFileSync(require.resolve("@pulumi/aws/package.json"), "utf8")) as {
      version: string;
    };
    assert.equal(await scene.client.version(), version);
  });

  it("refuses a resource type that it does not know, by name", async () => {
    await assert.rejects(
      scene.client.make("aws:ec2/instance:Instance", {}),
      /does not know the resource type aws:ec2\/instance:Instance; it knows .*aws:iam\/role:Role/,
    );
  });

  it("refuses a function that it does not know, by name", async () => {
    await assert.rejects(
      scene.client.invoke("aws:index/getRegion:getRegion"),
      /does not know the function aws:index\/getRegion:getRegion/,
    );
  });

  it("refuses unknown, missing and mistyped properties, all at once and each by name", async () => {
    const { failures } = await scene.client.check(types.role, {
      nmae: "x",
      assumeRolePolicy: emergencyTrust,
      maxSessionDuration: "3600",
    });
    assert.equal(failures.length, 3);
    assert.match(failures.join("\n"), /^nmae: Invalid or unknown key; the properties are: assumeRolePolicy, /m);
    assert.match(failures.join("\n"), /^name: Missing required property$/m);
    assert.match(failures.join("\n"), /^maxSessionDuration: expected a number, got "3600"$/m);
  });

  it("refuses a property of a nested object that it does not know", async () => {
    const { failures } = await scene.client.check(types.stackSet, { name: "a", managedExecution: { actvie: true } });
    assert.match(failures.join("\n"), /^managedExecution.actvie: Invalid or unknown key; the properties are: active$/m);
  });

  it("fills in the defaults of the upstream provider", async () => {
    const { inputs } = await scene.client.check(types.role, role("A"));
    assert.deepEqual(inputs, { ...role("A"), forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" });
  });

  it("keeps secrets secret in inputs and outputs", async () => {
    const { inputs } = await scene.client.check(types.role, { ...role("A"), description: secret("hush") });
    assert.deepEqual(inputs["description"], secret("hush"));
    const made = await scene.client.make(types.role, { ...role("A"), description: secret("hush") });
    assert.deepEqual(made.outputs["description"], secret("hush"));
    assert.equal(scene.aws.iam[management]?.roles["a"]?.description, "hush");
  });

  it("previews a creation: no id, inputs as they are, unknown what AWS will tell, and nothing made", async () => {
    const made = await scene.client.make(types.role, role("A"), true);
    assert.equal(made.id, "");
    assert.equal(made.outputs["name"], "A");
    assert.equal(made.outputs["arn"], unknown);
    assert.equal(made.outputs["uniqueId"], unknown);
    assert.equal(scene.aws.iam[management]?.roles["a"], undefined);
    assert.equal(scene.provider.operations(), 0);
  });

  it("checks in preview what is known, and leaves what is not", async () => {
    const { failures } = await scene.client.check(types.rolePolicy, { name: unknown, role: unknown, policy: "{}" });
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? "", /^policy: MalformedPolicyDocument: Syntax errors in policy\. /);
    assert.deepEqual(
      (await scene.client.check(types.rolePolicy, { name: "a", role: "a", policy: unknown })).failures,
      [],
    );
  });

  it("previews an update without making it", async () => {
    const made = await scene.client.make(types.role, role("A"));
    const changed = await scene.client.change(types.role, made, { ...role("A"), description: "new" }, true);
    assert.equal(changed.outputs["description"], "new");
    assert.equal(changed.outputs["arn"], made.outputs["arn"]);
    assert.equal(scene.aws.iam[management]?.roles["a"]?.description, "");
  });

  it("finds no difference between what was made and the same inputs", async () => {
    const made = await scene.client.make(types.role, role("A"));
    assert.deepEqual(await scene.client.diff(types.role, made, role("A")), {
      changed: false,
      diffs: [],
      replaces: [],
      detailed: [],
      deleteBeforeReplace: false,
    });
  });

  it("compares policies by their meaning", async () => {
    const made = await scene.client.make(types.role, role("A"));
    const same = JSON.stringify(
      {
        Statement: {
          Action: ["sts:AssumeRole"],
          Principal: { AWS: [`arn:aws:iam::${emergency}:root`] },
          Effect: "Allow",
        },
        Version: "2012-10-17",
      },
      null,
      2,
    );
    assert.equal((await scene.client.diff(types.role, made, { ...role("A"), assumeRolePolicy: same })).changed, false);
    const other = trustOf("arn:aws:iam::100000000003:root");
    const diff = await scene.client.diff(types.role, made, { ...role("A"), assumeRolePolicy: other });
    assert.deepEqual(diff.detailed, ["assumeRolePolicy 4"]);
    assert.deepEqual(diff.replaces, []);
  });

  it("shows an unknown new value as a change, and as a replacement where it forces one", async () => {
    const made = await scene.client.make(types.role, role("A"));
    const diff = await scene.client.diff(types.role, made, { ...role("A"), description: unknown, path: unknown });
    assert.deepEqual(diff.detailed.sort(), ["description 0", "path 5"]);
    assert.deepEqual(diff.replaces, ["path"]);
  });

  it("replaces a thing that keeps its name only after deleting the old one", async () => {
    const made = await scene.client.make(types.role, role("A"));
    assert.equal((await scene.client.diff(types.role, made, { ...role("A"), path: "/x/" })).deleteBeforeReplace, true);
    assert.equal((await scene.client.diff(types.role, made, role("B"))).deleteBeforeReplace, false);
  });

  it("leaves ignored changes out", async () => {
    const made = await scene.client.make(types.role, role("A"));
    const diff = await scene.client.diff(types.role, made, { ...role("A"), description: "x", path: "/x/" }, ["path"]);
    assert.deepEqual(diff.diffs, ["description"]);
  });

  it("fails the chosen operation once, in AWS's words, and changes nothing by it", async () => {
    await scene.stop();
    scene = await openScene({ failAt: 2 });
    await scene.client.make(types.role, role("A"));
    await assert.rejects(
      scene.client.make(types.role, role("B")),
      /creating IAM Role \(thing\): operation error IAM: CreateRole, https response error StatusCode: 500, InternalFailure: The request processing has failed/,
    );
    assert.equal(scene.aws.iam[management]?.roles["b"], undefined);
    await scene.client.make(types.role, role("B"));
    assert.equal(scene.provider.operations(), 3);
  });

  it("tells every change before its answer, and logs each operation", async () => {
    await scene.stop();
    const seen: boolean[] = [];
    scene = await openScene({ onChange: (aws) => seen.push(aws.iam[emergency]?.users["alice"] !== undefined) });
    const client = await scene.member(emergency);
    const made = await client.make(types.user, { name: "alice" });
    await client.remove(types.user, made);
    assert.deepEqual(seen, [true, false]);
    assert.deepEqual(scene.provider.log(), [
      { operation: "create", type: types.user, name: "thing", account: emergency },
      { operation: "delete", type: types.user, name: "thing", account: emergency },
    ]);
  });

  it("reads by id, with inputs as they would be written, and says when it is gone", async () => {
    await scene.client.make(types.role, { ...role("A"), maxSessionDuration: 7200 });
    const found = await scene.client.read(types.role, "A");
    assert.equal(found?.id, "A");
    assert.deepEqual(found?.inputs, { ...role("A"), maxSessionDuration: 7200 });
    assert.equal(await scene.client.read(types.role, "B"), undefined);
  });

  it("reads into inputs what was changed outside, and keeps what means the same", async () => {
    const inputs = { name: "read", role: "A", policy: JSON.stringify(JSON.parse(readDocument), null, 2) };
    await scene.client.make(types.role, role("A"));
    const made = await scene.client.make(types.rolePolicy, inputs);
    assert.deepEqual((await scene.client.read(types.rolePolicy, made.id, made.outputs, inputs))?.inputs, inputs);
    const changed = readDocument.replace("s3:Get*", "s3:*");
    await scene.client.change(types.rolePolicy, made, { ...inputs, policy: changed });
    assert.deepEqual((await scene.client.read(types.rolePolicy, made.id, made.outputs, inputs))?.inputs, {
      ...inputs,
      policy: changed,
    });
  });

  it("deleting what is gone already succeeds", async () => {
    const made = await scene.client.make(types.role, role("A"));
    await scene.client.remove(types.role, made);
    await scene.client.remove(types.role, made);
  });

  it("tells provider instances apart by their connection", async () => {
    const client = await scene.member(emergency);
    await Promise.all([scene.client.make(types.role, role("Here")), client.make(types.role, role("There"))]);
    assert.equal(scene.aws.iam[management]?.roles["here"]?.name, "Here");
    assert.equal(scene.aws.iam[emergency]?.roles["there"]?.name, "There");
  });
});

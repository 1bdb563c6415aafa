import assert from "node:assert/strict";
import {
  document,
  emergency,
  emergencyTrust,
  management,
  openScene,
  readDocument,
  trustOf,
  types,
  type Scene,
} from "./scene";

const inputs = (change: object = {}) => ({ name: "Emergency", assumeRolePolicy: emergencyTrust, ...change });

describe("aws provider: IAM roles", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  it("a role's id is its name, its ARN carries the path, and AWS adds the rest", async () => {
    const { id, outputs } = await scene.client.make(types.role, inputs({ path: "/e/" }));
    assert.equal(id, "Emergency");
    assert.match(String(outputs["uniqueId"]), /^AROA[A-Z2-7]{17}$/);
    const { uniqueId: _unique, ...rest } = outputs;
    assert.deepEqual(rest, {
      arn: `arn:aws:iam::${management}:role/e/Emergency`,
      assumeRolePolicy: emergencyTrust,
      createDate: "2026-11-25T08:00:00Z",
      forceDetachPolicies: false,
      inlinePolicies: [],
      managedPolicyArns: [],
      maxSessionDuration: 3600,
      name: "Emergency",
      path: "/e/",
      tagsAll: {},
    });
  });

  it("a name is taken whatever its case and path", async () => {
    await scene.client.make(types.role, inputs({ path: "/e/" }));
    await assert.rejects(
      scene.client.make(types.role, inputs({ name: "EMERGENCY", path: "/other/" })),
      /creating IAM Role \(EMERGENCY\): operation error IAM: CreateRole, https response error StatusCode: 409, EntityAlreadyExists: Role with name EMERGENCY already exists\./,
    );
  });

  for (const [property, value, words] of [
    [
      "name",
      "a b",
      /^name: ValidationError: The specified value for roleName is invalid\. It must contain only alphanumeric characters and\/or the following: \+=,\.@_-$/,
    ],
    [
      "name",
      "a".repeat(65),
      /^name: ValidationError: 1 validation error detected: Value 'a+' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64$/,
    ],
    ["path", "e", /^path: ValidationError: The specified value for path is invalid\. It must begin and end with \//],
    [
      "maxSessionDuration",
      3599,
      /^maxSessionDuration: ValidationError: .*Member must have value greater than or equal to 3600$/,
    ],
    [
      "maxSessionDuration",
      43201,
      /^maxSessionDuration: ValidationError: .*Member must have value less than or equal to 43200$/,
    ],
    ["assumeRolePolicy", readDocument, /^assumeRolePolicy: MalformedPolicyDocument: Syntax errors in policy\. /],
    ["assumeRolePolicy", "{", /^assumeRolePolicy: MalformedPolicyDocument: /],
  ] as const) {
    it(`refuses ${property} ${String(value).slice(0, 20)} before anything is made`, async () => {
      const { failures } = await scene.client.check(types.role, inputs({ [property]: value }));
      assert.equal(failures.length, 1);
      assert.match(failures[0] ?? "", words);
    });
  }

  it("takes the longest name and the longest session", async () => {
    const { failures } = await scene.client.check(
      types.role,
      inputs({ name: "a".repeat(64), maxSessionDuration: 43200 }),
    );
    assert.deepEqual(failures, []);
  });

  it("a trust policy of 2,048 characters without white space is taken, one more is refused", async () => {
    const sized = (size: number): string => {
      const empty = document({
        Sid: "",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${emergency}:root` },
        Action: "sts:AssumeRole",
      });
      return empty.replace('"Sid":""', `"Sid":"${"a".repeat(size - empty.length)}"`);
    };
    const spaced = sized(2048).replaceAll(",", ", ");
    assert.deepEqual((await scene.client.check(types.role, inputs({ assumeRolePolicy: spaced }))).failures, []);
    assert.deepEqual((await scene.client.check(types.role, inputs({ assumeRolePolicy: sized(2049) }))).failures, [
      "assumeRolePolicy: LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
    ]);
  });

  it("a trust policy names only principals that exist", async () => {
    await assert.rejects(
      scene.client.make(types.role, inputs({ assumeRolePolicy: trustOf(`arn:aws:iam::${emergency}:role/hub/Nobody`) })),
      /MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::100000000002:role\/hub\/Nobody"/,
    );
    await (await scene.member(emergency)).make(types.role, inputs({ name: "Somebody", path: "/hub/" }));
    await scene.client.make(
      types.role,
      inputs({ assumeRolePolicy: trustOf(`arn:aws:iam::${emergency}:role/hub/Somebody`) }),
    );
  });

  it("who is recreated is trusted no more: the trust names the unique id of the one that went", async () => {
    const client = await scene.member(emergency);
    const hub = await client.make(types.role, inputs({ name: "Hub" }));
    await scene.client.make(types.role, inputs({ assumeRolePolicy: trustOf(`arn:aws:iam::${emergency}:role/Hub`) }));
    await client.remove(types.role, hub);
    const again = await client.make(types.role, inputs({ name: "Hub" }));
    assert.notEqual(again.outputs["uniqueId"], hub.outputs["uniqueId"]);
    assert.equal(scene.aws.iam[management]?.roles["emergency"]?.trust, trustOf(String(hub.outputs["uniqueId"])));
  });

  it("trust, description, session and boundary change in place; name and path replace", async () => {
    const made = await scene.client.make(types.role, inputs());
    const change = {
      assumeRolePolicy: trustOf("arn:aws:iam::100000000003:root"),
      description: "new",
      maxSessionDuration: 7200,
      permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    };
    const diff = await scene.client.diff(types.role, made, inputs(change));
    assert.deepEqual(diff.diffs.sort(), [
      "assumeRolePolicy",
      "description",
      "maxSessionDuration",
      "permissionsBoundary",
    ]);
    assert.deepEqual(diff.replaces, []);
    const changed = await scene.client.change(types.role, made, inputs(change));
    assert.deepEqual({ ...changed.outputs, ...change }, changed.outputs);
    assert.equal(changed.outputs["uniqueId"], made.outputs["uniqueId"]);
    const replaced = await scene.client.diff(types.role, made, inputs({ name: "Other", path: "/x/" }));
    assert.deepEqual(replaced.replaces.sort(), ["name", "path"]);
  });

  it("a role with policies is not deleted", async () => {
    const role = await scene.client.make(types.role, inputs());
    const inline = await scene.client.make(types.rolePolicy, { name: "Read", role: "Emergency", policy: readDocument });
    await assert.rejects(
      scene.client.remove(types.role, role),
      /deleting IAM Role \(Emergency\): operation error IAM: DeleteRole, https response error StatusCode: 409, DeleteConflict: Cannot delete entity, must delete policies first\./,
    );
    await scene.client.remove(types.rolePolicy, inline);
    const attachment = { role: "Emergency", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
    await scene.client.make(types.rolePolicyAttachment, attachment);
    await assert.rejects(
      scene.client.remove(types.role, role),
      /DeleteConflict: Cannot delete entity, must detach all policies first\./,
    );
    await scene.client.remove(types.role, { id: role.id, outputs: { ...role.outputs, forceDetachPolicies: true } });
    assert.equal(await scene.client.read(types.role, "Emergency"), undefined);
  });

  it("an inline policy's id is role:name, and a role that is not there has none", async () => {
    await assert.rejects(
      scene.client.make(types.rolePolicy, { name: "Read", role: "Emergency", policy: readDocument }),
      /creating IAM Role Policy \(Read\): operation error IAM: PutRolePolicy, https response error StatusCode: 404, NoSuchEntity: The role with name Emergency cannot be found\./,
    );
    await scene.client.make(types.role, inputs());
    const made = await scene.client.make(types.rolePolicy, { name: "Read", role: "Emergency", policy: readDocument });
    assert.deepEqual(made, {
      id: "Emergency:Read",
      outputs: { name: "Read", role: "Emergency", policy: readDocument },
    });
    const diff = await scene.client.diff(types.rolePolicy, made, {
      name: "Other",
      role: "Emergency",
      policy: "{}".replace("{}", readDocument),
    });
    assert.deepEqual(diff.replaces, ["name"]);
  });

  it("inline policies of a role share 10,240 characters", async () => {
    const sized = (size: number): string => {
      const empty = document({ Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::" });
      return empty.replace("arn:aws:s3:::", `arn:aws:s3:::${"a".repeat(size - empty.length)}`);
    };
    await scene.client.make(types.role, inputs());
    await scene.client.make(types.rolePolicy, { name: "One", role: "Emergency", policy: sized(6000) });
    await scene.client.make(types.rolePolicy, { name: "Two", role: "Emergency", policy: sized(4240) });
    await assert.rejects(
      scene.client.make(types.rolePolicy, { name: "Three", role: "Emergency", policy: readDocument }),
      /LimitExceeded: Maximum policy size of 10240 bytes exceeded for role Emergency/,
    );
    const { failures } = await scene.client.check(types.rolePolicy, {
      name: "Big",
      role: "Emergency",
      policy: sized(10_241),
    });
    assert.deepEqual(failures, [
      "policy: LimitExceeded: Maximum policy size of 10240 bytes exceeded for role Emergency",
    ]);
  });

  it("an attachment's id is role/arn; what is no policy is not attached", async () => {
    await scene.client.make(types.role, inputs());
    const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const made = await scene.client.make(types.rolePolicyAttachment, { role: "Emergency", policyArn });
    assert.deepEqual(made, { id: `Emergency/${policyArn}`, outputs: { role: "Emergency", policyArn } });
    await assert.rejects(
      scene.client.make(types.rolePolicyAttachment, {
        role: "Emergency",
        policyArn: "arn:aws:iam::aws:policy/NoSuchPolicy",
      }),
      /NoSuchEntity: Policy arn:aws:iam::aws:policy\/NoSuchPolicy does not exist or is not attachable\./,
    );
    const { failures } = await scene.client.check(types.rolePolicyAttachment, {
      role: "Emergency",
      policyArn: "ReadOnlyAccess",
    });
    assert.deepEqual(failures, ['policyArn: "ReadOnlyAccess" is an invalid ARN']);
    await scene.client.remove(types.rolePolicyAttachment, made);
    assert.equal(await scene.client.read(types.rolePolicyAttachment, made.id), undefined);
  });

  it("ten policies are attached, an eleventh is refused", async () => {
    await scene.client.make(types.role, inputs());
    const attach = async (number: number) => {
      const { id } = await scene.client.make(types.policy, { name: `P${number}`, policy: readDocument });
      return scene.client.make(types.rolePolicyAttachment, { role: "Emergency", policyArn: id });
    };
    for (let number = 1; number <= 10; number++) await attach(number);
    await assert.rejects(attach(11), /LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10/);
  });

  it("policies written in the role itself are exclusive", async () => {
    const made = await scene.client.make(
      types.role,
      inputs({ inlinePolicies: [{ name: "Read", policy: readDocument }] }),
    );
    const managedPolicyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"];
    await scene.client.change(types.role, made, inputs({ inlinePolicies: [], managedPolicyArns }));
    const role = scene.aws.iam[management]?.roles["emergency"];
    assert.deepEqual([role?.inline, role?.managedPolicyArns], [{}, managedPolicyArns]);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import {
  awsFor,
  createAccount,
  findResource,
  fromJson,
  identitiesIn,
  moveAccount,
  snapshotOf,
  toJson,
} from "../../sandbox/aws";
import { fewestAccounts, organizationFor } from "../../sandbox/organization";
import { runs, seed } from "../scale";
import {
  emergency,
  emergencyTrust,
  guardrail,
  management,
  openScene,
  paymentsApi,
  readDocument,
  stackInstancesInputs,
  stackSetInputs,
  types,
  web,
  type Scene,
} from "./scene";

describe("sandbox AWS: data", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  /** A bit of everything. */
  const deploy = async () => {
    const { client } = scene;
    const member = await scene.member(emergency);
    const scp = await client.make(types.organizationPolicy, {
      name: "guard",
      content: guardrail("arn:aws:iam::*:role/stacksets-exec-*"),
    });
    await client.make(types.policyAttachment, { policyId: scp.id, targetId: "r-life" });
    await client.make(types.stackSet, stackSetInputs());
    await client.make(types.stackInstances, stackInstancesInputs());
    await member.make(types.user, { name: "alice", path: "/responders/", tags: { team: "a" } });
    await member.make(types.userLoginProfile, { user: "alice" });
    await member.make(types.policy, { name: "Shared", policy: readDocument });
    await member.make(types.passwordPolicy, { minimumPasswordLength: 20 });
    await member.make(types.role, { name: "Hub", path: "/hub/", assumeRolePolicy: emergencyTrust });
    await member.make(types.rolePolicy, { name: "Read", role: "Hub", policy: readDocument });
    return scp;
  };

  it("what is written is read back equal, and goes on as it was", async () => {
    await deploy();
    const again = fromJson(toJson(scene.aws));
    assert.deepEqual(again, scene.aws);
    for (const aws of [scene.aws, again]) {
      createAccount(aws, { id: "400000000001", name: "new", email: "new@example.com", parentId: "ou-life-payments1" });
      moveAccount(aws, web, "ou-life-develop01");
    }
    assert.deepEqual(again, scene.aws);
  });

  it("reading back what was written is the identity, whatever accounts come and move", () => {
    const parents = ["r-life", "ou-life-emergency", "ou-life-security1", "ou-life-workload1", "ou-life-payments1"];
    const step = fc.record({ account: fc.integer({ min: 1, max: 6 }), parent: fc.constantFrom(...parents) });
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 30 }), fc.array(step, { maxLength: 8 }), (accounts, steps) => {
        const aws = awsFor(organizationFor(accounts));
        for (const { account, parent } of steps) {
          const id = `40000000000${account}`;
          const known = aws.accounts[id];
          if (known === undefined) createAccount(aws, { id, name: id, email: `${id}@example.com`, parentId: parent });
          else if (known.parentId !== parent) moveAccount(aws, id, parent);
        }
        assert.deepEqual(fromJson(toJson(aws)), aws);
        assert.equal(toJson(fromJson(toJson(aws))), toJson(aws));
      }),
      { numRuns: runs(200), seed },
    );
  });

  it("what accounts have alike is written once", async () => {
    await deploy();
    const document = JSON.stringify(emergencyTrust).slice(1, -1);
    // For the roles of ten accounts; the template has it as well.
    assert.equal(toJson(scene.aws).split(document).length - 1, 2);
  });

  it("more accounts add no more roles and states to what is written", async () => {
    await scene.client.make(types.stackSet, stackSetInputs());
    await scene.client.make(types.stackInstances, stackInstancesInputs());
    const counts = () => {
      const { roles, instances } = JSON.parse(toJson(scene.aws)) as { roles: unknown[]; instances: unknown[] };
      return [roles.length, instances.length];
    };
    const before = counts();
    for (let number = 1; number <= 30; number++) {
      const id = String(400_000_000_000 + number);
      createAccount(scene.aws, { id, name: id, email: `${id}@example.com`, parentId: "ou-life-payments1" });
    }
    assert.deepEqual(counts(), before);
  });

  it("another format is refused", () => {
    assert.throws(
      () => fromJson(toJson(scene.aws).replace('"format":1', '"format":2')),
      /format 2: this version reads format 1/,
    );
  });

  it("two runs in another order end in the same data", async () => {
    const other = await openScene();
    const inputs = ["A", "B", "C"].map((name) => ({ name, content: guardrail() }));
    for (const policy of inputs) await scene.client.make(types.organizationPolicy, policy);
    for (const policy of [...inputs].reverse()) await other.client.make(types.organizationPolicy, policy);
    assert.deepEqual(other.aws, scene.aws);
    await other.stop();
  });

  it("what was made but not written down is found by its inputs", async () => {
    const scp = await deploy();
    const find = (type: string, inputs: object, account = management) =>
      findResource(scene.aws, type, inputs as never, account, "eu-central-1");
    assert.equal(find(types.organizationPolicy, { name: "guard", type: "SERVICE_CONTROL_POLICY" }), scp.id);
    assert.equal(find(types.policyAttachment, { policyId: scp.id, targetId: "r-life" }), `r-life:${scp.id}`);
    assert.equal(find(types.stackSet, { name: "roles" }), "roles");
    assert.equal(find(types.stackInstances, { ...stackInstancesInputs(), callAs: "SELF" }), "roles,SELF,OU");
    assert.equal(find(types.user, { name: "alice" }, emergency), "alice");
    assert.equal(find(types.userLoginProfile, { user: "alice" }, emergency), "alice");
    assert.equal(
      find(types.policy, { name: "Shared", path: "/" }, emergency),
      `arn:aws:iam::${emergency}:policy/Shared`,
    );
    assert.equal(find(types.passwordPolicy, {}, emergency), "iam-account-password-policy");
    assert.equal(find(types.role, { name: "Hub" }, emergency), "Hub");
    assert.equal(find(types.rolePolicy, { name: "Read", role: "Hub" }, emergency), "Hub:Read");
    assert.equal(find(types.account, { email: "web@sandbox.example" }), web);
  });

  it("what was not made is not found", () => {
    for (const [type, inputs] of [
      [types.organizationPolicy, { name: "guard", type: "SERVICE_CONTROL_POLICY" }],
      [types.policyAttachment, { policyId: "p-nothing0", targetId: "r-life" }],
      [types.stackSet, { name: "roles" }],
      [types.stackInstances, { stackSetName: "roles" }],
      [types.user, { name: "alice" }],
      [types.userLoginProfile, { user: "alice" }],
      [types.userPolicy, { user: "alice", name: "Tiers" }],
      [types.userPolicyAttachment, { user: "alice", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
      [types.policy, { name: "Shared", path: "/" }],
      [types.samlProvider, { name: "IdP" }],
      [types.passwordPolicy, {}],
      [types.role, { name: "Hub" }],
      [types.rolePolicy, { role: "Hub", name: "Read" }],
      [types.rolePolicyAttachment, { role: "Hub", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
      [types.account, { email: "nobody@example.com" }],
    ] as const) {
      assert.equal(findResource(scene.aws, type, inputs, emergency, "eu-central-1"), undefined, type);
    }
    assert.throws(
      () => findResource(scene.aws, "aws:ec2/instance:Instance", {}, emergency),
      /does not know the resource type aws:ec2\/instance:Instance/,
    );
  });

  it("a snapshot tells the organization as it is now", async () => {
    const scp = await deploy();
    const snapshot = snapshotOf(scene.aws);
    assert.deepEqual(snapshot.organization, {
      id: "o-lifeline001",
      arn: `arn:aws:organizations::${management}:organization/o-lifeline001`,
      rootId: "r-life",
      managementAccountId: management,
      enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
      trustedServices: ["cloudtrail.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"],
      delegatedAdministrators: [],
    });
    assert.equal(snapshot.units.length, 6);
    assert.deepEqual(
      snapshot.accounts.filter(({ status }) => status === "SUSPENDED").map(({ name }) => name),
      ["old-shop"],
    );
    assert.deepEqual(snapshot.policies.map(({ name }) => name).sort(), ["FullAWSAccess", "RCPFullAWSAccess", "guard"]);
    assert.ok(snapshot.attachments.some(({ policyId, targetId }) => policyId === scp.id && targetId === "r-life"));
  });

  it("identities in an account are its roles, users and SAML providers", async () => {
    await deploy();
    const { roles, users, samlProviders } = identitiesIn(scene.aws, emergency);
    assert.deepEqual(
      roles
        .map(({ name }) => name)
        .filter((name) => !/^(stacksets-exec|AWSServiceRole)/.test(name))
        .sort(),
      ["Hub", "OrganizationAccountAccessRole"],
    );
    assert.deepEqual(users, [
      {
        path: "/responders/",
        name: "alice",
        arn: `arn:aws:iam::${emergency}:user/responders/alice`,
        hasPassword: true,
      },
    ]);
    assert.deepEqual(samlProviders, []);
  });
});

describe("sandbox organization", () => {
  it("has twelve accounts on three levels of OUs, one of them suspended", () => {
    const { accounts, units } = organizationFor(12);
    assert.equal(fewestAccounts, 12);
    assert.deepEqual(
      accounts.map(({ name }) => name),
      [
        "management",
        "emergency",
        "log-archive",
        "security",
        "identity",
        "payments-api",
        "payments-db",
        "web",
        "data",
        "web-dev",
        "data-dev",
        "old-shop",
      ],
    );
    assert.deepEqual(
      accounts.filter(({ status }) => status === "SUSPENDED").map(({ id }) => id),
      ["100000000017"],
    );
    assert.equal(units.find(({ name }) => name === "Payments")?.parentId, "ou-life-product01");
    assert.equal(accounts.find(({ id }) => id === paymentsApi)?.parentId, "ou-life-payments1");
  });

  it("grows by active workload accounts, whose ids and addresses are their own", () => {
    const { accounts } = organizationFor(1000);
    assert.equal(accounts.length, 1000);
    for (const key of ["id", "name", "email"] as const)
      assert.equal(new Set(accounts.map((account) => account[key])).size, 1000);
    const further = accounts.slice(12);
    assert.ok(further.every(({ id, status }) => /^2000000\d{5}$/.test(id) && status === "ACTIVE"));
    assert.deepEqual([...new Set(further.map(({ parentId }) => parentId))].sort(), [
      "ou-life-develop01",
      "ou-life-payments1",
      "ou-life-product01",
    ]);
  });

  for (const accounts of [11, 10_001, 12.5, Number.NaN]) {
    it(`refuses ${accounts} accounts`, () => {
      assert.throws(() => organizationFor(accounts), /the sandbox's organization has 12 to 10000 accounts/);
    });
  }
});

import assert from "node:assert/strict";
import { authorize, awsFor, type Aws } from "../../sandbox/aws";
import { organizationFor } from "../../sandbox/organization";
import {
  document,
  emergency,
  guardrail,
  management,
  openScene,
  paymentsApi,
  readDocument,
  stackSetsExemption,
  trustOf,
  types,
  web,
  type Scene,
} from "./scene";

const administrator = (accountId: string) => `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
const target = (accountId: string) => `arn:aws:iam::${accountId}:role/e/Emergency`;

describe("aws provider: writes are authorised", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  const attach = async (content: string, targetId: string, type = "SERVICE_CONTROL_POLICY") => {
    const { id } = await scene.client.make(types.organizationPolicy, { name: `guard-${targetId}`, content, type });
    await scene.client.make(types.policyAttachment, { policyId: id, targetId });
  };
  const role = { name: "Emergency", path: "/e/", assumeRolePolicy: trustOf(`arn:aws:iam::${emergency}:root`) };

  it("an SCP that locks the deployer out makes its writes fail, in AWS's words", async () => {
    await attach(guardrail(stackSetsExemption), "ou-life-emergency");
    const client = await scene.member(emergency);
    await assert.rejects(
      client.make(types.role, role),
      (error: Error) =>
        error.message ===
        "creating IAM Role (Emergency): operation error IAM: CreateRole, https response error StatusCode: 403, AccessDenied: " +
          `User: arn:aws:sts::${emergency}:assumed-role/OrganizationAccountAccessRole/lifeline is not authorized to perform: iam:CreateRole ` +
          `on resource: ${target(emergency)} with an explicit deny in a service control policy: guard-ou-life-emergency (ProtectRole)`,
    );
  });

  it("an SCP that exempts the deployer lets it write, and another path is not protected", async () => {
    await attach(guardrail(administrator("*")), "ou-life-emergency");
    const client = await scene.member(emergency);
    const made = await client.make(types.role, role);
    await client.make(types.rolePolicy, { name: "Read", role: "Emergency", policy: readDocument });
    await client.make(types.role, { ...role, name: "Other" });
    assert.equal(made.id, "Emergency");
  });

  it("the SCPs are those attached now, at every level above the account", async () => {
    const client = await scene.member(paymentsApi);
    const made = await client.make(types.role, role);
    await attach(guardrail(), "r-life");
    await assert.rejects(
      client.remove(types.role, made),
      /not authorized to perform: iam:DeleteRole .* service control policy: guard-r-life \(ProtectRole\)/,
    );
    await assert.rejects(
      client.change(types.role, made, { ...role, assumeRolePolicy: trustOf(`arn:aws:iam::${web}:root`) }),
      /not authorized to perform: iam:UpdateAssumeRolePolicy/,
    );
  });

  it("without any SCP that allows, nothing is allowed", async () => {
    await attach(document({ Sid: "OnlyReads", Effect: "Allow", Action: "s3:*", Resource: "*" }), emergency);
    await scene.client.remove(types.policyAttachment, { id: `${emergency}:p-FullAWSAccess`, outputs: {} });
    const client = await scene.member(emergency);
    await assert.rejects(
      client.make(types.role, role),
      /because no service control policy allows the iam:CreateRole action/,
    );
  });

  it("SCPs spare the management account", async () => {
    await attach(guardrail(), "r-life");
    assert.equal((await scene.client.make(types.role, role)).id, "Emergency");
  });
});

describe("sandbox AWS: authorize", () => {
  let aws: Aws;
  let scene: Scene;
  beforeEach(async () => {
    aws = awsFor(organizationFor(12));
    scene = await openScene({}, aws);
  });
  afterEach(() => scene.stop());

  const decide = (arn: string, action: string, resource: string, context: Record<string, string> = {}) =>
    authorize(aws, { arn, context }, action, resource);

  it("an administrator may, by the policy of its role", () => {
    const verdict = decide(administrator(web), "iam:DeleteRole", target(web));
    assert.deepEqual(
      [verdict.decision, verdict.by.map(({ kind, policy }) => `${kind} ${policy}`).sort()],
      ["allowed", ["identity AdministratorAccess", "scp FullAWSAccess"]],
    );
  });

  it("assuming a role across accounts needs the trust and the caller's policy", async () => {
    const client = await scene.member(web);
    await client.make(types.role, {
      name: "Emergency",
      path: "/e/",
      assumeRolePolicy: trustOf(`arn:aws:iam::${emergency}:root`),
    });
    assert.equal(decide(administrator(emergency), "sts:AssumeRole", target(web)).decision, "allowed");
    const untrusted = decide(administrator(paymentsApi), "sts:AssumeRole", target(web));
    assert.deepEqual([untrusted.decision, untrusted.missing], ["implicitDeny", ["trust"]]);
    const users = await scene.member(emergency);
    await users.make(types.user, { name: "alice" });
    const powerless = decide(`arn:aws:iam::${emergency}:user/alice`, "sts:AssumeRole", target(web));
    assert.deepEqual([powerless.decision, powerless.missing], ["implicitDeny", ["identity"]]);
  });

  it("conditions see the caller: its ARN with the path, its organization, and what the session brings", async () => {
    const trust = document({
      Sid: "Console",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${emergency}:root` },
      Action: "sts:AssumeRole",
      Condition: {
        ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${emergency}:user/responders/*` },
        StringEquals: { "aws:PrincipalOrgID": "o-lifeline001" },
        Bool: { "aws:MultiFactorAuthPresent": "true" },
      },
    });
    await (await scene.member(web)).make(types.role, { name: "Emergency", path: "/e/", assumeRolePolicy: trust });
    const users = await scene.member(emergency);
    await users.make(types.user, { name: "alice", path: "/responders/" });
    await users.make(types.user, { name: "bob" });
    const policy = document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
    for (const user of ["alice", "bob"]) await users.make(types.userPolicy, { name: "Assume", user, policy });
    const alice = `arn:aws:iam::${emergency}:user/responders/alice`;
    const mfa = { "aws:MultiFactorAuthPresent": "true" };
    assert.equal(decide(alice, "sts:AssumeRole", target(web), mfa).decision, "allowed");
    assert.equal(decide(alice, "sts:AssumeRole", target(web)).decision, "implicitDeny");
    assert.equal(
      decide(`arn:aws:iam::${emergency}:user/bob`, "sts:AssumeRole", target(web), mfa).decision,
      "implicitDeny",
    );
  });

  it("an RCP binds those who assume a member's role, from wherever they come", async () => {
    await (
      await scene.member(web)
    ).make(types.role, { name: "Emergency", path: "/e/", assumeRolePolicy: trustOf(`arn:aws:iam::${emergency}:root`) });
    const content = document({
      Sid: "NoEntry",
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Resource: target("*"),
    });
    const { id } = await scene.client.make(types.organizationPolicy, {
      name: "entry",
      type: "RESOURCE_CONTROL_POLICY",
      content,
    });
    await scene.client.make(types.policyAttachment, { policyId: id, targetId: "r-life" });
    const verdict = decide(administrator(emergency), "sts:AssumeRole", target(web));
    assert.deepEqual(
      [verdict.decision, verdict.by.map(({ kind, statement }) => `${kind} ${statement}`)],
      ["explicitDeny", ["rcp NoEntry"]],
    );
  });

  it("a boundary limits what a role may", async () => {
    const client = await scene.member(web);
    const boundary = await client.make(types.policy, { name: "Boundary", policy: readDocument });
    await client.make(types.role, {
      name: "Limited",
      assumeRolePolicy: trustOf(`arn:aws:iam::${web}:root`),
      permissionsBoundary: boundary.id,
    });
    await client.make(types.rolePolicyAttachment, {
      role: "Limited",
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    });
    const limited = `arn:aws:iam::${web}:role/Limited`;
    assert.equal(decide(limited, "s3:GetObject", "arn:aws:s3:::a/b").decision, "allowed");
    const verdict = decide(limited, "iam:DeleteRole", target(web));
    assert.deepEqual([verdict.decision, verdict.missing], ["implicitDeny", ["boundary"]]);
  });

  it("what a policy of AWS allows whose text is not known here is unknown, never allowed; a deny stays a deny", async () => {
    const client = await scene.member(web);
    await client.make(types.role, { name: "Reader", assumeRolePolicy: trustOf(`arn:aws:iam::${web}:root`) });
    await client.make(types.rolePolicyAttachment, {
      role: "Reader",
      policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    const reader = `arn:aws:iam::${web}:role/Reader`;
    const verdict = decide(reader, "s3:GetObject", "arn:aws:s3:::a/b");
    assert.deepEqual([verdict.decision, verdict.unknownKeys], ["unknown", ["arn:aws:iam::aws:policy/ReadOnlyAccess"]]);
    const { id } = await scene.client.make(types.organizationPolicy, { name: "guard", content: guardrail() });
    await scene.client.make(types.policyAttachment, { policyId: id, targetId: "r-life" });
    assert.equal(decide(reader, "iam:DeleteRole", target(web)).decision, "explicitDeny");
  });

  it("root of a member is bound by SCPs, a service-linked role is not", async () => {
    const { id } = await scene.client.make(types.organizationPolicy, { name: "guard", content: guardrail() });
    await scene.client.make(types.policyAttachment, { policyId: id, targetId: "r-life" });
    assert.equal(decide(`arn:aws:iam::${web}:root`, "iam:DeleteRole", target(web)).decision, "explicitDeny");
    const administratorRole = `arn:aws:iam::${management}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`;
    assert.equal(decide(administratorRole, "organizations:ListAccounts", "*").decision, "allowed");
  });

  it("who does not exist is refused", () => {
    assert.throws(
      () => decide(`arn:aws:iam::${web}:user/nobody`, "s3:GetObject", "*"),
      /The user with name nobody cannot be found\./,
    );
    assert.throws(
      () => decide(`arn:aws:iam::${web}:role/Nobody`, "s3:GetObject", "*"),
      /The role with name Nobody cannot be found\./,
    );
    assert.throws(
      () => decide("arn:aws:iam::999999999999:root", "s3:GetObject", "*"),
      /The security token included in the request is invalid/,
    );
    assert.throws(() => decide("alice", "s3:GetObject", "*"), /The security token included in the request is invalid/);
  });
});

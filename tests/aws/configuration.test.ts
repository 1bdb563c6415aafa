import assert from "node:assert/strict";
import { Client, unknown } from "./client";
import { document, emergency, emergencyTrust, management, openScene, suspended, types, web, type Scene } from "./scene";

describe("aws provider: settings and functions", () => {
  let scene: Scene;
  let client: Client;
  beforeEach(async () => {
    scene = await openScene();
    client = new Client(scene.provider.port);
  });
  afterEach(async () => {
    client.close();
    await scene.stop();
  });

  const assume = (...roleArns: string[]) =>
    JSON.stringify(roleArns.map((roleArn) => ({ roleArn, sessionName: "lifeline" })));
  const entry = (accountId: string) => `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;

  it("without a role it works for the management account, as its administrator", async () => {
    await client.configure({ region: "eu-central-1", allowedAccountIds: JSON.stringify([management]) });
    const identity = await client.invoke("aws:index/getCallerIdentity:getCallerIdentity");
    assert.equal(identity["accountId"], management);
    assert.equal(identity["arn"], `arn:aws:sts::${management}:assumed-role/Administrator/sandbox`);
    assert.match(String(identity["userId"]), /^AROA[A-Z2-7]{17}:sandbox$/);
  });

  it("with a role it works for that role's account", async () => {
    await client.configure({ region: "eu-central-1", assumeRoles: assume(entry(emergency)) });
    const identity = await client.invoke("aws:index/getCallerIdentity:getCallerIdentity");
    assert.equal(identity["arn"], `arn:aws:sts::${emergency}:assumed-role/OrganizationAccountAccessRole/lifeline`);
  });

  for (const [title, settings, words] of [
    [
      "another account than allowed",
      { allowedAccountIds: JSON.stringify([emergency]) },
      /^Error: AWS account ID not allowed: 100000000001$/,
    ],
    [
      "a forbidden account",
      { forbiddenAccountIds: JSON.stringify([management]) },
      /AWS account ID not allowed: 100000000001/,
    ],
    [
      "a role that does not exist",
      { assumeRoles: assume(`arn:aws:iam::${emergency}:role/Nobody`) },
      /IAM Role \(arn:aws:iam::100000000002:role\/Nobody\) cannot be assumed\. .*AccessDenied: User: arn:aws:sts::100000000001:assumed-role\/Administrator\/sandbox is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::100000000002:role\/Nobody/,
    ],
    [
      "an account that does not exist",
      { assumeRoles: assume(entry("999999999999")) },
      /cannot be assumed\. .*AccessDenied/,
    ],
    ["a suspended account", { assumeRoles: assume(entry(suspended)) }, /cannot be assumed\. .*AccessDenied/],
    [
      "a chain that nobody trusts",
      { assumeRoles: assume(entry(emergency), entry(web)) },
      /AccessDenied: User: arn:aws:sts::100000000002:assumed-role\/OrganizationAccountAccessRole\/lifeline is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::100000000013:role\/OrganizationAccountAccessRole because no resource-based policy allows the sts:AssumeRole action/,
    ],
    [
      "what is no role",
      { assumeRoles: assume("OrganizationAccountAccessRole") },
      /assumeRoles: roleArn: "OrganizationAccountAccessRole" is an invalid ARN of a role/,
    ],
    ["a Region that is none", { region: "Frankfurt" }, /region: invalid AWS Region: Frankfurt/],
    ["a setting that it does not know", { accessKey: "AKIA" }, /accessKey: the sandbox's AWS has no such setting/],
  ] as const) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(client.configure({ region: "eu-central-1", ...settings }), words);
      await assert.rejects(
        client.invoke("aws:index/getCallerIdentity:getCallerIdentity"),
        /this provider was not configured/,
      );
    });
  }

  it("an SCP or RCP may keep the role from being assumed", async () => {
    const content = document({
      Sid: "NoEntry",
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Resource: "*",
    });
    const { id } = await scene.client.make(types.organizationPolicy, {
      name: "closed",
      type: "RESOURCE_CONTROL_POLICY",
      content,
    });
    await scene.client.make(types.policyAttachment, { policyId: id, targetId: emergency });
    await assert.rejects(
      client.configure({ region: "eu-central-1", assumeRoles: assume(entry(emergency)) }),
      /with an explicit deny in a resource control policy: closed \(NoEntry\)/,
    );
  });

  it("checks settings before they are used", async () => {
    assert.deepEqual(await client.checkConfig({ region: "eu-central-1", skipRegionValidation: "true" }), []);
    assert.deepEqual(await client.checkConfig({}), ["region: Missing region configuration"]);
    const [failure] = await client.checkConfig({ region: "eu-central-1", endpoints: "[]" });
    assert.match(failure ?? "", /^endpoints: the sandbox's AWS has no such setting; it knows allowedAccountIds, /);
  });

  it("with settings that are not known yet it still checks and previews", async () => {
    await client.configure({ region: "eu-central-1", assumeRoles: unknown });
    const made = await client.make(types.role, { name: "A", assumeRolePolicy: emergencyTrust }, true);
    assert.equal(made.outputs["arn"], unknown);
    await assert.rejects(
      client.make(types.role, { name: "A", assumeRolePolicy: emergencyTrust }),
      /this provider was not configured/,
    );
  });

  it("getOrganization tells the organization as @pulumi/aws has it", async () => {
    const organization = await scene.client.invoke("aws:organizations/getOrganization:getOrganization");
    const { accounts, nonMasterAccounts, ...rest } = organization;
    assert.deepEqual(rest, {
      arn: `arn:aws:organizations::${management}:organization/o-lifeline001`,
      awsServiceAccessPrincipals: ["cloudtrail.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"],
      enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
      featureSet: "ALL",
      id: "o-lifeline001",
      masterAccountArn: `arn:aws:organizations::${management}:account/o-lifeline001/${management}`,
      masterAccountEmail: "management@sandbox.example",
      masterAccountId: management,
      masterAccountName: "management",
      roots: [
        {
          arn: `arn:aws:organizations::${management}:root/o-lifeline001/r-life`,
          id: "r-life",
          name: "Root",
          policyTypes: [
            { status: "ENABLED", type: "SERVICE_CONTROL_POLICY" },
            { status: "ENABLED", type: "RESOURCE_CONTROL_POLICY" },
          ],
        },
      ],
    });
    assert.equal((accounts as unknown[]).length, 12);
    assert.equal((nonMasterAccounts as unknown[]).length, 11);
    assert.deepEqual((accounts as unknown[])[11], {
      arn: `arn:aws:organizations::${management}:account/o-lifeline001/${suspended}`,
      email: "old-shop@sandbox.example",
      id: suspended,
      joinedMethod: "CREATED",
      joinedTimestamp: "2026-01-12T09:00:00Z",
      name: "old-shop",
      state: "SUSPENDED",
      status: "SUSPENDED",
    });
  });

  it("a member may describe its organization, not list it", async () => {
    const member = await scene.member(web);
    const described = await member.invoke("aws:organizations/getOrganization:getOrganization", {
      returnOrganizationOnly: true,
    });
    assert.deepEqual([described["id"], described["accounts"]], ["o-lifeline001", []]);
    await assert.rejects(
      member.invoke("aws:organizations/getOrganization:getOrganization"),
      /AccessDeniedException: You don't have permissions to access this resource\./,
    );
  });

  it("getPoliciesForTarget and getPolicy tell what binds a target", async () => {
    const args = { targetId: web, filter: "SERVICE_CONTROL_POLICY" };
    const found = await scene.client.invoke("aws:organizations/getPoliciesForTarget:getPoliciesForTarget", args);
    assert.deepEqual(found, { ...args, id: web, ids: ["p-FullAWSAccess"] });
    const policy = await scene.client.invoke("aws:organizations/getPolicy:getPolicy", { policyId: "p-FullAWSAccess" });
    assert.deepEqual(
      [policy["name"], policy["awsManaged"], policy["arn"]],
      ["FullAWSAccess", true, "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"],
    );
    const token = "aws:organizations/getPoliciesForTarget:getPoliciesForTarget";
    await assert.rejects(scene.client.invoke(token, { ...args, targetId: "999999999999" }), /TargetNotFoundException/);
    await assert.rejects(scene.client.invoke(token, { targetId: web }), /filter: Missing required property/);
    await assert.rejects(
      scene.client.invoke("aws:organizations/getPolicy:getPolicy", { policyId: "p-nothing0" }),
      /PolicyNotFoundException/,
    );
  });
});

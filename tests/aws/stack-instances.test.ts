import assert from "node:assert/strict";
import { rolesIn } from "../../sandbox/aws";
import type { Made, Properties } from "./client";
import {
  emergency,
  guardrail,
  management,
  openScene,
  paymentsApi,
  readDocument,
  stackInstancesInputs,
  stackSetInputs,
  stackSetsExemption,
  suspended,
  templateFor,
  trustOf,
  types,
  web,
  webDev,
  type Scene,
} from "./scene";

/** All that are active, but management, which StackSets never reach, and emergency, which the template leaves out. */
const targets = [
  "100000000003",
  "100000000004",
  "100000000005",
  paymentsApi,
  "100000000012",
  web,
  "100000000014",
  webDev,
  "100000000016",
];

interface Summary {
  readonly accountId: string;
  readonly status: string;
  readonly detailedStatus: string;
  readonly statusReason: string;
  readonly stackId: string;
  readonly organizationalUnitId: string;
}

describe("aws provider: StackSets fan out", () => {
  let scene: Scene;
  let stackSet: Made;
  beforeEach(async () => {
    scene = await openScene();
    stackSet = await scene.client.make(types.stackSet, stackSetInputs());
  });
  afterEach(() => scene.stop());

  const deploy = (change: Properties = {}) => scene.client.make(types.stackInstances, stackInstancesInputs(change));
  const made = (accountId: string) => rolesIn(scene.aws, accountId).filter(({ madeBy }) => madeBy === "stackset:roles");
  const accountsWithRole = () => Object.keys(scene.aws.accounts).filter((accountId) => made(accountId).length > 0);
  const summaries = async () =>
    (await scene.client.read(types.stackInstances, "roles,SELF,OU"))?.outputs[
      "stackInstanceSummaries"
    ] as readonly Summary[];
  const summaryOf = async (accountId: string) => (await summaries()).find((summary) => summary.accountId === accountId);
  const guard = async (content: string, targetId = "r-life") => {
    const { id } = await scene.client.make(types.organizationPolicy, { name: `g-${targetId}`, content });
    return scene.client.make(types.policyAttachment, { policyId: id, targetId });
  };

  it("into every active account below the root, never into management", async () => {
    const { id, outputs } = await deploy();
    assert.equal(id, "roles,SELF,OU");
    assert.deepEqual(accountsWithRole(), targets);
    assert.deepEqual(made(management), []);
    assert.deepEqual(outputs["deploymentTargets"], { organizationalUnitIds: ["r-life"] });
    assert.deepEqual(
      outputs["accounts"],
      Object.keys(scene.aws.accounts).filter((accountId) => accountId !== management),
    );
    assert.equal(outputs["stackSetId"], stackSet.outputs["stackSetId"]);
    assert.equal(
      (await scene.client.diff(types.stackInstances, { id, outputs }, stackInstancesInputs())).changed,
      false,
    );
  });

  it("a role is as the template has it, in the account's name", async () => {
    await deploy();
    const [role] = made(paymentsApi);
    assert.equal(role?.arn, `arn:aws:iam::${paymentsApi}:role/e/Emergency`);
    assert.equal(role?.trust, trustOf(`arn:aws:iam::${emergency}:root`));
    assert.deepEqual(scene.aws.iam[paymentsApi]?.roles["emergency"]?.inline, { Read: readDocument });
    const summary = await summaryOf(paymentsApi);
    assert.deepEqual(
      [summary?.status, summary?.detailedStatus, summary?.organizationalUnitId],
      ["CURRENT", "SUCCEEDED", "r-life"],
    );
    assert.match(
      summary?.stackId ?? "",
      /^arn:aws:cloudformation:eu-central-1:100000000011:stack\/StackSet-roles-[0-9a-f-]{36}\/[0-9a-f-]{36}$/,
    );
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html
  it("a suspended account is skipped", async () => {
    await deploy();
    const summary = await summaryOf(suspended);
    assert.deepEqual(
      [summary?.status, summary?.detailedStatus, summary?.stackId],
      ["OUTDATED", "SKIPPED_SUSPENDED_ACCOUNT", ""],
    );
  });

  it("to skip a suspended account needs no tolerance", async () => {
    await deploy({ operationPreferences: {} });
    assert.deepEqual(accountsWithRole(), targets);
    assert.equal((await summaries()).length, 11);
  });

  it("one at a time without tolerance, what comes after a failure is cancelled", async () => {
    await guard(guardrail(), paymentsApi);
    await assert.rejects(deploy({ operationPreferences: { maxConcurrentCount: 1 } }), /Account \(100000000011\)/);
    assert.deepEqual(accountsWithRole(), ["100000000003", "100000000004", "100000000005"]);
    const summary = await summaryOf(web);
    assert.deepEqual([summary?.status, summary?.detailedStatus], ["OUTDATED", "CANCELLED"]);
    assert.equal(summary?.statusReason, "Cancelled since failure tolerance has exceeded");
  });

  it("an SCP without an exemption for stacksets-exec-* makes instances fail in AWS's words", async () => {
    await guard(guardrail(), "ou-life-product01");
    await deploy();
    assert.deepEqual(accountsWithRole(), ["100000000003", "100000000004", "100000000005", webDev, "100000000016"]);
    const summary = await summaryOf(web);
    assert.equal(summary?.status, "OUTDATED");
    assert.match(
      summary?.statusReason ?? "",
      /^ResourceLogicalId:Role, ResourceType:AWS::IAM::Role, ResourceStatusReason:Resource handler returned message: "User: arn:aws:sts::100000000013:assumed-role\/stacksets-exec-[0-9a-f]{32}\/[0-9a-f-]{36} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::100000000013:role\/e\/Emergency with an explicit deny in a service control policy: g-ou-life-product01 \(ProtectRole\)/,
    );
  });

  it("an SCP with the exemption does not", async () => {
    await guard(guardrail(stackSetsExemption));
    await deploy();
    assert.deepEqual(accountsWithRole(), targets);
  });

  it("a changed template changes every role in place, and what it no longer has is removed", async () => {
    await deploy();
    const id = scene.aws.iam[web]?.roles["emergency"]?.incarnation;
    const templateBody = templateFor({
      Description: "changed",
      Policies: [],
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    });
    await scene.client.change(types.stackSet, stackSet, stackSetInputs({ templateBody }));
    for (const accountId of targets) {
      const role = scene.aws.iam[accountId]?.roles["emergency"];
      assert.deepEqual([role?.description, role?.inline, role?.incarnation], ["changed", {}, id]);
      assert.deepEqual(role?.managedPolicyArns, ["arn:aws:iam::aws:policy/ReadOnlyAccess"]);
    }
    const marker = JSON.stringify({ Resources: { Marker: { Type: "AWS::CloudFormation::WaitConditionHandle" } } });
    await scene.client.change(types.stackSet, stackSet, stackSetInputs({ templateBody: marker }));
    assert.deepEqual(accountsWithRole(), []);
  });

  it("a template that replaces a named role is refused by CloudFormation, and the role stays", async () => {
    await deploy();
    await assert.rejects(
      scene.client.change(
        types.stackSet,
        stackSet,
        stackSetInputs({ templateBody: templateFor({ Path: "/other/" }), operationPreferences: {} }),
      ),
      /CloudFormation cannot update a stack when a custom-named resource requires replacing\. Rename Emergency and update the stack again\./,
    );
    assert.equal(made(web)[0]?.path, "/e/");
  });

  it("a role that is there already fails its instance, and the stack is rolled back", async () => {
    const client = await scene.member(web);
    await client.make(types.role, { name: "EMERGENCY", assumeRolePolicy: trustOf(`arn:aws:iam::${web}:root`) });
    const both = JSON.parse(templateFor()) as { Resources: Record<string, object> };
    both.Resources = {
      First: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "First",
          AssumeRolePolicyDocument: JSON.parse(trustOf(`arn:aws:iam::${web}:root`)) as object,
        },
      },
      ...both.Resources,
    };
    await scene.client.change(types.stackSet, stackSet, stackSetInputs({ templateBody: JSON.stringify(both) }));
    await deploy();
    assert.match(
      (await summaryOf(web))?.statusReason ?? "",
      /Role with name Emergency already exists\. \(Service: Iam, Status Code: 409\)/,
    );
    assert.deepEqual(made(web), []);
    assert.equal(made(webDev).length, 2);
  });

  it("deleting instances deletes the roles, unless the stacks are to be retained", async () => {
    const instances = await deploy();
    await scene.client.remove(types.stackInstances, {
      ...instances,
      outputs: { ...instances.outputs, regions: ["eu-central-1"] },
    });
    assert.deepEqual(accountsWithRole(), []);
    const kept = await scene.client.make(types.stackInstances, stackInstancesInputs({ retainStacks: true }));
    await scene.client.remove(types.stackInstances, kept);
    assert.deepEqual(accountsWithRole(), targets);
  });

  it("OUs come and go in place", async () => {
    const instances = await deploy({ deploymentTargets: { organizationalUnitIds: ["ou-life-payments1"] } });
    assert.deepEqual(accountsWithRole(), [paymentsApi, "100000000012"]);
    const change = stackInstancesInputs({ deploymentTargets: { organizationalUnitIds: ["ou-life-security1"] } });
    const diff = await scene.client.diff(types.stackInstances, instances, change);
    assert.deepEqual([diff.detailed, diff.replaces], [["deploymentTargets.organizationalUnitIds 4"], []]);
    await scene.client.change(types.stackInstances, instances, change);
    assert.deepEqual(accountsWithRole(), ["100000000003", "100000000004", "100000000005"]);
  });

  it("an account filter leaves accounts out, and its kind replaces", async () => {
    const filtered = { organizationalUnitIds: ["ou-life-product01"], accounts: [web], accountFilterType: "DIFFERENCE" };
    const instances = await deploy({ deploymentTargets: filtered });
    assert.deepEqual(accountsWithRole(), [paymentsApi, "100000000012", "100000000014"]);
    const diff = await scene.client.diff(
      types.stackInstances,
      instances,
      stackInstancesInputs({ deploymentTargets: { ...filtered, accountFilterType: "INTERSECTION" } }),
    );
    assert.deepEqual(diff.replaces, ["deploymentTargets"]);
  });

  it("an OU without accounts is not read back: a permanent difference, as upstream", async () => {
    scene.aws.units["ou-life-empty0001"] = { id: "ou-life-empty0001", name: "Empty", parentId: "r-life" };
    const inputs = stackInstancesInputs({
      deploymentTargets: { organizationalUnitIds: ["ou-life-empty0001", "ou-life-payments1"] },
    });
    const instances = await scene.client.make(types.stackInstances, inputs);
    assert.deepEqual(instances.outputs["deploymentTargets"], { organizationalUnitIds: ["ou-life-payments1"] });
    assert.equal((await scene.client.diff(types.stackInstances, instances, inputs)).changed, true);
  });

  for (const [title, deploymentTargets, words] of [
    [
      "an OU that does not exist",
      { organizationalUnitIds: ["ou-life-nothing01"] },
      /OrganizationalUnitId ou-life-nothing01 does not exist/,
    ],
    [
      "accounts without a filter",
      { organizationalUnitIds: ["r-life"], accounts: [web] },
      /AccountFilterType should be specified/,
    ],
    [
      "a union",
      { organizationalUnitIds: ["r-life"], accounts: [web], accountFilterType: "UNION" },
      /AccountFilterType UNION is not supported/,
    ],
    ["accounts alone", { accounts: [web], accountFilterType: "INTERSECTION" }, /OrganizationalUnitIds are required/],
    [
      "51 OUs",
      { organizationalUnitIds: Array.from({ length: 51 }, (_, index) => `ou-life-number${100 + index}`) },
      /At most 50 OrganizationalUnitIds/,
    ],
  ] as const) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(deploy({ deploymentTargets }), words);
    });
  }

  it("refuses a StackSet that does not exist", async () => {
    await assert.rejects(deploy({ stackSetName: "others" }), /StackSetNotFoundException: StackSet others not found/);
  });

  it("refuses what is no OU, account or Region before anything is made", async () => {
    const { failures } = await scene.client.check(
      types.stackInstances,
      stackInstancesInputs({
        regions: ["Frankfurt"],
        deploymentTargets: { organizationalUnitIds: ["Root"], accounts: ["1"] },
      }),
    );
    assert.equal(failures.length, 3);
    assert.match(
      failures.join("\n"),
      /^deploymentTargets.organizationalUnitIds\[0\]: .*Root is neither a root \(r-…\) nor an OU/m,
    );
    assert.match(
      failures.join("\n"),
      /^deploymentTargets.accounts\[0\]: "1" doesn't look like AWS Account ID \(exactly 12 digits\)$/m,
    );
    assert.match(failures.join("\n"), /^regions\[0\]: invalid AWS Region: Frankfurt$/m);
  });
});

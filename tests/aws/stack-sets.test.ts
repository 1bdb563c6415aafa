import assert from "node:assert/strict";
import { awsFor } from "../../sandbox/aws";
import { organizationFor } from "../../sandbox/organization";
import {
  management,
  openScene,
  paymentsApi,
  stackInstancesInputs,
  stackSetInputs,
  templateFor,
  types,
  type Scene,
} from "./scene";

describe("aws provider: StackSets", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  it("a StackSet's id is its name; the execution role is AWS's", async () => {
    const { id, outputs } = await scene.client.make(types.stackSet, stackSetInputs());
    assert.equal(id, "roles");
    assert.match(String(outputs["stackSetId"]), /^roles:[0-9a-f-]{36}$/);
    assert.equal(
      outputs["arn"],
      `arn:aws:cloudformation:eu-central-1:${management}:stackset/${String(outputs["stackSetId"])}`,
    );
    assert.match(String(outputs["executionRoleName"]), /^stacksets-exec-[0-9a-f]{32}$/);
    assert.equal(outputs["region"], "eu-central-1");
    assert.equal(outputs["administrationRoleArn"], undefined);
  });

  it("needs trusted access", async () => {
    await scene.stop();
    const aws = awsFor({ ...organizationFor(12), trustedServices: [] });
    scene = await openScene({}, aws);
    await assert.rejects(
      scene.client.make(types.stackSet, stackSetInputs()),
      /creating CloudFormation StackSet \(roles\): operation error CloudFormation: CreateStackSet, https response error StatusCode: 400, ValidationError: You must enable organizations access to operate a service managed stack set/,
    );
  });

  it("is for the management account", async () => {
    const client = await scene.member(paymentsApi);
    await assert.rejects(
      client.make(types.stackSet, stackSetInputs()),
      /ValidationError: You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set/,
    );
  });

  it("has a name of its own in its Region", async () => {
    await scene.client.make(types.stackSet, stackSetInputs());
    await assert.rejects(
      scene.client.make(types.stackSet, stackSetInputs()),
      /NameAlreadyExistsException: StackSet roles already exists/,
    );
    await scene.client.make(types.stackSet, stackSetInputs({ region: "us-east-1" }));
  });

  const big = JSON.stringify({
    Description: "a".repeat(51_200),
    Resources: { A: { Type: "AWS::CloudFormation::WaitConditionHandle" } },
  });
  const unnamed = templateFor({ RoleName: undefined });
  for (const [title, change, failures] of [
    [
      "named IAM without CAPABILITY_NAMED_IAM",
      { capabilities: ["CAPABILITY_IAM"] },
      [/^capabilities: InsufficientCapabilitiesException: Requires capabilities : \[CAPABILITY_NAMED_IAM\]$/],
    ],
    [
      "IAM without any capability",
      { capabilities: [], templateBody: unnamed },
      [/^capabilities: InsufficientCapabilitiesException: Requires capabilities : \[CAPABILITY_IAM\]$/],
    ],
    [
      "an unknown capability",
      { capabilities: ["CAPABILITY_ALL"] },
      [/^capabilities\[0\]: expected capabilities\[0\] to be one of/],
    ],
    [
      "self-managed permissions",
      { permissionModel: "SELF_MANAGED" },
      [/^permissionModel: ValidationError: The sandbox has stack sets with service-managed permissions only/],
    ],
    [
      "no automatic deployment setting",
      { autoDeployment: undefined },
      [/^autoDeployment: ValidationError: AutoDeployment must be specified/],
    ],
    [
      "retained stacks without automatic deployment",
      { autoDeployment: { enabled: false, retainStacksOnAccountRemoval: true } },
      [/^autoDeployment: ValidationError: RetainStacksOnAccountRemoval must not be specified/],
    ],
    [
      "an administration role",
      { administrationRoleArn: `arn:aws:iam::${management}:role/A` },
      [
        /^administrationRoleArn: Conflicting configuration: conflicts with autoDeployment$/,
        /^autoDeployment: Conflicting configuration: conflicts with administrationRoleArn$/,
      ],
    ],
    [
      "another caller",
      { callAs: "DELEGATED_ADMIN" },
      [/^callAs: ValidationError: Account used is not a delegated administrator$/],
    ],
    [
      "no template",
      { templateBody: undefined },
      [/^templateBody: ValidationError: Exactly one of TemplateBody or TemplateUrl must be specified$/],
    ],
    [
      "a template of more than 51,200 bytes",
      { templateBody: big },
      [/^templateBody: ValidationError: .*Member must have length less than or equal to 51200$/],
    ],
    [
      "a name with an underscore",
      { name: "a_b" },
      [/^name: invalid value for name \(must contain only alphanumeric and hyphen characters\)$/],
    ],
    [
      "a failure tolerance given twice",
      { operationPreferences: { failureToleranceCount: 1, failureTolerancePercentage: 1 } },
      [
        /^operationPreferences.failureToleranceCount: Conflicting configuration/,
        /^operationPreferences.failureTolerancePercentage: Conflicting configuration/,
      ],
    ],
    [
      "more than all",
      { operationPreferences: { maxConcurrentPercentage: 101 } },
      [/^operationPreferences.maxConcurrentPercentage: expected a value in the range \(1 - 100\), got 101$/],
    ],
    [
      "a concurrency mode, which only instances have",
      { operationPreferences: { concurrencyMode: "SOFT_FAILURE_TOLERANCE" } },
      [/^operationPreferences.concurrencyMode: Invalid or unknown key/],
    ],
    [
      "parameters that the template lacks",
      { parameters: { A: "b" } },
      [/^parameters: ValidationError: Parameters: \[A\] do not exist in the template$/],
    ],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const inputs = Object.fromEntries(
        Object.entries(stackSetInputs(change)).filter(([, value]) => value !== undefined),
      );
      const found = (await scene.client.check(types.stackSet, inputs)).failures;
      assert.equal(found.length, failures.length, found.join("\n"));
      failures.forEach((words, index) => assert.match(found[index] ?? "", words));
    });
  }

  it("name and automatic deployment replace; everything else changes in place", async () => {
    const made = await scene.client.make(types.stackSet, stackSetInputs());
    const spaced = JSON.stringify(JSON.parse(templateFor()), null, 2);
    assert.equal(
      (await scene.client.diff(types.stackSet, made, stackSetInputs({ templateBody: spaced }))).changed,
      false,
    );
    const diff = await scene.client.diff(
      types.stackSet,
      made,
      stackSetInputs({
        description: "x",
        templateBody: templateFor({ Description: "x" }),
        autoDeployment: { enabled: false },
      }),
    );
    assert.deepEqual(diff.diffs.sort(), ["autoDeployment", "description", "templateBody"]);
    assert.deepEqual(diff.replaces, ["autoDeployment"]);
    assert.deepEqual(diff.detailed.sort(), ["autoDeployment.enabled 5", "description 0", "templateBody 4"]);
  });

  it("goes only when it is empty", async () => {
    const made = await scene.client.make(types.stackSet, stackSetInputs());
    const instances = await scene.client.make(types.stackInstances, stackInstancesInputs());
    await assert.rejects(scene.client.remove(types.stackSet, made), /StackSetNotEmptyException: StackSet is not empty/);
    await scene.client.remove(types.stackInstances, {
      ...instances,
      outputs: { ...instances.outputs, retainStacks: true },
    });
    await scene.client.remove(types.stackSet, made);
    assert.equal(await scene.client.read(types.stackSet, "roles"), undefined);
  });
});

import assert from "node:assert/strict";
import { rolesIn } from "../../sandbox/aws";
import type { Properties } from "./client";
import {
  emergencyTrust,
  openScene,
  paymentsApi,
  readDocument,
  stackInstancesInputs,
  stackSetInputs,
  types,
  web,
  type Scene,
} from "./scene";

const trust = JSON.parse(emergencyTrust) as object;
const role = (properties: object = {}, more: object = {}) => ({
  Type: "AWS::IAM::Role",
  Properties: { RoleName: "Emergency", AssumeRolePolicyDocument: trust, ...properties },
  ...more,
});

describe("aws provider: CloudFormation templates", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  const failuresOf = async (template: object | string, change: Properties = {}) => {
    const templateBody = typeof template === "string" ? template : JSON.stringify(template);
    return (await scene.client.check(types.stackSet, stackSetInputs({ templateBody, ...change }))).failures;
  };
  const deploy = async (template: object, change: Properties = {}, overrides: Properties = {}) => {
    await scene.client.make(types.stackSet, stackSetInputs({ templateBody: JSON.stringify(template), ...change }));
    return scene.client.make(
      types.stackInstances,
      stackInstancesInputs({ deploymentTargets: { organizationalUnitIds: ["ou-life-payments1"] }, ...overrides }),
    );
  };
  const reasonIn = async (accountId: string) => {
    const summaries = (await scene.client.read(types.stackInstances, "roles,SELF,OU"))?.outputs[
      "stackInstanceSummaries"
    ];
    return (summaries as { accountId: string; statusReason: string }[]).find(
      (summary) => summary.accountId === accountId,
    )?.statusReason;
  };

  for (const [title, template, words] of [
    [
      "no JSON",
      "AWSTemplateFormatVersion: 2010-09-09",
      "Template format error: JSON not well-formed. (The sandbox reads templates in JSON only.)",
    ],
    ["no resource", { Resources: {} }, "Template format error: At least one Resources member must be defined."],
    [
      "an unknown section",
      { Resource: {}, Resources: { A: role() } },
      "Invalid template property or properties [Resource]",
    ],
    [
      "a transform",
      { Transform: "AWS::LanguageExtensions", Resources: { A: role() } },
      "Template format error: Transforms and macros are not supported by stack sets with service-managed permissions.",
    ],
    [
      "unknown resource types",
      { Resources: { A: { Type: "AWS::S3::Bucket" }, B: { Type: "AWS::IAM::Rolle" } } },
      "Template format error: Unrecognized resource types: [AWS::S3::Bucket, AWS::IAM::Rolle]",
    ],
    [
      "a resource name with a hyphen",
      { Resources: { "A-B": role() } },
      "Template format error: Resource name A-B is non alphanumeric.",
    ],
    [
      "a condition that is not there",
      { Resources: { A: role({}, { Condition: "IsTarget" }) } },
      'Template format error: Unresolved condition dependency "IsTarget" in the Resources block of the template',
    ],
    [
      "a reference to nothing",
      { Resources: { A: role({ Description: { Ref: "Nothing" } }) } },
      "Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template",
    ],
    [
      "a substitution of nothing",
      { Resources: { A: role({ Description: { "Fn::Sub": "${Nothing.Arn} of ${AWS::AccountId}" } }) } },
      "Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template",
    ],
    [
      "a circle",
      {
        Resources: { A: role({ Description: { Ref: "B" } }), B: role({ Description: { "Fn::GetAtt": ["A", "Arn"] } }) },
      },
      "Circular dependency between resources: [A, B]",
    ],
    [
      "an attribute that resources do not have",
      { Resources: { A: role({}, { UpdatePolicy: {} }) } },
      "Invalid template resource property 'UpdatePolicy'",
    ],
    [
      "a parameter of another type",
      { Parameters: { P: { Type: "Number" } }, Resources: { A: role() } },
      "Template format error: the sandbox knows parameters of type String only: P.",
    ],
  ] as const) {
    it(`refuses ${title}`, async () => {
      assert.deepEqual(await failuresOf(template), [`templateBody: ValidationError: ${words}`]);
    });
  }

  it("a parameter without default must have a value, and one of those allowed", async () => {
    const template = { Parameters: { Stage: { Type: "String", AllowedValues: ["a", "b"] } }, Resources: { A: role() } };
    assert.deepEqual(await failuresOf(template), ["parameters: ValidationError: Parameters: [Stage] must have values"]);
    assert.deepEqual(await failuresOf(template, { parameters: { Stage: "c" } }), [
      "parameters: ValidationError: Parameter 'Stage' must be one of AllowedValues",
    ]);
    assert.deepEqual(await failuresOf(template, { parameters: { Stage: "a" } }), []);
  });

  it("functions give what CloudFormation gives", async () => {
    await deploy(
      {
        Parameters: { Word: { Type: "String", Default: "default" } },
        Conditions: { IsApi: { "Fn::Equals": [{ Ref: "AWS::AccountId" }, paymentsApi] } },
        Resources: {
          Other: role({ RoleName: "Other", Path: "/o/" }),
          Emergency: role({
            Description: {
              "Fn::Join": [
                " ",
                [
                  {
                    "Fn::Sub":
                      "${AWS::AccountId} ${AWS::Partition} ${AWS::Region} ${Other} ${Other.Arn} ${!Kept} ${Word}",
                  },
                  { "Fn::Sub": ["${Mine}", { Mine: { Ref: "Other" } }] },
                  { "Fn::GetAtt": "Other.Arn" },
                  { "Fn::If": ["IsApi", "api", "else"] },
                ],
              ],
            },
            PermissionsBoundary: {
              "Fn::If": ["IsApi", { Ref: "AWS::NoValue" }, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
            },
            Tags: [{ Key: "Word", Value: { Ref: "Word" } }],
          }),
        },
      },
      { parameters: { Word: "given" } },
    );
    const made = (accountId: string) => scene.aws.iam[accountId]?.roles["emergency"];
    const arn = (accountId: string) => `arn:aws:iam::${accountId}:role/o/Other`;
    assert.equal(
      made(paymentsApi)?.description,
      `${paymentsApi} aws eu-central-1 Other ${arn(paymentsApi)} \${Kept} given Other ${arn(paymentsApi)} api`,
    );
    assert.equal(made(paymentsApi)?.boundary, undefined);
    assert.match(made("100000000012")?.description ?? "", / else$/);
    assert.equal(made("100000000012")?.boundary, "arn:aws:iam::aws:policy/ReadOnlyAccess");
    assert.deepEqual(made(paymentsApi)?.tags, { Word: "given" });
  });

  it("an instance's override comes before the set's parameter", async () => {
    const template = {
      Parameters: { Word: { Type: "String" } },
      Resources: { A: role({ Description: { Ref: "Word" } }) },
    };
    await deploy(template, { parameters: { Word: "set" } }, { parameterOverrides: { Word: "instance" } });
    assert.equal(scene.aws.iam[paymentsApi]?.roles["emergency"]?.description, "instance");
  });

  const is = (accountId: string) => ({ "Fn::Equals": [{ Ref: "AWS::AccountId" }, accountId] });
  for (const [title, condition, inApi, inDb] of [
    ["Fn::Equals", is(paymentsApi), true, false],
    ["Fn::Not", { "Fn::Not": [is(paymentsApi)] }, false, true],
    ["Fn::Or", { "Fn::Or": [is(web), is(paymentsApi)] }, true, false],
    ["Fn::And", { "Fn::And": [is(paymentsApi), { "Fn::Not": [is(web)] }] }, true, false],
    ["a named condition", { "Fn::Not": [{ Condition: "IsApi" }] }, false, true],
  ] as const) {
    it(`${title} decides for each account`, async () => {
      await deploy({
        Conditions: { IsApi: is(paymentsApi), Decides: condition },
        Resources: { M: { Type: "AWS::CloudFormation::WaitConditionHandle" }, A: role({}, { Condition: "Decides" }) },
      });
      const has = (accountId: string) => rolesIn(scene.aws, accountId).some(({ name }) => name === "Emergency");
      assert.deepEqual([has(paymentsApi), has("100000000012")], [inApi, inDb]);
    });
  }

  for (const [title, resources, words] of [
    [
      "an unknown property",
      { A: role({ RolePath: "/e/" }) },
      /^Properties validation failed for resource A with message: \[#: extraneous key \[RolePath\] is not permitted\]$/,
    ],
    [
      "a missing property",
      { A: { Type: "AWS::IAM::Role", Properties: { RoleName: "Emergency" } } },
      /^Properties validation failed for resource A with message: \[#: required key \[AssumeRolePolicyDocument\] not found\]$/,
    ],
    [
      "an unknown function",
      { A: role({ Description: { "Fn::Base64": "a" } }) },
      /^Template error: the sandbox does not know the function Fn::Base64$/,
    ],
    [
      "an attribute that a role does not have",
      { B: role({ RoleName: "B" }), A: role({ Description: { "Fn::GetAtt": ["B", "Name"] } }) },
      /^Template error: resource B does not support attribute type Name in Fn::GetAtt$/,
    ],
    [
      "a malformed document",
      { A: role({ AssumeRolePolicyDocument: JSON.parse(readDocument) as object }) },
      /^ResourceLogicalId:A, ResourceType:AWS::IAM::Role, ResourceStatusReason:Resource handler returned message: "Syntax errors in policy\. /,
    ],
    [
      "an inline policy without a name",
      { A: role({ Policies: [{ PolicyDocument: {} }] }) },
      /required key \[PolicyName\] not found/,
    ],
  ] as const) {
    it(`an instance fails on ${title}`, async () => {
      await deploy({ Resources: resources });
      assert.match((await reasonIn(paymentsApi)) ?? "", words);
      assert.deepEqual(
        rolesIn(scene.aws, paymentsApi).filter(({ madeBy }) => madeBy === "stackset:roles"),
        [],
      );
    });
  }

  it("managed and inline policies are made with, changed with and removed with their stack", async () => {
    const policies = (action: string) => ({
      Shared: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: "Shared",
          Path: "/e/",
          PolicyDocument: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: action, Resource: "*" } },
        },
      },
      Emergency: role({ ManagedPolicyArns: [{ Ref: "Shared" }] }),
      Own: {
        Type: "AWS::IAM::Policy",
        Properties: {
          PolicyName: "Own",
          Roles: [{ Ref: "Emergency" }],
          PolicyDocument: JSON.parse(readDocument) as object,
        },
      },
      Second: {
        Type: "AWS::IAM::RolePolicy",
        Properties: {
          PolicyName: "Second",
          RoleName: { Ref: "Emergency" },
          PolicyDocument: JSON.parse(readDocument) as object,
        },
      },
    });
    const instances = await deploy({ Resources: policies("s3:Get*") });
    const iam = scene.aws.iam[paymentsApi];
    assert.deepEqual(Object.keys(iam?.roles["emergency"]?.inline ?? {}).sort(), ["Own", "Second"]);
    assert.deepEqual(iam?.roles["emergency"]?.managedPolicyArns, [`arn:aws:iam::${paymentsApi}:policy/e/Shared`]);
    const set = { id: "roles", outputs: (await scene.client.read(types.stackSet, "roles"))?.outputs ?? {} };
    await scene.client.change(
      types.stackSet,
      set,
      stackSetInputs({ templateBody: JSON.stringify({ Resources: policies("s3:List*") }) }),
    );
    assert.match(iam?.policies["shared"]?.document ?? "", /s3:List\*/);
    await scene.client.remove(types.stackInstances, instances);
    assert.deepEqual([Object.keys(iam?.policies ?? {}), iam?.roles["emergency"]], [[], undefined]);
  });

  it("a role without a name gets one, with the stack's in front", async () => {
    await deploy({ Resources: { A: role({ RoleName: undefined }) } }, { capabilities: ["CAPABILITY_IAM"] });
    const names = rolesIn(scene.aws, paymentsApi)
      .filter(({ madeBy }) => madeBy === "stackset:roles")
      .map(({ name }) => name);
    assert.equal(names.length, 1);
    assert.match(names[0] ?? "", /^StackSet-roles-[0-9a-f-]+-?[A-Za-z0-9]*-[A-Za-z0-9]{12}$/);
    assert.ok((names[0] ?? "").length <= 64);
  });
});

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

interface Readers {
  readonly account: string;
  readonly path: string;
  readonly names: readonly string[];
}

const config = new pulumi.Config();
const readers = config.requireObject<Readers>("readers");
const externalId = config.requireSecret("externalId");

const managementAccount = "100000000001";
const management = new aws.Provider("management", {
  region: "eu-central-1",
  allowedAccountIds: [managementAccount],
});
const emergency = new aws.Provider("emergency", {
  region: "eu-central-1",
  allowedAccountIds: [readers.account],
  assumeRoles: [{ roleArn: `arn:aws:iam::${readers.account}:role/OrganizationAccountAccessRole` }],
});

const document = (statement: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

/** A component with two children, one of which depends on the other's outputs. */
class Reader extends pulumi.ComponentResource {
  readonly role: aws.iam.Role;

  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("sandbox-engines:index:Reader", name, {}, opts);
    this.role = new aws.iam.Role(
      `${name}-role`,
      {
        name: "ToyReader",
        path: readers.path,
        maxSessionDuration: config.requireNumber("maxSessionDuration"),
        // A secret inside a document makes the whole input secret.
        assumeRolePolicy: externalId.apply((id) =>
          document({
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { AWS: `arn:aws:iam::${managementAccount}:root` },
            Condition: { StringEquals: { "sts:ExternalId": id } },
          }),
        ),
        tags: { readers: readers.names.join(" ") },
      },
      { parent: this, protect: true },
    );
    new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        name: "Read",
        role: this.role.name,
        policy: this.role.arn.apply((arn) => document({ Effect: "Allow", Action: "iam:GetRole", Resource: arn })),
      },
      { parent: this, deletedWith: this.role, aliases: [{ name: "policy-of-reader" }] },
    );
    this.registerOutputs({ roleArn: this.role.arn });
  }
}

// What exists already: one account is taken over, one role is only looked at.
new aws.organizations.Account(
  "web",
  { name: "web", email: "web@sandbox.example", parentId: "ou-life-product01" },
  {
    provider: management,
    import: "100000000013",
    ignoreChanges: ["iamUserAccessToBilling", "roleName"],
    protect: true,
  },
);
const deployer = aws.iam.Role.get("deployer", "OrganizationAccountAccessRole", undefined, { provider: emergency });

const reader = new Reader("reader", { provider: emergency });

const guardrail = new aws.organizations.Policy(
  "guardrail",
  {
    name: "ToyGuardrail",
    type: "SERVICE_CONTROL_POLICY",
    content: document({
      Sid: "StayInOrganization",
      Effect: "Deny",
      Action: "organizations:LeaveOrganization",
      Resource: "*",
    }),
  },
  { provider: management, retainOnDelete: true },
);
if (config.requireBoolean("attached")) {
  new aws.organizations.PolicyAttachment(
    "guardrail-root",
    { policyId: guardrail.id, targetId: "r-life" },
    { provider: management, dependsOn: [reader] },
  );
}

const template = {
  AWSTemplateFormatVersion: "2010-09-09",
  Resources: {
    Target: {
      Type: "AWS::IAM::Role",
      Properties: {
        Path: readers.path,
        RoleName: "ToyTarget",
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${readers.account}:root` } },
          ],
        },
      },
    },
  },
};
const stackSet = new aws.cloudformation.StackSet(
  "targets",
  {
    name: config.require("stackSet"),
    permissionModel: "SERVICE_MANAGED",
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    managedExecution: { active: true },
    capabilities: ["CAPABILITY_NAMED_IAM"],
    operationPreferences: {
      failureTolerancePercentage: 100,
      maxConcurrentPercentage: 100,
      regionConcurrencyType: "PARALLEL",
    },
    templateBody: JSON.stringify(template),
  },
  {
    provider: management,
    ignoreChanges: ["administrationRoleArn"],
    additionalSecretOutputs: ["stackSetId"],
    customTimeouts: { update: "30m", delete: "2h" },
  },
);
new aws.cloudformation.StackInstances(
  "targets-everywhere",
  {
    stackSetName: stackSet.name,
    deploymentTargets: { organizationalUnitIds: ["r-life"] },
    regions: ["eu-central-1"],
    operationPreferences: { failureTolerancePercentage: 100 },
    retainStacks: false,
  },
  { provider: management, parent: stackSet },
);

export const deployerArn = deployer.arn;
export const roleArn = reader.role.arn;
export const namesOfReaders = readers.names;
export const secretId = externalId;
export const caller = aws.getCallerIdentityOutput({}, { provider: emergency }).accountId;

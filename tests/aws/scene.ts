import { awsFor, startProvider, type Aws, type ProviderOptions, type RunningProvider } from "../../sandbox/aws";
import { organizationFor } from "../../sandbox/organization";
import { Client, type Properties } from "./client";

export const types = {
  account: "aws:organizations/account:Account",
  organizationPolicy: "aws:organizations/policy:Policy",
  policyAttachment: "aws:organizations/policyAttachment:PolicyAttachment",
  stackSet: "aws:cloudformation/stackSet:StackSet",
  stackInstances: "aws:cloudformation/stackInstances:StackInstances",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  policy: "aws:iam/policy:Policy",
  user: "aws:iam/user:User",
  userLoginProfile: "aws:iam/userLoginProfile:UserLoginProfile",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  userPolicyAttachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  samlProvider: "aws:iam/samlProvider:SamlProvider",
  passwordPolicy: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
} as const;

export const management = "100000000001";
export const emergency = "100000000002";
/** Workload accounts: the first is in Payments, below Production, below Workloads. */
export const paymentsApi = "100000000011";
export const web = "100000000013";
export const webDev = "100000000015";
export const suspended = "100000000017";

export interface Scene {
  readonly aws: Aws;
  readonly provider: RunningProvider;
  /** The management account's provider instance. */
  readonly client: Client;
  /** A provider instance in a member account, by OrganizationAccountAccessRole. */
  member(accountId: string): Promise<Client>;
  stop(): Promise<void>;
}

export async function openScene(options: ProviderOptions = {}, aws: Aws = awsFor(organizationFor(12))): Promise<Scene> {
  const provider = await startProvider(aws, options);
  const clients: Client[] = [];
  const connected = async (settings: Properties): Promise<Client> => {
    const client = new Client(provider.port);
    clients.push(client);
    await client.configure({ region: "eu-central-1", ...settings });
    return client;
  };
  return {
    aws,
    provider,
    client: await connected({}),
    member: (accountId) =>
      connected({
        assumeRoles: JSON.stringify([
          { roleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`, sessionName: "lifeline" },
        ]),
        allowedAccountIds: JSON.stringify([accountId]),
      }),
    async stop() {
      for (const client of clients) client.close();
      await provider.stop();
    },
  };
}

export const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const trustOf = (arn: string): string =>
  document({ Effect: "Allow", Principal: { AWS: arn }, Action: "sts:AssumeRole" });

export const emergencyTrust = trustOf(`arn:aws:iam::${emergency}:root`);

export const readDocument = document({ Sid: "Read", Effect: "Allow", Action: "s3:Get*", Resource: "*" });

/** Denies writing the role `Emergency` to all but the roles listed. */
export const guardrail = (...exempt: readonly string[]): string =>
  document({
    Sid: "ProtectRole",
    Effect: "Deny",
    Action: ["iam:CreateRole", "iam:DeleteRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
    Resource: "arn:aws:iam::*:role/e/Emergency",
    ...(exempt.length === 0 ? {} : { Condition: { ArnNotLike: { "aws:PrincipalArn": exempt } } }),
  });

export const stackSetsExemption = "arn:aws:iam::*:role/stacksets-exec-*";

/** One role in each member account but the emergency account. */
export function templateFor(properties: object = {}): string {
  return JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Conditions: { IsTarget: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, emergency] }] } },
    Resources: {
      Marker: { Type: "AWS::CloudFormation::WaitConditionHandle" },
      Role: {
        Type: "AWS::IAM::Role",
        Condition: "IsTarget",
        Properties: {
          RoleName: "Emergency",
          Path: "/e/",
          AssumeRolePolicyDocument: JSON.parse(emergencyTrust) as object,
          Policies: [{ PolicyName: "Read", PolicyDocument: JSON.parse(readDocument) as object }],
          ...properties,
        },
      },
    },
  });
}

export const stackSetInputs = (change: Properties = {}): Properties => ({
  name: "roles",
  permissionModel: "SERVICE_MANAGED",
  capabilities: ["CAPABILITY_NAMED_IAM"],
  autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
  managedExecution: { active: true },
  operationPreferences: { failureTolerancePercentage: 100, maxConcurrentPercentage: 100 },
  templateBody: templateFor(),
  ...change,
});

export const tolerant = {
  failureTolerancePercentage: 100,
  maxConcurrentPercentage: 100,
  concurrencyMode: "SOFT_FAILURE_TOLERANCE",
};

export const stackInstancesInputs = (change: Properties = {}): Properties => ({
  stackSetName: "roles",
  regions: ["eu-central-1"],
  deploymentTargets: { organizationalUnitIds: ["r-life"] },
  operationPreferences: tolerant,
  ...change,
});

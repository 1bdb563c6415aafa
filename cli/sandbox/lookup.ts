import type { Aws } from "../../sandbox/aws";

/** Under which id AWS knows (or would know) a resource, and whether it has it. */
export interface Found {
  /** Undefined where AWS makes up the id and has made none. */
  readonly id: string | undefined;
  readonly exists: boolean;
}

type Inputs = Readonly<Record<string, unknown>>;
type Finder = (aws: Aws, account: string, inputs: Inputs) => Found;

/**
 * What a person would look up in the console before `pulumi refresh --import-pending-creates`, for each type that the
 * program makes. Ids as the `aws` provider has them: the "Import" section of each resource's page,
 * https://www.pulumi.com/registry/packages/aws/api-docs/
 */
const finders: Readonly<Record<string, Finder>> = {
  "aws:organizations/account:Account": (aws, _, { email }) => {
    const account = Object.values(aws.accounts).find((candidate) => candidate.email === email);
    return { id: account?.id, exists: account !== undefined };
  },
  "aws:organizations/policy:Policy": (aws, _, { name, type }) => {
    const policy = Object.values(aws.organizationPolicies).find(
      (candidate) => candidate.name === name && candidate.type === (type ?? "SERVICE_CONTROL_POLICY"),
    );
    return { id: policy?.id, exists: policy !== undefined };
  },
  "aws:organizations/policyAttachment:PolicyAttachment": (aws, _, { targetId, policyId }) => ({
    id: `${text(targetId)}:${text(policyId)}`,
    exists: (aws.attachments[text(targetId)] ?? []).includes(text(policyId)),
  }),
  "aws:cloudformation/stackSet:StackSet": (aws, _, { name }) => ({
    id: text(name),
    exists: Object.values(aws.stackSets).some((stackSet) => stackSet.name === name),
  }),
  "aws:cloudformation/stackInstances:StackInstances": (aws, _, { stackSetName, callAs }) => ({
    id: `${text(stackSetName)},${text(callAs ?? "SELF")},OU`,
    exists: Object.values(aws.stackSets).some(({ name, targets }) => name === stackSetName && targets.length > 0),
  }),
  "aws:iam/role:Role": (aws, account, { name }) => ({
    id: text(name),
    exists: roleOf(aws, account, name) !== undefined,
  }),
  "aws:iam/rolePolicy:RolePolicy": (aws, account, { role, name }) => ({
    id: `${text(role)}:${text(name)}`,
    exists: roleOf(aws, account, role)?.inline[text(name)] !== undefined,
  }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (aws, account, { role, policyArn }) => ({
    id: `${text(role)}/${text(policyArn)}`,
    exists: roleOf(aws, account, role)?.managedPolicyArns.includes(text(policyArn)) === true,
  }),
  "aws:iam/policy:Policy": (aws, account, { name, path }) => ({
    id: `arn:aws:iam::${account}:policy${text(path ?? "/")}${text(name)}`,
    exists: aws.iam[account]?.policies[text(name).toLowerCase()] !== undefined,
  }),
  "aws:iam/user:User": (aws, account, { name }) => ({
    id: text(name),
    exists: userOf(aws, account, name) !== undefined,
  }),
  "aws:iam/userLoginProfile:UserLoginProfile": (aws, account, { user }) => ({
    id: text(user),
    exists: userOf(aws, account, user)?.loginProfile !== undefined,
  }),
  "aws:iam/userPolicy:UserPolicy": (aws, account, { user, name }) => ({
    id: `${text(user)}:${text(name)}`,
    exists: userOf(aws, account, user)?.inline[text(name)] !== undefined,
  }),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": (aws, account, { user, policyArn }) => ({
    id: `${text(user)}/${text(policyArn)}`,
    exists: userOf(aws, account, user)?.managedPolicyArns.includes(text(policyArn)) === true,
  }),
  "aws:iam/samlProvider:SamlProvider": (aws, account, { name }) => ({
    id: `arn:aws:iam::${account}:saml-provider/${text(name)}`,
    exists: aws.iam[account]?.samlProviders[text(name)] !== undefined,
  }),
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": (aws, account) => ({
    id: "iam-account-password-policy",
    exists: aws.iam[account]?.passwordPolicy !== undefined,
  }),
};

/** Undefined for a type that is not known here: nobody can tell. */
export function foundInAws(aws: Aws, type: string, account: string, inputs: Inputs): Found | undefined {
  return finders[type]?.(aws, account, inputs);
}

function roleOf(aws: Aws, account: string, name: unknown): Aws["iam"][string]["roles"][string] | undefined {
  return aws.iam[account]?.roles[text(name).toLowerCase()];
}

function userOf(aws: Aws, account: string, name: unknown): Aws["iam"][string]["users"][string] | undefined {
  return aws.iam[account]?.users[text(name).toLowerCase()];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

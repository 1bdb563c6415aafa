import type { KindRow } from "./kind";

/** IAM, Identity Center and Organizations. */
export const identityKinds = {
  role: {
    classic: ["aws:iam/role:Role"],
    native: "aws-native:iam:Role",
    renamed: { assumeRolePolicyDocument: "assumeRolePolicy", roleName: "name", policies: "inlinePolicies" },
  },
  rolePolicy: {
    classic: ["aws:iam/rolePolicy:RolePolicy"],
    native: "aws-native:iam:RolePolicy",
    renamed: { policyDocument: "policy", policyName: "name", roleName: "role" },
  },
  rolePolicyAttachment: { classic: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] },
  roleAttachments: { classic: ["aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive"] },
  user: {
    classic: ["aws:iam/user:User"],
    native: "aws-native:iam:User",
    renamed: { userName: "name", policies: "inlinePolicies" },
  },
  userPolicy: {
    classic: ["aws:iam/userPolicy:UserPolicy"],
    native: "aws-native:iam:UserPolicy",
    renamed: { policyDocument: "policy", policyName: "name", userName: "user" },
  },
  userPolicyAttachment: { classic: ["aws:iam/userPolicyAttachment:UserPolicyAttachment"] },
  userGroups: {
    classic: ["aws:iam/userGroupMembership:UserGroupMembership"],
    native: "aws-native:iam:UserToGroupAddition",
  },
  group: {
    classic: ["aws:iam/group:Group"],
    native: "aws-native:iam:Group",
    renamed: { groupName: "name", policies: "inlinePolicies" },
  },
  groupPolicy: {
    classic: ["aws:iam/groupPolicy:GroupPolicy"],
    native: "aws-native:iam:GroupPolicy",
    renamed: { policyDocument: "policy", policyName: "name", groupName: "group" },
  },
  groupPolicyAttachment: { classic: ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment"] },
  policyAttachment: { classic: ["aws:iam/policyAttachment:PolicyAttachment"] },
  managedPolicy: {
    classic: ["aws:iam/policy:Policy"],
    native: "aws-native:iam:ManagedPolicy",
    renamed: { policyDocument: "policy", managedPolicyName: "name" },
  },
  /** CloudFormation's AWS::IAM::Policy: an inline policy of several principals. */
  inlinePolicy: {
    classic: [],
    native: "aws-native:iam:Policy",
    renamed: { policyDocument: "policy", policyName: "name" },
  },
  instanceProfile: {
    classic: ["aws:iam/instanceProfile:InstanceProfile"],
    native: "aws-native:iam:InstanceProfile",
    renamed: { instanceProfileName: "name" },
  },
  accessKey: {
    classic: ["aws:iam/accessKey:AccessKey"],
    native: "aws-native:iam:AccessKey",
    renamed: { userName: "user" },
  },
  loginProfile: { classic: ["aws:iam/userLoginProfile:UserLoginProfile"] },
  serviceCredential: { classic: ["aws:iam/serviceSpecificCredential:ServiceSpecificCredential"] },
  signingCertificate: { classic: ["aws:iam/signingCertificate:SigningCertificate"] },
  sshKey: { classic: ["aws:iam/sshKey:SshKey"] },
  passwordPolicy: { classic: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"] },
  samlProvider: { classic: ["aws:iam/samlProvider:SamlProvider"], native: "aws-native:iam:SamlProvider" },
  oidcProvider: {
    classic: ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"],
    native: "aws-native:iam:OidcProvider",
  },
  organizationsFeatures: { classic: ["aws:iam/organizationsFeatures:OrganizationsFeatures"] },
  permissionSet: { classic: ["aws:ssoadmin/permissionSet:PermissionSet"], native: "aws-native:sso:PermissionSet" },
  permissionSetPolicy: {
    classic: ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"],
  },
  permissionSetAttachment: { classic: ["aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment"] },
  organization: {
    classic: ["aws:organizations/organization:Organization"],
    native: "aws-native:organizations:Organization",
  },
  account: { classic: ["aws:organizations/account:Account"], native: "aws-native:organizations:Account" },
  organizationPolicy: {
    classic: ["aws:organizations/policy:Policy"],
    native: "aws-native:organizations:Policy",
  },
  organizationPolicyAttachment: { classic: ["aws:organizations/policyAttachment:PolicyAttachment"] },
  delegatedAdministrator: { classic: ["aws:organizations/delegatedAdministrator:DelegatedAdministrator"] },
} as const satisfies Readonly<Record<string, KindRow>>;

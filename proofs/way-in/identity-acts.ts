/**
 * What repairs federation, and what gives access, in the account that administers Identity Center.
 * Actions of the prefixes `sso` and `sso-directory` take no resource.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_sso-directory.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_sso.html
 */
export const repairs: readonly string[] = [
  "sso-directory:DescribeDirectory",
  "sso-directory:GetAWSSPConfigurationForDirectory",
  "sso-directory:ListExternalIdPCertificates",
  "sso-directory:ListExternalIdPConfigurationsForDirectory",
  "sso-directory:CreateExternalIdPConfigurationForDirectory",
  "sso-directory:DeleteExternalIdPCertificate",
  "sso-directory:DeleteExternalIdPConfigurationForDirectory",
  "sso-directory:DisableExternalIdPConfigurationForDirectory",
  "sso-directory:EnableExternalIdPConfigurationForDirectory",
  "sso-directory:ImportExternalIdPCertificate",
  "sso-directory:UpdateExternalIdPConfigurationForDirectory",
  "sso:DescribeInstance",
  "sso:DescribeRegisteredRegions",
  "sso:GetMfaDeviceManagementForDirectory",
  "sso:GetSSOStatus",
  "sso:GetSharedSsoConfiguration",
  "sso:GetSsoConfiguration",
  "sso:ListDirectoryAssociations",
  "sso:ListInstances",
  "sso:UpdateSSOConfiguration",
];

/** Something that gives access, and on what. */
export interface Grant {
  readonly action: string;
  readonly on:
    "everything" | "instance" | "permissionSet" | "account" | "identityStore" | "ownRole" | "everyRole" | "user";
}

function grants(on: Grant["on"], service: string, actions: readonly string[]): readonly Grant[] {
  return actions.map((action) => ({ on, action: `${service}:${action}` }));
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html */
export const accessGrants: readonly Grant[] = [
  ...grants("permissionSet", "sso", [
    "AttachCustomerManagedPolicyReferenceToPermissionSet",
    "AttachManagedPolicyToPermissionSet",
    "CreatePermissionSet",
    "DeletePermissionsBoundaryFromPermissionSet",
    "ProvisionPermissionSet",
    "PutInlinePolicyToPermissionSet",
    "PutPermissionsBoundaryToPermissionSet",
    "UpdatePermissionSet",
    "CreateAccountAssignment",
  ]),
  ...grants("account", "sso", ["CreateAccountAssignment"]),
  ...grants("instance", "sso", [
    "CreateAccountAssignment",
    "CreatePermissionSet",
    "CreateInstanceAccessControlAttributeConfiguration",
    "UpdateInstanceAccessControlAttributeConfiguration",
    "CreateTrustedTokenIssuer",
    "UpdateTrustedTokenIssuer",
    "PutApplicationAssignmentConfiguration",
  ]),
  // A change of the identity source lets another directory say who somebody is, or deletes assignments.
  ...grants("everything", "sso", ["AssociateDirectory", "AssociateProfile", "DisassociateDirectory", "StartSSO"]),
  // Applications and their profiles are access as well, and MFA is what keeps a stolen password worthless.
  ...grants("everything", "sso", [
    "CreateApplication",
    "CreateApplicationAssignment",
    "CreateApplicationInstance",
    "CreateApplicationInstanceCertificate",
    "CreateInstance",
    "CreateManagedApplicationInstance",
    "CreateProfile",
    "CreateTrust",
    "ImportApplicationInstanceServiceProviderMetadata",
    "PutApplicationAccessScope",
    "PutApplicationAuthenticationMethod",
    "PutApplicationGrant",
    "PutApplicationSessionConfiguration",
    "PutMfaDeviceManagementForDirectory",
    "PutPermissionsPolicy",
    "UpdateApplication",
    "UpdateApplicationInstanceActiveCertificate",
    "UpdateApplicationInstanceDisplayData",
    "UpdateApplicationInstanceResponseConfiguration",
    "UpdateApplicationInstanceResponseSchemaConfiguration",
    "UpdateApplicationInstanceSecurityConfiguration",
    "UpdateApplicationInstanceServiceProviderConfiguration",
    "UpdateApplicationInstanceStatus",
    "UpdateInstance",
    "UpdateManagedApplicationInstanceStatus",
    "UpdateProfile",
    "UpdateTrust",
  ]),
  // Tags decide who may use a permission set, where policies ask for them.
  ...grants("permissionSet", "sso", ["TagResource", "UntagResource"]),
  // Taking everybody's access away is no repair either.
  ...grants("permissionSet", "sso", [
    "DeleteAccountAssignment",
    "DeleteInlinePolicyFromPermissionSet",
    "DeletePermissionSet",
    "DetachCustomerManagedPolicyReferenceFromPermissionSet",
    "DetachManagedPolicyFromPermissionSet",
  ]),
  ...grants("everything", "sso", [
    "AddRegion",
    "DeleteApplication",
    "DeleteApplicationAccessScope",
    "DeleteApplicationAssignment",
    "DeleteApplicationAuthenticationMethod",
    "DeleteApplicationGrant",
    "DeleteApplicationInstance",
    "DeleteApplicationInstanceCertificate",
    "DeleteInstance",
    "DeleteInstanceAccessControlAttributeConfiguration",
    "DeleteManagedApplicationInstance",
    "DeleteProfile",
    "DeleteTrustedTokenIssuer",
    "DisassociateProfile",
    "RemoveRegion",
  ]),
  ...grants("everything", "sso-directory", [
    "DeleteBearerToken",
    "DeleteGroup",
    "DeleteProvisioningTenant",
    "DeleteUser",
    "DisableUser",
    "RemoveMemberFromGroup",
  ]),
  ...grants("identityStore", "identitystore", ["DeleteGroup", "DeleteGroupMembership", "DeleteUser"]),
  ...grants("everything", "identitystore", [
    "AddRegion",
    "CreateIdentityStore",
    "DeleteIdentityStore",
    "RemoveRegion",
    "ReserveUser",
    "UpdateIdentityStore",
  ]),
  ...grants("everything", "sso-directory", [
    "AddMemberToGroup",
    "CompleteVirtualMfaDeviceRegistration",
    "CompleteWebAuthnDeviceRegistration",
    "CreateAlias",
    "CreateBearerToken",
    "CreateGroup",
    "CreateProvisioningTenant",
    "CreateUser",
    "DeleteMfaDeviceForUser",
    "EnableUser",
    "StartVirtualMfaDeviceRegistration",
    "StartWebAuthnDeviceRegistration",
    "UpdatePassword",
    "UpdateUser",
    "UpdateGroup",
    "UpdateGroupDisplayName",
    "UpdateMfaDeviceForUser",
    "UpdateUserName",
    "VerifyEmail",
  ]),
  ...grants("identityStore", "identitystore", [
    "CreateGroup",
    "CreateGroupMembership",
    "CreateUser",
    "UpdateGroup",
    "UpdateUser",
  ]),
  // Its own role, and every other way to more.
  ...grants("ownRole", "iam", [
    "AttachRolePolicy",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "PassRole",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
  ]),
  ...grants("everyRole", "iam", [
    "AttachRolePolicy",
    "CreateRole",
    "PassRole",
    "PutRolePolicy",
    "UpdateAssumeRolePolicy",
  ]),
  ...grants("user", "iam", [
    "AttachUserPolicy",
    "CreateAccessKey",
    "CreateLoginProfile",
    "CreateUser",
    "PutUserPolicy",
  ]),
  ...grants("everything", "iam", ["CreateOpenIDConnectProvider", "CreateSAMLProvider", "UpdateSAMLProvider"]),
  ...grants("everything", "organizations", ["RegisterDelegatedAdministrator", "PutResourcePolicy"]),
];

import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const iam: Service = {
  prefix: "iam",
  eventSource: "iam.amazonaws.com",
  region: "us-east-1",
  page: "awsidentityandaccessmanagementiam",
};
/** Regional endpoints record in their Region, the global one in us-east-1. */
const sts: Service = {
  prefix: "sts",
  eventSource: "sts.amazonaws.com",
  region: "home-of-thing",
  page: "awssecuritytokenservice",
};

const role = { roleName: "{name}" };
const roleCalls: readonly Call[] = [
  ["CreateRole", "make", { ...role, assumeRolePolicyDocument: "{}" }],
  ["DeleteRole", "remove", role],
  ["UpdateAssumeRolePolicy", "change", { ...role, policyDocument: "{}" }],
  ["UpdateRole", "change", role],
  ["UpdateRoleDescription", "change", role],
  ["PutRolePolicy", "change", { ...role, policyName: "Any", policyDocument: "{}" }],
  ["DeleteRolePolicy", "change", { ...role, policyName: "Any" }],
  ["AttachRolePolicy", "change", { ...role, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
  ["DetachRolePolicy", "change", { ...role, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
  ["PutRolePermissionsBoundary", "change", { ...role, permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
  ["DeleteRolePermissionsBoundary", "change", role],
  ["TagRole", "change", { ...role, tags: [] }],
  ["UntagRole", "change", { ...role, tagKeys: [] }],
];

/** No event of its own: CloudTrail records the call that passes it, with the role's ARN in that call's spelling. */
const passing: readonly Call[] = [["PassRole", "pass", { role: "{arn}" }]];

const taking: readonly Call[] = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"].map((name) => [
  name,
  "take",
  { roleArn: "{arn}", roleSessionName: "any" },
  { isRead: true },
]);

const ownRoles = ["targetRole", "hubRole", "pathRole", "deployerRole", "executionRole"] as const;

const policy = { policyArn: "{arn}" };
const policyCalls: readonly Call[] = [
  ["CreatePolicy", "make", { policyName: "{name}", path: "{path}", policyDocument: "{}" }],
  ["CreatePolicyVersion", "change", { ...policy, policyDocument: "{}", setAsDefault: true }],
  ["SetDefaultPolicyVersion", "change", { ...policy, versionId: "v1" }],
  ["DeletePolicyVersion", "change", { ...policy, versionId: "v1" }],
  ["DeletePolicy", "remove", policy],
  ["TagPolicy", "change", { ...policy, tags: [] }],
  ["UntagPolicy", "change", { ...policy, tagKeys: [] }],
];

const user = { userName: "{name}" };
const device = { ...user, serialNumber: "arn:aws:iam::{account}:mfa/{name}" };
const deviceArn = { resource: "arn:aws:iam::{account}:mfa/{name}" };
const userCalls: readonly Call[] = [
  ["CreateUser", "make", { ...user, path: "{path}" }],
  ["DeleteUser", "remove", user],
  ["UpdateUser", "change", { ...user, newUserName: "other" }],
  ["AttachUserPolicy", "change", { ...user, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
  ["DetachUserPolicy", "change", { ...user, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
  ["PutUserPolicy", "change", { ...user, policyName: "Any", policyDocument: "{}" }],
  ["DeleteUserPolicy", "change", { ...user, policyName: "Any" }],
  ["PutUserPermissionsBoundary", "change", { ...user, permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
  ["DeleteUserPermissionsBoundary", "change", user],
  ["CreateLoginProfile", "change", user],
  ["UpdateLoginProfile", "change", user],
  ["DeleteLoginProfile", "change", user],
  ["ChangePassword", "change", null],
  ["CreateAccessKey", "change", user],
  ["UpdateAccessKey", "change", { ...user, accessKeyId: "AKIAEXAMPLE", status: "Active" }],
  ["DeleteAccessKey", "change", { ...user, accessKeyId: "AKIAEXAMPLE" }],
  ["EnableMFADevice", "change", device],
  ["DeactivateMFADevice", "change", device],
  ["ResyncMFADevice", "change", device],
  ["CreateVirtualMFADevice", "change", { virtualMFADeviceName: "{name}" }, deviceArn],
  ["DeleteVirtualMFADevice", "change", { serialNumber: device.serialNumber }, deviceArn],
  ["TagMFADevice", "change", { serialNumber: device.serialNumber }, deviceArn],
  ["UntagMFADevice", "change", { serialNumber: device.serialNumber }, deviceArn],
  ["CreateServiceSpecificCredential", "change", { ...user, serviceName: "codecommit.amazonaws.com" }],
  ["UpdateServiceSpecificCredential", "change", { ...user, serviceSpecificCredentialId: "ACCAEXAMPLE" }],
  ["ResetServiceSpecificCredential", "change", { ...user, serviceSpecificCredentialId: "ACCAEXAMPLE" }],
  ["DeleteServiceSpecificCredential", "change", { ...user, serviceSpecificCredentialId: "ACCAEXAMPLE" }],
  ["UploadSSHPublicKey", "change", user],
  ["UpdateSSHPublicKey", "change", { ...user, sSHPublicKeyId: "APKAEXAMPLE" }],
  ["DeleteSSHPublicKey", "change", { ...user, sSHPublicKeyId: "APKAEXAMPLE" }],
  ["UploadSigningCertificate", "change", user],
  ["UpdateSigningCertificate", "change", { ...user, certificateId: "EXAMPLE" }],
  ["DeleteSigningCertificate", "change", { ...user, certificateId: "EXAMPLE" }],
  ["TagUser", "change", { ...user, tags: [] }],
  ["UntagUser", "change", { ...user, tagKeys: [] }],
  // A group's policies become the user's.
  ["AddUserToGroup", "change", { ...user, groupName: "any" }, { resource: "arn:aws:iam::{account}:group/any" }],
  ["RemoveUserFromGroup", "change", { ...user, groupName: "any" }, { resource: "arn:aws:iam::{account}:group/any" }],
];

const provider = { sAMLProviderArn: "{arn}" };
const providerCalls: readonly Call[] = [
  ["CreateSAMLProvider", "make", { name: "{name}" }],
  ["UpdateSAMLProvider", "change", provider],
  ["DeleteSAMLProvider", "remove", provider],
  ["TagSAMLProvider", "change", provider],
  ["UntagSAMLProvider", "change", provider],
];

/** Roles, policies, responders and the identity provider; parameters as IAM's API spells them, first letter small. */
export const identityActs: readonly ActRow[] = [
  ...rowsFor(iam, ownRoles, roleCalls),
  // Of theirs nothing else can be changed: AWS refuses it to everybody.
  ...rowsFor(iam, ["serviceLinkedRole"], [["DeleteServiceLinkedRole", "remove", role]]),
  ...rowsFor(iam, ownRoles, passing),
  ...rowsFor(sts, ownRoles, taking),
  ...rowsFor(iam, ["pathPolicy"], policyCalls),
  ...rowsFor(iam, ["responder"], userCalls),
  ...rowsFor(iam, ["samlProvider"], providerCalls),
];

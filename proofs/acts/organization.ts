import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const organizations: Service = {
  prefix: "organizations",
  eventSource: "organizations.amazonaws.com",
  region: "us-east-1",
  page: "awsorganizations",
};
const account: Service = {
  prefix: "account",
  eventSource: "account.amazonaws.com",
  region: "us-east-1",
  page: "awsaccountmanagement",
};
const signin: Service = {
  prefix: "signin",
  eventSource: "signin.amazonaws.com",
  region: "us-east-1",
  page: "signin",
};
const cloudtrail: Service = {
  prefix: "cloudtrail",
  eventSource: "cloudtrail.amazonaws.com",
  region: "home-of-thing",
  page: "awscloudtrail",
};
const cloudformation: Service = {
  prefix: "cloudformation",
  eventSource: "cloudformation.amazonaws.com",
  region: "home-of-thing",
  page: "awscloudformation",
};

const policyCalls: readonly Call[] = [
  ["UpdatePolicy", "change", { policyId: "{id}" }],
  ["DeletePolicy", "remove", { policyId: "{id}" }],
  ["AttachPolicy", "change", { policyId: "{id}", targetId: "{root}" }],
  ["DetachPolicy", "remove", { policyId: "{id}", targetId: "{root}" }],
];

const none = { resource: "*" } as const;
const principal = { servicePrincipal: "member.org.stacksets.cloudformation.amazonaws.com" };
const organizationCalls: readonly Call[] = [
  ["DisablePolicyType", "remove", { rootId: "{root}", policyType: "SERVICE_CONTROL_POLICY" }],
  ["EnablePolicyType", "change", { rootId: "{root}", policyType: "SERVICE_CONTROL_POLICY" }],
  ["EnableAWSServiceAccess", "change", principal, none],
  ["DisableAWSServiceAccess", "remove", principal, none],
  ["RegisterDelegatedAdministrator", "change", { ...principal, accountId: "{account}" }],
  ["DeregisterDelegatedAdministrator", "change", { ...principal, accountId: "{account}" }],
  ["PutResourcePolicy", "change", { content: "{}" }],
  ["DeleteResourcePolicy", "change", null, none],
  ["DeleteOrganization", "remove", null, none],
];

/** In the name of the management account about a member. */
const byManagement = { calledIn: "management" } as const;
const member = { accountId: "{account}" };
const memberCalls: readonly Call[] = [
  ["RemoveAccountFromOrganization", "leave", member, byManagement],
  ["CloseAccount", "leave", member, byManagement],
  ["MoveAccount", "leave", { ...member, sourceParentId: "{root}", destinationParentId: "any" }, byManagement],
  ["LeaveOrganization", "leave", null, none],
];

/** Can lock responders out, and it looks like a wrong password: https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html */
const signInCalls: readonly Call[] = [
  ["PutConsoleAuthorizationConfiguration", "change", { targetId: "{account}" }, none],
  ["DeleteConsoleAuthorizationConfiguration", "change", { targetId: "{account}" }, none],
  ["PutResourcePermissionStatement", "change", { sourceIp: "any" }, none],
  ["DeleteResourcePermissionStatement", "change", { statementId: "any" }, none],
];

const set = { stackSetName: "{name}" };
const stackSetCalls: readonly Call[] = [
  ["CreateStackSet", "make", set, none],
  ["UpdateStackSet", "change", set],
  ["DeleteStackSet", "remove", set],
  ["CreateStackInstances", "change", set],
  ["UpdateStackInstances", "change", set],
  ["DeleteStackInstances", "remove", set],
  ["ImportStacksToStackSet", "change", set],
  ["StopStackSetOperation", "change", set],
];

const stack = { stackName: "{name}" };
const stackCalls: readonly Call[] = [
  ["CreateStack", "make", stack],
  ["UpdateStack", "change", stack],
  ["DeleteStack", "remove", stack],
  ["CreateChangeSet", "change", { ...stack, changeSetName: "any" }],
  ["ExecuteChangeSet", "change", { ...stack, changeSetName: "any" }],
  ["DeleteChangeSet", "change", { ...stack, changeSetName: "any" }],
  ["ContinueUpdateRollback", "change", stack],
  ["CancelUpdateStack", "change", stack],
  ["RollbackStack", "change", stack],
  ["SetStackPolicy", "change", stack],
  ["SignalResource", "change", stack],
  ["UpdateTerminationProtection", "change", stack],
];

export const organizationActs: readonly ActRow[] = [
  ...rowsFor(organizations, ["organizationPolicy"], policyCalls),
  ...rowsFor(organizations, ["organization"], organizationCalls),
  ...rowsFor(organizations, ["account"], memberCalls),
  ...rowsFor(account, ["account"], [["CloseAccount", "leave", null, none]]),
  ...rowsFor(signin, ["account"], signInCalls),
  ...rowsFor(
    cloudformation,
    ["organization"],
    [
      ["ActivateOrganizationsAccess", "change", null, none],
      ["DeactivateOrganizationsAccess", "remove", null, none],
    ],
  ),
  ...rowsFor(
    cloudtrail,
    ["organization"],
    [
      ["RegisterOrganizationDelegatedAdmin", "change", { memberAccountId: "any" }, none],
      ["DeregisterOrganizationDelegatedAdmin", "change", { delegatedAdminAccountId: "any" }, none],
    ],
  ),
  ...rowsFor(cloudformation, ["stackSet"], stackSetCalls),
  ...rowsFor(cloudformation, ["memberStack", "stack"], stackCalls),
];

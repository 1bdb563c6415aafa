import type { Organization } from "../organization";
import { awsOrganizationPolicyArn, rootArn } from "./arns";
import { fullAwsAccess, rcpFullAwsAccess, trustOfPrincipal, trustOfService } from "./documents";
import { shared } from "./shared";
import type { Account, AccountIam, Aws, OrganizationPolicy, OrganizationPolicyType, Role } from "./model";

/** What Organizations puts on every root, OU and account as soon as the policy type is enabled. */
export const fullAccessPolicyIds: Readonly<Record<OrganizationPolicyType, string>> = {
  SERVICE_CONTROL_POLICY: "p-FullAWSAccess",
  RESOURCE_CONTROL_POLICY: "p-RCPFullAWSAccess",
};

export const administratorAccessArn = "arn:aws:iam::aws:policy/AdministratorAccess";
/** Who runs the sandbox: an administrator of the management account. */
export const operatorRole = "Administrator";
/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html */
export const accessRole = "OrganizationAccountAccessRole";

/** An AWS in which this organization exists and nothing is deployed yet. */
export function awsFor(organization: Organization): Aws {
  const clock = "2026-11-25T08:00:00Z";
  const { id, rootId, managementAccountId } = organization;
  const policyTypes = organization.enabledPolicyTypes;
  const aws: Aws = {
    format: 1,
    clock,
    organization: { id, rootId, managementAccountId },
    policyTypes,
    trustedServices: organization.trustedServices,
    delegatedAdministrators: organization.delegatedAdministrators,
    units: Object.fromEntries(organization.units.map((unit) => [unit.id, unit])),
    accounts: {},
    organizationPolicies: Object.fromEntries(fullAccessPolicies(policyTypes).map((policy) => [policy.id, policy])),
    attachments: {},
    iam: {},
    stackSets: {},
    regional: {},
    rows: {},
    messages: {},
    incarnations: {},
  };
  for (const target of [rootId, ...organization.units.map((unit) => unit.id)]) attachFullAccess(aws, target);
  for (const account of organization.accounts) {
    const joinedMethod = account.id === managementAccountId ? "INVITED" : "CREATED";
    addAccount(aws, { ...account, joinedMethod, joinedTimestamp: "2026-01-12T09:00:00Z", tags: {} });
  }
  return aws;
}

/** A new account as Organizations makes it: full access attached, and the role by which its maker enters it. */
export function addAccount(aws: Aws, account: Account, roleName: string = accessRole): void {
  aws.accounts[account.id] = account;
  attachFullAccess(aws, account.id);
  const iam: AccountIam = { roles: {}, users: {}, policies: {}, samlProviders: {} };
  aws.iam[account.id] = iam;
  const isManagement = account.id === aws.organization.managementAccountId;
  const role = isManagement ? managementRoleFor(aws) : shared(aws, "access role", accessRoleFor(aws, roleName));
  iam.roles[role.name.toLowerCase()] = role;
  if (isManagement && hasStackSetsAccess(aws)) {
    const administrator = stackSetsAdministratorFor(aws);
    iam.roles[administrator.name.toLowerCase()] = administrator;
  }
}

/** Trusted access is known by either service principal; AWS uses the one of the members in its tables. */
export function hasStackSetsAccess(aws: Aws): boolean {
  return aws.trustedServices.includes("member.org.stacksets.cloudformation.amazonaws.com");
}

function managementRoleFor(aws: Aws): Role {
  const trust = trustOfPrincipal(rootArn(aws.organization.managementAccountId));
  return awsRoleFor(aws, operatorRole, { trust, managedPolicyArns: [administratorAccessArn], madeBy: "sandbox" });
}

function accessRoleFor(aws: Aws, name: string): Role {
  const trust = trustOfPrincipal(rootArn(aws.organization.managementAccountId));
  const madeBy = "organizations.amazonaws.com";
  return awsRoleFor(aws, name, { trust, managedPolicyArns: [administratorAccessArn], madeBy });
}

function stackSetsAdministratorFor(aws: Aws): Role {
  return awsRoleFor(aws, "AWSServiceRoleForCloudFormationStackSetsOrgAdmin", {
    path: "/aws-service-role/stacksets.cloudformation.amazonaws.com/",
    trust: trustOfService("stacksets.cloudformation.amazonaws.com"),
    managedPolicyArns: ["arn:aws:iam::aws:policy/aws-service-role/CloudFormationStackSetsOrgAdminServiceRolePolicy"],
    madeBy: "stacksets.cloudformation.amazonaws.com",
  });
}

/** A role that AWS makes by itself. */
export function awsRoleFor(
  aws: Aws,
  name: string,
  role: Pick<Role, "trust" | "managedPolicyArns" | "madeBy"> & { readonly path?: string },
): Role {
  return {
    name,
    path: "/",
    description: "",
    maxSessionDuration: 3600,
    created: aws.clock,
    incarnation: 0,
    tags: {},
    inline: {},
    ...role,
  };
}

function attachFullAccess(aws: Aws, target: string): void {
  aws.attachments[target] = enabledTypes(aws.policyTypes).map((type) => fullAccessPolicyIds[type]);
}

function fullAccessPolicies(policyTypes: readonly string[]): readonly OrganizationPolicy[] {
  return enabledTypes(policyTypes).map((type) => {
    const id = fullAccessPolicyIds[type];
    const content = type === "SERVICE_CONTROL_POLICY" ? fullAwsAccess : rcpFullAwsAccess;
    const description = "Allows access to every operation";
    const arn = awsOrganizationPolicyArn(type, id);
    return { id, arn, name: id.slice(2), description, type, content, awsManaged: true, tags: {} };
  });
}

function enabledTypes(policyTypes: readonly string[]): readonly OrganizationPolicyType[] {
  return (["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const).filter((type) => policyTypes.includes(type));
}

import type { AccountClass, Organization } from "../model/organization";
import { sparedDeployersOf } from "../tier-zero/spared-deployers";
import type { ProtectedKind } from "./act";

interface Unregistered {
  readonly kind: ProtectedKind;
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: "";
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles.html and the StackSets guide. */
const serviceLinkedRoles = {
  member: [
    ["cloudtrail.amazonaws.com", "AWSServiceRoleForCloudTrail"],
    ["member.org.stacksets.cloudformation.amazonaws.com", "AWSServiceRoleForCloudFormationStackSetsOrgMember"],
  ],
  management: [
    ["cloudtrail.amazonaws.com", "AWSServiceRoleForCloudTrail"],
    ["stacksets.cloudformation.amazonaws.com", "AWSServiceRoleForCloudFormationStackSetsOrgAdmin"],
  ],
} as const;

/** Any name of that form will do: AWS chooses the digits. */
const executionRole = "stacksets-exec-0123456789abcdef0123456789abcdef";

/** What the stack does not register but stands on: the accounts themselves, AWS's roles in them, declared deployers. */
export function unregisteredThingsOf(accountClass: AccountClass, organization: Organization): readonly Unregistered[] {
  const { id, kind, isActive } = accountClass.account;
  // In a suspended account nobody acts.
  if (!isActive) return [];
  const isManagement = id === organization.managementAccount;
  const role = (as: ProtectedKind, path: string, name: string): Unregistered => ({
    kind: as,
    arn: `arn:aws:iam::${id}:role${path}${name}`,
    name,
    account: id,
    region: "",
  });
  const linked = serviceLinkedRoles[kind === "management" ? "management" : "member"];
  const deployers = sparedDeployersOf(organization).filter(
    ({ arn, account }) => arn.includes(":role/") && accountClass.members.includes(account),
  );
  return [
    ...linked.map(([service, name]) => role("serviceLinkedRole", `/aws-service-role/${service}/`, name)),
    ...(isManagement ? [ours("organization", organization, id)] : [role("executionRole", "/", executionRole)]),
    ...(isManagement ? [] : [ours("account", organization, id)]),
    // In the management account no policy binds who could change one.
    ...(isManagement ? [] : deployers.map(({ arn, account }) => deployer(arn, account))),
  ];
}

function deployer(arn: string, account: string): Unregistered {
  return { kind: "deployerRole", arn, name: arn.split("/").at(-1) ?? arn, account, region: "" };
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_permissions_overview.html#orgs-access-control-overview-resources */
function ours(kind: "organization" | "account", organization: Organization, account: string): Unregistered {
  const { id, managementAccount } = organization;
  const arn = `arn:aws:organizations::${managementAccount}:${kind}/${id}${kind === "account" ? `/${account}` : ""}`;
  return { kind, arn, name: kind === "account" ? account : id, account, region: "" };
}

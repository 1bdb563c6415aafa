import type { Aws, OrganizationPolicyType } from "./model";

interface Named {
  readonly path: string;
  readonly name: string;
}

export const roleArn = (accountId: string, { path, name }: Named): string =>
  `arn:aws:iam::${accountId}:role${path}${name}`;
export const userArn = (accountId: string, { path, name }: Named): string =>
  `arn:aws:iam::${accountId}:user${path}${name}`;
export const managedPolicyArn = (accountId: string, { path, name }: Named): string =>
  `arn:aws:iam::${accountId}:policy${path}${name}`;
export const samlProviderArn = (accountId: string, name: string): string =>
  `arn:aws:iam::${accountId}:saml-provider/${name}`;
export const sessionArn = (accountId: string, roleName: string, session: string): string =>
  `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session}`;
export const rootArn = (accountId: string): string => `arn:aws:iam::${accountId}:root`;

const policySegments: Readonly<Record<OrganizationPolicyType, string>> = {
  SERVICE_CONTROL_POLICY: "service_control_policy",
  RESOURCE_CONTROL_POLICY: "resource_control_policy",
};

/** ARNs of an organization's things belong to its management account. */
export const organizationArn = ({ organization }: Aws): string =>
  `arn:aws:organizations::${organization.managementAccountId}:organization/${organization.id}`;
export const accountArn = ({ organization }: Aws, id: string): string =>
  `arn:aws:organizations::${organization.managementAccountId}:account/${organization.id}/${id}`;
export const organizationPolicyArn = ({ organization }: Aws, type: OrganizationPolicyType, id: string): string =>
  `arn:aws:organizations::${organization.managementAccountId}:policy/${organization.id}/${policySegments[type]}/${id}`;
export const awsOrganizationPolicyArn = (type: OrganizationPolicyType, id: string): string =>
  `arn:aws:organizations::aws:policy/${policySegments[type]}/${id}`;

/** Of a root, an OU or an account. */
export function targetArn(aws: Aws, id: string): string {
  const { managementAccountId, id: organizationId } = aws.organization;
  if (id.startsWith("r-")) return `arn:aws:organizations::${managementAccountId}:root/${organizationId}/${id}`;
  if (id.startsWith("ou-")) return `arn:aws:organizations::${managementAccountId}:ou/${organizationId}/${id}`;
  return accountArn(aws, id);
}

export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function arnParts(arn: string): ArnParts | undefined {
  const [prefix, partition, service, region, account, ...resource] = arn.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || account === undefined) return undefined;
  return resource.length === 0 ? undefined : { partition, service, region, account, resource: resource.join(":") };
}

/** The name at the end of `role/path/to/name`, whatever the path. */
export function nameOfResource(resource: string): string {
  return resource.slice(resource.lastIndexOf("/") + 1);
}

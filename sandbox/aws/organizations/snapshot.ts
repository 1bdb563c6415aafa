import { organizationArn } from "../arns";
import type { Aws, OrganizationPolicyType } from "../model";

/** What can be read of an organization from outside: its tree, its accounts and what binds them. */
export interface OrganizationSnapshot {
  readonly taken: string;
  readonly organization: {
    readonly id: string;
    readonly arn: string;
    readonly rootId: string;
    readonly managementAccountId: string;
    readonly enabledPolicyTypes: readonly string[];
    readonly trustedServices: readonly string[];
    readonly delegatedAdministrators: readonly { readonly accountId: string; readonly servicePrincipal: string }[];
  };
  readonly units: readonly { readonly id: string; readonly name: string; readonly parentId: string }[];
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly parentId: string;
    readonly status: string;
  }[];
  readonly policies: readonly {
    readonly id: string;
    readonly arn: string;
    readonly name: string;
    readonly type: OrganizationPolicyType;
    readonly awsManaged: boolean;
    readonly content: string;
  }[];
  readonly attachments: readonly { readonly policyId: string; readonly targetId: string }[];
  /** Resource policies of AWS Sign-In; nobody can make one in this AWS. */
  readonly signInPolicies: readonly never[];
}

export function snapshotOf(aws: Aws): OrganizationSnapshot {
  return {
    taken: aws.clock,
    organization: {
      ...aws.organization,
      arn: organizationArn(aws),
      enabledPolicyTypes: aws.policyTypes,
      trustedServices: aws.trustedServices,
      delegatedAdministrators: aws.delegatedAdministrators,
    },
    units: byId(Object.values(aws.units)),
    accounts: byId(Object.values(aws.accounts)).map(({ id, name, email, parentId, status }) => ({
      id,
      name,
      email,
      parentId,
      status,
    })),
    policies: byId(Object.values(aws.organizationPolicies)).map(({ id, arn, name, type, awsManaged, content }) => ({
      id,
      arn,
      name,
      type,
      awsManaged,
      content,
    })),
    attachments: Object.keys(aws.attachments)
      .sort()
      .flatMap((targetId) => (aws.attachments[targetId] ?? []).map((policyId) => ({ policyId, targetId }))),
    signInPolicies: [],
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((one, other) => (one.id < other.id ? -1 : 1));
}

import type { QueueMessage } from "./messaging-model";
import type { RegionalResources, Row } from "./regional-model";
import type { StackResource, Tags } from "./thing";

export type { StackResource, Tags };

/**
 * The sandbox's AWS as plain data. Records below the tables are never changed in place: a change puts a new record in
 * the table, so that a thousand accounts can share one record of a role that a StackSet made in each of them.
 */
export interface Aws {
  readonly format: 1;
  /** The time it is here, ISO 8601. It stands still until somebody moves it, so that two runs end in the same state. */
  clock: string;
  readonly organization: { readonly id: string; readonly rootId: string; readonly managementAccountId: string };
  readonly policyTypes: readonly string[];
  trustedServices: readonly string[];
  readonly delegatedAdministrators: readonly { readonly accountId: string; readonly servicePrincipal: string }[];
  /** By id. */
  readonly units: Record<string, Unit>;
  /** By id. */
  readonly accounts: Record<string, Account>;
  /** By id. */
  readonly organizationPolicies: Record<string, OrganizationPolicy>;
  /** Ids of organization policies by target: root, OU or account. */
  readonly attachments: Record<string, readonly string[]>;
  /** By account id. */
  readonly iam: Record<string, AccountIam>;
  /** By Region and name, `eu-central-1/name`. */
  readonly stackSets: Record<string, StackSet>;
  /** What an account has in a Region, by `100000000004/eu-central-1`: read and written by ./regional. */
  readonly regional: Record<string, RegionalResources>;
  /** Rows of DynamoDB's tables by place and table, `100000000004/eu-central-1/incidents`. */
  readonly rows: Record<string, Record<string, Row>>;
  /** Messages that wait in queues, by place and queue. */
  readonly messages: Record<string, QueueMessage[]>;
  /** How often something of a name was made before: AWS gives what is made again a new unique id. */
  readonly incarnations: Record<string, number>;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  readonly status: "ACTIVE" | "SUSPENDED";
  readonly joinedMethod: "CREATED" | "INVITED";
  readonly joinedTimestamp: string;
  readonly tags: Tags;
}

export type OrganizationPolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

export interface OrganizationPolicy {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly type: OrganizationPolicyType;
  readonly content: string;
  readonly awsManaged: boolean;
  readonly tags: Tags;
}

/** Names of IAM are unique whatever their case, so the tables of roles, users and managed policies have lower-case keys. */
export interface AccountIam {
  readonly roles: Record<string, Role>;
  readonly users: Record<string, User>;
  readonly policies: Record<string, ManagedPolicy>;
  /** By name. */
  readonly samlProviders: Record<string, SamlProvider>;
  passwordPolicy?: PasswordPolicy;
}

/** What roles and users have in common: an identity with policies. */
export interface Identity {
  readonly name: string;
  readonly path: string;
  readonly created: string;
  readonly incarnation: number;
  readonly tags: Tags;
  readonly boundary?: string;
  readonly inline: Readonly<Record<string, string>>;
  readonly managedPolicyArns: readonly string[];
}

export interface Role extends Identity {
  readonly description: string;
  readonly maxSessionDuration: number;
  /** The trust policy. */
  readonly trust: string;
  /** Who made it: "stackset:<name>", or the ARN of the caller. */
  readonly madeBy: string;
}

export interface User extends Identity {
  readonly loginProfile?: {
    readonly created: string;
    readonly passwordResetRequired: boolean;
    readonly incarnation: number;
  };
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly created: string;
  readonly incarnation: number;
  readonly tags: Tags;
  readonly document: string;
}

export interface SamlProvider {
  readonly name: string;
  readonly metadata: string;
  readonly created: string;
  readonly incarnation: number;
  readonly tags: Tags;
}

export interface PasswordPolicy {
  readonly minimumPasswordLength: number;
  readonly requireLowercaseCharacters: boolean;
  readonly requireUppercaseCharacters: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly allowUsersToChangePassword: boolean;
  readonly hardExpiry: boolean;
  readonly maxPasswordAge?: number;
  readonly passwordReusePrevention?: number;
}

export interface StackSet {
  readonly name: string;
  readonly region: string;
  readonly description: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly autoDeployment: { readonly enabled: boolean; readonly retainStacksOnAccountRemoval: boolean };
  readonly managedExecution: boolean;
  readonly tags: Tags;
  readonly incarnation: number;
  /** OUs or the root that instances were asked for, with their Regions: where automatic deployment works. */
  readonly targets: readonly StackSetTarget[];
  /** By account and Region, `100000000011/eu-central-1`. */
  readonly instances: Readonly<Record<string, StackInstance>>;
}

export interface StackSetTarget {
  readonly unitId: string;
  readonly regions: readonly string[];
}

export interface StackInstance {
  /** The target that the account belongs to. */
  readonly unitId: string;
  readonly status: "CURRENT" | "OUTDATED" | "INOPERABLE";
  readonly detailedStatus: "SUCCEEDED" | "FAILED" | "CANCELLED" | "SKIPPED_SUSPENDED_ACCOUNT";
  readonly reason: string;
  readonly overrides: Readonly<Record<string, string>>;
  /** What the stack holds, by logical id; "{}" where no stack was made. */
  readonly resources: Readonly<Record<string, StackResource>>;
}

import type { Policy } from "../../iam";
import type { AccountKind } from "../../rulebook/roles";
import type { Tier } from "../../rulebook/facts";

import type { Origin, Thing } from "./thing";

export type {
  Alarm,
  Bucket,
  Bus,
  Key,
  LambdaFunction,
  LogGroup,
  ManagedPolicy,
  MetricFilter,
  OrganizationPolicy,
  Origin,
  Queue,
  Role,
  Rule,
  SamlProvider,
  Schedule,
  Stack,
  StackSet,
  Subscription,
  Table,
  Target,
  Thing,
  Topic,
  Trail,
  User,
} from "./thing";

/**
 * What was registered or deployed, and around it what a snapshot says: the only thing that claims are asked about.
 * Documents are compiled; what could not be read stands in `gaps` and as an opaque policy in its place.
 */
export interface Organization {
  /** Without a snapshot, claims hold for what this stack deploys. */
  readonly scope: "organization" | "this-stack";
  readonly id: string;
  readonly rootId: string | undefined;
  readonly managementAccount: string;
  readonly homeRegion: string;
  readonly enabledPolicyTypes: readonly string[] | undefined;
  readonly trustedServices: readonly string[] | undefined;
  readonly delegatedAdministrators: readonly DelegatedAdministrator[] | undefined;
  /** By which the management account lets others manage policies; undefined where there is none, or nobody told us. */
  readonly delegationPolicy?: Policy | undefined;
  /** Whether the snapshot tells the resource policies of AWS Sign-In; undefined without a snapshot. */
  readonly tellsSignIn?: boolean | undefined;
  /** ISO 8601: when the snapshot was taken. */
  readonly snapshotTaken: string | undefined;
  /** Every account once, in a class of accounts that no document tells apart. */
  readonly classes: readonly AccountClass[];
  /** Of the accounts below, those that do not exist: one that is made tomorrow, or any that nobody told us of. */
  readonly newAccounts?: readonly string[];
  /** What the stack tells its people. */
  readonly promised: Promised | undefined;
  /** Principals that the landing zone's owner declared to change protected things: ARNs, with who makes them. */
  readonly deployers: readonly DeclaredDeployer[];
  /** What of the stack claims do not look at, and what of the organization nobody told us. */
  readonly outside: readonly string[];
  /** Documents and values that could not be read: where, and why. */
  readonly gaps: readonly Gap[];
  /** The same as it was asked for, with the stack's policies as the snapshot has them: where that differs unexplained. */
  readonly otherwise?: { readonly organization: Organization; readonly differences: readonly string[] };
}

export interface DelegatedAdministrator {
  readonly accountId: string;
  readonly servicePrincipal: string;
}

export interface DeclaredDeployer {
  readonly arn: string;
  readonly account: string;
  readonly madeBy: string;
}

export interface Gap {
  readonly where: string;
  readonly why: string;
  /** How a claim calls it that hangs on it: a document's name, or the ARN or name of what has it. */
  readonly called?: string;
  /**
   * It is a template of the landing zone, or a resource that gives or takes access: what it makes is not in the model, and
   * what is missed there may be made by it.
   */
  readonly hidesThings?: true;
}

/** The stack's outputs. */
export interface Promised {
  readonly responders: readonly { readonly name: string; readonly arn: string; readonly tiers: readonly Tier[] }[];
  readonly tiersByAccount: Readonly<Record<string, readonly Tier[]>>;
  /** The Regions of `signInUrls`: through each of them a responder may sign in, and call STS. */
  readonly signInRegions: readonly string[];
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly isActive: boolean;
  /** Ids of the root and the OUs above it, root first. */
  readonly path: readonly string[];
}

/** Policies by level, the root's first, the account's own last. */
export type Levels = readonly (readonly Policy[])[];

/** Accounts with the same levels of policies, the same things in them, and ids that no document tells apart. */
export interface AccountClass {
  /** Stands for all of them. */
  readonly account: Account;
  /** Ids, the standing one's included; never empty. */
  readonly members: readonly string[];
  readonly scps: Levels;
  readonly rcps: Levels;
  readonly things: readonly Thing[];
  /** The resource policy of AWS Sign-In, which binds whoever signs in to the account. */
  readonly signIn?: Policy | undefined;
  /** What the stack has there besides, and claims make nothing of: somebody must keep it all the same. */
  readonly others?: readonly Other[];
}

/** A resource that carries neither access nor alerts, or that the model does not know. */
export interface Other {
  /** As the classic provider calls it: `iam/accountPasswordPolicy`. */
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly origin: Origin;
}

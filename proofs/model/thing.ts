import type { Pattern } from "../../events";
import type { FilterPattern } from "../../events/filter-pattern";
import type { Policy } from "../../iam";
import type { Tier } from "../../rulebook/facts";

/** Where a thing was read: a resource's URN, or a template's with the logical id in it. */
export interface Origin {
  readonly urn: string;
  readonly logicalId?: string;
}

interface ThingBase {
  readonly arn: string;
  readonly account: string;
  /** "" for what is global. */
  readonly region: string;
  readonly name: string;
  readonly origin: Origin;
}

export interface Role extends ThingBase {
  readonly kind: "role";
  readonly path: string;
  readonly trust: Policy;
  readonly identity: readonly Policy[];
  readonly boundary: Policy | undefined;
  readonly maxSessionSeconds: number;
  /** Tier of a target role or hub role, by its name. */
  readonly tier: Tier | undefined;
}

export interface User extends ThingBase {
  readonly kind: "user";
  readonly path: string;
  readonly identity: readonly Policy[];
  readonly boundary: Policy | undefined;
  /** Whether there is a login profile: without one nobody signs in to the console until an operator makes it. */
  readonly hasPassword: boolean;
  /** What of the user's credentials the stack holds for everybody who reads its state: URNs. */
  readonly readableCredentials?: readonly string[];
}

export interface ManagedPolicy extends ThingBase {
  readonly kind: "policy";
  readonly policy: Policy;
}

export interface SamlProvider extends ThingBase {
  readonly kind: "samlProvider";
}

/** What takes a resource policy; undefined where none is set. */
export interface Bucket extends ThingBase {
  readonly kind: "bucket";
  readonly policy: Policy | undefined;
  readonly versioned: boolean;
  readonly objectLock: "governance" | "compliance" | undefined;
  readonly retentionDays: number | undefined;
  readonly keyArn: string | undefined;
}

export interface Key extends ThingBase {
  readonly kind: "key";
  readonly policy: Policy;
  /** `alias/…` names that point at it. */
  readonly aliases: readonly string[];
  readonly isEnabled: boolean;
}

export interface Topic extends ThingBase {
  readonly kind: "topic";
  readonly policy: Policy | undefined;
  /** The key's ARN or alias; undefined where it is not encrypted by a customer's key. */
  readonly key: string | undefined;
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  /** Undefined where nobody can know before the update. */
  readonly isConfirmed: boolean | undefined;
}

export interface Queue extends ThingBase {
  readonly kind: "queue";
  readonly policy: Policy | undefined;
  readonly key: string | undefined;
}

export interface Bus extends ThingBase {
  readonly kind: "bus";
  readonly policy: Policy | undefined;
}

export interface Rule extends ThingBase {
  readonly kind: "rule";
  /** Name of its bus: "default" or a custom one. */
  readonly bus: string;
  readonly state: string;
  /** Undefined where it could not be read: then it stands in the gaps. */
  readonly pattern: Pattern | undefined;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly maximumEventAgeSeconds: number | undefined;
  readonly maximumRetryAttempts: number | undefined;
  /** Whether the event arrives as it was: no input, path or transformer. */
  readonly handsOnWholeEvent: boolean;
}

export interface LambdaFunction extends ThingBase {
  readonly kind: "function";
  /** Its permissions, as one policy. */
  readonly policy: Policy | undefined;
  readonly roleArn: string | undefined;
  /** Of triage: its settings, as JSON text. */
  readonly environment: Readonly<Record<string, string>>;
  /** How many may run at once; none where nothing is reserved. */
  readonly reservedConcurrency?: number;
  /** Where events go that it gave up on. */
  readonly failureDestination?: string;
}

export interface Table extends ThingBase {
  readonly kind: "table";
  readonly policy: Policy | undefined;
  readonly keyArn: string | undefined;
  readonly isDeletionProtected: boolean;
}

export interface Trail extends ThingBase {
  readonly kind: "trail";
  readonly isOrganizationTrail: boolean;
  readonly isMultiRegion: boolean;
  /** IAM, STS and other services without a Region of their own. */
  readonly recordsGlobalServices: boolean;
  readonly validatesFiles: boolean;
  readonly isLogging: boolean;
  /** Read and write management events both. */
  readonly recordsReads: boolean;
  readonly recordsWrites: boolean;
  readonly bucketName: string;
  readonly keyArn: string | undefined;
  readonly logGroupArn: string | undefined;
  readonly logRoleArn: string | undefined;
}

export interface LogGroup extends ThingBase {
  readonly kind: "logGroup";
  readonly keyArn: string | undefined;
}

export interface MetricFilter extends ThingBase {
  readonly kind: "metricFilter";
  readonly logGroup: string;
  readonly pattern: FilterPattern | undefined;
  readonly namespace: string;
  readonly metric: string;
  /** What it counts for each event; undefined where that is no number. */
  readonly value: number | undefined;
}

/** At which numbers an alarm goes off. */
export interface Trigger {
  readonly comparison: string;
  readonly threshold: number | undefined;
  readonly datapoints: number;
  /** Of the one metric that it reads; none where an expression makes the number. */
  readonly counts?: { readonly statistic: string; readonly dimensions: Readonly<Record<string, string>> };
}

export type AlarmState = "ALARM" | "OK" | "INSUFFICIENT_DATA";

/** What a composite alarm goes off by: the states of others. */
export type CompositeRule =
  | { readonly kind: "alarm"; readonly name: string; readonly state: AlarmState }
  | { readonly kind: "not"; readonly part: CompositeRule }
  | { readonly kind: "all" | "any"; readonly parts: readonly CompositeRule[] }
  | { readonly kind: "constant"; readonly value: boolean };

export interface Alarm extends ThingBase {
  readonly kind: "alarm";
  /** The metrics that it reads, as `namespace/name`; of a composite alarm the alarms' names in `alarms`. */
  readonly metrics: readonly string[];
  readonly alarms: readonly string[];
  /** When a composite alarm goes off; "unknown" where nobody could read it. */
  readonly rule?: CompositeRule | "unknown";
  readonly trigger: Trigger;
  readonly actionsEnabled: boolean;
  readonly actions: readonly string[];
  /** What it makes of silence: "breaching", "notBreaching", "ignore" or "missing"; AWS's default is "missing". */
  readonly treatMissingData?: string;
}

export interface Schedule extends ThingBase {
  readonly kind: "schedule";
  readonly isEnabled: boolean;
  readonly targetArn: string;
  readonly roleArn: string | undefined;
  readonly expression?: string;
  /** What the target gets, as JSON text. */
  readonly input?: string;
}

export interface StackSet extends ThingBase {
  readonly kind: "stackSet";
  readonly isServiceManaged: boolean;
  readonly deploysAutomatically: boolean;
  readonly retainsStacks: boolean;
  readonly hasManagedExecution: boolean;
  /** How many accounts of a Region may fail before the others are left as they are: 0 is AWS's default. */
  readonly toleratesFailures: boolean;
  readonly capabilities: readonly string[];
  /** OUs or the root. */
  readonly targets: readonly string[];
  readonly accountFilter: string | undefined;
  readonly regions: readonly string[];
}

/** A stack, in a member account one of a StackSet. */
export interface Stack extends ThingBase {
  readonly kind: "stack";
  readonly stackSet: string | undefined;
  /** What AWS said of it at the last update, where that is not CURRENT. */
  readonly status?: string;
}

export type Thing =
  | Role
  | User
  | ManagedPolicy
  | SamlProvider
  | Bucket
  | Key
  | Topic
  | Queue
  | Bus
  | Rule
  | LambdaFunction
  | Table
  | Trail
  | LogGroup
  | MetricFilter
  | Alarm
  | Schedule
  | StackSet
  | Stack
  | OrganizationPolicy;

/** An SCP or RCP of this stack, in the management account, and what it is attached to. */
export interface OrganizationPolicy extends ThingBase {
  readonly kind: "organizationPolicy";
  readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  readonly policy: Policy;
  readonly targets: readonly string[];
}

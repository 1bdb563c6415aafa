import type { EventBus, EventRule, Queue, Schedule, Subscription, Topic } from "./messaging-model";
import type { Alarm, Dashboard, LogGroup, MetricFilter, Trail } from "./observation-model";
import type { Plain, StackResource, Tags, Thing } from "./thing";

/**
 * What one account has in one Region, by table and name. Records and tables are never changed in place: a change puts
 * new ones, so that a failed stack is undone by putting the old ones back.
 */
export interface RegionalResources {
  /** By name. The bus `default` is always there, whether or not it has a record. */
  readonly eventBuses: Table<EventBus>;
  /** By bus and name, `default/BreakGlassTamper`. */
  readonly eventRules: Table<EventRule>;
  /** By name. */
  readonly queues: Table<Queue>;
  /** By name. */
  readonly topics: Table<Topic>;
  /** By id, the end of its ARN. */
  readonly subscriptions: Table<Subscription>;
  /** By group and name, `default/heartbeat`. */
  readonly schedules: Table<Schedule>;
  /** By id. */
  readonly keys: Table<Key>;
  /** Ids of keys by alias, `alias/lifeline-soc`. */
  readonly keyAliases: Table<KeyAlias>;
  /** By name, which nobody else in AWS has. */
  readonly buckets: Table<Bucket>;
  /** By name, in their home Region. */
  readonly trails: Table<Trail>;
  /** By name. */
  readonly logGroups: Table<LogGroup>;
  /** By log group and name, `/lifeline/trail:BreakGlassTamper`. */
  readonly metricFilters: Table<MetricFilter>;
  /** By name; metric and composite ones. */
  readonly alarms: Table<Alarm>;
  /** By name. Dashboards are global: they are kept in us-east-1. */
  readonly dashboards: Table<Dashboard>;
  /** By name. */
  readonly functions: Table<LambdaFunction>;
  /** By name. */
  readonly dynamoTables: Table<DynamoTable>;
  /** By name. Configurations are global: they are kept in us-east-1. */
  readonly slackChannels: Table<SlackChannel>;
  /** By name: stacks that somebody made in this account himself. */
  readonly stacks: Table<Stack>;
}

export type Table<Item> = Readonly<Record<string, Item>>;
export type RegionalTable = keyof RegionalResources;
export type RegionalRecord<Name extends RegionalTable> = RegionalResources[Name][string];

export interface Key extends Thing {
  readonly id: string;
  readonly description: string;
  /** The key policy; it alone decides who uses the key. */
  readonly policy: string;
  readonly keyUsage: "ENCRYPT_DECRYPT" | "SIGN_VERIFY" | "GENERATE_VERIFY_MAC" | "KEY_AGREEMENT";
  readonly spec: string;
  readonly state: "Enabled" | "Disabled" | "PendingDeletion";
  /** Where the state is PendingDeletion. */
  readonly deletionDate?: string;
  readonly multiRegion: boolean;
  /** Undefined: the key is not rotated. */
  readonly rotationPeriodInDays?: number;
}

export interface KeyAlias {
  readonly keyId: string;
}

export interface Bucket extends Thing {
  readonly name: string;
  readonly policy?: string;
  readonly versioning?: "Enabled" | "Suspended";
  readonly objectLock?: ObjectLock;
  readonly encryption: BucketEncryption;
  readonly objectOwnership: "BucketOwnerEnforced" | "BucketOwnerPreferred" | "ObjectWriter";
  readonly publicAccessBlock: PublicAccessBlock;
  /** The lifecycle rules, as @pulumi/aws has them. */
  readonly lifecycle?: { readonly rules: readonly Plain[]; readonly transitionDefaultMinimumObjectSize: string };
  /** How many objects there are; a bucket that has some cannot be deleted. */
  readonly objects: number;
}

/** Once enabled it stays; the default retention may be absent. */
export interface ObjectLock {
  readonly mode?: "GOVERNANCE" | "COMPLIANCE";
  readonly days?: number;
  readonly years?: number;
}

export interface BucketEncryption {
  readonly sseAlgorithm: "AES256" | "aws:kms" | "aws:kms:dsse";
  readonly kmsMasterKeyId?: string;
  readonly bucketKeyEnabled: boolean;
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly ignorePublicAcls: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface LambdaFunction extends Thing {
  readonly name: string;
  readonly description: string;
  readonly role: string;
  readonly runtime: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The archive's path as the program gave it, and the SHA-256 of its bytes in hexadecimal. */
  readonly code: { readonly path: string; readonly sha256: string; readonly size: number };
  readonly memorySize: number;
  /** In seconds. */
  readonly timeout: number;
  readonly architectures: readonly string[];
  readonly reservedConcurrentExecutions: number;
  readonly kmsKeyArn?: string;
  readonly deadLetterArn?: string;
  /** Where it writes its logs, if not to /aws/lambda/<name>. */
  readonly logGroup?: string;
  readonly logFormat: "Text" | "JSON";
  readonly tracingMode: "Active" | "PassThrough";
  readonly ephemeralStorage: number;
  /** The resource policy: the statements of its permissions, by id. */
  readonly permissions: Readonly<Record<string, LambdaPermission>>;
  /** What happens to asynchronous invocations. */
  readonly eventInvokeConfig?: EventInvokeConfig;
}

/** As in the resource policy: who may do what to the function, under which conditions. */
export interface LambdaPermission {
  readonly action: string;
  /** A service, an account id or an ARN, as it was given. */
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
  readonly principalOrgId?: string;
}

export interface EventInvokeConfig {
  readonly maximumEventAgeInSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly onFailure?: string;
  readonly onSuccess?: string;
}

export interface DynamoTable extends Thing {
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" | "B" }[];
  readonly billingMode: "PAY_PER_REQUEST" | "PROVISIONED";
  readonly readCapacity: number;
  readonly writeCapacity: number;
  readonly deletionProtectionEnabled: boolean;
  readonly pointInTimeRecovery?: { readonly recoveryPeriodInDays: number };
  /** Undefined: the key that AWS owns. */
  readonly encryption?: { readonly kmsKeyArn?: string };
  /** Undefined: rows stay. */
  readonly ttlAttribute?: string;
  readonly tableClass: "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
}

/** A row as DynamoDB writes it: values under their type, `{ "pk": { "S": "incident#1" } }`. */
export type Row = Readonly<Record<string, Plain>>;

export interface SlackChannel {
  readonly name: string;
  readonly slackTeamId: string;
  readonly slackChannelId: string;
  readonly iamRoleArn: string;
  readonly snsTopicArns: readonly string[];
  readonly guardrailPolicyArns: readonly string[];
  readonly loggingLevel: string;
  readonly userAuthorizationRequired: boolean;
  readonly tags: Tags;
}

export interface Stack extends Thing {
  readonly name: string;
  readonly id: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly resources: Readonly<Record<string, StackResource>>;
  /** Values of the template's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
}

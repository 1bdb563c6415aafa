/** What stands on the path of emergency access, or tells of it. */
export type ProtectedKind =
  | "targetRole"
  | "hubRole"
  | "pathRole"
  | "deployerRole"
  | "executionRole"
  | "serviceLinkedRole"
  | "pathPolicy"
  | "responder"
  | "samlProvider"
  | "memberStack"
  | "stack"
  | "rule"
  | "bus"
  | "queue"
  | "topic"
  | "subscription"
  | "key"
  | "keyAlias"
  | "function"
  | "register"
  | "alarm"
  | "schedule"
  | "bucket"
  | "object"
  | "trail"
  | "logGroup"
  | "metricFilter"
  | "stackSet"
  | "organizationPolicy"
  | "organization"
  | "account";

/**
 * What becomes of it: somebody else acts as it; it stands there altered, or no more; there is one of its name; a service
 * acts as it; it no longer sees or tells; the account is out of the organization's reach.
 */
export type ActEffect = "take" | "change" | "remove" | "make" | "pass" | "blind" | "leave";

/** A call as CloudTrail records it. Parameters have placeholders of the thing: `{name}`, `{arn}`, `{account}`, `{id}`. */
export interface RecordedCall {
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly readOnly: boolean;
  readonly isData: boolean;
  readonly region: "home-of-thing" | "us-east-1";
}

/** Something that can be done to a protected thing. */
export interface ActRow {
  /** `<action> on <kind>`. */
  readonly id: string;
  readonly action: string;
  readonly on: ProtectedKind;
  readonly effect: ActEffect;
  /** What IAM is asked about, where it is not the thing itself: `*` for an action without resource types. */
  readonly resource: string;
  /** Whether the account that holds the thing's name is told, or the management account that manages it. */
  readonly calledIn: "account-of-thing" | "management";
  readonly event: RecordedCall;
  /** The service's page of the Service Authorization Reference. */
  readonly source: string;
}

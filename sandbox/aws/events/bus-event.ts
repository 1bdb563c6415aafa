/** An event on a bus. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * A rule in state ENABLED does not see read-only management events; the session calls count as writes.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export function isReadOnlyManagementEvent({ "detail-type": type, detail }: BusEvent): boolean {
  if (type !== "AWS API Call via CloudTrail") return false;
  const name = String(detail["eventName"]);
  if (countedAsWrites.has(name)) return false;
  return detail["readOnly"] === true || countedAsReads.has(name) || /^(Get|List|Describe)/.test(name);
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-management-event-list.html */
const countedAsWrites = new Set(["AssumeRoot", "GetSessionToken", "GetFederationToken"]);
const countedAsReads = new Set([
  "AssumeRole",
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "DecodeAuthorizationMessage",
]);

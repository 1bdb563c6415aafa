import { createHash } from "node:crypto";
import { fieldsOf, momentOf, textOf } from "./reading";
import type { Fields } from "./types";

/** The envelope by which EventBridge delivers an event; `account` is set by AWS, not by the sender. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly at: number | undefined;
  readonly detail: Fields;
}

/** A record of CloudTrail. */
export interface Trail extends Envelope {
  readonly eventSource: string;
  readonly name: string;
  readonly identity: Fields;
  readonly issuer: Fields;
  readonly request: Fields;
  readonly response: Fields;
  readonly extra: Fields;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  readonly isRead: boolean;
  readonly ip: string;
  readonly eventId: string;
  readonly useId: string;
}

/**
 * Both spellings of the sign-in: what arrives and what the guide says.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-signin.html
 */
const trailTypes = [
  "AWS API Call via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "AWS Console Signin via CloudTrail",
  "AWS Console Action via CloudTrail",
  "AWS Service Event via CloudTrail",
];

export function envelopeOf(event: unknown): Envelope | undefined {
  const fields = fieldsOf(event);
  const source = textOf(fields["source"]);
  const type = textOf(fields["detail-type"]);
  const account = textOf(fields["account"]);
  const region = textOf(fields["region"]);
  if (source === undefined || type === undefined || account === undefined || region === undefined) return undefined;
  const at = momentOf(fields["time"]);
  return { id: eventIdOf(event), source, type, account, region, at, detail: fieldsOf(fields["detail"]) };
}

export function trailOf(envelope: Envelope): Trail | undefined {
  const { id, source, detail, account, region, type } = envelope;
  const eventSource = textOf(detail["eventSource"]);
  const name = textOf(detail["eventName"]);
  const identity = fieldsOf(detail["userIdentity"]);
  if (!trailTypes.includes(type) || eventSource === undefined || name === undefined) return undefined;
  if (textOf(identity["type"]) === undefined) return undefined;
  // AWS writes both; a record that says otherwise than its envelope is none of CloudTrail's.
  const recipient = textOf(detail["recipientAccountId"]);
  if (recipient !== undefined && recipient !== account) return undefined;
  return {
    id,
    source,
    type,
    account,
    region,
    detail,
    eventSource,
    name,
    identity,
    issuer: fieldsOf(fieldsOf(identity["sessionContext"])["sessionIssuer"]),
    request: fieldsOf(detail["requestParameters"]),
    response: fieldsOf(detail["responseElements"]),
    extra: fieldsOf(detail["additionalEventData"]),
    errorCode: textOf(detail["errorCode"]),
    errorMessage: textOf(detail["errorMessage"]),
    isRead: detail["readOnly"] === true,
    ip: textOf(detail["sourceIPAddress"]) ?? "unknown",
    at: momentOf(detail["eventTime"]),
    eventId: id,
    useId: textOf(detail["sharedEventID"]) ?? id,
  };
}

/** `eventID` of the record, else EventBridge's own id, else a digest: the same delivery has the same id. */
export function eventIdOf(event: unknown): string {
  const fields = fieldsOf(event);
  return textOf(fieldsOf(fields["detail"])["eventID"]) ?? textOf(fields["id"]) ?? digestOf(event);
}

function digestOf(event: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(event) ?? String(event))
    .digest("hex");
}

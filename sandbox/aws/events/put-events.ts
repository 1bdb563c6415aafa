import { eventBusArn } from "../regional-arns";
import { uuid } from "../ids";
import { arnParts } from "../arns";
import type { BusEvent } from "./bus-event";
import { noHops, travel } from "./deliver";
import { placeOf, putFault } from "./forward";
import { tell, type Live } from "./live";

/** What a caller of PutEvents gives. */
export interface PutEntry {
  readonly busArn: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * PutEvents by a user or role: the event's account is the caller's, and AWS keeps sources beginning with `aws.` to
 * itself. Undefined where the bus took it, otherwise why not.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
export async function putEvents(live: Live, callerArn: string, entry: PutEntry): Promise<string | undefined> {
  const { busArn, source, detail } = entry;
  const { where, bus } = placeOf(busArn);
  const account = arnParts(callerArn)?.account ?? "";
  const event: BusEvent = {
    version: "0",
    id: uuid("event", live.aws.clock, callerArn, live.steps.length),
    "detail-type": entry["detail-type"],
    source,
    account,
    time: live.aws.clock,
    region: where.region,
    resources: [],
    detail,
  };
  const fault = source.startsWith("aws.")
    ? `NotAuthorizedForSourceException: ${source}`
    : putFault(live.aws, callerArn, busArn, event, false);
  const outcome = fault === undefined ? "delivered" : "failed";
  tell(live, { what: event.id, from: callerArn, to: eventBusArn(where, bus), outcome, reason: fault ?? "" });
  if (fault === undefined) await travel(live, where, bus, event, noHops);
  return fault;
}

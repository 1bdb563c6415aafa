import { arnParts } from "../arns";
import { callerVerdict } from "../authorization/resource-policy";
import { canAssume } from "../authorization/services";
import type { Aws } from "../model";
import { regionalIn, type Where } from "../regional";
import type { BusEvent } from "./bus-event";
import type { Hops, Leg } from "./leg";

/** A bus that has taken an event. */
export interface Arrival {
  readonly where: Where;
  readonly bus: string;
  readonly hops: Hops;
}

/** The other bus takes the event, or the error's code and words. */
export function arrivalAt(aws: Aws, leg: Leg): Arrival | { readonly fault: string } {
  const { where, target, event, hops, ruleArn } = leg;
  const arrival = placeOf(target.arn);
  const next = {
    accounts: hops.accounts + (arrival.where.accountId === where.accountId ? 0 : 1),
    regions: hops.regions + (arrival.where.region === where.region ? 0 : 1),
  };
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html: no chains.
  if (next.accounts > 1) return { fault: "THIRD_ACCOUNT_HOP_DETECTED: the event came from another account already" };
  if (next.regions > 1) return { fault: "THIRD_REGION_HOP_DETECTED: the event came from another Region already" };
  const isHere = next.accounts === hops.accounts && next.regions === hops.regions;
  if (target.roleArn === undefined && !isHere) return { fault: `NO_PERMISSIONS: ${target.arn} needs a role` };
  if (target.roleArn !== undefined) {
    const context = { "aws:SourceArn": ruleArn, "aws:SourceAccount": where.accountId };
    if (!canAssume(aws, "events.amazonaws.com", target.roleArn, context)) {
      return { fault: `NO_PERMISSIONS: events.amazonaws.com cannot assume ${target.roleArn}` };
    }
    const fault = putFault(aws, target.roleArn, target.arn, event, true);
    if (fault !== undefined) return { fault };
  }
  return busAt(aws, target.arn) === undefined
    ? { fault: `RESOURCE_NOT_FOUND: event bus does not exist: ${target.arn}` }
    : { ...arrival, hops: next };
}

/** Why the caller may not put the event on the bus; undefined where it may. */
export function putFault(
  aws: Aws,
  callerArn: string,
  busArn: string,
  event: Pick<BusEvent, "source" | "detail-type">,
  isForwarded: boolean,
): string | undefined {
  const { where } = placeOf(busArn);
  const bus = busAt(aws, busArn);
  if (bus === undefined) return `ResourceNotFoundException: event bus does not exist: ${busArn}`;
  const verdict = callerVerdict(
    aws,
    { arn: callerArn, context: {} },
    {
      action: "events:PutEvents",
      resource: busArn,
      accountId: where.accountId,
      policy: bus.policy,
      context: {
        "events:source": [event.source],
        "events:detail-type": [event["detail-type"]],
        "events:eventBusInvocation": String(isForwarded),
        "aws:RequestedRegion": where.region,
      },
    },
  );
  if (verdict.decision === "allowed") return undefined;
  const statements = verdict.by.map(({ policy, statement }) => `${policy}: ${statement}`);
  const why =
    statements.length > 0 ? statements.join(", ") : `no statement allows it in: ${verdict.missing.join(", ")}`;
  return `NO_PERMISSIONS: ${callerArn} may not events:PutEvents on ${busArn} (${verdict.decision}, ${why})`;
}

export function placeOf(busArn: string): { readonly where: Where; readonly bus: string } {
  const parts = arnParts(busArn);
  const where = { accountId: parts?.account ?? "", region: parts?.region ?? "" };
  return { where, bus: (parts?.resource ?? "").replace(/^event-bus\//, "") };
}

/** The bus `default` is there without a record. */
function busAt(aws: Aws, busArn: string): { readonly policy?: string } | undefined {
  const { where, bus } = placeOf(busArn);
  const record = regionalIn(aws, where).eventBuses[bus];
  return record ?? (bus === "default" && aws.accounts[where.accountId] !== undefined ? {} : undefined);
}

import { pointersFor, incidentRow, senderText, type Incident } from "./incident";
import type { Declaration } from "./incident-events";
import { keys, newRow } from "./keys";
import { isoOf, momentOf } from "./reading";
import {
  accepted,
  alertAbout,
  linkWrites,
  senderOf,
  sentAt,
  separationOf,
  windowText,
  type Known,
  type Sent,
} from "./step";
import type { Decision, Write } from "./types";

const minute = 60_000;
/** An incident is a matter of hours or days; longer ones are declared anew, so that somebody looks again. */
export const longestIncident = 72 * 60 * minute;
/** How long before its declaration a use may lie and still be linked to it. */
export const linkWindow = 60 * minute;

export function declared(sent: Sent, declaration: Declaration): Decision {
  const at = sentAt(sent) ?? sent.now;
  const { settings } = sent;
  const start = momentOf(declaration.start) ?? at;
  const end = momentOf(declaration.end) ?? at;
  if (end <= Math.max(start, at)) return alertAbout(sent, "refused: it would end before it begins", undefined);
  if (end - start > longestIncident)
    return alertAbout(sent, "refused: it would last longer than three days", undefined);
  const { id, ticket, reason, failureMode, tiers, accounts, drill, approvers } = declaration;
  const incident: Incident = {
    id,
    ticket,
    reason,
    failureMode,
    tiers,
    accounts,
    start,
    end,
    drill: drill === true,
    state: "declared",
    asked:
      approvers === undefined ? undefined : { first: approvers.first, second: approvers.second ?? approvers.first },
    declaredAt: at,
    requester: senderOf(sent, "declare", at),
    deadline: at + settings.approvalMinutes * minute,
    escalations: 0,
    unproven: undefined,
    approver: undefined,
    approvedAs: undefined,
    approvedAt: undefined,
    closedAt: undefined,
    step: sent.sighting.eventId,
  };
  const linked = linkWrites(incident, sent.view, linkWindow);
  const writes: readonly Write[] = [
    ...pointerWrites(incident),
    ...linked.writes,
    { do: "put", row: newRow(keys.listed(at, id), { id }), only: "always" },
    { do: "put", row: newRow(keys.deadline(incident.deadline, "approval", id), { id }), only: "always" },
    { do: "put", row: newRow(keys.deadline(end, "end", id), { id }), only: "always" },
    // Last: while it is missing, a repetition after a fault does all of it again.
    { do: "put", row: incidentRow(incident, 1), only: "new" },
  ];
  const asked = incident.asked === undefined ? "" : `; ${incident.asked.first} is asked`;
  const until = `approval by ${isoOf(incident.deadline)}${asked}`;
  return accepted(
    sent,
    `incident ${id} declared by ${senderText(incident.requester)} for ${windowText(incident)}; ${until}${linkText(linked.count)}`,
    incident,
    writes,
  );
}

/** By somebody else than who asked; not known yet means not approved yet, and the next heartbeat looks again. */
export function approved(sent: Sent, { row, incident }: Known): Decision {
  const at = sentAt(sent) ?? sent.now;
  if (incident.state !== "declared") return alertAbout(sent, `refused: the incident is ${incident.state}`, incident);
  if (at > incident.end) return alertAbout(sent, "refused: the incident has ended", incident);
  const approver = senderOf(sent, "approve", at);
  const requester = provenRequester(sent, incident);
  const asked = { ...incident, requester, step: sent.sighting.eventId };
  switch (separationOf(requester, approver)) {
    case "one person":
      return alertAbout(
        sent,
        `refused: ${senderText(approver)} would approve what ${senderText(requester)} asked for`,
        asked,
      );
    case "not known yet": {
      const waiting: Incident = { ...asked, unproven: approver };
      const { writes } = changedIncident(row.version, waiting);
      return accepted(sent, "approval received; who sent it is not known yet, so uses alert until it is", waiting, [
        { do: "put", row: newRow(keys.deadline(sent.now, "proof", incident.id), { id: incident.id }), only: "always" },
        ...writes,
      ]);
    }
    case "two people": {
      const next = approvalOf(asked, approver, at);
      const linked = linkWrites(next, sent.view, linkWindow);
      const said = `incident ${next.id} approved by ${senderText(approver)} for ${windowText(next)}${linkText(linked.count)}`;
      return accepted(sent, said, next, [...linked.writes, ...approvalWrites(row.version, incident, next)]);
    }
  }
}

export function approvalOf(incident: Incident, approver: NonNullable<Incident["approver"]>, at: number): Incident {
  const approvedAs = incident.escalations === 0 ? "first" : "second";
  return { ...incident, state: "approved", approver, unproven: undefined, approvedAs, approvedAt: at };
}

export function approvalWrites(version: number, before: Incident, next: Incident): readonly Write[] {
  return [
    ...pointerWrites(next, before),
    { do: "delete", ...keys.deadline(before.deadline, "approval", before.id) },
    ...changedIncident(version, next).writes,
  ];
}

/** The AssumeRole event may have come after the declaration. */
export function provenRequester(sent: Sent, { requester }: Incident): Incident["requester"] {
  if (requester.people === undefined || requester.people.length > 0) return requester;
  return senderOf({ ...sent, envelope: { ...sent.envelope, account: requester.account } }, "declare", requester.at);
}

export function changedIncident(version: number, incident: Incident): { readonly writes: readonly Write[] } {
  return { writes: [{ do: "put", row: incidentRow(incident, version + 1), only: "unchanged" }] };
}

/** New pointers stand before the old ones fall: at no moment is a use without its incident. */
export function pointerWrites(next: Incident, before?: Incident): readonly Write[] {
  const rows = pointersFor(next);
  const kept = new Set(rows.map(({ pk, sk }) => `${pk}\n${sk}`));
  const old = before === undefined ? [] : pointersFor(before).filter(({ pk, sk }) => !kept.has(`${pk}\n${sk}`));
  return [
    ...rows.map((row): Write => ({ do: "put", row, only: "always" })),
    ...old.map(({ pk, sk }): Write => ({ do: "delete", pk, sk })),
  ];
}

function linkText(count: number): string {
  return count === 0 ? "" : `; ${count} earlier ${count === 1 ? "use is" : "uses are"} linked to it`;
}

import { changedIncident, longestIncident, pointerWrites } from "./grants";
import { personText, type Incident } from "./incident";
import type { StepDetails } from "./incident-events";
import { keys, newRow } from "./keys";
import { published } from "./message";
import { isoOf, momentOf, textOf } from "./reading";
import { accepted, alertAbout, sentAt, type Known, type Sent } from "./step";
import type { Decision, Message, Row, Write } from "./types";
import { rowsAt } from "./view";

/** Records of a session's last minutes arrive after its end: pointers outlive their incident, covering no later use. */
export const sweepAfter = 2 * 24 * 3_600_000;

export function extended(
  sent: Sent,
  { row, incident }: Known,
  { end, reason }: StepDetails["IncidentExtended"],
): Decision {
  const until = momentOf(end) ?? 0;
  if (incident.state !== "approved") return alertAbout(sent, `refused: the incident is ${incident.state}`, incident);
  if (until <= incident.end) return alertAbout(sent, "refused: an extension ends later than the incident", incident);
  if (until - sent.now > longestIncident)
    return alertAbout(sent, "refused: it would last longer than three days from now", incident);
  const next = { ...incident, end: until, step: sent.sighting.eventId };
  return accepted(sent, `incident ${incident.id} extended to ${isoOf(until)}: ${reason}`, next, [
    ...pointerWrites(next, incident),
    { do: "put", row: newRow(keys.deadline(until, "end", incident.id), { id: incident.id }), only: "always" },
    { do: "delete", ...keys.deadline(incident.end, "end", incident.id) },
    ...changedIncident(row.version, next).writes,
  ]);
}

/** Ends the approval now, and opens the rotation of what was used (E20). */
export function closed(sent: Sent, { row, incident }: Known): Decision {
  const at = sentAt(sent) ?? sent.now;
  if (incident.state === "closed") return alertAbout(sent, "refused: the incident is closed already", incident);
  const next: Incident = {
    ...incident,
    state: "closed",
    closedAt: incident.closedAt ?? at,
    step: sent.sighting.eventId,
  };
  const rotation = rotationOf(next, rowsAt(sent.view, row.pk), sent.now);
  return accepted(
    sent,
    `incident ${incident.id} closed`,
    next,
    [
      ...pointerWrites(next, incident),
      ...rotation.writes,
      { do: "delete", ...keys.deadline(incident.deadline, "approval", incident.id) },
      { do: "delete", ...keys.deadline(incident.end, "end", incident.id) },
      {
        do: "put",
        row: newRow(keys.deadline(sent.now + sweepAfter, "sweep", incident.id), { id: incident.id }),
        only: "always",
      },
      ...changedIncident(row.version, next).writes,
    ],
    [rotation.message],
  );
}

/** The task that stays open until readiness has seen new credentials. */
export function rotationOf(
  incident: Incident,
  rows: readonly Row[],
  now: number,
): { readonly writes: readonly Write[]; readonly message: Message } {
  const uses = rows.filter(({ sk }) => sk.startsWith("use#"));
  const people = [
    ...new Set(uses.map(({ body }) => textOf(body["person"])).filter((person) => person !== undefined)),
  ].sort();
  const unknown = uses.some(({ body }) => textOf(body["person"]) === undefined);
  const body = { incident: incident.id, state: "open", openedAt: now, people, unknown, uses: uses.length };
  const who = people.length === 0 ? "every responder who may have used it" : people.map(personText).join(", ");
  const message = published({
    page: false,
    subject: `Notice: rotate credentials after incident ${incident.id}`,
    lines: [
      `Incident ${incident.id} is over; ${uses.length} uses belong to it.`,
      "",
      "What to do next",
      `1. Give new passwords, and check the MFA devices, of: ${who}${unknown && people.length > 0 ? "; for some uses nobody is known, so ask all" : ""}.`,
      "2. Look through the uses with those who made them.",
      "Runbook: docs/runbook.md#rotate-credentials",
    ],
    attributes: {
      decision: "record",
      kind: "incident",
      task: "rotate-credentials",
      incident: incident.id,
      people: people.join(" "),
      uses: uses.length,
    },
  });
  return { writes: [{ do: "put", row: newRow(keys.rotation(incident.id), body), only: "always" }], message };
}

import { changed } from "./alerting";
import { digestLookups, digestOf } from "./digests";
import { rotationOf, sweepAfter } from "./ends";
import { approvalOf, approvalWrites, changedIncident, provenRequester } from "./grants";
import { incidentOf, pointersFor, senderText, type Incident } from "./incident";
import { keys, newRow } from "./keys";
import { messageFor } from "./message";
import { isoOf, momentOf, textOf } from "./reading";
import { peopleWith, separationOf, type Known, type Sent } from "./step";
import { senderLookup } from "./steps";
import type { Envelope } from "./trail";
import type { Decision, Lookup, Message, RegisterView, Row, Sighting, TriageSettings, Write } from "./types";
import { rowAt, rowsAt } from "./view";

const minute = 60_000;
/** How long an approval may wait for the AssumeRole event that says who sent it. */
const proofWithin = 30 * minute;
const mostEscalations = 2;
/** Longer than the function runs. */
const turnLasts = minute;
const pk = "deadlines";

interface Due {
  readonly row: Row;
  readonly what: string;
  readonly known: Known | undefined;
}

/** The heartbeat is the clock: it comes every five minutes, nights and holidays too. */
export function tickLookups(now: number, view: RegisterView): readonly Lookup[] {
  const due = rowsAt(view, pk).filter((row) => isDue(row, now));
  const ids = due.map(({ body }) => textOf(body["id"])).filter((id) => id !== undefined);
  return [
    keys.turn,
    { pk, first: 25 },
    ...ids.flatMap((id) => [keys.incident(id), { pk: keys.incident(id).pk, first: 500 }]),
    ...(due.some((row) => whatOf(row) === "proof") ? [senderLookup("declare"), senderLookup("approve")] : []),
    ...digestLookups(now, view),
  ];
}

export function decideTick(
  envelope: Envelope,
  sighting: Sighting,
  view: RegisterView,
  now: number,
  settings: TriageSettings,
): Decision {
  const measures = [{ name: "HeartbeatReceived", region: sighting.region }] as const;
  const base = { kind: "heartbeat", reason: sighting.what } as const;
  if (!view.reachable) {
    return {
      ...base,
      verdict: "heartbeat",
      messages: [],
      writes: [],
      after: [],
      measures,
    };
  }
  const turn = rowAt(view, keys.turn);
  if (!isTurn(turn, sighting.eventId, now)) {
    return { ...base, verdict: "heartbeat", messages: [], writes: [], after: [], measures };
  }
  const sent: Sent = { envelope, sighting, view, now, settings };
  // One step for each incident and tick: the next tick sees what this one has written.
  const due = rowsAt(view, pk).filter((row) => isDue(row, now));
  const first = due.filter(({ body }, index) => due.findIndex((other) => other.body["id"] === body["id"]) === index);
  const acts = first.map((row) => actOf({ row, what: whatOf(row), known: knownOf(row, view) }, sent));
  const digest = digestOf(view, now);
  const messages = [...acts.flatMap((act) => act.messages), ...digest.messages];
  const after = [...digest.after, ...acts.flatMap((act) => act.writes)];
  return {
    ...base,
    verdict: messages.some(({ attributes }) => attributes["decision"] === "escalate") ? "escalate" : "heartbeat",
    messages,
    writes: after.length === 0 ? [] : [turnWrite(turn, sighting.eventId, now)],
    // What was due stays due until its message is out: a fault in between tells it again, never not at all.
    after,
    measures: [...measures, ...messages.filter(({ page }) => page).map(() => ({ name: "Alerts" }) as const)],
  };
}

/** Heartbeats of several Regions come together; one of them acts, and another where that one did not finish. */
function isTurn(turn: Row | undefined, eventId: string, now: number): boolean {
  if (turn === undefined || turn.body["by"] === eventId) return true;
  return now - (momentOf(turn.body["at"]) ?? 0) >= turnLasts;
}

function turnWrite(turn: Row | undefined, eventId: string, now: number): Write {
  const body = { at: isoOf(now), by: eventId };
  return turn === undefined ? { do: "put", row: newRow(keys.turn, body), only: "new" } : changed(turn, body);
}

interface Act {
  readonly writes: readonly Write[];
  readonly messages: readonly Message[];
}

function actOf({ row, what, known }: Due, sent: Sent): Act {
  const gone: Write = { do: "delete", pk: row.pk, sk: row.sk };
  if (known === undefined) return { writes: [gone], messages: [] };
  const act =
    what === "approval"
      ? overdue(known, sent)
      : what === "end"
        ? ended(known, sent)
        : what === "proof"
          ? proven(known, sent)
          : swept(known);
  return act === "wait" ? { writes: [], messages: [] } : { ...act, writes: [...act.writes, gone] };
}

/** Nobody approved in time: the second is asked, then everybody hears of it. */
function overdue({ row, incident }: Known, { sighting, now, settings }: Sent): Act {
  if (incident.state !== "declared") return { writes: [], messages: [] };
  const escalations = incident.escalations + 1;
  const isLast = escalations >= mostEscalations;
  const deadline = now + settings.approvalMinutes * minute;
  const next: Incident = { ...incident, escalations, deadline };
  const second = incident.asked === undefined ? "a second approver" : incident.asked.second;
  const asked = isLast
    ? "no approver has answered; until one does, every use alerts"
    : `${second} is asked, until ${isoOf(deadline)}`;
  const reason = `nobody has approved incident ${incident.id} of ${senderText(incident.requester)} in time; ${asked}`;
  return {
    messages: [
      told({ ...sighting, kind: "incident", what: `approval of incident ${incident.id}` }, reason, next, "escalate"),
    ],
    writes: [
      ...changedIncident(row.version, next).writes,
      ...(isLast
        ? []
        : [
            {
              do: "put",
              row: newRow(keys.deadline(deadline, "approval", incident.id), { id: incident.id }),
              only: "always",
            } as const,
          ]),
    ],
  };
}

function ended({ row, incident }: Known, { sighting, view, now }: Sent): Act {
  if (incident.state !== "approved" && incident.state !== "declared") return { writes: [], messages: [] };
  const next: Incident = { ...incident, state: "expired", closedAt: incident.end };
  const rotation = rotationOf(next, rowsAt(view, row.pk), now);
  const wasUsed = incident.state === "approved";
  const reason = `incident ${incident.id} ended at ${isoOf(incident.end)} and was not closed`;
  return {
    messages: [
      told({ ...sighting, kind: "incident", what: `end of incident ${incident.id}` }, reason, next, "record"),
      ...(wasUsed ? [rotation.message] : []),
    ],
    writes: [
      ...(wasUsed ? rotation.writes : []),
      {
        do: "put",
        row: newRow(keys.deadline(now + sweepAfter, "sweep", incident.id), { id: incident.id }),
        only: "always",
      },
      ...changedIncident(row.version, next).writes,
    ],
  };
}

/** The AssumeRole event has come, or never will. */
function proven({ row, incident }: Known, sent: Sent): Act | "wait" {
  const { unproven } = incident;
  if (incident.state !== "declared" || unproven === undefined) return { writes: [], messages: [] };
  const approver = {
    ...unproven,
    people: unproven.people?.length === 0 ? peopleWith("approve", unproven.at, sent.view) : unproven.people,
  };
  const requester = provenRequester(sent, incident);
  const about = { ...sent.sighting, kind: "incident", what: `approval of incident ${incident.id}` } as const;
  const refused = (reason: string): Act => ({
    messages: [told(about, reason, { ...incident, requester }, "alert")],
    writes: changedIncident(row.version, { ...incident, unproven: undefined }).writes,
  });
  switch (separationOf(requester, approver)) {
    case "one person":
      return refused(`refused: ${senderText(approver)} would approve what ${senderText(requester)} asked for`);
    case "not known yet":
      return sent.now - unproven.at < proofWithin
        ? "wait"
        : refused("refused: nobody is known who could have sent the approval");
    case "two people": {
      const next = approvalOf({ ...incident, requester }, approver, unproven.at);
      return {
        messages: [told(about, `incident ${incident.id} approved by ${senderText(approver)}`, next, "record")],
        writes: approvalWrites(row.version, incident, next),
      };
    }
  }
}

/** Two days after the end no record of its time is under way any more. */
function swept({ incident }: Known): Act {
  return {
    messages: [],
    writes: pointersFor(incident).map((pointer): Write => ({ do: "delete", pk: pointer.pk, sk: pointer.sk })),
  };
}

function told(
  sighting: Sighting,
  reason: string,
  incident: Incident,
  verdict: "alert" | "escalate" | "record",
): Message {
  return messageFor(sighting, { verdict, page: verdict !== "record", reason, person: undefined, incident, count: 1 });
}

function isDue({ sk }: Row, now: number): boolean {
  return (momentOf(sk.split("#")[0]) ?? 0) <= now;
}

function whatOf({ sk }: Row): string {
  return sk.split("#")[1] ?? "";
}

function knownOf({ body }: Row, view: RegisterView): Known | undefined {
  const id = textOf(body["id"]);
  const row = id === undefined ? undefined : rowAt(view, keys.incident(id));
  const incident = incidentOf(row);
  return row === undefined || incident === undefined ? undefined : { row, incident };
}

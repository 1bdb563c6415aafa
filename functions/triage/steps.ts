import { closed, extended, rotationOf } from "./ends";
import { declared, approved } from "./grants";
import { incidentOf, type Incident } from "./incident";
import { detailSchemas, isIncidentStep, type IncidentStep, type StepDetails } from "./incident-events";
import { dayOf, keys } from "./keys";
import { textOf, textsOf } from "./reading";
import { accepted, alertAbout, sentAt, type Sent } from "./step";
import type { Envelope } from "./trail";
import { schemaIssues } from "./validation";
import type { Decision, Lookup, RegisterView, Sighting, TriageSettings } from "./types";
import { rowAt, rowsAt } from "./view";

const stepNames = {
  IncidentDeclared: "declare",
  IncidentApproved: "approve",
  IncidentExtended: "extend",
  IncidentClosed: "close",
} as const satisfies Readonly<Record<IncidentStep, string>>;

/** How many sessions of a step's role are looked at for who sent it. */
const senders = 20;
const day = 24 * 3_600_000;

export function stepLookups(envelope: Envelope, now: number, view: RegisterView): readonly Lookup[] {
  const { detail, type } = envelope;
  const id = textOf(detail["id"]);
  if (id === undefined || !isIncidentStep(type)) return [];
  const incident = incidentOf(rowAt(view, keys.incident(id)));
  const tiers = incident?.tiers ?? textsOf(detail["tiers"]);
  const isGrant = type === "IncidentDeclared" || type === "IncidentApproved";
  return [
    keys.incident(id),
    ...(isGrant ? unlinkedLookups(tiers, now) : []),
    ...(isGrant ? (["declare", "approve"] as const).map((step) => senderLookup(step)) : []),
    ...(type === "IncidentClosed" ? [{ pk: keys.incident(id).pk, first: 500 }] : []),
  ];
}

export function senderLookup(step: "declare" | "approve"): Lookup {
  return { pk: `sender#${step}`, first: senders, descending: true };
}

/** Uses of today and yesterday that no incident covered. */
export function unlinkedLookups(tiers: readonly string[], now: number): readonly Lookup[] {
  return [...tiers, "any"].flatMap((tier) =>
    [now, now - day].map(
      (moment) => ({ pk: `unlinked#${dayOf(moment)}#${tier}`, first: 100, descending: true }) as const,
    ),
  );
}

/** Moves an incident on; whatever is not exactly in order is refused, and that alerts: access waits for none of it. */
export function decideStep(
  envelope: Envelope,
  sighting: Sighting,
  view: RegisterView,
  now: number,
  settings: TriageSettings,
): Decision {
  const sent: Sent = { envelope, sighting, view, now, settings };
  if (!view.reachable) return alertAbout(sent, `the register does not answer (${view.why})`, undefined);
  const { type, detail, account } = envelope;
  if (!isIncidentStep(type)) return alertAbout(sent, `${type} is no step of an incident`, undefined);
  const issues = schemaIssues(detail, detailSchemas[type]);
  if (issues.length > 0) return alertAbout(sent, `refused, it is not in order: ${issues.join("; ")}`, undefined);
  const row = rowAt(view, keys.incident(String(detail["id"])));
  const incident = incidentOf(row);
  const step = stepNames[type];
  if (!settings.senders[step].includes(account)) {
    return alertAbout(sent, `refused: nobody of account ${account} may ${step} an incident`, incident);
  }
  if (sentAt(sent) === undefined) return alertAbout(sent, "refused: its time is not now, a clock is wrong", incident);
  return moved(sent, type, row === undefined ? undefined : { row, incident });
}

function moved(
  sent: Sent,
  type: IncidentStep,
  found: { readonly row: NonNullable<ReturnType<typeof rowAt>>; readonly incident: Incident | undefined } | undefined,
): Decision {
  const { detail } = sent.envelope;
  if (found?.incident?.step === sent.sighting.eventId) {
    const isClosing = type === "IncidentClosed";
    const rows = rowsAt(sent.view, found.row.pk);
    const more = isClosing ? [rotationOf(found.incident, rows, sent.now).message] : [];
    return accepted(sent, `the ${stepNames[type]} step again, after a fault`, found.incident, [], more);
  }
  if (type === "IncidentDeclared") {
    if (found !== undefined) return alertAbout(sent, "refused: an incident of this id exists already", found.incident);
    return declared(sent, detail as unknown as StepDetails["IncidentDeclared"]);
  }
  if (found?.incident === undefined) return alertAbout(sent, "refused: there is no incident of this id", undefined);
  const known = { row: found.row, incident: found.incident };
  switch (type) {
    case "IncidentApproved":
      return approved(sent, known);
    case "IncidentExtended":
      return extended(sent, known, detail as unknown as StepDetails["IncidentExtended"]);
    case "IncidentClosed":
      return closed(sent, known);
    default:
      return type satisfies never;
  }
}

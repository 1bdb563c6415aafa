import { personText, senderText, type Incident } from "./incident";
import { nextSteps } from "./next-steps";
import { isoOf } from "./reading";
import type { Message, Sighting, Verdict } from "./types";

/** Chapters of the runbook stand in the project that was deployed: no system that may be down is on the way to them. */
const runbook = "docs/runbook.md";
/** SNS: ASCII, below 100 characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 99;

export interface Told {
  readonly verdict: Verdict;
  readonly page: boolean;
  readonly reason: string;
  readonly person: string | undefined;
  readonly incident: Incident | undefined;
  readonly count: number;
}

/** For a human: who, what, where, when, from where, as what, declared or not, and what to do next. The same as attributes. */
export function messageFor(sighting: Sighting, told: Told): Message {
  const { kind, account, region, call, ip, actor, what, at, error } = sighting;
  const { chapter, steps } = nextSteps[kind];
  const role = roleText(sighting);
  const who =
    told.person === undefined
      ? `not known yet; the record says ${actor.label}`
      : `${personText(told.person)} (${told.person})`;
  const heading = headingFor(told);
  const lines = [
    `${heading}: ${told.reason}`,
    "",
    `Who        ${who}`,
    `What       ${call}: ${what}${error === undefined ? "" : ` (${error})`}`,
    `Where      account ${account}, ${region}`,
    `When       ${at === undefined ? "not readable" : isoOf(at)}`,
    `From       ${ip}`,
    `Role       ${role}`,
    `Incident   ${incidentText(told.incident)}`,
    ...(told.count > 1 ? [`So far     ${told.count} events in this session`] : []),
    "",
    "What to do next",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    `Runbook: ${runbook}#${chapter}`,
    `Event ${sighting.eventId}`,
  ];
  const attributes = {
    decision: told.verdict,
    page: String(told.page),
    kind,
    reason: told.reason,
    person: told.person,
    call,
    account,
    region,
    time: at === undefined ? undefined : isoOf(at),
    ip,
    role,
    incident: told.incident?.id,
    declared: told.incident === undefined ? "no" : told.incident.state,
    drill: told.incident === undefined ? undefined : String(told.incident.drill),
    thread: sighting.thread,
    count: told.count,
    runbook: `${runbook}#${chapter}`,
    event: sighting.eventId,
    use: sighting.useId,
  };
  return published({ page: told.page, subject: `${heading}: ${what}`, lines, attributes });
}

interface Unpublished {
  readonly page: boolean;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
}

/** A few attributes to filter by, and all of them as JSON: SNS hands at most ten on to a queue. */
export function published({ page, subject, lines, attributes }: Unpublished): Message {
  const { decision, kind, account, region, incident } = attributes;
  const filters = { decision, page: String(page), kind, account, region, incident };
  const texts = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)] as const],
  );
  return {
    page,
    subject: `Lifeline ${subject}`.slice(0, longestSubject).replace(/[^ -~]+/g, "?"),
    text: lines.join("\n"),
    attributes: { ...Object.fromEntries(texts), details: JSON.stringify(attributes) },
  };
}

/** A line for a digest. */
export function summaryOf({ call, account, region, at, ip, actor }: Sighting, reason: string): string {
  return `${at === undefined ? "?" : isoOf(at)} ${call} by ${actor.label} in ${account} ${region} from ${ip}: ${reason}`;
}

function headingFor({ verdict, page, incident }: Told): string {
  const drill = incident?.drill === true ? "DRILL " : "";
  if (verdict === "escalate") return `${drill}ESCALATION`;
  return `${drill}${page ? "ALERT" : "Notice"}`;
}

function roleText({ role, place }: Sighting): string {
  if (place === undefined || place.kind === "sign-in" || place.kind === "incident-role") return role ?? "none";
  return `${role ?? place.kind} (tier ${place.tier})`;
}

function incidentText(incident: Incident | undefined): string {
  if (incident === undefined) return "none declared";
  const approval = incident.approver === undefined ? "not approved" : `approved by ${senderText(incident.approver)}`;
  return `${incident.id} (${incident.state}${incident.drill ? ", drill" : ""}), ticket ${incident.ticket}, asked by ${senderText(incident.requester)}, ${approval}`;
}

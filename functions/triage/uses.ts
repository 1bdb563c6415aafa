import { tellingLookups, tellingOf } from "./alerting";
import { coverageLookups, coverageOf, type Coverage } from "./coverage";
import type { Incident } from "./incident";
import { dayOf, keys, newRow } from "./keys";
import { messageFor, summaryOf } from "./message";
import { personLookups, personOf, personWrites } from "./person";
import { textOf } from "./reading";
import type { Decision, Fields, Lookup, Measure, RegisterView, Sighting, Write } from "./types";
import { rowAt } from "./view";

/** A clock this far off is a fault, or a disguise. */
const skew = 5 * 60_000;
/** EventBridge gives up after a day and dead letters live for two weeks; an older event is not one of ours. */
const oldest = 15 * 24 * 3_600_000;

export function useLookups(sighting: Sighting, now: number, view: RegisterView): readonly Lookup[] {
  const { place, at = now } = sighting;
  const apart = apartThread(sighting);
  return [
    keys.use(sighting.useId),
    ...tellingLookups(sighting),
    ...(apart === undefined ? [] : tellingLookups(apart)),
    ...personLookups(sighting),
    ...(place === undefined ? [] : coverageLookups(place, at, view)),
  ];
}

/** An emergency use, or an attack on the path: recorded in an approved incident, an alert in every other case. */
export function decideUse(sighting: Sighting, view: RegisterView, now: number): Decision {
  const person = personOf(sighting, view);
  const coverage = judged(sighting, view, now);
  const reasons = [...sighting.alarms, ...timeFaults(sighting.at, now), ...managementFaults(sighting)];
  const isIncidentRole = sighting.place?.kind === "incident-role";
  const why =
    coverage.covered || (isIncidentRole && sighting.kind !== "failed-attempt") ? reasons : [coverage.why, ...reasons];
  const base = { sighting, person, incident: coverage.incident, view, now };
  const known = [...personWrites(sighting, person), ...senderWrites(sighting, person, now)];
  const decision = why.length === 0 ? recorded(base) : alerted(base, why.join("; "));
  return { ...decision, writes: [...known, ...decision.writes] };
}

interface Case {
  readonly sighting: Sighting;
  readonly person: string | undefined;
  readonly incident: Incident | undefined;
  readonly view: RegisterView;
  readonly now: number;
}

function judged(sighting: Sighting, view: RegisterView, now: number): Coverage {
  const { kind, place, at = now, what } = sighting;
  if (!view.reachable)
    return { covered: false, why: `the register does not answer (${view.why})`, incident: undefined };
  if (kind !== "sign-in" && kind !== "switch" && kind !== "assume" && kind !== "activity") {
    return { covered: false, why: what, incident: undefined };
  }
  if (place === undefined) return { covered: false, why: "no incident covers it", incident: undefined };
  return coverageOf(place, at, view);
}

function timeFaults(at: number | undefined, now: number): readonly string[] {
  if (at === undefined) return ["its time cannot be read"];
  if (at > now + skew) return ["it comes from the future: a clock is wrong"];
  return at < now - oldest ? ["it is more than two weeks old: a clock is wrong"] : [];
}

function managementFaults({ place }: Sighting): readonly string[] {
  const isManagement = place !== undefined && "tier" in place && place.tier === "Management";
  return isManagement ? ["every use of the management tier is looked at"] : [];
}

function recorded({ sighting, person, incident, now }: Case): Decision {
  const { useId, kind } = sighting;
  const body = evidence(sighting, person, "record", now);
  const kept: readonly Write[] =
    incident === undefined
      ? []
      : [{ do: "put", row: newRow(keys.incidentUse(incident.id, useId), body), only: "always" }];
  const reason =
    incident === undefined
      ? "a responder takes an incident's next step"
      : `belongs to incident ${incident.id}${incident.drill ? " (drill)" : ""}`;
  return { verdict: "record", kind, reason, messages: [], writes: kept, after: [], measures: handled(sighting) };
}

/**
 * Both sides of a call across accounts are one use: the first to arrive claims and tells it, the other adds what it knows.
 * A reason that only the other side sees (a disguised session name) is told by itself.
 */
function alerted({ sighting, person, incident, view, now }: Case, reason: string): Decision {
  const { useId, eventId, kind } = sighting;
  const claim = rowAt(view, keys.use(useId));
  const isOtherSide = claim !== undefined && claim.body["by"] !== eventId;
  if (
    isOtherSide &&
    (sighting.alarms.length === 0 || textOf(claim.body["reason"])?.includes(sighting.alarms[0] ?? "") === true)
  ) {
    const learnt =
      person === undefined || textOf(claim.body["person"]) !== undefined ? [] : [learn(claim.body, useId, person)];
    const said = "the other side of a use that has been told";
    return {
      verdict: "record",
      kind,
      reason: said,
      messages: [],
      writes: learnt,
      after: [],
      measures: handled(sighting),
    };
  }
  const told = (isOtherSide ? apartThread(sighting) : undefined) ?? sighting;
  const telling = view.reachable
    ? tellingOf(told, summaryOf(sighting, reason), view, now)
    : { page: true, writes: [], count: 1 };
  const message = messageFor(sighting, {
    verdict: "alert",
    page: true,
    reason,
    person,
    incident,
    count: telling.count,
  });
  const body = { ...evidence(sighting, person, "alert", now), reason };
  const claimed: readonly Write[] =
    claim === undefined && view.reachable ? [{ do: "put", row: newRow(keys.use(useId), body), only: "new" }] : [];
  return {
    verdict: "alert",
    kind,
    reason,
    messages: telling.page ? [message] : [],
    writes: [...claimed, ...unlinkedWrites(sighting, body, view, now), ...telling.writes],
    after: [],
    measures: [...handled(sighting), ...(telling.page ? [{ name: "Alerts" } as const] : [])],
  };
}

/** What only the other side saw is a thread of its own. */
function apartThread(sighting: Sighting): Sighting | undefined {
  const [alarm] = sighting.alarms;
  return alarm === undefined ? undefined : { ...sighting, thread: `${sighting.thread}#${alarm}` };
}

function learn(body: Fields, useId: string, person: string): Write {
  return { do: "put", row: { ...keys.use(useId), body: { ...body, person }, version: 2 }, only: "always" };
}

/** Waits for a declaration that may still come: a use shortly before it is linked then. */
function unlinkedWrites(
  { place, useId, at, opens }: Sighting,
  body: Fields,
  view: RegisterView,
  now: number,
): readonly Write[] {
  if (place === undefined || place.kind === "incident-role" || !opens || !view.reachable) return [];
  const time = at === undefined || at > now + skew ? now : at;
  const tier = "tier" in place ? place.tier : "any";
  return [{ do: "put", row: newRow(keys.unlinked(dayOf(time), tier, time, useId), body), only: "always" }];
}

/** Whose the next step of an incident is: the responders who had the step's role. */
function senderWrites(
  { place, kind, actor, eventId, at = 0 }: Sighting,
  person: string | undefined,
  now: number,
): readonly Write[] {
  if (kind !== "assume" || place?.kind !== "incident-role" || person === undefined) return [];
  const row = newRow(keys.sender(place.step, Math.min(at, now), actor.issuedKey ?? eventId), { person });
  return [{ do: "put", row, only: "always" }];
}

function evidence(sighting: Sighting, person: string | undefined, verdict: string, now: number): Fields {
  const { eventId, useId, kind, call, what, account, region, ip, role, actor, at, place } = sighting;
  return {
    by: eventId,
    useId,
    verdict,
    kind,
    call,
    what,
    account,
    region,
    ip,
    role,
    label: actor.label,
    person,
    at,
    place,
    handledAt: now,
  };
}

/** Each event that the second path counts as a use, once, whichever way it was handled. */
export function handled({ counted }: Sighting): readonly Measure[] {
  return counted ? [{ name: "HandledUses" }] : [];
}

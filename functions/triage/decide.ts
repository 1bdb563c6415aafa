import { changed } from "./alerting";
import { decideCanary } from "./canary";
import { classify, unreadable } from "./classify";
import { dayOf, keys, newRow } from "./keys";
import { messageFor } from "./message";
import { numberOf } from "./reading";
import { decideStep, stepLookups } from "./steps";
import { decideTick, tickLookups } from "./ticks";
import { envelopeOf } from "./trail";
import type { Decision, Lookup, RegisterView, Sighting, TriageSettings } from "./types";
import { decideUse, handled, useLookups } from "./uses";
import { rowAt } from "./view";

/**
 * What an event means and what follows, from the event, what the register holds and the time. Total: whatever arrives,
 * and whatever goes wrong in here, ends in a decision, and in doubt in an alert.
 */
export function decide(event: unknown, register: RegisterView, now: number, settings: TriageSettings): Decision {
  try {
    return decisionOn(event, classify(event, settings), register, now, settings);
  } catch (fault) {
    return failed(event, fault);
  }
}

/** What `decide` would have to know; asked again with the answers until nothing is missing. */
export function lookupsFor(
  event: unknown,
  register: RegisterView,
  now: number,
  settings: TriageSettings,
): readonly Lookup[] {
  const sighting = classify(event, settings);
  const envelope = envelopeOf(event);
  switch (sighting.kind) {
    case "heartbeat":
      return isTick(sighting)
        ? tickLookups(now, register)
        : [keys.canary(sighting.region), ...useLookups(sighting, now, register)];
    case "incident":
      return envelope === undefined ? [] : stepLookups(envelope, now, register);
    case "automation":
      return [machineKey(sighting, now), ...useLookups(sighting, now, register)];
    case "unrelated":
      return [];
    default:
      return useLookups(sighting, now, register);
  }
}

/** A heartbeat over the transport needs no row of its own: the next one comes in five minutes. */
export function isTick({ kind, call }: Pick<Sighting, "kind" | "call">): boolean {
  return kind === "heartbeat" && !call.startsWith("sts:");
}

function decisionOn(
  event: unknown,
  sighting: Sighting,
  view: RegisterView,
  now: number,
  settings: TriageSettings,
): Decision {
  const envelope = envelopeOf(event);
  switch (sighting.kind) {
    case "sign-in":
    case "switch":
    case "assume":
    case "activity":
    case "failed-attempt":
    case "credential-change":
    case "squatting":
    case "tamper":
    case "register-change":
    case "unknown":
      return decideUse(sighting, view, now);
    case "incident":
      return envelope === undefined
        ? decideUse(sighting, view, now)
        : decideStep(envelope, sighting, view, now, settings);
    case "heartbeat":
      if (envelope !== undefined && isTick(sighting)) return decideTick(envelope, sighting, view, now, settings);
      return decideCanary(sighting, view, now);
    case "automation":
      return machine(sighting, view, now);
    case "unrelated":
      return { ...quiet(sighting), verdict: "ignore" };
    default:
      return sighting.kind satisfies never;
  }
}

/** Counted for tomorrow's digest; where that is not possible, somebody is told now. */
function machine(sighting: Sighting, view: RegisterView, now: number): Decision {
  if (!view.reachable) return decideUse(sighting, view, now);
  const key = machineKey(sighting, now);
  const row = rowAt(view, key);
  const count = (numberOf(row?.body["count"]) ?? 0) + 1;
  const body = { count, last: sighting.eventId };
  const write = row === undefined ? ({ do: "put", row: newRow(key, body), only: "new" } as const) : changed(row, body);
  return { ...quiet(sighting), verdict: "digest", writes: row?.body["last"] === sighting.eventId ? [] : [write] };
}

function machineKey({ what, at }: Sighting, now: number): { readonly pk: string; readonly sk: string } {
  return keys.machine(dayOf(at === undefined || at > now ? now : at), what);
}

function quiet(sighting: Sighting): Omit<Decision, "verdict"> {
  const { kind, what } = sighting;
  return { kind, reason: what, messages: [], writes: [], after: [], measures: handled(sighting) };
}

/** Even the fault of this function is an alert, and its message needs nothing that could fail again. */
function failed(event: unknown, fault: unknown): Decision {
  const reason = `triage could not decide: ${fault instanceof Error ? fault.message : "an unreadable fault"}`;
  const sighting = unreadable(idOf(event), "an event that triage could not read");
  const message = messageFor(sighting, {
    verdict: "alert",
    page: true,
    reason,
    person: undefined,
    incident: undefined,
    count: 1,
  });
  const measures = [{ name: "Alerts" }, { name: "TriageFailures" }] as const;
  return { verdict: "alert", kind: "unknown", reason, messages: [message], writes: [], after: [], measures };
}

function idOf(event: unknown): string {
  try {
    return String((event as { readonly id?: unknown }).id);
  } catch {
    return "unknown";
  }
}

import { changed } from "./alerting";
import { keys, newRow } from "./keys";
import { isoOf, momentOf } from "./reading";
import type { Decision, RegisterView, Sighting, Write } from "./types";
import { decideUse, handled } from "./uses";
import { rowAt } from "./view";

const minute = 60_000;
/** A canary is one only once a day in each Region; a retry within minutes is the same. */
const sameCanary = 10 * minute;
const nextCanary = 20 * 60 * minute;

/** The window's fault, if this refused AssumeRole is no canary. */
function canaryFault(sighting: Sighting, view: RegisterView, now: number): string | undefined {
  if (!view.reachable) return `the register does not answer (${view.why})`;
  const { at, eventId, region } = sighting;
  if (at === undefined || Math.abs(now - at) > nextCanary) return "a canary of another time";
  const row = rowAt(view, keys.canary(region));
  const last = row === undefined || row.body["by"] === eventId ? undefined : momentOf(row.body["at"]);
  const since = last === undefined ? undefined : Math.abs(at - last);
  return since !== undefined && since > sameCanary && since < nextCanary ? "a canary outside its window" : undefined;
}

function canaryWrites({ at = 0, eventId, region }: Sighting, view: RegisterView): readonly Write[] {
  const row = rowAt(view, keys.canary(region));
  const body = { at: isoOf(at), by: eventId };
  return [
    row === undefined
      ? { do: "put", row: newRow(keys.canary(region), body), only: "new", loose: true }
      : { ...changed(row, body), loose: true },
  ];
}

/** A refused AssumeRole of exactly the canary: a heartbeat in its window, an attempt outside of it. */
export function decideCanary(sighting: Sighting, view: RegisterView, now: number): Decision {
  const fault = canaryFault(sighting, view, now);
  if (fault !== undefined) return decideUse({ ...sighting, kind: "failed-attempt", alarms: [fault] }, view, now);
  const { kind, what, region } = sighting;
  const measures = [...handled(sighting), { name: "CanaryReceived", region } as const];
  const writes = canaryWrites(sighting, view);
  return { verdict: "heartbeat", kind, reason: what, messages: [], writes, after: [], measures };
}

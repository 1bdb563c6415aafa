import { keys, newRow } from "./keys";
import { numberOf, textOf, textsOf } from "./reading";
import type { Lookup, RegisterView, Row, Sighting, Write } from "./types";
import { rowAt } from "./view";

/** A second sign-in or assumption this long after the first is a new use, not the other half of the same. */
const sameOpening = 5 * 60_000;
/** More pages than this in a quarter of an hour help nobody: the rest is told together, within minutes. */
export const pagesPerWindow = 30;
const windowLength = 15 * 60_000;

export interface Telling {
  /** Now; otherwise counted, and told with the digest. */
  readonly page: boolean;
  readonly writes: readonly Write[];
  /** How often this thread has been heard, this time included. */
  readonly count: number;
}

export function tellingLookups(sighting: Sighting): readonly Lookup[] {
  return [keys.thread(sighting.thread), keys.rate, keys.waiting(sighting.thread)];
}

/** Whether this alert is sent or counted: nothing is ever dropped, a repeat only waits for the digest. */
export function tellingOf(sighting: Sighting, summary: string, view: RegisterView, now: number): Telling {
  const key = keys.thread(sighting.thread);
  const row = rowAt(view, key);
  const { eventId, kind, at = now } = sighting;
  if (row === undefined) {
    const body = { opened: at, count: 1, told: 1, by: eventId, last: eventId, kinds: [kind] };
    return ratedOf({ do: "put", row: newRow(key, body), only: "new" }, sighting, summary, 1, view, now);
  }
  const count = numberOf(row.body["count"]) ?? 0;
  // This very event, after a fault: what it had begun is done again, never half.
  if (row.body["by"] === eventId) return { page: true, writes: [], count };
  const kinds = textsOf(row.body["kinds"]);
  const isNew = !kinds.includes(kind) || (sighting.opens && at - (numberOf(row.body["opened"]) ?? 0) > sameOpening);
  const isAgain = row.body["last"] === eventId;
  const next = isAgain ? count : count + 1;
  if (isNew && !isAgain) {
    const body = {
      opened: at,
      count: next,
      told: next,
      by: eventId,
      last: eventId,
      kinds: [...new Set([...kinds, kind])],
    };
    return ratedOf(changed(row, body), sighting, summary, next, view, now);
  }
  const counted = isAgain ? [] : [changed(row, { ...row.body, count: next, last: eventId })];
  return {
    page: false,
    count: next,
    writes: [...counted, ...waitingWrites(sighting.thread, summary, view, { thread: sighting.thread })],
  };
}

function ratedOf(
  write: Write,
  sighting: Sighting,
  summary: string,
  count: number,
  view: RegisterView,
  now: number,
): Telling {
  const row = rowAt(view, keys.rate);
  const window = Math.floor(now / windowLength);
  const pages = row?.body["window"] === window ? (numberOf(row.body["count"]) ?? 0) : 0;
  if (pages >= pagesPerWindow) {
    const waiting = waitingWrites(`one#${sighting.eventId}`, summary, view, {});
    return { page: false, count, writes: [...waiting, write] };
  }
  const body = { window, count: pages + 1 };
  const rate: Write =
    row === undefined
      ? { do: "put", row: newRow(keys.rate, body), only: "new", loose: true }
      : { ...changed(row, body), loose: true };
  return { page: true, count, writes: [write, rate] };
}

/** A line for the digest; a later repeat raises its version, so that the digest never removes what it did not tell. */
function waitingWrites(id: string, summary: string, view: RegisterView, more: Row["body"]): readonly Write[] {
  const key = keys.waiting(id);
  const version = (rowAt(view, key)?.version ?? 0) + 1;
  const row = {
    ...key,
    body: { ...more, summary, since: textOf(rowAt(view, key)?.body["since"]) ?? summary },
    version,
  };
  return [{ do: "put", row, only: "always" }];
}

/** The same row, one version on: written only while nobody else has changed it. */
export function changed(row: Row, body: Row["body"]): Write & { readonly do: "put" } {
  return { do: "put", row: { ...row, body, version: row.version + 1 }, only: "unchanged" };
}

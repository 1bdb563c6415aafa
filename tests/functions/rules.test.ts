import assert from "node:assert/strict";
import { classify } from "../../functions/triage/classify";
import { decide } from "../../functions/triage/decide";
import { rulebook, triageSettingsFor } from "../../rulebook";
import { made } from "../detection/made-events";
import { recordedFacts } from "../detection/organization";

const settings = triageSettingsFor(rulebook, recordedFacts);
const nothingKnown = { reachable: true, rows: new Map() } as const;
const now = Date.parse("2026-03-10T09:00:00Z");

/** The made events have what a pattern asks for; a record of CloudTrail has a source and a caller besides. */
function whole(event: (typeof made)[number]["event"]): object {
  if (!("eventName" in event.detail)) return { ...event, id: "made", time: "2026-03-10T08:59:00Z" };
  const { userIdentity = {} } = event.detail as { readonly userIdentity?: object };
  const eventSource = `${String(event.source).replace(/^aws\./, "")}.amazonaws.com`;
  const detail = { eventSource, eventID: "made", eventTime: "2026-03-10T08:59:00Z", ...event.detail };
  return { ...event, id: "made", detail: { ...detail, userIdentity: { type: "AssumedRole", ...userIdentity } } };
}

describe("An event that a rule brings", () => {
  for (const { what, row, event } of made) {
    // What AWS refused has changed nothing, whatever rule brings it.
    const kind = "errorCode" in event.detail ? "failed-attempt" : rulebook.alerts.find(({ id }) => id === row)?.kind;
    it(`by ${row} is not dropped: ${what}`, () => {
      const sighting = classify(whole(event), settings);
      const { verdict } = decide(whole(event), nothingKnown, now, settings);
      assert.deepEqual([verdict, sighting.kind], [kind === "heartbeat" ? "heartbeat" : "alert", kind]);
    });
  }
});

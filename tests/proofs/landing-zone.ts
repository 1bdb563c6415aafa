import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { organizationFrom, recordedFromState, snapshotFrom } from "../../proofs";
import type { Organization } from "../../proofs/model/organization";

/** The sandbox's landing zone of twelve accounts, as deployed: the export of its stack and a snapshot. */
export const landingZoneFiles = join(__dirname, "../fixtures/landing-zone");

export interface LandingZone {
  /** Shared by all tests of a process: copy before a change, for instance by `structuredClone`. */
  readonly state: unknown;
  readonly snapshot: unknown;
  readonly organization: Organization;
}

let kept: LandingZone | undefined;

export function landingZone(): LandingZone {
  if (kept === undefined) {
    const state: unknown = JSON.parse(gunzipSync(readFileSync(join(landingZoneFiles, "state.json.gz"))).toString());
    const snapshot: unknown = JSON.parse(readFileSync(join(landingZoneFiles, "snapshot.json"), "utf8"));
    kept = { state, snapshot, organization: organizationOf(state, snapshot) };
  }
  return kept;
}

/** The model of a state and a snapshot, or an error with every issue of either. */
export function organizationOf(state: unknown, snapshot?: unknown): Organization {
  const recorded = recordedFromState(state);
  if (!recorded.ok) throw new Error(JSON.stringify(recorded.issues));
  if (snapshot === undefined) return organizationFrom(recorded.value);
  const read = snapshotFrom(snapshot);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return organizationFrom(recorded.value, read.value);
}

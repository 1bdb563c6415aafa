import { incidentOf, covers, type Incident } from "./incident";
import { keys, partitionsFor } from "./keys";
import { isoOf, numberOf, textOf } from "./reading";
import type { Lookup, Place, RegisterView } from "./types";
import { rowAt, rowsAt } from "./view";

/** Of the incidents that stand at a place, those that end last are looked at; more would make a use wait for history. */
const candidates = 8;

export type Coverage =
  | { readonly covered: true; readonly incident: Incident }
  | { readonly covered: false; readonly why: string; readonly incident: Incident | undefined };

export function coverageLookups(place: Place, at: number, view: RegisterView): readonly Lookup[] {
  const partitions = partitionsFor(place);
  return [
    ...partitions.map((pk) => ({ pk, first: candidates, descending: true }) as const),
    ...idsAt(partitions, at, view).map(keys.incident),
  ];
}

/** Whether an approved incident covered this place at that time, by the incident's own row. */
export function coverageOf(place: Place, at: number, view: RegisterView): Coverage {
  const incidents = idsAt(partitionsFor(place), at, view)
    .map((id) => incidentOf(rowAt(view, keys.incident(id))))
    .filter((incident) => incident !== undefined);
  const judged = incidents.map((incident) => ({ incident, why: whyNot(incident, place, at) }));
  const covering = judged.find(({ why }) => why === undefined);
  if (covering !== undefined) return { covered: true, incident: covering.incident };
  const nearest = judged[0];
  if (nearest?.why !== undefined) return { covered: false, why: nearest.why, incident: nearest.incident };
  return { covered: false, why: "no incident is declared for it", incident: undefined };
}

function whyNot(incident: Incident, place: Place, at: number): string | undefined {
  const { id, start, end, approvedAt, closedAt } = incident;
  if (!covers(incident, place)) return `incident ${id} is about other tiers or accounts`;
  if (approvedAt === undefined) return `incident ${id} is declared but not approved`;
  if (at < start) return `incident ${id} begins only at ${isoOf(start)}`;
  if (at < approvedAt) return `incident ${id} was approved only at ${isoOf(approvedAt)}`;
  if (closedAt !== undefined && at > closedAt) return `incident ${id} was closed at ${isoOf(closedAt)}`;
  return at > end ? `incident ${id} ended at ${isoOf(end)}` : undefined;
}

/** Those in whose time it falls first: a sign-in just after the end still learns which incident it missed. */
function idsAt(partitions: readonly string[], at: number, view: RegisterView): readonly string[] {
  const pointers = partitions
    .flatMap((pk) => rowsAt(view, pk))
    .map(({ body }) => ({
      id: textOf(body["id"]),
      start: numberOf(body["start"]) ?? 0,
      end: numberOf(body["end"]) ?? 0,
    }));
  const near = pointers.filter(({ start, end }) => start <= at && at <= end);
  const ids = [...near, ...pointers].map(({ id }) => id).filter((id) => id !== undefined);
  return [...new Set(ids)].slice(0, candidates);
}

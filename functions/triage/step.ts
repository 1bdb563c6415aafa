import type { Incident, Sender } from "./incident";
import { messageFor } from "./message";
import { isoOf, momentOf, numberOf, textOf } from "./reading";
import type { Envelope } from "./trail";
import type { Decision, Message, RegisterView, Row, Sighting, TriageSettings, Write } from "./types";
import { rowsAt } from "./view";

/** A step of an incident as it arrived. */
export interface Sent {
  readonly envelope: Envelope;
  readonly sighting: Sighting;
  readonly view: RegisterView;
  readonly now: number;
  readonly settings: TriageSettings;
}

export interface Known {
  readonly row: Row;
  readonly incident: Incident;
}

/** A role's session lasts this long at most, and CloudTrail may tell of it minutes later. */
const longestSession = 12 * 3_600_000;
const skew = 5 * 60_000;
const latest = 24 * 3_600_000;

/** The sender sets an event's time: no approval is ever dated back. What a queue held for hours counts from now. */
export function sentAt({ envelope, now }: Sent): number | undefined {
  const { at } = envelope;
  if (at === undefined || at > now + skew || at < now - latest) return undefined;
  return at < now - skew ? now : Math.min(at, now);
}

/**
 * Who sent it. An account of a ticket system stands for itself; in the security account the responders who have the
 * step's role are known from the AssumeRole events, whatever the event says of itself.
 */
export function senderOf(sent: Sent, step: "declare" | "approve", at: number): Sender {
  const { account } = sent.envelope;
  if (account !== sent.settings.accounts.security) return { account, at, people: undefined };
  return { account, at, people: peopleWith(step, at, sent.view) };
}

export function peopleWith(step: "declare" | "approve", at: number, view: RegisterView): readonly string[] {
  const sessions = rowsAt(view, `sender#${step}`).filter(({ sk }) => {
    const since = momentOf(sk.split("#")[0]) ?? Number.NaN;
    return since <= at + skew && since >= at - longestSession;
  });
  return [
    ...new Set(sessions.map(({ body }) => textOf(body["person"])).filter((person) => person !== undefined)),
  ].sort();
}

export type Separation = "two people" | "one person" | "not known yet";

/** Requester and approver must be two, whichever of the possible people they are. */
export function separationOf(requester: Sender, approver: Sender): Separation {
  if (requester.people === undefined || approver.people === undefined) {
    return requester.account === approver.account ? "one person" : "two people";
  }
  if (requester.people.length === 0 || approver.people.length === 0) return "not known yet";
  const { people } = requester;
  return approver.people.some((person) => people.includes(person)) ? "one person" : "two people";
}

export function alertAbout({ sighting }: Sent, reason: string, incident: Incident | undefined): Decision {
  const told = { verdict: "alert", page: true, reason, person: undefined, incident, count: 1 } as const;
  const messages = [messageFor(sighting, told)];
  return {
    verdict: "alert",
    kind: "incident",
    reason,
    messages,
    writes: [],
    after: [],
    measures: [{ name: "Alerts" }],
  };
}

/** In order: written, and said without a page. */
export function accepted(
  { sighting }: Sent,
  reason: string,
  incident: Incident,
  writes: readonly Write[],
  more: readonly Message[] = [],
): Decision {
  const told = { verdict: "record", page: false, reason, person: undefined, incident, count: 1 } as const;
  const messages = [messageFor(sighting, told), ...more];
  return { verdict: "record", kind: "incident", reason, messages, writes, after: [], measures: [] };
}

/** Uses that came before their incident belong to it from now on; they have been told already. */
export function linkWrites(
  incident: Incident,
  view: RegisterView,
  window: number,
): { readonly writes: readonly Write[]; readonly count: number } {
  const rows = [...(view.reachable ? view.rows : new Map<string, readonly Row[]>())]
    .filter(([name]) => name.startsWith("unlinked#"))
    .flatMap(([, found]) => found)
    .filter((row) => isOf(incident, row, window));
  const writes = rows.flatMap((row): readonly Write[] => [
    {
      do: "put",
      row: {
        pk: `incident#${incident.id}`,
        sk: `use#${textOf(row.body["useId"]) ?? row.sk}`,
        body: { ...row.body, linked: true },
        version: 1,
      },
      only: "always",
    },
    { do: "delete", pk: row.pk, sk: row.sk },
  ]);
  return { writes, count: rows.length };
}

function isOf({ declaredAt, start, end, tiers, accounts }: Incident, { body }: Row, window: number): boolean {
  const at = numberOf(body["at"]);
  if (at === undefined || at < Math.min(start, declaredAt) - window || at > end) return false;
  const place = (body["place"] ?? {}) as {
    readonly kind?: unknown;
    readonly tier?: unknown;
    readonly account?: unknown;
  };
  if (place.kind === "sign-in") return true;
  const hasTier = tiers.some((tier) => tier === place.tier);
  if (place.kind === "hub") return hasTier;
  return hasTier && (accounts.includes("*") || accounts.some((account) => account === place.account));
}

export function windowText({ start, end }: Pick<Incident, "start" | "end">): string {
  return `${isoOf(start)} to ${isoOf(end)}`;
}

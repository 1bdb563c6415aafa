import { failureModes } from "./incident-events";
import { keys, openPartitions } from "./keys";
import { fieldsOf, isoOf, numberOf, textOf, textsOf } from "./reading";
import type { Place, Row, Tier } from "./types";

export type IncidentState = "declared" | "approved" | "closed" | "expired";

/** Who took a step: an account, and in the security account the people who may have. */
export interface Sender {
  readonly account: string;
  /** Responders whose session of the step's role was open then; undefined where the account is a ticket system's. */
  readonly people: readonly string[] | undefined;
  readonly at: number;
}

/** An incident as the register keeps it. */
export interface Incident {
  readonly id: string;
  readonly state: IncidentState;
  readonly ticket: string;
  readonly reason: string;
  readonly failureMode: string;
  readonly tiers: readonly Tier[];
  readonly accounts: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly drill: boolean;
  readonly asked: { readonly first: string; readonly second: string } | undefined;
  readonly declaredAt: number;
  readonly requester: Sender;
  readonly deadline: number;
  readonly escalations: number;
  /** An approval whose sender is not known yet waits here. */
  readonly unproven: Sender | undefined;
  readonly approver: Sender | undefined;
  /** Whether the first or the second who was asked had to answer. */
  readonly approvedAs: "first" | "second" | undefined;
  readonly approvedAt: number | undefined;
  readonly closedAt: number | undefined;
  /** Event id of the step that was taken last: the same step after a fault is not another. */
  readonly step: string;
}

/** The incident in a row of the register; undefined where the row is not readable. */
export function incidentOf(row: Row | undefined): Incident | undefined {
  if (row === undefined) return undefined;
  const { body } = row;
  const [start, end, declaredAt, deadline] = ["start", "end", "declaredAt", "deadline"].map((name) =>
    numberOf(body[name]),
  );
  const [id, ticket, reason] = ["id", "ticket", "reason"].map((name) => textOf(body[name]));
  const state = (["declared", "approved", "closed", "expired"] as const).find((name) => name === body["state"]);
  const requester = senderOf(body["requester"]);
  if (id === undefined || state === undefined || start === undefined || end === undefined || requester === undefined)
    return undefined;
  const asked = fieldsOf(body["asked"]);
  const first = textOf(asked["first"]);
  return {
    id,
    state,
    ticket: ticket ?? "",
    reason: reason ?? "",
    failureMode: failureModes.find((mode) => mode === body["failureMode"]) ?? "other",
    tiers: textsOf(body["tiers"]) as readonly Tier[],
    accounts: textsOf(body["accounts"]),
    start,
    end,
    drill: body["drill"] === true,
    asked: first === undefined ? undefined : { first, second: textOf(asked["second"]) ?? first },
    declaredAt: declaredAt ?? start,
    requester,
    deadline: deadline ?? start,
    escalations: numberOf(body["escalations"]) ?? 0,
    unproven: senderOf(body["unproven"]),
    approver: senderOf(body["approver"]),
    approvedAs: body["approvedAs"] === "first" || body["approvedAs"] === "second" ? body["approvedAs"] : undefined,
    approvedAt: numberOf(body["approvedAt"]),
    closedAt: numberOf(body["closedAt"]),
    step: textOf(body["step"]) ?? "",
  };
}

function senderOf(value: unknown): Sender | undefined {
  const fields = fieldsOf(value);
  const [account, at] = [textOf(fields["account"]), numberOf(fields["at"])];
  if (account === undefined || at === undefined) return undefined;
  return { account, at, people: Array.isArray(fields["people"]) ? textsOf(fields["people"]) : undefined };
}

export function incidentRow(incident: Incident, version: number): Row {
  return { ...keys.incident(incident.id), body: { ...incident }, version };
}

/** Where an incident stands so that a use finds it: in each account and tier it covers, at the hub roles, at the sign-in. */
export function pointersFor(incident: Incident): readonly Row[] {
  const { id, tiers, accounts, start, end, closedAt } = incident;
  const until = Math.min(end, closedAt ?? end);
  const rank = incident.approvedAt === undefined ? "0" : "1";
  const partitions = [
    openPartitions.signIn,
    ...tiers.map((tier) => openPartitions.hub(tier)),
    ...tiers.flatMap((tier) => accounts.map((account) => openPartitions.target(account, tier))),
  ];
  return partitions.map((pk) => ({
    pk,
    sk: `${rank}#${isoOf(until)}#${id}`,
    body: { id, start, end: until },
    version: 1,
  }));
}

export function covers(incident: Incident, place: Place): boolean {
  const hasTier = (tier: Tier): boolean => incident.tiers.includes(tier);
  switch (place.kind) {
    case "target":
      return hasTier(place.tier) && (incident.accounts.includes("*") || incident.accounts.includes(place.account));
    case "hub":
      return hasTier(place.tier);
    case "sign-in":
      return true;
    case "incident-role":
      return false;
    default:
      return place satisfies never;
  }
}

export function senderText({ account, people }: Sender): string {
  if (people === undefined) return `ticket system in account ${account}`;
  return people.length === 0 ? `someone in account ${account}, not known yet` : people.map(personText).join(" or ");
}

/** `arn:aws:iam::…:user/…/alice` → `alice`. */
export function personText(person: string): string {
  return person.split("/").at(-1) ?? person;
}

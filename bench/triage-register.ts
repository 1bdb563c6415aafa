import { decide, lookupsFor } from "../functions/triage/decide";
import { covers, incidentOf, incidentRow, pointersFor, type Incident } from "../functions/triage/incident";
import { lookupName } from "../functions/triage/keys";
import type { Lookup, Place, RegisterView, Row, TriageSettings } from "../functions/triage/types";
import { missingIn } from "../functions/triage/view";

/** One use, against a register with so many open and so many closed incidents. */
export interface Growth {
  readonly incidents: number;
  readonly usMicroseconds: number;
  readonly scanMicroseconds: number;
  /** Read for the use. */
  readonly rows: number;
}

type Rows = ReadonlyMap<string, readonly Row[]>;

const hour = 3_600_000;
const noRows: Rows = new Map();

export function viewFor(event: unknown, settings: TriageSettings, now: number, register: Rows = noRows): RegisterView {
  const rows = new Map<string, readonly Row[]>();
  const view = { reachable: true, rows } as const;
  for (;;) {
    const lookups = missingIn(view, lookupsFor(event, view, now, settings));
    if (lookups.length === 0) return view;
    for (const lookup of lookups) rows.set(lookupName(lookup), answer(register, lookup));
  }
}

/** As DynamoDB answers: by partition, in the order of the sort key, no more than asked for. */
function answer(register: Rows, lookup: Lookup): readonly Row[] {
  const partition = register.get(lookup.pk) ?? [];
  if ("sk" in lookup) return partition.filter(({ sk }) => sk === lookup.sk);
  return lookup.descending === true ? partition.slice(-lookup.first).reverse() : partition.slice(0, lookup.first);
}

export function growthAt(incidents: number, settings: TriageSettings, now: number): Growth {
  const all = Array.from({ length: 2 * incidents }, (_, index) => incidentAt(index, index < incidents, now));
  const register = registerOf(all);
  const rows = all.map((incident) => incidentRow(incident, 1));
  const event = useOf(settings, now);
  const place: Place = { kind: "target", account: accountOf(0), tier: "Operator" };
  const view = viewFor(event, settings, now, register);
  if (decide(event, view, now, settings).verdict !== "record")
    throw new Error("the use does not belong to its incident");
  return {
    incidents,
    usMicroseconds: microseconds(2_000, () => decide(event, viewFor(event, settings, now, register), now, settings)),
    scanMicroseconds: microseconds(Math.max(3, Math.round(20_000 / incidents)), () => scan(rows, place, now)),
    rows: view.reachable ? [...view.rows.values()].reduce((sum, found) => sum + found.length, 0) : 0,
  };
}

/** The rival: every incident is read, and those that cover the place are kept. */
function scan(rows: readonly Row[], place: Place, at: number): number {
  return rows.filter((row) => {
    const incident = incidentOf(row);
    return incident?.state === "approved" && incident.start <= at && at <= incident.end && covers(incident, place);
  }).length;
}

function registerOf(incidents: readonly Incident[]): Rows {
  const rows = new Map<string, Row[]>();
  for (const incident of incidents) {
    const pointers = incident.state === "closed" ? [] : pointersFor(incident);
    for (const row of [incidentRow(incident, 1), ...pointers]) {
      const partition = rows.get(row.pk);
      if (partition === undefined) rows.set(row.pk, [row]);
      else partition.push(row);
    }
  }
  for (const partition of rows.values()) partition.sort((one, other) => (one.sk < other.sk ? -1 : 1));
  return rows;
}

/** Each open incident is about an account of its own. */
function incidentAt(index: number, isOpen: boolean, now: number): Incident {
  const sender = { account: "700000000000", at: now - hour, people: undefined };
  return {
    id: `INC-${index}`,
    state: isOpen ? "approved" : "closed",
    ticket: `OPS-${index}`,
    reason: "The identity provider is down.",
    failureMode: "identity-provider",
    tiers: ["Operator"],
    accounts: [accountOf(index)],
    start: now - hour,
    end: now + hour,
    drill: false,
    asked: undefined,
    declaredAt: now - hour,
    requester: sender,
    deadline: now,
    escalations: 0,
    unproven: undefined,
    approver: { ...sender, account: "800000000000" },
    approvedAs: "first",
    approvedAt: now - hour,
    closedAt: isOpen ? undefined : now - hour / 2,
    step: "",
  };
}

function accountOf(index: number): string {
  return String(900_000_000_000 + index);
}

/** A responder takes the operator's role in the first incident's account. */
function useOf({ accounts, paths, targetRoles }: TriageSettings, now: number): unknown {
  const time = new Date(now - 60_000).toISOString();
  const roleArn = `arn:aws:iam::${accountOf(0)}:role${paths.target}${targetRoles.Operator}`;
  const arn = `arn:aws:iam::${accounts.emergency}:user${paths.responder}alice`;
  return {
    version: "0",
    id: "use",
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.sts",
    account: accounts.emergency,
    region: "eu-central-1",
    time,
    resources: [],
    detail: {
      eventTime: time,
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRole",
      eventID: "use",
      userIdentity: { type: "IAMUser", arn, accountId: accounts.emergency, userName: "alice" },
      requestParameters: { roleArn, roleSessionName: "alice" },
      responseElements: { credentials: { accessKeyId: "ASIAEXAMPLE" } },
    },
  };
}

function microseconds(times: number, work: () => unknown): number {
  for (let warm = 0; warm < times / 4; warm += 1) work();
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) work();
  const { user, system } = process.cpuUsage(before);
  return Math.round(((user + system) / times) * 100) / 100;
}

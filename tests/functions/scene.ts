import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Register } from "../../functions/triage/register";
import { triage, type Ports } from "../../functions/triage/run";
import type { Decision, Lookup, Measure, Message, Row, TriageSettings, Write } from "../../functions/triage/types";

/** The organization of the recorded events: their account ids, the names of our own path. Written by hand. */
export const settings: TriageSettings = {
  accounts: {
    management: "111111111111",
    emergency: "222222222222",
    security: "444444444444",
    logArchive: "333333333333",
  },
  regions: ["eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"],
  paths: { target: "/break-glass/", hub: "/break-glass-hub/", responder: "/break-glass/" },
  prefix: "BreakGlass",
  marks: ["breakglass", "break-glass", "lifeline-", "/lifeline/", "emergencyidp"],
  chain: ["stacksets-exec-", "organizationaccountaccessrole"],
  targetRoles: {
    ReadOnly: "BreakGlassReadOnly",
    Operator: "BreakGlassOperator",
    Admin: "BreakGlassAdmin",
    IdentityAdmin: "BreakGlassIdentityAdmin",
    Management: "BreakGlassManagement",
  },
  hubRoles: {
    ReadOnly: "BreakGlassHubReadOnly",
    Operator: "BreakGlassHubOperator",
    Admin: "BreakGlassHubAdmin",
    IdentityAdmin: "BreakGlassHubIdentityAdmin",
    Management: "BreakGlassHubManagement",
  },
  incidentRoles: {
    declare: "BreakGlassIncidentDeclare",
    approve: "BreakGlassIncidentApprove",
    close: "BreakGlassIncidentClose",
  },
  serviceRoles: { BreakGlassForwarder: "events.amazonaws.com", BreakGlassCanary: "scheduler.amazonaws.com" },
  machines: ["BreakGlassCanary", "BreakGlassReadiness"],
  canary: { role: "BreakGlassCanary", target: "arn:aws:iam::222222222222:role/break-glass-hub/BreakGlassHubReadOnly" },
  senders: {
    declare: ["444444444444", "777777777777"],
    approve: ["444444444444", "888888888888"],
    extend: ["777777777777"],
    close: ["444444444444", "777777777777"],
  },
  approvalMinutes: 30,
  automation: [
    {
      roles: ["arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"],
      from: ["111111111111"],
      actions: ["iam:Get*", "iam:List*", "events:Describe*", "events:List*"],
    },
    {
      roles: ["arn:aws:iam::222222222222:role/break-glass/BreakGlassReadiness"],
      from: ["111111111111"],
      actions: ["iam:Get*", "iam:SimulatePrincipalPolicy"],
    },
  ],
};

export type Event = Readonly<Record<string, unknown>> & {
  readonly detail: Readonly<Record<string, unknown>>;
};

const folder = join(__dirname, "../fixtures/cloudtrail");

export function recorded(file: string): Event {
  return JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8")) as Event;
}

export interface FixtureRow {
  readonly file: string;
  readonly use: string;
}

export const fixtureRows = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as readonly FixtureRow[];

/** A recorded event at another time, with ids of its own and other fields of the record. */
export function changed(file: string, id: string, at: string, detail: Readonly<Record<string, unknown>> = {}): Event {
  const event = recorded(file);
  const shared = "sharedEventID" in event.detail ? { sharedEventID: `shared-${id}` } : {};
  return { ...event, id, time: at, detail: { ...event.detail, eventTime: at, eventID: id, ...shared, ...detail } };
}

export function incidentEvent(
  step: string,
  account: string,
  at: string,
  detail: Readonly<Record<string, unknown>>,
  id = `${step}-${account}-${at}`,
): Event {
  return {
    version: "0",
    id,
    "detail-type": step,
    source: "lifeline.incident",
    account,
    time: at,
    region: "eu-central-1",
    resources: [],
    detail,
  };
}

export function heartbeat(at: string, region = "eu-central-1"): Event {
  return {
    version: "0",
    id: `beat-${region}-${at}`,
    "detail-type": "Heartbeat",
    source: "lifeline.heartbeat",
    account: "222222222222",
    time: at,
    region,
    resources: [],
    detail: { region },
  };
}

export const declaration = {
  id: "INC-1",
  ticket: "OPS-4711",
  reason: "The identity provider is down.",
  failureMode: "identity-provider",
  tiers: ["Operator", "Admin"],
  accounts: ["555555555555"],
  end: "2026-03-10T12:00:00Z",
};

/** The register as a map: what DynamoDB promises of single rows, nothing more. */
export class MemoryRegister implements Register {
  readonly rows = new Map<string, Row>();

  find(lookup: Lookup): Promise<readonly Row[]> {
    if ("sk" in lookup) {
      const row = this.rows.get(`${lookup.pk}\n${lookup.sk}`);
      return Promise.resolve(row === undefined ? [] : [row]);
    }
    return Promise.resolve(this.partition(lookup.pk, lookup.descending === true).slice(0, lookup.first));
  }

  write(write: Write): Promise<boolean> {
    const { pk, sk } = write.do === "put" ? write.row : write;
    const found = this.rows.get(`${pk}\n${sk}`);
    if (write.do === "delete") {
      if (write.version !== undefined && found?.version !== write.version) return Promise.resolve(false);
      this.rows.delete(`${pk}\n${sk}`);
      return Promise.resolve(true);
    }
    if (write.only === "new" && found !== undefined) return Promise.resolve(false);
    if (write.only === "unchanged" && found?.version !== write.row.version - 1) return Promise.resolve(false);
    this.rows.set(`${pk}\n${sk}`, JSON.parse(JSON.stringify(write.row)) as Row);
    return Promise.resolve(true);
  }

  partition(pk: string, descending = false): readonly Row[] {
    const found = [...this.rows.values()]
      .filter((row) => row.pk === pk)
      .sort((one, other) => (one.sk < other.sk ? -1 : 1));
    return descending ? found.reverse() : found;
  }
}

/** A SOC that writes down what it is told, and a clock that the test sets. */
export interface Scene {
  readonly register: MemoryRegister;
  readonly messages: Message[];
  readonly measures: Measure[];
  readonly ports: Ports;
  send(event: unknown, now: string): Promise<Decision>;
  pages(): readonly Message[];
}

export function scene(): Scene {
  const register = new MemoryRegister();
  const messages: Message[] = [];
  const measures: Measure[] = [];
  let clock = 0;
  const ports: Ports = {
    register,
    notify: (message) => Promise.resolve(void messages.push(message)),
    measure: (measured) => void measures.push(...measured),
    warn: () => {},
    now: () => clock,
    pause: (milliseconds) => Promise.resolve(void (clock += milliseconds)),
  };
  return {
    register,
    messages,
    measures,
    ports,
    send: (event, now) => {
      clock = Date.parse(now);
      return triage(event, ports, settings);
    },
    pages: () => messages.filter(({ page }) => page),
  };
}

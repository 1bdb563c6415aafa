import type { Assumption, Aws, Entry, Put } from "../../cli/incident/aws";
import type { Access } from "../../cli/incident/options";
import type { World } from "../../cli/incident/run";
import type { Row } from "../../functions/triage/types";

export const bus = "arn:aws:events:eu-central-1:100000000004:event-bus/lifeline-central";
export const role = (step: string) => `arn:aws:iam::100000000004:role/break-glass/BreakGlassIncident${step}`;

/** AWS as the test wants it, and what it was asked. */
export interface Stage {
  readonly world: World;
  readonly assumed: Assumption[];
  readonly sent: (Entry & { readonly as: string })[];
  readonly written: string[];
  readonly clients: string[];
}

export function stage(answers: { put?: Put; caller?: string; rows?: readonly Row[]; fault?: Error } = {}): Stage {
  const { put = { ok: true, eventId: "event-1" }, rows = [], fault } = answers;
  const { caller = "arn:aws:iam::100000000002:user/break-glass/alice" } = answers;
  const made: Omit<Stage, "world"> = { assumed: [], sent: [], written: [], clients: [] };
  const aws: Aws = {
    callerArn: () => Promise.resolve(caller),
    assume: (assumption) => {
      if (fault !== undefined) return Promise.reject(fault);
      made.assumed.push(assumption);
      return Promise.resolve({ accessKeyId: assumption.role, secretAccessKey: "secret", sessionToken: "token" });
    },
    putEvent: (entry, credentials) => {
      made.sent.push({ ...entry, as: credentials?.accessKeyId ?? "the credentials at hand" });
      return Promise.resolve(put);
    },
    register: () => ({
      find: (lookup) =>
        Promise.resolve(
          "sk" in lookup
            ? rows.filter(({ pk, sk }) => pk === lookup.pk && sk === lookup.sk)
            : rows.filter(({ pk }) => pk === lookup.pk).slice(0, lookup.first),
        ),
    }),
  };
  const world: World = {
    aws: (region, profile) => {
      made.clients.push(`${region} ${profile ?? "-"}`);
      return aws;
    },
    moment: { now: new Date("2026-03-10T08:00:00.500Z"), suffix: "k3f9" },
    write: (text) => void made.written.push(text),
  };
  return { world, ...made };
}

export const access: Access = {
  stackFile: undefined,
  bus,
  profile: undefined,
  role: undefined,
  mfa: undefined,
  json: true,
};

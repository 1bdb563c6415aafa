import { isoOf } from "./reading";
import type { Lookup, Place, Row } from "./types";

/** Where the register keeps what. Every question asked of it is one of these, whatever else it holds. */
export const keys = {
  seen: (useId: string, eventId: string) => ({ pk: `seen#${useId}`, sk: eventId }),
  use: (useId: string) => ({ pk: `use#${useId}`, sk: "use" }),
  thread: (thread: string) => ({ pk: `thread#${thread}`, sk: "thread" }),
  session: (accessKey: string) => ({ pk: `session#${accessKey}`, sk: "person" }),
  incident: (id: string) => ({ pk: `incident#${id}`, sk: "state" }),
  incidentUse: (id: string, useId: string) => ({ pk: `incident#${id}`, sk: `use#${useId}` }),
  listed: (declaredAt: number, id: string) => ({ pk: "incidents", sk: `${isoOf(declaredAt)}#${id}` }),
  rotation: (id: string) => ({ pk: "rotation", sk: id }),
  sender: (step: string, at: number, key: string) => ({ pk: `sender#${step}`, sk: `${isoOf(at)}#${key}` }),
  deadline: (at: number, what: string, id: string) => ({ pk: "deadlines", sk: `${isoOf(at)}#${what}#${id}` }),
  waiting: (id: string) => ({ pk: "digest#alerts", sk: id }),
  digest: (what: string) => ({ pk: "digest", sk: what }),
  machine: (day: string, act: string) => ({ pk: `automation#${day}`, sk: act }),
  turn: { pk: "digest", sk: "turn" },
  rate: { pk: "rate", sk: "alerts" },
  canary: (region: string) => ({ pk: "canary", sk: region }),
  unlinked: (day: string, tier: string, at: number, useId: string) => ({
    pk: `unlinked#${day}#${tier}`,
    sk: `${isoOf(at)}#${useId}`,
  }),
} as const;

/** Open incidents stand by what they cover, so the number of the others does not matter; approved ones, then longest first. */
export const openPartitions = {
  target: (account: string, tier: string) => `open#${account}#${tier}`,
  hub: (tier: string) => `open#hub#${tier}`,
  signIn: "open#sign-in",
} as const;

export function partitionsFor(place: Place): readonly string[] {
  switch (place.kind) {
    case "target":
      return [openPartitions.target(place.account, place.tier), openPartitions.target("*", place.tier)];
    case "hub":
      return [openPartitions.hub(place.tier)];
    case "sign-in":
      return [openPartitions.signIn];
    case "incident-role":
      return [];
    default:
      return place satisfies never;
  }
}

export function dayOf(moment: number): string {
  return isoOf(moment).slice(0, 10);
}

/** The name of a lookup in a view. */
export function lookupName(lookup: Lookup): string {
  return "sk" in lookup ? `${lookup.pk}\n${lookup.sk}` : lookup.pk;
}

export function newRow(key: { readonly pk: string; readonly sk: string }, body: Row["body"]): Row {
  return { ...key, body, version: 1 };
}

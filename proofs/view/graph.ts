import type { Verdict } from "../../iam";
import type { Counterexample, Evidence } from "../claim";
import { saysSomething } from "./evidence";
import { reasonsOf } from "./reasons";

/** What of a claim's result the graph is drawn from. */
export interface Shown {
  readonly id: string;
  readonly evidence: readonly Evidence[];
  readonly counterexamples?: readonly Counterexample[];
}

/** A way of somebody to something by one chain of statements, in whatever accounts and Regions it is the same. */
export interface Reach {
  readonly who: string;
  readonly by: string;
  readonly on: string;
  readonly decision: Verdict["decision"];
  readonly does: readonly string[];
  readonly accounts: readonly string[];
  readonly claims: readonly string[];
  /** It is a counterexample: that it is so is wrong. */
  readonly refutes: boolean;
}

/** Three columns, each in an order in which few lines cross. */
export interface AccessGraph {
  readonly who: readonly string[];
  readonly by: readonly string[];
  readonly on: readonly string[];
  readonly reaches: readonly Reach[];
}

/**
 * Who reaches what, by which statements: what the evidence of all claims shows to be possible, and what refutes a claim.
 * What is denied reaches nothing, and stands in the evidence.
 */
export function graphFor(results: readonly Shown[]): AccessGraph {
  const reaches = mergedFrom(results.flatMap(reachesOf));
  const who = [...new Set(reaches.map((reach) => reach.who))].sort();
  const by = orderedBy(reaches, "by", "who", who);
  const on = orderedBy(reaches, "on", "by", by);
  return { who, by, on, reaches };
}

function reachesOf({ id, evidence, counterexamples = [] }: Shown): readonly Reach[] {
  const wrong = counterexamples.flatMap((one): readonly Reach[] => {
    if (one.kind !== "request") return [];
    const { actor, act, verdict } = one;
    const edge = { who: actor.says, does: act.action, on: act.resource, by: reasonsOf(verdict) };
    return [reachFrom({ ...edge, decision: verdict.decision }, id, true)];
  });
  // What no statement decides, as how a rule is wired, is evidence and no access.
  const decided = evidence.filter(({ by, decision }) => by.length > 0 && decision === "allowed");
  return [...decided.map((one) => reachFrom(one, id, false)), ...wrong];
}

function reachFrom({ who, does, on, decision, by }: Evidence, claim: string, refutes: boolean): Reach {
  const chain = by.filter(saysSomething);
  return {
    who: withoutAccounts(who),
    by: chain.length === 0 ? "nothing but AWS's full access" : withoutAccounts(chain.join(" → ")),
    on: thingOf(on),
    decision,
    does: [does],
    accounts: `${who} ${on}`.match(accountIds) ?? [],
    claims: [claim],
    refutes,
  };
}

/** Twelve digits, but for the end of an id. */
const accountIds = /(?<!\d|-[0-9a-f]{4}-)\d{12}(?!\d)/g;
/** As CloudFormation puts them behind the names of stacks and StackSets. A key has no other name. */
const uniqueIds = /(?<!key)[-/:][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function withoutAccounts(text: string): string {
  return text
    .replaceAll(/arn:aws:\w+:[\w-]*:\d{12}:/g, "")
    .replaceAll(uniqueIds, "")
    .replaceAll(accountIds, "…")
    .replace(/ in …$/, "");
}

/** An ARN's service and resource: the same thing is in many accounts and Regions. */
function thingOf(resource: string): string {
  if (resource === "*") return "any resource";
  const [scheme, , service = "", , , ...name] = resource.split(":");
  return scheme === "arn" ? withoutAccounts(`${service} ${name.join(":")}`) : withoutAccounts(resource);
}

function mergedFrom(reaches: readonly Reach[]): readonly Reach[] {
  const merged = new Map<string, { reach: Reach; does: Set<string>; accounts: Set<string>; claims: Set<string> }>();
  for (const reach of reaches) {
    const key = JSON.stringify([reach.who, reach.by, reach.on, reach.decision, reach.refutes]);
    const known = merged.get(key) ?? { reach, does: new Set(), accounts: new Set(), claims: new Set() };
    for (const field of ["does", "accounts", "claims"] as const) {
      for (const value of reach[field]) known[field].add(value);
    }
    merged.set(key, known);
  }
  return [...merged.values()].map(({ reach, does, accounts, claims }) => ({
    ...reach,
    does: [...does].sort(),
    accounts: [...accounts].sort(),
    claims: [...claims],
  }));
}

/** By the mean place of its neighbours in the column before: the barycentre heuristic for layered graphs. */
function orderedBy(
  reaches: readonly Reach[],
  column: "by" | "on",
  before: "who" | "by",
  order: readonly string[],
): readonly string[] {
  const place = new Map(order.map((name, index) => [name, index]));
  const sums = new Map<string, { sum: number; count: number }>();
  for (const reach of reaches) {
    const { sum, count } = sums.get(reach[column]) ?? { sum: 0, count: 0 };
    sums.set(reach[column], { sum: sum + (place.get(reach[before]) ?? 0), count: count + 1 });
  }
  const means = [...sums].map(([name, { sum, count }]) => ({ name, mean: sum / count }));
  return means
    .sort((one, other) => one.mean - other.mean || one.name.localeCompare(other.name, "en"))
    .map(({ name }) => name);
}

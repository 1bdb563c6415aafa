import type { AssumptionId } from "../assumptions";
import type { Counterexample, Evidence, Finding } from "../claim";
import type { DeliveredEvent } from "../acts/event";
import type { AccountClass, Organization } from "../model/organization";
import { counterexampleOf, unheardEvent, type Path } from "./counterexamples";
import { heardOf } from "./heard-of";
import { delivers, type Way } from "./way";

/** What a claim about alerts has found so far; the finding is made of it at the end. */
export interface Collected {
  readonly addWay: (way: Way, evidence: Omit<Evidence, "decision" | "by">) => void;
  /** An event that these paths must bring to somebody. */
  readonly addEvent: (says: string, event: DeliveredEvent, needed: readonly Path[]) => void;
  readonly addCounterexample: (counterexample: Counterexample) => void;
  readonly count: (what: "principals" | "actions", name: string) => void;
  readonly countAccounts: (accountClass: AccountClass | undefined) => void;
  /** What could not be read, and what the claim hangs on. */
  readonly missing: (what: string) => void;
  readonly report: (reported: string) => void;
  readonly finding: () => Finding;
}

/** Nobody reads more of one kind; the first are as good as any. */
const MOST_EVIDENCE = 200;

export function collecting(organization: Organization): Collected {
  const counterexamples = new Map<string, Counterexample>();
  const missing = new Set<string>();
  const assumptions = new Set<AssumptionId>();
  const evidence: Evidence[] = [];
  const reported = new Set<string>();
  const counted = { principals: new Set<string>(), actions: new Set<string>(), accounts: new Set<string>() };

  function take(way: Way): void {
    for (const one of way.missing) missing.add(one);
    if (delivers(way)) for (const id of way.assumes) assumptions.add(id);
  }

  const collected: Collected = {
    addWay(way, { who, does, on }) {
      take(way);
      for (const broken of way.broken) collected.addCounterexample(counterexampleOf(broken));
      if (delivers(way) && evidence.length < MOST_EVIDENCE)
        evidence.push({ who, does, on, decision: "allowed", by: [] });
    },
    addEvent(says, event, needed) {
      const { account, region } = event;
      const heard = heardOf(organization, event, account, region);
      for (const path of needed) take(path === "first-path" ? heard.ways.first : heard.ways.second);
      const unheard = unheardEvent(says, { account, region, event }, heard, needed);
      if (unheard !== undefined) collected.addCounterexample(unheard);
    },
    addCounterexample(counterexample) {
      if (!counterexamples.has(counterexample.says)) counterexamples.set(counterexample.says, counterexample);
    },
    count: (what, name) => void counted[what].add(name),
    countAccounts: (accountClass) => accountClass?.members.forEach((id) => counted.accounts.add(id)),
    missing: (what) => void missing.add(what),
    report: (text) => void reported.add(text),
    finding() {
      const { principals, accounts, actions } = counted;
      const covered = { principals: principals.size, accounts: accounts.size, actions: actions.size };
      const [first, ...others] = counterexamples.values();
      if (first !== undefined) return { kind: "refuted", covered, counterexamples: [first, ...others] };
      const [lacking, ...more] = missing;
      if (lacking !== undefined) return { kind: "unknown", covered, missing: [lacking, ...more] };
      return { kind: "proven", covered, assumptions: [...assumptions], evidence, reported: [...reported] };
    },
  };
  return collected;
}

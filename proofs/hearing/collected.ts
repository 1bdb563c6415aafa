import { accountsIn, outcomeOf } from "../question/outcome";
import type { AssumptionId } from "../assumptions";
import type { Counterexample, Evidence, Finding } from "../claim";
import type { DeliveredEvent } from "../acts/delivered-call";
import type { AccountClass, Organization } from "../model/organization";
import { counterexampleOf, pathsOf, unheardEvent, type Needed } from "./counterexamples";
import { heardOf } from "./heard-of";
import { nameOf } from "./rules";
import { delivers, type Way } from "./way";

/** What a claim about alerts has found so far; the finding is made of it at the end. */
export interface Collected {
  readonly addWay: (way: Way, evidence: Omit<Evidence, "decision" | "by">) => void;
  /**
   * An event that these paths must bring to somebody. Where nobody can tell whether it can happen, unheard it is unknown:
   * what that hangs on.
   */
  readonly addEvent: (
    says: string,
    event: DeliveredEvent,
    needed: Needed,
    who: string,
    hangsOn?: readonly string[],
  ) => void;
  readonly addCounterexample: (counterexample: Counterexample) => void;
  readonly count: (what: "principals" | "actions", name: string) => void;
  readonly countAccounts: (accountClass: AccountClass | undefined) => void;
  /** What could not be read, and what the claim hangs on. */
  readonly missing: (what: string) => void;
  readonly report: (reported: string) => void;
  readonly finding: () => Finding;
}

/** Nobody reads more of one kind; the first ones do. */
const MOST_EVIDENCE = 200;

export function collecting(organization: Organization): Collected {
  const counterexamples = new Map<string, { readonly one: Counterexample; count: number }>();
  const missing = new Set<string>();
  const assumptions = new Set<AssumptionId>();
  const evidence = new Map<string, Evidence>();
  const reported = new Set<string>();
  const counted = { principals: new Set<string>(), actions: new Set<string>(), classes: new Set<AccountClass>() };

  function take(way: Way): void {
    for (const one of way.missing) missing.add(one);
    if (delivers(way)) for (const id of way.assumes) assumptions.add(id);
  }

  function show(who: string, does: string, on: string): void {
    if (evidence.size < MOST_EVIDENCE)
      evidence.set(`${who} ${does} ${on}`, { who, does, on, decision: "allowed", by: [] });
  }

  const collected: Collected = {
    addWay(way, { who, does, on }) {
      take(way);
      for (const broken of way.broken) collected.addCounterexample(counterexampleOf(broken));
      if (delivers(way)) show(who, does, on);
    },
    addEvent(says, event, needed, who, hangsOn = []) {
      const { account, region } = event;
      const { ways } = heardOf(organization, event, account, region);
      const told = pathsOf(needed).map((path) => (path === "first-path" ? ways.first : ways.second));
      if (needed === "either" ? told.some(delivers) : told.every(delivers)) {
        // What one path cannot tell is of no account where the other does.
        for (const way of told) if (delivers(way)) take(way);
        show(who, `${nameOf(event)}, heard`, `${account} ${region}`);
        return;
      }
      for (const way of told) take(way);
      const unheard = unheardEvent(says, { account, region, event }, ways, needed);
      if (unheard === undefined) return;
      if (hangsOn.length === 0) collected.addCounterexample(unheard);
      else for (const document of hangsOn) missing.add(document);
    },
    addCounterexample(one) {
      const known = counterexamples.get(reasonsOf(one));
      if (known === undefined) counterexamples.set(reasonsOf(one), { one, count: 1 });
      else known.count += 1;
    },
    count: (what, name) => void counted[what].add(name),
    countAccounts: (accountClass) => void (accountClass !== undefined && counted.classes.add(accountClass)),
    missing: (what) => void missing.add(what),
    report: (text) => void reported.add(text),
    finding() {
      const { principals, classes, actions } = counted;
      const accounts = accountsIn(classes);
      return outcomeOf([...counterexamples.values()].map(withCount), missing, {
        covered: { principals: principals.size, accounts, actions: actions.size },
        assumptions: [...assumptions],
        evidence: [...evidence.values()],
        reported: [...reported],
      });
    },
  };
  return collected;
}

/** What is unheard for the same reasons is one fault, however many calls it hits. */
function reasonsOf(one: Counterexample): string {
  return one.kind === "event" ? [...one.unheardOn, ...one.because].join("\n") : one.says;
}

function withCount({ one, count }: { readonly one: Counterexample; readonly count: number }): Counterexample {
  return count === 1 ? one : { ...one, says: `${one.says.replace(/\.+$/, "")}. So it is in ${count} cases.` };
}

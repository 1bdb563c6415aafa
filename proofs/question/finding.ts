import { accountsIn, outcomeOf } from "./outcome";
import type { AssumptionId } from "../assumptions";
import type { Counterexample, Covered, Evidence, Finding } from "../claim";
import type { Reason } from "../../iam";
import type { AccountClass, Organization } from "../model/organization";
import type { Asked } from "../ask";
import { answerTo, type Question } from "./question";
import { remedyFor } from "./remedy";

/** What a claim looked at. */
export interface Examined {
  /** Gone through once, and not kept: there can be very many. */
  readonly questions: Iterable<Question>;
  /** What is not as it must be, and is no question of permissions. */
  readonly faults?: readonly Counterexample[];
  /** What was needed to answer and was not there. */
  readonly missing?: readonly string[];
  /** Looked at for faults, besides what the questions are about. */
  readonly looked?: {
    readonly accounts: readonly AccountClass[];
    readonly principals: number;
    readonly actions: number;
  };
  readonly assumptions?: readonly AssumptionId[];
  /** What is assumed where nobody can tell, if anything is. */
  readonly assumed?: (question: Question, asked: Asked) => AssumptionId | undefined;
  readonly reported?: readonly string[];
}

/** Questions that were answered wrongly for the same reasons: one fault, however many people, accounts and Regions it hits. */
interface Wrong {
  readonly question: Question;
  readonly asked: Asked;
  readonly accounts: Set<AccountClass>;
  /** Who, in which circumstances, does what: what several walks ask is one case. */
  readonly cases: Set<string>;
}

/** Proven if every answer is the right one, refuted if one is wrong, otherwise unknown. */
export function findingFor(organization: Organization, examined: Examined): Finding {
  const wrong = new Map<string, Wrong>();
  const missing = new Set(examined.missing ?? []);
  const assumptions = new Set(examined.assumptions ?? []);
  const evidence = new Map<string, Map<string, Evidence>>();
  const seen = { principals: new Set<string | null>(), accounts: new Set<AccountClass>(), actions: new Set<string>() };
  for (const question of examined.questions) {
    const { kind, asked } = answerTo(organization, question);
    seen.principals.add(question.actor.principal);
    seen.accounts.add(question.about);
    seen.actions.add(question.act.action);
    if (kind === "wrong") addWrong(wrong, question, asked);
    else if (kind === "unknown") {
      const id = examined.assumed?.(question, asked);
      if (id !== undefined) assumptions.add(id);
      else for (const document of asked.missing) missing.add(document);
    }
    addEvidence(evidence, question, asked);
  }
  const covered = coveredBy(seen, examined);
  const found = [...wrong.values()].map((one) => counterexampleFor(organization, one));
  return outcomeOf([...(examined.faults ?? []), ...found], missing, {
    covered,
    assumptions: [...assumptions],
    evidence: [...evidence.values()].flatMap((ofActor) => [...ofActor.values()]),
    reported: examined.reported ?? [],
  });
}

interface Seen {
  readonly principals: ReadonlySet<string | null>;
  readonly accounts: ReadonlySet<AccountClass>;
  readonly actions: ReadonlySet<string>;
}

function coveredBy({ principals, accounts, actions }: Seen, { looked }: Examined): Covered {
  const all = new Set([...accounts, ...(looked?.accounts ?? [])]);
  return {
    principals: Math.max(principals.size, looked?.principals ?? 0),
    accounts: accountsIn(all),
    actions: Math.max(actions.size, looked?.actions ?? 0),
  };
}

function addWrong(wrong: Map<string, Wrong>, question: Question, asked: Asked): void {
  const { actor, act, about, must } = question;
  const { verdict } = asked;
  const reasons = must === "fail" ? verdict.decision : [actor.principalKind, verdict];
  const key = JSON.stringify([act.action, must, reasons, verdict.by.length === 0 ? act.resource : ""]);
  const one = wrong.get(key) ?? { question, asked, accounts: new Set<AccountClass>(), cases: new Set<string>() };
  one.accounts.add(about);
  one.cases.add(JSON.stringify([actor.principal, actor.context, act]));
  wrong.set(key, one);
}

function counterexampleFor(organization: Organization, { question, asked, accounts, cases }: Wrong): Counterexample {
  const { request, verdict } = asked;
  const others = accountsIn(accounts);
  const more =
    cases.size === 1 ? "" : ` So it is in ${cases.size} cases, in ${others} account${others === 1 ? "" : "s"}.`;
  const { actor, act, otherwise } = question;
  const fix = remedyFor(organization, question, verdict);
  return { kind: "request", says: otherwise + more, fix, actor, act, request, verdict };
}

/** Of what is denied one edge for each caller and statement is enough: there are thousands. */
function addEvidence(
  evidence: Map<string, Map<string, Evidence>>,
  { actor, act, must }: Question,
  { verdict }: Asked,
): void {
  const { decision, by, missing } = verdict;
  let ofActor = evidence.get(actor.says);
  if (ofActor === undefined) evidence.set(actor.says, (ofActor = new Map()));
  const [first] = by;
  const denied = first === undefined ? `${decision} ${missing.join()}` : textOf(first);
  const key =
    must === "fail" ? denied : `${decision} ${act.action} ${act.resource} ${by.map(textOf).join()} ${missing.join()}`;
  if (ofActor.has(key)) return;
  ofActor.set(key, {
    who: actor.says,
    does: act.action,
    on: act.resource,
    decision,
    by: decision === "implicitDeny" ? missing.map((kind) => `${kind}: nothing allows it`) : by.map(textOf),
  });
}

const texts = new WeakMap<Reason, string>();

/** The same few statements answer very much. */
function textOf(reason: Reason): string {
  let text = texts.get(reason);
  if (text === undefined) texts.set(reason, (text = `${reason.policy}: ${reason.statement}`));
  return text;
}

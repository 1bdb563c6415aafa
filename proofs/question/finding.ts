import type { AssumptionId } from "../assumptions";
import type { Counterexample, Covered, Evidence, Finding } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import { answerTo, type Answer, type Question } from "./question";
import { remedyFor } from "./remedy";

/** What a claim looked at. */
export interface Examined {
  readonly questions: readonly Question[];
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
  readonly reported?: readonly string[];
}

interface Answered {
  readonly question: Question;
  readonly answer: Answer;
}

/** Proven if every answer is the right one, refuted if one is wrong, otherwise unknown. */
export function findingFor(organization: Organization, examined: Examined): Finding {
  const answered = examined.questions.map((question) => ({ question, answer: answerTo(organization, question) }));
  const covered = coveredBy(examined);
  const wrong = answered.filter(({ answer }) => answer.kind === "wrong");
  const [first, ...others] = [...(examined.faults ?? []), ...counterexamplesFor(organization, wrong)];
  if (first !== undefined) return { kind: "refuted", covered, counterexamples: [first, ...others] };
  const [missing, ...more] = new Set([...(examined.missing ?? []), ...answered.flatMap(missingFrom)]);
  if (missing !== undefined) return { kind: "unknown", covered, missing: [missing, ...more] };
  return {
    kind: "proven",
    covered,
    assumptions: examined.assumptions ?? [],
    evidence: evidenceFrom(answered),
    reported: examined.reported ?? [],
  };
}

function missingFrom({ answer }: Answered): readonly string[] {
  return answer.kind === "unknown" ? answer.asked.missing : [];
}

function coveredBy({ questions, looked }: Examined): Covered {
  const principals = new Set(questions.map(({ actor }) => actor.principal));
  const accounts = new Set([...questions.map(({ about }) => about), ...(looked?.accounts ?? [])]);
  const actions = new Set(questions.map(({ act }) => act.action));
  return {
    principals: Math.max(principals.size, looked?.principals ?? 0),
    accounts: [...accounts].reduce((sum, { members }) => sum + members.length, 0),
    actions: Math.max(actions.size, looked?.actions ?? 0),
  };
}

/** One of each kind: wrong for the same reasons is one fault, however many people, accounts and Regions it hits. */
function counterexamplesFor(organization: Organization, wrong: readonly Answered[]): readonly Counterexample[] {
  const groups = new Map<string, { readonly first: Answered; readonly accounts: Set<AccountClass>; count: number }>();
  for (const one of wrong) {
    const { verdict } = one.answer.asked;
    const { actor, act, about } = one.question;
    const key = JSON.stringify([act.action, actor.principalKind, verdict, verdict.by.length === 0 ? act.resource : ""]);
    const group = groups.get(key) ?? { first: one, accounts: new Set(), count: 0 };
    group.accounts.add(about);
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first: { question, answer }, accounts, count }) => {
    const { request, verdict } = answer.asked;
    const others = [...accounts].reduce((sum, { members }) => sum + members.length, 0);
    const more = count === 1 ? "" : ` So it is in ${count} cases, in ${others} account${others === 1 ? "" : "s"}.`;
    const { actor, act, otherwise } = question;
    const fix = remedyFor(organization, question, verdict);
    return { kind: "request", says: otherwise + more, fix, actor, act, request, verdict };
  });
}

function evidenceFrom(answered: readonly Answered[]): readonly Evidence[] {
  const edges = new Map<string, Evidence>();
  for (const { question, answer } of answered) {
    const { decision, by, missing } = answer.asked.verdict;
    const edge = {
      who: question.actor.says,
      does: question.act.action,
      on: question.act.resource,
      decision,
      by: decision === "implicitDeny" ? missing.map((kind) => `${kind}: nothing allows it`) : by.map(textOf),
    };
    // Of what is denied one edge for each reason is enough: there are thousands.
    const key = question.must === "fail" ? [edge.who, edge.decision, edge.by] : edge;
    edges.set(JSON.stringify(key), edges.get(JSON.stringify(key)) ?? edge);
  }
  return [...edges.values()];
}

function textOf({ policy, statement }: { readonly policy: string; readonly statement: string }): string {
  return `${policy}: ${statement}`;
}

import type { Counterexample } from "../claim";
import type { Organization } from "../model/organization";
import { answerTo, type Answer, type Question } from "../question/question";
import { needsOf } from "./dependencies";
import { failureModes, regionDownIn, type FailureMode } from "./failure-modes";
import { targetRolesOf, type Placed } from "./people";
import type { Step, Walk } from "./steps";
import { walksBy } from "./walks";

/** What is left of the ways in while something is down: for each target role a whole walk, or why there is none. */
export interface Remaining {
  readonly questions: readonly Question[];
  readonly faults: readonly Counterexample[];
  readonly missing: readonly string[];
}

/** Every mode, in the order of the rows. */
export function remainingInEveryMode(organization: Organization): Remaining {
  const modes: readonly FailureMode[] = failureModes;
  const walks = walksByTarget(organization);
  const answers = answersOf(organization);
  return together(
    targetRolesOf(organization).flatMap((target) =>
      // By any way: which of them a mode takes away follows from what their steps need.
      modes.map((mode) => remainingTo(target, walks.get(target.role.arn) ?? [], mode, organization, answers)),
    ),
  );
}

function walksByTarget(organization: Organization): ReadonlyMap<string, readonly Walk[]> {
  const byTarget = new Map<string, Walk[]>();
  for (const way of ["console", "command-line", "saml"] as const) {
    for (const walk of walksBy(way, organization).walks) {
      const { arn } = walk.target.role;
      const known = byTarget.get(arn);
      if (known === undefined) byTarget.set(arn, [walk]);
      else known.push(walk);
    }
  }
  return byTarget;
}

type Answers = (step: Step) => Answer;

/** A step is a part of one walk, which each mode looks at again. */
function answersOf(organization: Organization): Answers {
  const known = new Map<Step, Answer>();
  return (step) => {
    const answer = known.get(step) ?? answerTo(organization, step);
    known.set(step, answer);
    return answer;
  };
}

function together(all: readonly Remaining[]): Remaining {
  return {
    questions: all.flatMap(({ questions }) => questions),
    faults: all.flatMap(({ faults }) => faults),
    missing: all.flatMap(({ missing }) => missing),
  };
}

function remainingTo(
  target: Placed,
  walks: readonly Walk[],
  mode: FailureMode,
  organization: Organization,
  answers: Answers,
): Remaining {
  const stops: Stop[] = [];
  for (const walk of walks) {
    const stop = stopOf(walk, mode, organization, answers);
    if (stop === undefined) return { questions: walk.steps, faults: [], missing: [] };
    stops.push(stop);
  }
  const unknown = stops.flatMap(({ why, isUnknown }) => (isUnknown ? [why] : []));
  if (unknown.length > 0) return { questions: [], faults: [], missing: unknown };
  const { role, in: accounts } = target;
  const first = stops[0]?.why ?? `There is no way to it: no responder has the tier ${role.tier ?? ""}.`;
  return {
    questions: [],
    faults: [
      {
        kind: "setting",
        says: `While ${mode.says}, nobody gets into ${role.name} of account ${role.account} (${accounts.account.name}).`,
        fix: `Give it a way that does not need what is down. ${first}`,
        where: role.arn,
        found: first,
      },
    ],
    missing: [],
  };
}

interface Stop {
  readonly why: string;
  readonly isUnknown: boolean;
}

/** Where a walk ends before its target; undefined if it does not. */
function stopOf({ steps }: Walk, mode: FailureMode, organization: Organization, answers: Answers): Stop | undefined {
  for (const step of steps) {
    const stop = stopAt(step, mode, organization, answers);
    if (stop !== undefined) return stop;
  }
  return undefined;
}

function stopAt(step: Step, mode: FailureMode, organization: Organization, answers: Answers): Stop | undefined {
  const needs = needsOf(step);
  const { action } = step.act;
  if (needs === undefined) return { why: `nobody has said what ${action} depends on`, isUnknown: true };
  if (needs.region === regionDownIn(mode, organization)) {
    return { why: `${action} is served in ${needs.region}, which is down.`, isUnknown: false };
  }
  const down = needs.parties.filter((party) => mode.parties.includes(party));
  if (down.length > 0) return { why: `${action} needs ${down.join(", ")}.`, isUnknown: false };
  const { kind, asked } = answers(step);
  if (kind === "unknown") return { why: asked.missing.join(", "), isUnknown: true };
  return kind === "wrong" ? { why: step.otherwise, isUnknown: false } : undefined;
}

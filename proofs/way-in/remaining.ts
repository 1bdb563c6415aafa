import type { Counterexample } from "../claim";
import type { Organization } from "../model/organization";
import { answerTo, type Answer, type Question } from "../question/question";
import { reasonOf } from "../question/reason";
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
  const unknown = stops.flatMap(({ why, is }) => (is === "unknown" ? [why] : []));
  if (unknown.length > 0) return { questions: [], faults: [], missing: unknown };
  const { role, in: accounts } = target;
  const none = `There is no way to it: no responder has the tier ${role.tier ?? ""}.`;
  const obstacles = stops.length === 0 ? [none] : obstaclesIn(stops);
  const lift = stops.some(({ is }) => is === "refused") ? "Lift what refuses it, or give" : "Give";
  return {
    questions: [],
    faults: [
      {
        kind: "setting",
        says: `While ${mode.says}, nobody gets into ${role.name} of account ${role.account} (${accounts.account.name}).`,
        fix: `${lift} it a way that does not need what is down. ${obstacles.join(" ")}`,
        where: role.arn,
        found: obstacles.join(" "),
      },
    ],
    missing: [],
  };
}

/** Why a walk ends before its target. */
interface Stop {
  readonly why: string;
  readonly is: "refused" | "down" | "unknown";
}

/** Each once, and what AWS refuses first: that can be put right. */
function obstaclesIn(stops: readonly Stop[]): readonly string[] {
  const whys = (is: Stop["is"]) => stops.filter((stop) => stop.is === is).map(({ why }) => why);
  return [...new Set([...whys("refused"), ...whys("down")])];
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
  if (needs === undefined) return { why: `nobody has said what ${action} depends on`, is: "unknown" };
  if (needs.region === regionDownIn(mode, organization)) {
    return { why: `${action} is served in ${needs.region}, which is down.`, is: "down" };
  }
  const down = needs.parties.filter((party) => mode.parties.includes(party));
  if (down.length > 0) return { why: `${action} needs ${down.join(", ")}.`, is: "down" };
  const { kind, asked } = answers(step);
  if (kind === "unknown") return { why: asked.missing.join(", "), is: "unknown" };
  return kind === "wrong" ? { why: `${action}: ${reasonOf(asked.verdict)}.`, is: "refused" } : undefined;
}

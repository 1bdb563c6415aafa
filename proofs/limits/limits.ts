import { actOn, acts, eventOf, protectedThings, type ActRow, type ProtectedKind, type ProtectedThing } from "../acts";
import { isOpenToOthers } from "../acts/shared-kinds";
import type { AssumptionId } from "../assumptions";
import type { Counterexample } from "../claim";
import { heardOf } from "../hearing";
import type { Organization } from "../model/organization";
import type { Examined } from "../question/finding";
import { answerTo, type Question } from "../question/question";
import { likenessFor } from "./alike";
import { isOwnAffair } from "./own-affairs";
import { pathSessionsOf, type PathSession } from "./sessions";
import { isCalledByPrincipals, mayTake } from "./takings";

const mended: readonly ProtectedKind[] = ["organizationPolicy", "stackSet"];

const rowsByKind = new Map<ProtectedKind, ActRow[]>();
for (const row of acts.filter(isCalledByPrincipals)) rowsByKind.set(row.on, [...(rowsByKind.get(row.on) ?? []), row]);

interface Deed {
  readonly session: PathSession;
  readonly row: ActRow;
  readonly thing: ProtectedThing;
  readonly question: Question;
}

/**
 * Nobody of the path may do anything to these things. The tier Management alone mends guardrails and works the StackSets,
 * which no policy can tell from breaking them: every such call must be heard on both paths.
 */
export function limitsOn(kinds: readonly ProtectedKind[], organization: Organization): Examined {
  const deeds = distinct(deedsOn(kinds, organization), organization);
  const spared = deeds.filter(mayBeHeardInstead);
  const allowed = spared.filter(({ question }) => answerTo(organization, question).kind === "wrong");
  const heard = allowed.map((deed) => hearingOf(deed, organization));
  return {
    questions: deeds.filter((deed) => !allowed.includes(deed)).map(({ question }) => question),
    faults: heard.flatMap(({ faults }) => faults),
    missing: heard.flatMap(({ missing }) => missing),
    // Whom a deployer's own trust lets in stands outside the stack.
    assumptions: [
      ...(kinds.includes("deployerRole") && organization.deployers.length > 0
        ? ["deployers-are-administrators" as const]
        : []),
      ...new Set(heard.flatMap(({ assumes }) => assumes)),
    ],
    reported: allowed.map(
      ({ session, row, thing }) =>
        `${session.actor.says} can call ${row.action} on ${thing.arn}; every such call alerts on both paths.`,
    ),
  };
}

/** One deed of each kind that no document tells apart; what must be heard is heard of one thing at a time. */
function distinct(deeds: readonly Deed[], organization: Organization): readonly Deed[] {
  const likeness = likenessFor(organization);
  const found = new Set<string>();
  return deeds.filter((deed) => {
    if (mayBeHeardInstead(deed)) return true;
    const key = likeness(deed.session, deed.thing.class, deed.question.act);
    return !found.has(key) && found.add(key);
  });
}

function mayBeHeardInstead({ session: { is, tiers }, thing: { kind } }: Deed): boolean {
  return is === "target" && tiers?.includes("Management") === true && mended.includes(kind);
}

function deedsOn(kinds: readonly ProtectedKind[], organization: Organization): readonly Deed[] {
  const sessions = pathSessionsOf(organization);
  const things = protectedThings(organization).filter(
    ({ kind, class: { account } }) => kinds.includes(kind) && account.isActive,
  );
  return things.flatMap((thing) =>
    (rowsByKind.get(thing.kind) ?? []).flatMap((row) =>
      sessions
        .filter((session) => reaches(session, row, thing) && !isOwnAffair(row, session, thing))
        .filter((session) => !(row.effect === "take" && (mayTake(session, thing) || thing.kind === "deployerRole")))
        .map((session) => ({ session, row, thing, question: questionFor(session, row, thing) })),
    ),
  );
}

/** Calls are made in the caller's own account, unless a policy of the thing itself takes others in. */
function reaches({ in: accounts }: PathSession, row: ActRow, thing: ProtectedThing): boolean {
  // Only the management account's own principals are asked.
  if (row.calledIn === "management") return accounts.account.kind === "management";
  if (accounts === thing.class) return true;
  return isOpenToOthers(thing.kind, actOn(row, thing));
}

function questionFor({ actor, in: about }: PathSession, row: ActRow, thing: ProtectedThing): Question {
  return {
    actor,
    act: actOn(row, thing),
    must: "fail",
    otherwise: `${actor.says} can call ${row.action} on ${thing.arn} (${row.effect}).`,
    about,
  };
}

function hearingOf(
  { session, row, thing }: Deed,
  organization: Organization,
): {
  readonly faults: readonly Counterexample[];
  readonly missing: readonly string[];
  readonly assumes: readonly AssumptionId[];
} {
  const event = eventOf(row, thing, session.actor);
  const { account, region } = event;
  const { firstPath, secondPath, because, missing, assumes } = heardOf(organization, event, account, region);
  if (firstPath && secondPath) return { faults: [], missing: [], assumes };
  if (missing.length > 0) return { faults: [], missing, assumes: [] };
  const [first, ...others] = [
    ...(firstPath ? [] : ["first-path" as const]),
    ...(secondPath ? [] : ["second-path" as const]),
  ];
  const [reason = "nothing takes it", ...reasons] = because;
  if (first === undefined) return { faults: [], missing: [], assumes };
  return {
    faults: [
      {
        kind: "event",
        says: `${session.actor.says} can call ${row.action} on ${thing.arn}, and not both paths tell of it.`,
        fix: `Take ${row.action} from ${session.actor.says}, or let a rule and a metric filter match it.`,
        event: { ...event },
        account,
        region,
        unheardOn: [first, ...others],
        because: [reason, ...reasons],
      },
    ],
    missing: [],
    assumes: [],
  };
}

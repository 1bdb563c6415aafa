import { incidentEventSource, incidentSteps, type IncidentStep } from "../../rulebook/incidents";
import { names } from "../../rulebook/names";
import type { Actor } from "../claim";
import type { Bus, Organization, Thing } from "../model/organization";
import type { Question } from "../question/question";
import { assertionsOf } from "./assertions";
import { signInRegionsOf } from "./failure-modes";
import { hubRolesOf, incidentRolesOf, stayingRespondersOf, type Placed } from "./people";
import { sessionOf, withMfa } from "./sessions";
import { assume, plain } from "./steps";

/** Whoever came in may say why: every responder directly, and every hub role, through every Region. */
export function incidentQuestionsFor(organization: Organization): readonly Question[] {
  const roles = incidentRolesOf(organization);
  const takers = [
    ...signInRegionsOf(organization).flatMap((region) => takersIn(region, organization)),
    ...assertionsOf(organization).flatMap(({ actor, region }) => hubSessionsOf(actor, region, organization)),
  ];
  return [
    ...takers.flatMap(({ actor, region }) => roles.map((role) => assume(plain(actor), role, region))),
    ...roles.flatMap((role) => sendingQuestionsFor(role, organization)),
  ];
}

interface Taker {
  readonly actor: Actor;
  readonly region: string;
}

/** Of a hub role's session it is the same which responder opened it. */
function takersIn(region: string, organization: Organization): readonly Taker[] {
  const responders = stayingRespondersOf(organization);
  const [first] = responders;
  return [
    ...responders
      .flatMap(({ user }) => [withMfa(user, region, "console"), withMfa(user, region, "command line")])
      .map((actor) => ({ actor, region })),
    ...(first === undefined ? [] : hubSessionsOf(withMfa(first.user, region, "command line"), region, organization)),
  ];
}

function hubSessionsOf(opener: Actor, region: string, organization: Organization): readonly Taker[] {
  return hubRolesOf(organization).map(({ role }) => ({ actor: sessionOf(role, opener), region }));
}

/** A role sends its own step to the central bus, and no other's. */
function sendingQuestionsFor(placed: Placed, organization: Organization): readonly Question[] {
  const [responder] = stayingRespondersOf(organization);
  const bus = centralBusOf(organization);
  if (responder === undefined || bus === undefined) return [];
  const steps: readonly IncidentStep[] = incidentSteps;
  return steps.map((step) =>
    sendingQuestionFor(placed, step, bus, sessionOf(placed.role, withMfa(responder.user, bus.region, "command line"))),
  );
}

function sendingQuestionFor({ role, in: about }: Placed, step: IncidentStep, bus: Bus, actor: Actor): Question {
  const isOwn = step.role !== undefined && names[step.role] === role.name;
  return {
    actor: isOwn ? actor : { ...actor, side: "attacker" },
    act: {
      action: "events:PutEvents",
      resource: bus.arn,
      resourceAccount: bus.account,
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
      context: {
        "events:source": incidentEventSource,
        "events:detail-type": step.detailType,
        "events:eventBusInvocation": "false",
      },
    },
    must: isOwn ? "succeed" : "fail",
    otherwise: isOwn
      ? `${role.name} cannot send ${step.detailType} to the central bus: the incident cannot be told.`
      : `${role.name} can send ${step.detailType}, which is another role's step: who requested cannot be told from who approved.`,
    about,
  };
}

export function centralBusOf({ classes }: Organization): Bus | undefined {
  return classes
    .flatMap(({ things }) => things)
    .find((thing: Thing): thing is Bus => thing.kind === "bus" && thing.name === names.centralBus);
}

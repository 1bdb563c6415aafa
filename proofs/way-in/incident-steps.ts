import { incidentEventSource, incidentSteps, type IncidentStep } from "../../rulebook/incidents";
import { names } from "../../rulebook/names";
import type { Actor } from "../claim";
import type { Bus, Organization, Thing } from "../model/organization";
import type { Question } from "../question/question";
import { signInRegionsOf } from "./failure-modes";
import { hubRolesOf, incidentRolesOf, samlProviderOf, stayingRespondersOf, type Placed } from "./people";
import { asserted, sessionOf, withMfa } from "./sessions";
import { assume, plain } from "./steps";

/** Whoever came in may say why: every responder directly, and every hub role, through every Region. */
export function incidentQuestionsFor(organization: Organization): readonly Question[] {
  const roles = incidentRolesOf(organization);
  const takers = signInRegionsOf(organization).flatMap((region) =>
    [...respondersIn(region, organization), ...hubSessionsIn(region, organization)].map((actor) => ({ actor, region })),
  );
  return [
    ...takers.flatMap(({ actor, region }) => roles.map((role) => assume(plain(actor), role, region))),
    ...roles.flatMap((role) => sendingQuestionsFor(role, organization)),
  ];
}

function respondersIn(region: string, organization: Organization): readonly Actor[] {
  return stayingRespondersOf(organization).flatMap(({ user }) => [
    withMfa(user, region, "console"),
    withMfa(user, region, "command line"),
  ]);
}

/** Of a hub role's session it is the same whether a responder or the identity provider opened it, but for one key. */
function hubSessionsIn(region: string, organization: Organization): readonly Actor[] {
  const [responder] = stayingRespondersOf(organization);
  const provider = samlProviderOf(organization);
  const openers = [
    ...(responder === undefined ? [] : [withMfa(responder.user, region, "command line")]),
    ...(provider === undefined ? [] : [asserted(provider, region)]),
  ];
  return hubRolesOf(organization).flatMap(({ role }) => openers.map((opener) => sessionOf(role, opener)));
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

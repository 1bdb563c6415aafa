import { ANY_ONE, ANY_RUN, patternsOn } from "../../iam";
import { transport } from "../../rulebook/alerts";
import { incidentEventSource, incidentSteps, type IncidentStepId } from "../../rulebook/incidents";
import { names } from "../../rulebook/names";
import { answerFor } from "../ask";
import type { Act, Actor, Finding } from "../claim";
import type { AccountClass, Bus, Organization, Topic } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { questionsFor } from "./questions";

/**
 * What others could say on the path: steps of incidents and heartbeats on the central bus, alerts on its topics. Whom the
 * thing's own policy names without a wildcard is a sender that the owner declared, and is reported; but nobody may both
 * declare and approve.
 */
export function speakersIn(organization: Organization): Finding {
  const reported: string[] = [];
  return findingFor(organization, { questions: undeclaredOnes(organization, reported), reported });
}

function* undeclaredOnes(organization: Organization, reported: string[]): Generator<Question> {
  for (const about of organization.classes) {
    for (const thing of about.things) {
      if (!isBusOfSteps(thing) && !isTopicOfAlerts(thing)) continue;
      const named = namedBy(thing);
      const requesters = new Set<string>();
      // Declaring comes before approving, in the rows of the steps as in life.
      for (const act of thing.kind === "bus" ? saidTo(thing) : [publishedTo(thing)]) {
        for (const question of questionsFor(organization, about, act)) {
          const who = question.actor.principal ?? "";
          if (isForwarder(question.actor)) continue;
          if (!named.has(who)) yield question;
          else if (answerFor(organization, question.actor, act).answer !== "no") {
            if (isStep(act, "declare")) requesters.add(who);
            if (isStep(act, "approve") && requesters.has(who)) yield { ...question, otherwise: `${who} ${alone}` };
            else reported.push(`${who} is a declared sender: ${act.action}${detailIn(act)} on ${act.resource}.`);
          }
        }
      }
    }
  }
}

const alone = "can declare an incident and approve it as well.";

function isStep({ context }: Act, step: IncidentStepId): boolean {
  const row = incidentSteps.find(({ id }) => id === step);
  return row !== undefined && context?.["events:detail-type"] === row.detailType;
}

const topics: ReadonlySet<string> = new Set([names.socTopic, names.standbyTopic, names.secondPathTopic]);

/** EventBridge alone takes it, and hands on the event of a rule as it is: its sessions choose neither source nor detail-type. */
function isForwarder({ permissions, principal }: Actor): boolean {
  return permissions === "own" && (principal ?? "").endsWith(`:role${names.targetPath}${names.forwarderRole}`);
}

type Thing = AccountClass["things"][number];

function isBusOfSteps(thing: Thing): thing is Bus {
  return thing.kind === "bus" && (thing.name === names.centralBus || thing.name === names.standbyBus);
}

function isTopicOfAlerts(thing: Thing): thing is Topic {
  return thing.kind === "topic" && topics.has(thing.name);
}

/**
 * Whoever calls PutEvents chooses source and detail-type, and whoever has a rule hands on what he put on a bus of his own:
 * so it is left open whether a bus calls.
 */
function saidTo({ arn, account }: Bus): readonly Act[] {
  const said = [
    ...incidentSteps.map(({ detailType }) => [incidentEventSource, detailType] as const),
    [transport.heartbeatSource, transport.heartbeatDetailType] as const,
  ];
  return said.map(([source, detailType]) => ({
    action: "events:PutEvents",
    resource: arn,
    resourceAccount: account,
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
    context: { "events:source": source, "events:detail-type": detailType },
  }));
}

function publishedTo({ arn, account }: Topic): Act {
  return { action: "sns:Publish", resource: arn, resourceAccount: account };
}

function namedBy({ policy }: Bus | Topic): ReadonlySet<string> {
  const patterns = policy === undefined ? [] : patternsOn([policy], "aws:PrincipalArn");
  return new Set(
    patterns
      .map(({ pattern }) => pattern)
      .filter((pattern) => !pattern.includes(ANY_RUN) && !pattern.includes(ANY_ONE)),
  );
}

function detailIn({ context }: Act): string {
  const detailType = context?.["events:detail-type"];
  return typeof detailType === "string" ? ` (${detailType})` : "";
}

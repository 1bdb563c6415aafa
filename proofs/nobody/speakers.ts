import { ANY_ONE, ANY_RUN, patternsOn } from "../../iam";
import { transport } from "../../rulebook/alerts";
import { incidentEventSource, incidentSteps } from "../../rulebook/incidents";
import { names } from "../../rulebook/names";
import { answerFor } from "../ask";
import type { Act, Actor, Finding } from "../claim";
import type { AccountClass, Bus, Organization, Topic } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { questionsFor } from "./questions";

/**
 * What others could say on the path: steps of incidents and heartbeats on the central bus, alerts on its topics. Whom the
 * thing's own policy names without a wildcard is a sender that the owner declared, and is reported.
 */
export function speakersIn(organization: Organization): Finding {
  const reported: string[] = [];
  return findingFor(organization, { questions: undeclaredOnes(organization, reported), reported });
}

function* undeclaredOnes(organization: Organization, reported: string[]): Generator<Question> {
  for (const about of organization.classes) {
    for (const thing of about.things) {
      if (!isBusOfSteps(thing) && !isTopicOfAlerts(thing)) continue;
      const declared = namedBy(thing);
      for (const act of thing.kind === "bus" ? saidTo(thing) : [publishedTo(thing)]) {
        for (const question of questionsFor(organization, about, act)) {
          if (isForwarder(question.actor)) continue;
          if (!declared.has(question.actor.principal ?? "")) yield question;
          else if (answerFor(organization, question.actor, act).answer !== "no") {
            reported.push(
              `${question.actor.principal ?? ""} is a declared sender: ${act.action}${detailIn(act)} on ${act.resource}.`,
            );
          }
        }
      }
    }
  }
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

/** Callers of PutEvents choose source and detail-type; rules of other accounts cannot, and keep those of their event. */
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
    context: { "events:source": source, "events:detail-type": detailType, "events:eventBusInvocation": "false" },
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

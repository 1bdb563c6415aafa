import { compilePattern, matches, type Pattern } from "../../../events";
import { arnParts } from "../arns";
import type { Sender } from "../authorization/sender";
import { invokeFunction } from "../lambda/invoke";
import type { EventRule } from "../messaging-model";
import { regionalIn, type Where } from "../regional";
import { eventBusArn, eventRuleArn } from "../regional-arns";
import { publish } from "../sns/publish";
import { isReadOnlyManagementEvent, type BusEvent } from "./bus-event";
import { arrivalAt } from "./forward";
import { inputFor } from "./input";
import type { Hops, Leg } from "./leg";
import { tell, type Live } from "./live";
import { sendMessage } from "./queue";
import { senderFor, senderOfRule } from "./target-sender";

export const noHops: Hops = { accounts: 0, regions: 0 };

/** An event that a service of AWS puts on the default bus of the account and Region it happened in. */
export async function putServiceEvent(live: Live, event: BusEvent): Promise<void> {
  await travel(live, { accountId: event.account, region: event.region }, "default", event, noHops);
}

/** Lets an event that has arrived on a bus run over the bus's rules. */
export async function travel(live: Live, where: Where, bus: string, event: BusEvent, hops: Hops): Promise<void> {
  const rules = Object.values(regionalIn(live.aws, where).eventRules).filter((rule) => rule.bus === bus);
  for (const { name, state, targets } of rules.filter((rule) => isHit(rule, event))) {
    const ruleArn = eventRuleArn(where, bus, name);
    if (state === "ENABLED" && isReadOnlyManagementEvent(event)) {
      const reason = "a read-only management event, and the rule's state is ENABLED";
      tell(live, { what: event.id, from: eventBusArn(where, bus), to: ruleArn, outcome: "unseen", reason });
      continue;
    }
    for (const target of targets) await send(live, { where, ruleArn, target, event, hops });
  }
}

function isHit({ pattern, state }: EventRule, event: BusEvent): boolean {
  return pattern !== undefined && state !== "DISABLED" && matches(compiledPattern(pattern), event);
}

const compiled = new Map<string, Pattern>();

/** A deployed pattern, compiled once however many rules have it: it was checked when it was stored. */
function compiledPattern(text: string): Pattern {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const result = compilePattern(text);
  if (!result.ok) throw new Error(`deployed pattern cannot be read: ${JSON.stringify(result.issues)}: ${text}`);
  compiled.set(text, result.pattern);
  return result.pattern;
}

/** To one target; what it refuses goes to the target's dead-letter queue, and without one is lost. */
async function send(live: Live, leg: Leg): Promise<void> {
  const { ruleArn, target, event } = leg;
  const fault = await reach(live, leg);
  if (fault === undefined) return;
  const caught = caughtBy(live, leg, fault);
  const outcome = caught === undefined ? "deadLettered" : "lost";
  const reason = caught === undefined ? fault : `${fault}; ${caught}`;
  tell(live, { what: event.id, from: ruleArn, to: target.arn, outcome, reason });
}

/**
 * Permission errors are not tried again: they go to the dead-letter queue at once. Undefined where it caught the event.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
function caughtBy(live: Live, leg: Leg, fault: string): string | undefined {
  const { ruleArn, target, where, event } = leg;
  if (target.deadLetterArn === undefined) return "there is no dead-letter queue";
  if (arnParts(target.deadLetterArn)?.region !== where.region) return "the dead-letter queue is in another Region";
  const [code = "", ...words] = fault.split(": ");
  const attributes = { RULE_ARN: ruleArn, TARGET_ARN: target.arn, ERROR_CODE: code, ERROR_MESSAGE: words.join(": ") };
  return sendMessage(live, senderOfRule(live.aws, leg), target.deadLetterArn, JSON.stringify(event), attributes);
}

/** Undefined where the target took the event, otherwise the error's code and words. */
async function reach(live: Live, leg: Leg): Promise<string | undefined> {
  const { ruleArn, target, event } = leg;
  const taken = (): void =>
    tell(live, { what: event.id, from: ruleArn, to: target.arn, outcome: "delivered", reason: "" });
  const service = arnParts(target.arn)?.service;
  if (service === "events") {
    const arrival = arrivalAt(live.aws, leg);
    if ("fault" in arrival) return arrival.fault;
    taken();
    await travel(live, arrival.where, arrival.bus, event, arrival.hops);
    return undefined;
  }
  const sender = senderFor(live.aws, leg);
  if ("fault" in sender) return sender.fault;
  const fault = await handOver(live, leg, sender, inputFor(target, event), taken);
  return fault;
}

async function handOver(
  live: Live,
  { ruleArn, target, event }: Leg,
  sender: Sender,
  input: unknown,
  taken: () => void,
): Promise<string | undefined> {
  switch (arnParts(target.arn)?.service) {
    case "lambda":
      return invokeFunction(live, sender, target.arn, input, taken);
    case "sqs": {
      const fault = sendMessage(live, sender, target.arn, JSON.stringify(input), {});
      if (fault === undefined) taken();
      return fault;
    }
    case "sns": {
      const message = { subject: "", message: JSON.stringify(input), attributes: {} };
      return publish(live, sender, ruleArn, target.arn, { ...message, subject: event["detail-type"] });
    }
    default:
      return `UNSUPPORTED_TARGET: the sandbox delivers to buses, functions, queues and topics: ${target.arn}`;
  }
}

import type { Organization, Rule, Target } from "../model/organization";
import { allowedWay, onBehalfOf, service } from "./callers";
import { findThing, whereIs } from "./find";
import { keyServes } from "./keys";
import { brokenWay, everyStep, missingWay, type Way } from "./way";

/**
 * What cannot be delivered must wait somewhere: a standard queue in the rule's Region that takes it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLettersWait(organization: Organization, rule: Rule, target: Target): Way {
  const where = whereIs(rule);
  const { deadLetterArn } = target;
  if (deadLetterArn === undefined) {
    return brokenWay({
      says: `what ${rule.arn} cannot deliver to ${target.id} is lost`,
      where,
      fix: "give the target a dead-letter queue",
    });
  }
  if (deadLetterArn.split(":")[3] !== rule.region) {
    return brokenWay({
      says: `the dead-letter queue ${deadLetterArn} is not in the Region of ${rule.arn}`,
      where,
      fix: "name the queue of the rule's Region",
    });
  }
  const queue = findThing(organization, "queue", deadLetterArn);
  if (queue === undefined) return missingWay(`queue ${deadLetterArn}`);
  const sender = service("events.amazonaws.com", onBehalfOf(organization, rule.arn, rule.account));
  const taken = allowedWay(
    organization,
    sender,
    { action: "sqs:SendMessage", resource: queue.arn, resourceAccount: queue.account },
    { where: whereIs(queue), fix: `let events.amazonaws.com send for ${rule.arn} in the queue's policy` },
  );
  return everyStep([taken, keyServes(organization, sender, queue)]);
}

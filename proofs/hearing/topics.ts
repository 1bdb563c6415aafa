import type { Actor } from "../claim";
import type { Organization, Topic } from "../model/organization";
import { allowedWay } from "./callers";
import { findThing, whereIs } from "./find";
import { keyServes } from "./keys";
import { assumingWay, brokenWay, clear, everyStep, missingWay, type Way } from "./way";

/** From whoever publishes to somebody who reads: topic policy, key, subscriber. */
export function topicTells(organization: Organization, topicArn: string, publisher: Actor, forKey = publisher): Way {
  const topic = findThing(organization, "topic", topicArn);
  if (topic === undefined) return missingWay(`topic ${topicArn}`);
  const may = allowedWay(
    organization,
    publisher,
    { action: "sns:Publish", resource: topicArn, resourceAccount: topic.account },
    { where: whereIs(topic), fix: `let ${publisher.says} publish in the topic's policy` },
  );
  return everyStep([may, keyServes(organization, forKey, topic), isRead(topic)]);
}

/** Whether a subscriber by mail has confirmed, a state tells of the day on which it was made: mostly not yet. */
function isRead(topic: Topic): Way {
  const { subscriptions } = topic;
  if (subscriptions.length === 0) {
    return brokenWay({
      says: `nobody subscribes to ${topic.arn}`,
      where: whereIs(topic),
      fix: "subscribe somebody to the topic",
    });
  }
  const isConfirmed = subscriptions.some((one) => one.isConfirmed === true);
  return isConfirmed ? clear : assumingWay("subscribers-have-confirmed");
}

import type { DeliveredEvent } from "../acts/delivered-call";
import type { Actor } from "../claim";
import type { Bus, Organization, Role, Rule, Target } from "../model/organization";
import { allowedWay, onBehalfOf, service, session, sourceKeys, throughRole } from "./callers";
import { findThing, rulesOn, whereIs } from "./find";
import { functionTells, throughSns } from "./functions";
import { all, nameOf, rulesFor, takes } from "./rules";
import { topicTells } from "./topics";
import { anyWay, brokenWay, clear, everyStep, missingWay, type Way } from "./way";

const events = "events.amazonaws.com";

const known = new WeakMap<Organization, Map<string, Way>>();

/**
 * From a target of a rule on to somebody who reads. What does not depend on the event is asked once for each kind of
 * event that a bus policy can tell apart.
 */
export function targetTells(organization: Organization, rule: Rule, target: Target, event: DeliveredEvent): Way {
  const bus = findThing(organization, "bus", target.arn);
  if (bus !== undefined) {
    if (rule.bus !== "default") return handedOnTwice(rule, target);
    const kind = `${event.source} ${event["detail-type"]}`;
    return everyStep([
      once(organization, `${rule.arn} ${target.id} ${kind}`, () => busTakes(organization, rule, target, bus, event)),
      receiversTell(organization, bus, event),
    ]);
  }
  return once(organization, `${rule.arn} ${target.id}`, () => endTells(organization, rule, target));
}

function once(organization: Organization, key: string, way: () => Way): Way {
  const ways = known.get(organization) ?? new Map<string, Way>();
  known.set(organization, ways);
  let found = ways.get(key);
  if (found === undefined) ways.set(key, (found = way()));
  return found;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html: THIRD_ACCOUNT_HOP_DETECTED. */
function handedOnTwice(rule: Rule, target: Target): Way {
  return brokenWay({
    says: `${rule.arn} hands on to ${target.arn} what was handed on to it, which EventBridge does once only`,
    where: whereIs(rule),
    fix: "send from the first rule to the last bus",
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html: a role of the sender, the bus's policy. */
function busTakes(organization: Organization, rule: Rule, target: Target, bus: Bus, event: DeliveredEvent): Way {
  if (target.roleArn === undefined) {
    return brokenWay({
      says: `the target ${target.id} of ${rule.arn} has no role to send with`,
      where: whereIs(rule),
      fix: "give the target the forwarding role",
    });
  }
  const sent = throughRole(organization, target.roleArn, events, behalfOf(organization, rule), (role) =>
    allowedWay(
      organization,
      session(role, {
        "events:source": event.source,
        "events:detail-type": event["detail-type"],
        "events:eventBusInvocation": "true",
        "aws:RequestedRegion": bus.region,
      }),
      { action: "events:PutEvents", resource: bus.arn, resourceAccount: bus.account },
      { where: whereIs(bus), fix: `let ${role.name} put events on ${bus.name}` },
    ),
  );
  return everyStep([unchanged(rule, target), sent]);
}

function unchanged(rule: Rule, target: Target): Way {
  if (target.handsOnWholeEvent) return clear;
  return brokenWay({
    says: `the target ${target.id} of ${rule.arn} changes the event on its way`,
    where: whereIs(rule),
    fix: "take the input of the target away",
  });
}

function receiversTell(organization: Organization, bus: Bus, event: DeliveredEvent): Way {
  return rulesTell(organization, rulesOn(organization, bus), event, {
    says: `no rule on ${bus.arn} takes ${event.source} ${nameOf(event)}`,
    where: whereIs(bus),
    fix: "let a rule of the bus match it, in the state that also takes read-only events",
  });
}

/** Of several rules one is enough. */
export function rulesTell(
  organization: Organization,
  rules: readonly Rule[],
  event: DeliveredEvent,
  none: { readonly says: string; readonly where: string; readonly fix: string },
): Way {
  const taken = rulesFor(rules, event).map((rule) => ({ rule, takes: takes(rule, event) }));
  const unknown = taken.filter((one) => one.takes === "unknown").map(({ rule }) => `pattern of ${rule.arn}`);
  const ways = taken
    .filter((one) => one.takes === true)
    .flatMap(({ rule }) => rule.targets.map((target) => targetTells(organization, rule, target, event)));
  if (unknown.length > 0) return anyWay(ways, everyStep(unknown.map(missingWay)));
  const asleep = taken.filter((one) => one.takes === "asleep").map(({ rule }) => asleepWay(rule, event));
  return anyWay(ways, asleep.length > 0 ? everyStep(asleep) : brokenWay(none));
}

function asleepWay(rule: Rule, event: DeliveredEvent): Way {
  return brokenWay({
    says: `${rule.arn} would take ${event.source} ${nameOf(event)}, but is ${rule.state}`,
    where: whereIs(rule),
    fix: `set the rule's state to ${all}`,
  });
}

function endTells(organization: Organization, rule: Rule, target: Target): Way {
  const service = target.arn.split(":")[2];
  if (service === "lambda") {
    return everyStep([unchanged(rule, target), functionTells(organization, target.arn, rule)]);
  }
  if (service === "sns") return topicOfRule(organization, rule, target);
  return brokenWay({
    says: `the target ${target.arn} of ${rule.arn} tells nobody that the model knows of`,
    where: whereIs(rule),
    fix: "send to a bus, a topic or the triage function of the stack",
  });
}

/**
 * With an execution role the topic's and the key's policies see the role. Without one they see the service, and may ask
 * for nothing: EventBridge supports no condition in the topic's policy and no source keys in the key's.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
 */
function topicOfRule(organization: Organization, rule: Rule, target: Target): Way {
  const { arn, roleArn } = target;
  const region = arn.split(":")[3] ?? "";
  if (roleArn === undefined) return topicTells(organization, arn, service(events, {}, sourceKeys));
  return throughRole(organization, roleArn, events, behalfOf(organization, rule), (role: Role) =>
    topicTells(
      organization,
      arn,
      session(role, { "aws:RequestedRegion": region }),
      session(role, throughSns(arn, region, role.account)),
    ),
  );
}

function behalfOf(organization: Organization, { arn, account }: Rule): Actor["context"] {
  return onBehalfOf(organization, arn, account);
}

import type { Alarm, Organization } from "../model/organization";
import { holdsWhile } from "../model/things/composite-rule";
import { onBehalfOf, service } from "./callers";
import { allThings, whereIs } from "./find";
import { topicTells } from "./topics";
import { anyWay, brokenWay, clear, everyStep, missingWay, type Way } from "./way";

/** An alarm's actions: on, and one of them a topic that tells somebody. */
export function alarmTells(organization: Organization, alarm: Alarm): Way {
  const where = whereIs(alarm);
  const topics = alarm.actions.filter((action) => action.split(":")[2] === "sns");
  const publisher = service("cloudwatch.amazonaws.com", onBehalfOf(organization, alarm.arn, alarm.account));
  const none = brokenWay({ says: `${alarm.name} acts on no topic`, where, fix: "give the alarm a topic to act on" });
  const off = { says: `the actions of ${alarm.name} are off`, where, fix: "enable the alarm's actions" };
  return everyStep([
    alarm.actionsEnabled ? clear : brokenWay(off),
    everyStep(absentBelow(organization, alarm).map((name) => neverGoesOff(alarm, name))),
    anyWay(
      topics.map((topic) => topicTells(organization, topic, publisher)),
      none,
    ),
  ]);
}

/** Alarms that a composite alarm reads and that are not there: their state is never what its rule waits for. */
function absentBelow(organization: Organization, { alarms, account, region }: Alarm): readonly string[] {
  if (alarms.length === 0) return [];
  const there = new Set(
    allThings(organization, "alarm")
      .filter((one) => one.account === account && one.region === region)
      .map(({ name }) => name),
  );
  return alarms.filter((name) => !there.has(name));
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
function neverGoesOff(alarm: Alarm, absent: string): Way {
  return brokenWay({
    says: `${alarm.name} waits for ${absent}, which is not there`,
    where: whereIs(alarm),
    fix: `make the alarm ${absent}, or take it out of the rule`,
  });
}

/** It tells somebody itself, or by a composite alarm that reads it. */
export function alarmIsTold(organization: Organization, alarm: Alarm): Way {
  const above = allThings(organization, "alarm").filter(
    ({ alarms, rule, account, region }) =>
      (alarms.includes(alarm.name) || rule === "unknown") && account === alarm.account && region === alarm.region,
  );
  const told = above.map((one) => everyStep([goesOffWith(one, alarm), alarmTells(organization, one)]));
  return anyWay([alarmTells(organization, alarm), ...told], clear);
}

/** Also while the other alarms that it reads have no data: the path must need nobody else's. */
function goesOffWith(composite: Alarm, { name }: Alarm): Way {
  const { rule } = composite;
  if (rule === undefined || rule === "unknown") return missingWay(`rule of ${composite.name}`);
  if (holdsWhile(rule, (other) => (other === name ? "ALARM" : "INSUFFICIENT_DATA"))) return clear;
  return brokenWay({
    says: `${composite.name} does not go off when ${name} does and nothing else has data`,
    where: whereIs(composite),
    fix: `let its rule be true while ${name} is in ALARM and the others in INSUFFICIENT_DATA`,
  });
}

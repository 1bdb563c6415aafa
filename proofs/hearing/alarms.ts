import type { Alarm, Organization } from "../model/organization";
import { onBehalfOf, service } from "./callers";
import { allThings, whereIs } from "./find";
import { topicTells } from "./topics";
import { anyWay, brokenWay, clear, everyStep, type Way } from "./way";

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
    ({ alarms, account, region }) =>
      alarms.includes(alarm.name) && account === alarm.account && region === alarm.region,
  );
  return anyWay([alarmTells(organization, alarm), ...above.map((one) => alarmTells(organization, one))], clear);
}

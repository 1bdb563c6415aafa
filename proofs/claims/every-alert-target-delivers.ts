import type { Claim, Finding } from "../claim";
import { directoryOf } from "../asking/directory";
import { alarmIsTold } from "../hearing/alarms";
import { collecting, type Collected } from "../hearing/collected";
import { deadLettersWait } from "../hearing/dead-letters";
import { allThings, whereIs } from "../hearing/find";
import { givesUpInto } from "../hearing/functions";
import { firstPathOf } from "../hearing/heard-of";
import { sampleFor } from "../hearing/samples";
import { scheduleDelivers } from "../hearing/schedules";
import { targetTells } from "../hearing/targets";
import { raisedBy } from "../hearing/triggers";
import { anyWay, brokenWay, clear, everyStep, missingWay, type Way } from "../hearing/way";
import type { Alarm, LambdaFunction, Organization, Queue, Rule } from "../model/organization";

export const everyAlertTargetDelivers = {
  id: "every-alert-target-delivers",
  about: "alerts",
  question:
    "Does every target of every rule, alarm and schedule reach somebody, and its dead letters a queue that somebody watches?",
  why: "An alert that a policy, a key or a missing subscriber swallows is one that never comes, and looks like peace.",
  source: [
    "E9",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  ],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const found = collecting(organization);
  const { classOf } = directoryOf(organization);
  for (const rule of allThings(organization, "rule")) {
    found.countAccounts(classOf(rule.account));
    addRule(organization, rule, found);
  }
  for (const alarm of allThings(organization, "alarm")) {
    found.countAccounts(classOf(alarm.account));
    found.count("principals", "cloudwatch.amazonaws.com");
    found.count("actions", `${alarm.arn} acts`);
    found.addWay(alarmIsHeard(organization, alarm), { who: alarm.name, does: "tells", on: alarm.arn });
  }
  for (const schedule of allThings(organization, "schedule")) {
    found.countAccounts(classOf(schedule.account));
    found.count("principals", schedule.roleArn ?? "scheduler.amazonaws.com");
    found.count("actions", `${schedule.arn} calls`);
    found.addWay(scheduleDelivers(organization, schedule), {
      who: schedule.name,
      does: "calls",
      on: schedule.targetArn,
    });
  }
  addFunctions(organization, found);
  addQueues(organization, found);
  return found.finding();
}

function addFunctions(organization: Organization, found: Collected): void {
  for (const called of functionsCalled(organization)) {
    found.count("actions", `${called.arn} gives up`);
    const on = called.failureDestination ?? "";
    found.addWay(givesUpInto(organization, called), { who: called.name, does: "gives up into", on });
  }
}

function functionsCalled(organization: Organization): readonly LambdaFunction[] {
  const targets = allThings(organization, "rule").flatMap((rule) => rule.targets.map(({ arn }) => arn));
  return allThings(organization, "function").filter(({ arn }) => targets.includes(arn));
}

/** What waits in a queue of dead letters is found by whoever is told of it. */
function addQueues(organization: Organization, found: Collected): void {
  const letters = new Set([
    ...allThings(organization, "rule").flatMap(({ targets }) => targets.map(({ deadLetterArn }) => deadLetterArn)),
    ...functionsCalled(organization).map(({ failureDestination }) => failureDestination),
  ]);
  for (const queue of allThings(organization, "queue")) {
    if (!letters.has(queue.arn)) continue;
    found.count("actions", `alarm on ${queue.arn}`);
    const watching = allThings(organization, "alarm").filter((alarm) => isDepthOf(queue, alarm));
    const none = brokenWay({
      says: `no alarm tells that letters wait in ${queue.arn}`,
      where: whereIs(queue),
      fix: `let an alarm of that account and Region read ${depth} of ${queue.name}`,
    });
    const told = watching.map((alarm) =>
      everyStep([raisedBy(alarm, 1, { QueueName: queue.name }), alarmIsHeard(organization, alarm)]),
    );
    found.addWay(anyWay(told, none), { who: queue.name, does: "is watched by", on: queue.arn });
  }
}

const depth = "AWS/SQS/ApproximateNumberOfMessagesVisible";

function isDepthOf({ account, region, name }: Queue, alarm: Alarm): boolean {
  return (
    alarm.account === account &&
    alarm.region === region &&
    alarm.metrics.includes(depth) &&
    alarm.trigger.counts?.dimensions["QueueName"] === name
  );
}

function addRule(organization: Organization, rule: Rule, found: Collected): void {
  const where = whereIs(rule);
  const broken = (says: string, fix: string) => brokenWay({ says, where, fix });
  const isOn = rule.state.startsWith("ENABLED");
  const awake = isOn ? clear : broken(`${rule.arn} is ${rule.state}`, "enable the rule");
  const hasTarget = rule.targets.length > 0 ? clear : broken(`${rule.arn} has no target`, "give the rule a target");
  found.addWay(everyStep([awake, hasTarget]), { who: rule.name, does: "takes", on: rule.arn });
  const sample = sampleFor(rule);
  for (const target of rule.targets) {
    found.count("principals", target.roleArn ?? "events.amazonaws.com");
    found.count("actions", `${rule.arn} ${target.id}`);
    const told: Way =
      sample === undefined ? missingWay(`pattern of ${rule.arn}`) : targetTells(organization, rule, target, sample);
    found.addWay(told, { who: rule.name, does: "tells", on: target.arn });
    found.addWay(deadLettersWait(organization, rule, target), {
      who: rule.name,
      does: "leaves dead letters in",
      on: target.deadLetterArn ?? "",
    });
  }
}

/** Where no topic can be told, the change of its state is an event that a rule takes home. */
function alarmIsHeard(organization: Organization, alarm: Alarm): Way {
  const { account, region, name } = alarm;
  const event = {
    account,
    region,
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    detail: { alarmName: name, state: { value: "ALARM" }, previousState: { value: "OK" } },
  };
  return anyWay([alarmIsTold(organization, alarm), firstPathOf(organization, event, account, region)], clear);
}

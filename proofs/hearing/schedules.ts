import type { Organization, Schedule } from "../model/organization";
import { allowedWay, onBehalfOf, session, throughRole } from "./callers";
import { findThing, rulesOn, whereIs } from "./find";
import { firstPathOf } from "./heard-of";
import { rulesTell } from "./targets";
import { anyWay, brokenWay, clear, everyStep, missingWay, type Way } from "./way";

/** What EventBridge Scheduler calls: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html */
const putEvents = "arn:aws:scheduler:::aws-sdk:eventbridge:putEvents";

/** Scheduler calls in the name of a role that it may assume; events that it puts must reach somebody. */
export function scheduleDelivers(organization: Organization, schedule: Schedule): Way {
  const where = whereIs(schedule);
  const isOn = schedule.isEnabled
    ? clear
    : brokenWay({ says: `the schedule ${schedule.arn} is off`, where, fix: "enable the schedule" });
  const { roleArn } = schedule;
  if (roleArn === undefined) return missingWay(`role of ${schedule.arn}`);
  const group = schedule.arn.replace(/:schedule\/([^/]*)\/.*$/, ":schedule-group/$1");
  const behalf = onBehalfOf(organization, group, schedule.account);
  const called = throughRole(organization, roleArn, "scheduler.amazonaws.com", behalf, (role) => {
    if (schedule.targetArn !== putEvents) return clear;
    const entries = entriesOf(schedule);
    if (entries === undefined) return missingWay(`input of ${schedule.arn}`);
    const puts = entries.map((entry) => {
      const bus = busArn(entry.EventBusName, schedule);
      const may = allowedWay(
        organization,
        session(role, {
          "events:source": entry.Source,
          "events:detail-type": entry.DetailType,
          "aws:RequestedRegion": schedule.region,
        }),
        { action: "events:PutEvents", resource: bus, resourceAccount: bus.split(":")[4] ?? "" },
        { where: whereIs(role), fix: `let ${role.name} put this event on ${bus}` },
      );
      return everyStep([may, taken(organization, entry, bus, schedule)]);
    });
    const none = brokenWay({ says: `${schedule.arn} puts no event`, where, fix: "give the schedule its event" });
    return anyWay(puts, none);
  });
  return everyStep([isOn, called]);
}

export interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly EventBusName: string;
}

/** Undefined where the input could not be read. */
export function entriesOf({ input }: Schedule): readonly Entry[] | undefined {
  if (input === undefined) return undefined;
  try {
    const { Entries } = JSON.parse(input) as { readonly Entries?: readonly Partial<Entry>[] };
    return (Entries ?? []).map(({ Source = "", DetailType = "", EventBusName = "default" }) => ({
      Source,
      DetailType,
      EventBusName,
    }));
  } catch {
    return undefined;
  }
}

export function busArn(name: string, { region, account }: Schedule): string {
  return name.startsWith("arn:") ? name : `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

function taken(organization: Organization, entry: Entry, busArn: string, schedule: Schedule): Way {
  const { account, region } = schedule;
  const event = {
    account,
    region,
    source: entry.Source,
    "detail-type": entry.DetailType,
    detail: { region },
  };
  if (busArn.endsWith(":event-bus/default")) return firstPathOf(organization, event, account, region);
  const bus = findThing(organization, "bus", busArn);
  if (bus === undefined) return missingWay(`bus ${busArn}`);
  return rulesTell(organization, rulesOn(organization, bus), event, {
    says: `no rule on ${busArn} takes ${entry.Source} ${entry.DetailType}`,
    where: whereIs(bus),
    fix: "let a rule of the bus take it",
  });
}

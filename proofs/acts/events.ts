import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const events: Service = {
  prefix: "events",
  eventSource: "events.amazonaws.com",
  region: "home-of-thing",
  page: "amazoneventbridge",
};
const scheduler: Service = {
  prefix: "scheduler",
  eventSource: "scheduler.amazonaws.com",
  region: "home-of-thing",
  page: "amazoneventbridgescheduler",
};

/** A rule on the default bus is named without it. */
const onBus = { eventBusName: "{bus}" };
const ruleCalls: readonly Call[] = [
  ["PutRule", "blind", { name: "{name}", ...onBus, state: "DISABLED" }],
  ["DisableRule", "blind", { name: "{name}", ...onBus }],
  ["EnableRule", "change", { name: "{name}", ...onBus }],
  ["DeleteRule", "remove", { name: "{name}", ...onBus }],
  ["PutTargets", "blind", { rule: "{name}", ...onBus, targets: [] }],
  ["RemoveTargets", "blind", { rule: "{name}", ...onBus, ids: [] }],
];

const busCalls: readonly Call[] = [
  ["CreateEventBus", "make", { name: "{name}" }],
  ["UpdateEventBus", "change", { name: "{name}" }],
  ["DeleteEventBus", "remove", { name: "{name}" }],
  // Without resource types: no policy tells one bus from another.
  ["PutPermission", "change", { eventBusName: "{name}", statementId: "any" }, { resource: "*" }],
  ["RemovePermission", "change", { eventBusName: "{name}", statementId: "any" }, { resource: "*" }],
  // A rule of one's own on the bus hears every alert.
  ["PutRule", "change", { name: "any", eventBusName: "{name}" }, { resource: "{ruleOnBus}" }],
];

const scheduleCalls: readonly Call[] = [
  ["CreateSchedule", "make", { name: "{name}", groupName: "default" }],
  ["UpdateSchedule", "blind", { name: "{name}", groupName: "default", state: "DISABLED" }],
  ["DeleteSchedule", "remove", { name: "{name}", groupName: "default" }],
];

export const eventActs: readonly ActRow[] = [
  ...rowsFor(events, ["rule"], ruleCalls),
  ...rowsFor(events, ["bus"], busCalls),
  ...rowsFor(scheduler, ["schedule"], scheduleCalls),
];

import { matchesFilter } from "../../events";
import type { DeliveredEvent } from "../acts/delivered-call";
import { directoryOf } from "../asking/directory";
import type { AssumptionId } from "../assumptions";
import type { Alarm, MetricFilter, Organization, Trail } from "../model/organization";
import { alarmIsTold } from "./alarms";
import { allThings, rulesOn, whereIs } from "./find";
import { organizationTrail, reachesLogGroup, recordedBy } from "./recording";
import { nameOf } from "./rules";
import { rulesTell } from "./targets";
import { oneEventRaises } from "./triggers";
import { anyWay, brokenWay, delivers, everyStep, missingWay, type Way } from "./way";

export interface Heard {
  /** By a rule where the event is recorded, over the buses and triage. */
  readonly firstPath: boolean;
  /** By the trail's log group, its filters and alarms. */
  readonly secondPath: boolean;
  /** What is wrong with each path that does not deliver. */
  readonly because: readonly string[];
  /** Documents and patterns that could not be read and that a path hangs on: then nobody can say. */
  readonly missing: readonly string[];
  readonly assumes: readonly AssumptionId[];
  readonly ways: { readonly first: Way; readonly second: Way };
}

/** Whether somebody is told of an event that is recorded in this account and Region. */
export function heardOf(organization: Organization, event: DeliveredEvent, account: string, region: string): Heard {
  const first = firstPathOf(organization, event, account, region);
  const second = secondPathOf(organization, event);
  const open = [first, second].filter((way) => !delivers(way));
  const kept = [first, second].filter(delivers);
  return {
    firstPath: delivers(first),
    secondPath: delivers(second),
    because: [...new Set(open.flatMap(({ broken }) => broken.map(({ says }) => says)))],
    missing: [...new Set(open.flatMap(({ missing }) => missing))],
    assumes: [...new Set(kept.flatMap(({ assumes }) => assumes))],
    ways: { first, second },
  };
}

export function firstPathOf(organization: Organization, event: DeliveredEvent, account: string, region: string): Way {
  const accountClass = directoryOf(organization).classOf(account);
  const rules = rulesOn(organization, { name: "default", account: accountClass?.account.id ?? account, region });
  const told = rulesTell(organization, rules, event, {
    says: `no rule in ${account} ${region} takes ${event.source} ${nameOf(event)}`,
    where: `${account} ${region}`,
    fix: "let a rule of the detection template match it there",
  });
  return everyStep([recordedBy(organization, event), told]);
}

interface Listening {
  readonly trail: Trail | undefined;
  /** From the trail to its log group. */
  readonly way: Way;
  readonly filters: readonly { readonly filter: MetricFilter; readonly way: Way }[];
}

const listening = new WeakMap<Organization, Listening>();

export function secondPathOf(organization: Organization, event: DeliveredEvent): Way {
  const { way, filters } = listeningOf(organization);
  const seen = filters.map(({ filter, way: told }) => ({ told, filter, sees: seesIn(filter, event) }));
  const unknown = seen.flatMap(({ sees, filter }) => (sees === "unknown" ? [`pattern of ${filter.name}`] : []));
  const none = brokenWay({
    says: `no metric filter takes ${event.source} ${nameOf(event)}`,
    where: filters[0] === undefined ? "the trail's log group" : whereIs(filters[0].filter),
    fix: "let a filter of the second path match it",
  });
  const told = anyWay(
    seen.filter(({ sees }) => sees === true).map((one) => one.told),
    unknown.length > 0 ? everyStep(unknown.map(missingWay)) : none,
  );
  return everyStep([recordedBy(organization, event), way, told]);
}

function seesIn({ pattern }: MetricFilter, { detail }: DeliveredEvent): boolean | "unknown" {
  return pattern === undefined ? "unknown" : matchesFilter(pattern, detail);
}

function listeningOf(organization: Organization): Listening {
  let known = listening.get(organization);
  if (known === undefined) {
    const trail = organizationTrail(organization);
    const alarms = allThings(organization, "alarm");
    const filters = allThings(organization, "metricFilter").filter((filter) => isOfTrail(filter, trail));
    known = {
      trail,
      way: trail === undefined ? everyStep([]) : reachesLogGroup(organization, trail),
      filters: filters.map((filter) => ({ filter, way: filterTells(organization, filter, alarms) })),
    };
    listening.set(organization, known);
  }
  return known;
}

/** Filters of the log group that the trail writes to; where another stack has the trail, of the group that it names. */
function isOfTrail({ account, region, logGroup }: MetricFilter, trail: Trail | undefined): boolean {
  const arn = `arn:aws:logs:${region}:${account}:log-group:${logGroup}`;
  return trail === undefined || trail.logGroupArn?.replace(/:\*$/, "") === arn;
}

function filterTells(organization: Organization, filter: MetricFilter, alarms: readonly Alarm[]): Way {
  const metric = `${filter.namespace}/${filter.metric}`;
  // One that compares it with another metric hears nothing while that one is silent.
  const readers = alarms.filter(
    ({ metrics, trigger, account, region }) =>
      metrics.includes(metric) &&
      trigger.counts !== undefined &&
      account === filter.account &&
      region === filter.region,
  );
  const none = brokenWay({
    says: `no alarm reads ${metric} alone, which ${filter.name} counts`,
    where: whereIs(filter),
    fix: "let an alarm of that account and Region read the metric",
  });
  return anyWay(
    readers.map((alarm) => everyStep([oneEventRaises(alarm, filter), alarmIsTold(organization, alarm)])),
    none,
  );
}

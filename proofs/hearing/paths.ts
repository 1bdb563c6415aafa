import type { Alarm, Key, MetricFilter, Organization, Topic } from "../model/organization";
import { allThings } from "./find";
import { keyOf } from "./keys";

/** What a path ends in. */
export interface PathEnds {
  readonly topics: readonly Topic[];
  readonly keys: readonly Key[];
  readonly subscribers: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** The second path: topics of alarms on what filters of a log group count. */
export function secondPathEnds(organization: Organization): PathEnds {
  const filters = allThings(organization, "metricFilter");
  const alarms = allThings(organization, "alarm");
  const readers = alarms.filter((alarm) => filters.some((filter) => reads(alarm, filter)));
  const above = alarms.filter(({ alarms: below }) => readers.some(({ name }) => below.includes(name)));
  return endsOf(
    organization,
    [...readers, ...above].flatMap(({ actions }) => actions),
  );
}

function reads({ metrics, account, region }: Alarm, filter: MetricFilter): boolean {
  return (
    account === filter.account && region === filter.region && metrics.includes(`${filter.namespace}/${filter.metric}`)
  );
}

/** The first path: topics of rules, and those that functions of rules know. */
export function firstPathEnds(organization: Organization): PathEnds {
  const targets = allThings(organization, "rule").flatMap((rule) => rule.targets.map(({ arn }) => arn));
  const called = allThings(organization, "function").filter(({ arn }) => targets.includes(arn));
  const known = called.flatMap(({ environment }) => Object.values(environment));
  return endsOf(organization, [...targets, ...known]);
}

function endsOf(organization: Organization, arns: readonly string[]): PathEnds {
  const topics = allThings(organization, "topic").filter(({ arn }) => arns.includes(arn));
  const keys = topics.flatMap((topic) => keyOf(organization, topic) ?? []);
  return {
    topics,
    keys: [...new Set(keys)],
    subscribers: new Set(topics.flatMap(({ subscriptions }) => subscriptions.map(({ endpoint }) => endpoint))),
    accounts: new Set(topics.map(({ account }) => account)),
  };
}

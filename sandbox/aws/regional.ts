import type { Aws } from "./model";
import type { QueueMessage } from "./messaging-model";
import type { RegionalRecord, RegionalResources, RegionalTable, Row } from "./regional-model";

/** A place that nothing was made in yet. */
export const nothing: RegionalResources = {
  eventBuses: {},
  eventRules: {},
  queues: {},
  topics: {},
  subscriptions: {},
  schedules: {},
  keys: {},
  keyAliases: {},
  buckets: {},
  trails: {},
  logGroups: {},
  metricFilters: {},
  alarms: {},
  dashboards: {},
  functions: {},
  dynamoTables: {},
  slackChannels: {},
  stacks: {},
};

/** An account and a Region. A session is one, too. */
export interface Where {
  readonly accountId: string;
  readonly region: string;
}

export function placeOf({ accountId, region }: Where): string {
  return `${accountId}/${region}`;
}

/** What the account has in the Region. */
export function regionalIn(aws: Aws, where: Where): RegionalResources {
  return aws.regional[placeOf(where)] ?? nothing;
}

/** Puts a record, or with undefined takes it away. */
export function putRegional<Name extends RegionalTable>(
  aws: Aws,
  where: Where,
  table: Name,
  key: string,
  record: RegionalRecord<Name> | undefined,
): void {
  const here = regionalIn(aws, where);
  const { [key]: _old, ...others } = here[table] as Readonly<Record<string, RegionalRecord<Name>>>;
  aws.regional[placeOf(where)] = { ...here, [table]: record === undefined ? others : { ...others, [key]: record } };
}

/** Every place with what is there, in the order of its making. */
export function allRegional(aws: Aws): readonly (Where & { readonly resources: RegionalResources })[] {
  return Object.entries(aws.regional).map(([place, resources]) => {
    const [accountId = "", region = ""] = place.split("/");
    return { accountId, region, resources };
  });
}

/** Rows of a table of DynamoDB, by whatever key its reader chooses; they may be changed in place. */
export function rowsOf(aws: Aws, where: Where, table: string): Record<string, Row> {
  return (aws.rows[`${placeOf(where)}/${table}`] ??= {});
}

/** Messages in a queue, the oldest first; they may be changed in place. */
export function messagesOf(aws: Aws, where: Where, queue: string): QueueMessage[] {
  return (aws.messages[`${placeOf(where)}/${queue}`] ??= []);
}

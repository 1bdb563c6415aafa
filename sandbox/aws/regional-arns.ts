import type { Where } from "./regional";

/** ARNs of what is in one account and Region. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const arn = (service: string, { region, accountId }: Where, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

export const eventBusArn = (where: Where, name: string): string => arn("events", where, `event-bus/${name}`);
/** Rules of the default bus stand without its name. */
export const eventRuleArn = (where: Where, bus: string, name: string): string =>
  arn("events", where, bus === "default" ? `rule/${name}` : `rule/${bus}/${name}`);
export const queueArn = (where: Where, name: string): string => arn("sqs", where, name);
export const queueUrl = ({ region, accountId }: Where, name: string): string =>
  `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
export const topicArn = (where: Where, name: string): string => arn("sns", where, name);
export const keyArn = (where: Where, id: string): string => arn("kms", where, `key/${id}`);
/** `alias/name` is how an alias is written everywhere. */
export const keyAliasArn = (where: Where, alias: string): string => arn("kms", where, alias);
export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;
export const trailArn = (where: Where, name: string): string => arn("cloudtrail", where, `trail/${name}`);
export const logGroupArn = (where: Where, name: string): string => arn("logs", where, `log-group:${name}`);
export const alarmArn = (where: Where, name: string): string => arn("cloudwatch", where, `alarm:${name}`);
export const dashboardArn = ({ accountId }: Where, name: string): string =>
  `arn:aws:cloudwatch::${accountId}:dashboard/${name}`;
export const functionArn = (where: Where, name: string): string => arn("lambda", where, `function:${name}`);
export const dynamoTableArn = (where: Where, name: string): string => arn("dynamodb", where, `table/${name}`);
export const scheduleArn = (where: Where, group: string, name: string): string =>
  arn("scheduler", where, `schedule/${group}/${name}`);
export const stackArn = (where: Where, name: string, id: string): string =>
  arn("cloudformation", where, `stack/${name}/${id}`);
export const slackChannelArn = ({ accountId }: Where, name: string): string =>
  `arn:aws:chatbot::${accountId}:chat-configuration/slack-channel/${name}`;

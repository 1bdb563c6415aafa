import type { Facts } from "../facts";
import type { Names } from "../names";
import { iamArn } from "./arns";

export function standbyBusArn(names: Names, facts: Facts): string {
  return `arn:${facts.partition}:events:${facts.regions.standby}:${facts.accounts.security}:event-bus/${names.standbyBus}`;
}

/** One queue in each detection Region of the security account: a rule's dead letters stay in its Region. */
export function deadLetterQueueArn(names: Names, facts: Facts, region: string): string {
  return `arn:${facts.partition}:sqs:${region}:${facts.accounts.security}:${names.deadLetterQueue}`;
}

/** In any account, by the path and name that the guardrails protect. */
export function everyForwarderArn(names: Names, facts: Facts): string {
  return forwarderRoleArn(names, facts, "*");
}

/** `account` may be a placeholder of CloudFormation. */
export function forwarderRoleArn(names: Names, facts: Facts, account: string): string {
  return iamArn(facts, account, `role${names.targetPath}${names.forwarderRole}`);
}

export function heartbeatRoleArn(names: Names, facts: Facts, account: string): string {
  return iamArn(facts, account, `role${names.targetPath}${names.heartbeatRole}`);
}

export function canaryRoleArn(names: Names, facts: Facts, account: string): string {
  return iamArn(facts, account, `role${names.targetPath}${names.canaryRole}`);
}

/** Rules of ours on the default bus; `account` may be `*` or a placeholder of CloudFormation. */
export function ourRulesArn(names: Names, facts: Facts, region: string, account: string): string {
  return `arn:${facts.partition}:events:${region}:${account}:rule/${names.prefix}*`;
}

/** The same on a bus of its own: its ARN names the bus. */
export function ourRulesOnBusArn(names: Names, facts: Facts, region: string, bus: string): string {
  return `arn:${facts.partition}:events:${region}:${facts.accounts.security}:rule/${bus}/${names.prefix}*`;
}

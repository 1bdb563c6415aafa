import type { Facts } from "../facts";
import type { Names } from "../names";
import { iamArn } from "./arns";

/** What an ARN of the security account says of where it is. */
export interface SecurityPlace {
  readonly partition: Facts["partition"];
  readonly accounts: Pick<Facts["accounts"], "security">;
  readonly regions: Pick<Facts["regions"], "home">;
}

/** ARNs of the security account; all in the home Region but for the standby topic. */
function homeArn(facts: SecurityPlace, service: string, resource: string): string {
  return `arn:${facts.partition}:${service}:${facts.regions.home}:${facts.accounts.security}:${resource}`;
}

export function registerArn(names: Names, facts: Facts): string {
  return homeArn(facts, "dynamodb", `table/${names.register}`);
}

export function socTopicArn(names: Names, facts: Facts): string {
  return homeArn(facts, "sns", names.socTopic);
}

export function standbyTopicArn(names: Names, facts: Facts): string {
  return `arn:${facts.partition}:sns:${facts.regions.standby}:${facts.accounts.security}:${names.standbyTopic}`;
}

export function triageFunctionArn(names: Names, facts: Facts): string {
  return homeArn(facts, "lambda", `function:${names.triageFunction}`);
}

export function triageLogGroupArn(names: Names, facts: Facts): string {
  return homeArn(facts, "logs", `log-group:${triageLogGroupName(names)}`);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
export function triageLogGroupName(names: Names): string {
  return `/aws/lambda/${names.triageFunction}`;
}

export function triageFailureQueueArn(names: Names, facts: Facts): string {
  return homeArn(facts, "sqs", names.triageFailureQueue);
}

export function triageRoleArn(names: Names, facts: SecurityPlace): string {
  return securityRoleArn(names, facts, names.triageRole);
}

export function centralBusArn(names: Names, facts: SecurityPlace): string {
  return homeArn(facts, "events", `event-bus/${names.centralBus}`);
}

/** A role of the path in the security account, by its name. */
export function securityRoleArn(names: Names, facts: SecurityPlace, name: string): string {
  return iamArn(facts, facts.accounts.security, `role${names.targetPath}${name}`);
}

/** All roles by which a step of an incident is taken: one pattern, because a user's inline policies hold 2,048 characters. */
export function everyIncidentRoleArn(names: Names, facts: Facts): string {
  return securityRoleArn(names, facts, `${names.prefix}Incident*`);
}

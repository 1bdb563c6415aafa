import { AwsError } from "../errors";
import type { EventRule } from "../messaging-model";
import { putRegional, regionalIn } from "../regional";
import { eventRuleArn } from "../regional-arns";
import { permit, type Session } from "../session";
import { checkSchedule } from "../scheduler/expressions";
import { checkPattern } from "./patterns";

export const defaultBus = "default";
export const ruleStates = ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] as const;

export type NewRule = Omit<EventRule, "targets">;

/** By bus, some Regions have less: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const mostRules: Readonly<Record<string, number>> = { "af-south-1": 100, "eu-south-1": 100 };
const mostRulesElsewhere = 300;

/** Makes a rule, or changes what it is; its targets stay. */
export function putRule(session: Session, wanted: NewRule): EventRule {
  const { aws } = session;
  const { name, bus } = wanted;
  checkRule(wanted);
  permit(session, "events:PutRule", eventRuleArn(session, bus, name), ruleContext(session));
  refuseUnknownBus(session, bus);
  const key = ruleKey(bus, name);
  const { eventRules } = regionalIn(aws, session);
  const old = eventRules[key];
  const most = mostRules[session.region] ?? mostRulesElsewhere;
  if (old === undefined && Object.values(eventRules).filter((rule) => rule.bus === bus).length >= most) {
    throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
  }
  const rule: EventRule = { ...wanted, targets: old?.targets ?? [] };
  putRegional(aws, session, "eventRules", key, rule);
  return rule;
}

/** What is wrong whatever else there is. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export function checkRule({ name, bus, description, pattern, schedule, state }: NewRule): void {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) {
    throw constraint(
      name,
      "name",
      "satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+ and have 1 to 64 characters",
    );
  }
  if (description.length > 512) throw constraint("", "description", "have length less than or equal to 512");
  if (!(ruleStates as readonly string[]).includes(state)) {
    throw constraint(state, "state", `satisfy enum value set: [${ruleStates.join(", ")}]`);
  }
  if (pattern === undefined && schedule === undefined) {
    throw validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (pattern !== undefined) checkPattern(pattern);
  if (schedule !== undefined) {
    if (bus !== defaultBus) throw validation("ScheduleExpression is supported only on the default event bus.");
    checkSchedule(schedule, "Parameter ScheduleExpression is not valid.");
  }
}

export function findRule(session: Session, bus: string, name: string): EventRule | undefined {
  return regionalIn(session.aws, session).eventRules[ruleKey(bus, name)];
}

export function ruleOrRefusal(session: Session, bus: string, name: string): EventRule {
  const rule = findRule(session, bus, name);
  if (rule !== undefined) return rule;
  throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${bus}.`);
}

export function deleteRule(session: Session, bus: string, name: string): void {
  const rule = ruleOrRefusal(session, bus, name);
  permit(session, "events:DeleteRule", eventRuleArn(session, bus, name), ruleContext(session));
  if (rule.targets.length > 0) throw validation("Rule can't be deleted since it has targets.");
  putRegional(session.aws, session, "eventRules", ruleKey(bus, name), undefined);
}

export function ruleKey(bus: string, name: string): string {
  return `${bus}/${name}`;
}

/** What EventBridge says about a request for a rule. */
export function ruleContext({ accountId, region }: Session): Readonly<Record<string, string>> {
  return { "aws:RequestedRegion": region, "events:creatorAccount": accountId };
}

export function refuseUnknownBus(session: Session, bus: string): void {
  if (bus === defaultBus || regionalIn(session.aws, session).eventBuses[bus] !== undefined) return;
  throw new AwsError("ResourceNotFoundException", `Event bus ${bus} does not exist.`);
}

export function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function constraint(value: string, field: string, words: string): AwsError {
  return validation(
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must ${words}`,
  );
}

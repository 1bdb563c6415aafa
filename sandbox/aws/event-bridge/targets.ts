import { arnParts } from "../arns";
import type { Decide } from "../authorization/authorize";
import { canAssume } from "../authorization/services";
import { AwsError } from "../errors";
import type { EventRule, EventTarget } from "../messaging-model";
import { putRegional } from "../regional";
import { eventRuleArn } from "../regional-arns";
import { permit, type Session } from "../session";
import { constraint, ruleContext, ruleKey, ruleOrRefusal, validation } from "./rules";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const mostTargets = 5;

/** Where EventBridge can deliver to, as far as the sandbox knows. */
const targetServices = ["events", "lambda", "logs", "sns", "sqs"];

/** Puts targets beside, or over, those that the rule has. */
export function putTargets(session: Session, bus: string, name: string, targets: readonly EventTarget[]): void {
  const rule = ruleOrRefusal(session, bus, name);
  permit(session, "events:PutTargets", eventRuleArn(session, bus, name), ruleContext(session));
  for (const target of targets) checkTarget(session, rule, target);
  const ids = targets.map(({ id }) => id);
  const all = [...rule.targets.filter(({ id }) => !ids.includes(id)), ...targets];
  if (all.length > mostTargets) {
    throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
  }
  all.sort(({ id: one }, { id: other }) => (one < other ? -1 : 1));
  putRegional(session.aws, session, "eventRules", ruleKey(bus, name), { ...rule, targets: all });
}

export function removeTargets(session: Session, bus: string, name: string, ids: readonly string[]): void {
  const rule = ruleOrRefusal(session, bus, name);
  permit(session, "events:RemoveTargets", eventRuleArn(session, bus, name), ruleContext(session));
  const targets = rule.targets.filter(({ id }) => !ids.includes(id));
  putRegional(session.aws, session, "eventRules", ruleKey(bus, name), { ...rule, targets });
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
function checkTarget(session: Session, rule: EventRule, target: EventTarget): void {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(target.id)) {
    throw constraint(target.id, "targets.1.member.id", "satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
  }
  const parts = arnParts(target.arn);
  if (parts === undefined || !targetServices.includes(parts.service)) {
    throw validation(`Parameter ${target.arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  if (parts.service !== "events" && (parts.region !== session.region || parts.account !== session.accountId)) {
    // Queues, topics and functions of another account are reached by a role; none of ours is.
    throw validation(`Parameter ${target.arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  if (parts.service === "events" && target.roleArn === undefined) {
    throw validation(`RoleArn is required for target ${target.arn}.`);
  }
  checkRole(session, rule, target);
  checkDelivery(session, target);
  if ([target.input, target.inputPath, target.inputTransformer].filter((given) => given !== undefined).length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${target.id}.`);
  }
}

/** Roles that a short series of calls, during which policies stay as they are, was let to pass on. */
const passed = new WeakMap<Decide, Set<string>>();

function permitToPass(session: Session, roleArn: string): void {
  const known = session.decide === undefined ? undefined : (passed.get(session.decide) ?? new Set());
  if (known?.has(roleArn) === true) return;
  permit(session, "iam:PassRole", roleArn, { "iam:PassedToService": "events.amazonaws.com" });
  if (session.decide !== undefined && known !== undefined) passed.set(session.decide, known.add(roleArn));
}

function checkRole(session: Session, rule: EventRule, { roleArn }: EventTarget): void {
  if (roleArn === undefined) return;
  permitToPass(session, roleArn);
  const context = { "aws:SourceArn": eventRuleArn(session, rule.bus, rule.name) };
  const isOwn = arnParts(roleArn)?.account === session.accountId;
  if (isOwn && canAssume(session.aws, "events.amazonaws.com", roleArn, context)) return;
  throw validation(`Provided role '${roleArn}' cannot be assumed by principal 'events.amazonaws.com'.`);
}

/** The queue of dead letters may be another account's, but stands in the rule's Region. */
function checkDelivery({ region }: Session, target: EventTarget): void {
  const { deadLetterArn, maximumEventAgeInSeconds: age, maximumRetryAttempts: attempts } = target;
  const queue = deadLetterArn === undefined ? undefined : arnParts(deadLetterArn);
  if (deadLetterArn !== undefined && (queue?.service !== "sqs" || queue.region !== region)) {
    throw validation(`Parameter DeadLetterConfig.Arn is not valid: ${deadLetterArn} is no queue in ${region}.`);
  }
  if (deadLetterArn?.endsWith(".fifo") === true) {
    throw validation("Parameter DeadLetterConfig.Arn is not valid: a FIFO queue cannot take dead letters.");
  }
  if (age !== undefined && (age < 60 || age > 86_400)) {
    throw constraint(
      String(age),
      "targets.1.member.retryPolicy.maximumEventAgeInSeconds",
      "have value from 60 to 86400",
    );
  }
  if (attempts !== undefined && (attempts < 0 || attempts > 185)) {
    throw constraint(String(attempts), "targets.1.member.retryPolicy.maximumRetryAttempts", "have value from 0 to 185");
  }
}

import { arnParts } from "../arns";
import type { Sender } from "../authorization/sender";
import { canAssume } from "../authorization/services";
import type { Aws } from "../model";
import type { Leg } from "./leg";

/** EventBridge itself, as it reaches queues and functions: it says for which rule, of which account and organization. */
export function senderOfRule(aws: Aws, { where, ruleArn }: Leg): Sender {
  const isMember = aws.accounts[where.accountId] !== undefined;
  const context = {
    "aws:SourceArn": ruleArn,
    "aws:SourceAccount": where.accountId,
    ...(isMember ? { "aws:SourceOrgID": aws.organization.id } : {}),
  };
  return { kind: "service", service: "events.amazonaws.com", context };
}

/**
 * Who sends to the target: its execution role, or EventBridge itself. To another account only a role can.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
export function senderFor(aws: Aws, leg: Leg): Sender | { readonly fault: string } {
  const { target, where, ruleArn } = leg;
  if (target.roleArn === undefined) {
    if (arnParts(target.arn)?.account !== where.accountId) {
      return { fault: `NO_PERMISSIONS: a target in another account needs a role: ${target.arn}` };
    }
    // A topic's policy sees no source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
    const isTopic = arnParts(target.arn)?.service === "sns";
    return isTopic ? { kind: "service", service: "events.amazonaws.com", context: {} } : senderOfRule(aws, leg);
  }
  const context = { "aws:SourceArn": ruleArn, "aws:SourceAccount": where.accountId };
  if (canAssume(aws, "events.amazonaws.com", target.roleArn, context)) return { kind: "role", arn: target.roleArn };
  return { fault: `NO_PERMISSIONS: events.amazonaws.com cannot assume ${target.roleArn}` };
}

import { textOf } from "./reading";
import { namesChain } from "./tampering";
import type { Trail } from "./trail";
import type { TriageSettings } from "./types";

/** What a machine of ours was expected to do: its exact role, an action of its list, and no refusal. */
export function expectedOf(trail: Trail, settings: TriageSettings): string | undefined {
  if (trail.errorCode !== undefined || trail.errorMessage !== undefined) return undefined;
  return stackSetsOf(trail, settings) ?? actOf(trail, settings) ?? takenOf(trail, settings);
}

function actOf(trail: Trail, settings: TriageSettings): string | undefined {
  const role = textOf(trail.issuer["arn"]);
  const row = settings.automation.find(({ roles }) => role !== undefined && roles.includes(role));
  const action = `${trail.eventSource.split(".")[0] ?? ""}:${trail.name}`;
  return row?.actions.some((pattern) => isLike(action, pattern)) === true ? `${role ?? ""} ${action}` : undefined;
}

/** The machine takes its role: from an account that it works from. */
function takenOf(trail: Trail, settings: TriageSettings): string | undefined {
  if (trail.eventSource !== "sts.amazonaws.com" || trail.name !== "AssumeRole") return undefined;
  const role = textOf(trail.request["roleArn"]);
  const caller = textOf(trail.identity["accountId"]);
  const row = settings.automation.find(({ roles }) => role !== undefined && roles.includes(role));
  return row !== undefined && caller !== undefined && row.from.includes(caller)
    ? `${role ?? ""} sts:AssumeRole`
    : undefined;
}

/**
 * CloudFormation deploys the StackSets by roles whose name nobody else may make; that it is CloudFormation, AWS says.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
function stackSetsOf(trail: Trail, settings: TriageSettings): string | undefined {
  const { identity, issuer, account, eventSource, name } = trail;
  const role = textOf(issuer["arn"]);
  const isStackSets = role !== undefined && /^arn:aws:iam::\d{12}:role\/stacksets-exec-[0-9a-f]{32}$/.test(role);
  if (!isStackSets || identity["invokedBy"] !== "cloudformation.amazonaws.com") return undefined;
  // Another StackSet may be at work: the roles that may change the path are none of its business.
  if (account === settings.accounts.management || namesChain(trail, settings)) return undefined;
  return `stacksets-exec ${eventSource.split(".")[0] ?? ""}:${name}`;
}

/** The API's date at the end of a name is no part of the action. */
function isLike(action: string, pattern: string): boolean {
  const plain = action.replace(/\d{8}(v\d)?$/, "");
  return pattern.endsWith("*") ? plain.startsWith(pattern.slice(0, -1)) : plain === pattern;
}

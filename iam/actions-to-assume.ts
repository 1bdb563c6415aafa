import { answerFor, factsFor } from "./facts";
import type { Assumer, RoleAssumption } from "./session";

export type AssumeAction = "sts:AssumeRole" | "sts:AssumeRoleWithSAML" | "sts:AssumeRoleWithWebIdentity";

/**
 * What must be allowed for a role to be assumed so, by the caller's policies and by the role's trust: each is a request
 * of its own, and a single one that is refused fails the call.
 *
 * - Session tags that are passed need sts:TagSession.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 * - A source identity that is set, now or by a session before, needs sts:SetSourceIdentity in every hop.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html#id_credentials_temp_control-access_monitor-chain
 */
export function actionsToAssume(
  call: AssumeAction,
  { context, unknownKeys = [] }: Assumer,
  { sourceIdentity, sessionTags = {} }: RoleAssumption,
): readonly string[] {
  const facts = factsFor({ action: call, resource: "*", context, unknownKeys });
  const hasIdentity = sourceIdentity !== undefined || answerFor(facts, "aws:sourceidentity") !== "absent";
  const hasTags = Object.keys(sessionTags).length > 0;
  return [call, ...(hasTags ? ["sts:TagSession"] : []), ...(hasIdentity ? ["sts:SetSourceIdentity"] : [])];
}

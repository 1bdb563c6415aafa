import type { Actor } from "../claim";

export interface UserIdentity {
  readonly type: string;
  readonly arn?: string;
  readonly [name: string]: unknown;
}

/**
 * Who called, as the record in that account names them.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function userIdentityOf(actor: Actor, recordedIn: string): UserIdentity {
  const identity = identityOf(actor, recordedIn);
  const invokedBy = [actor.context["aws:CalledVia"] ?? []].flat()[0];
  return invokedBy === undefined ? identity : { ...identity, invokedBy };
}

function identityOf({ principal, principalKind, account, context }: Actor, recordedIn: string): UserIdentity {
  if (principalKind === "service") return { type: "AWSService", invokedBy: principal };
  if (principal === null || account === undefined)
    return { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" };
  const principalId = "EXAMPLEPRINCIPALID000";
  // Of a caller from elsewhere the account is known, and an id that names nobody.
  if (account !== recordedIn) return { type: "AWSAccount", principalId, accountId: account };
  const name = principal.split("/").at(-1) ?? principal;
  switch (principalKind) {
    case "root":
      return { type: "Root", principalId: account, arn: `arn:aws:iam::${account}:root`, accountId: account };
    case "user":
      return { type: "IAMUser", principalId, arn: principal, accountId: account, userName: name };
    case "assumedRole":
    case "serviceLinkedRole":
      return roleSession(roleArnOf(principal, context), account, principalId);
    case "federatedUser":
      return { type: "FederatedUser", principalId, arn: principal, accountId: account };
    case "anonymous":
      return { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" };
    default:
      return principalKind satisfies never;
  }
}

/** The role behind a session, where it is the session that is named. */
function roleArnOf(principal: string, context: Actor["context"]): string {
  const stated = context["aws:PrincipalArn"];
  return typeof stated === "string" && principal.includes(":assumed-role/") ? stated : principal;
}

/** A session's ARN has the role's name without its path. */
function roleSession(arn: string, account: string, principalId: string): UserIdentity {
  const userName = arn.split("/").at(-1) ?? arn;
  return {
    type: "AssumedRole",
    principalId: `${principalId}:someone`,
    arn: `arn:aws:sts::${account}:assumed-role/${userName}/someone`,
    accountId: account,
    sessionContext: {
      sessionIssuer: { type: "Role", principalId, arn, accountId: account, userName },
      attributes: { mfaAuthenticated: "false" },
    },
  };
}

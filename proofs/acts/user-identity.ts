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
  const { principal, principalKind, account } = actor;
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
      return roleSession(principal, account, name, principalId);
    case "federatedUser":
      return { type: "FederatedUser", principalId, arn: principal, accountId: account };
    case "anonymous":
      return { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" };
    default:
      return principalKind satisfies never;
  }
}

/** A session's ARN has the role's name without its path. */
function roleSession(roleArn: string, account: string, name: string, principalId: string): UserIdentity {
  return {
    type: "AssumedRole",
    principalId: `${principalId}:someone`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/someone`,
    accountId: account,
    sessionContext: {
      sessionIssuer: { type: "Role", principalId, arn: roleArn, accountId: account, userName: name },
      attributes: { mfaAuthenticated: "false" },
    },
  };
}

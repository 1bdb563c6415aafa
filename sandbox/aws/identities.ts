import { roleArn, userArn } from "./arns";
import type { Aws } from "./model";

export interface RoleSummary {
  readonly path: string;
  readonly name: string;
  readonly arn: string;
  readonly maxSessionDuration: number;
  /** The trust policy. */
  readonly trust: string;
  /** "stackset:<name>", the ARN of who made it, or the service of AWS that did. */
  readonly madeBy: string;
}

export interface UserSummary {
  readonly path: string;
  readonly name: string;
  readonly arn: string;
  readonly hasPassword: boolean;
}

export function rolesIn(aws: Aws, accountId: string): readonly RoleSummary[] {
  return Object.values(aws.iam[accountId]?.roles ?? {}).map((role) => {
    const { path, name, maxSessionDuration, trust, madeBy } = role;
    return { path, name, arn: roleArn(accountId, role), maxSessionDuration, trust, madeBy };
  });
}

export function usersIn(aws: Aws, accountId: string): readonly UserSummary[] {
  return Object.values(aws.iam[accountId]?.users ?? {}).map((user) => {
    const { path, name, loginProfile } = user;
    return { path, name, arn: userArn(accountId, user), hasPassword: loginProfile !== undefined };
  });
}

/** Everybody in an account who can act or be signed in as. */
export function identitiesIn(
  aws: Aws,
  accountId: string,
): {
  readonly roles: readonly RoleSummary[];
  readonly users: readonly UserSummary[];
  readonly samlProviders: readonly string[];
} {
  return {
    roles: rolesIn(aws, accountId),
    users: usersIn(aws, accountId),
    samlProviders: Object.keys(aws.iam[accountId]?.samlProviders ?? {}),
  };
}

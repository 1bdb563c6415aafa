import { AwsError } from "../errors";
import { endIncarnation, incarnationOf, uniqueId } from "../ids";
import type { Role, Tags } from "../model";
import { iamOf, permit, type Session } from "../session";
import { arnOf, boundaryContext, identityOrRefusal, refuseConflicts, replaceIdentity } from "./identity-policies";
import { checkAttachable } from "./managed-policies";
import { checkPrincipals, forgetPrincipal } from "./principals";
import { checkDescription, checkName, checkPath, checkSessionDuration, checkTrustPolicy } from "./rules";

export interface NewRole {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly maxSessionDuration: number;
  readonly trust: string;
  readonly boundary?: string | undefined;
  readonly tags: Tags;
}

export function createRole(session: Session, wanted: NewRole): Role {
  const { aws, accountId } = session;
  checkNewRole(wanted);
  const { boundary, ...rest } = wanted;
  permit(
    session,
    "iam:CreateRole",
    arnOf(session, "role", wanted),
    boundary === undefined ? {} : boundaryContext({ boundary }),
  );
  if (boundary !== undefined) checkAttachable(session, boundary);
  checkPrincipals(aws, wanted.trust);
  const { roles } = iamOf(session);
  const key = wanted.name.toLowerCase();
  if (roles[key] !== undefined) {
    throw new AwsError("EntityAlreadyExists", `Role with name ${wanted.name} already exists.`, 409);
  }
  const role: Role = {
    ...rest,
    ...(boundary === undefined ? {} : { boundary }),
    created: aws.clock,
    incarnation: incarnationOf(aws, "role", accountId, key),
    inline: {},
    managedPolicyArns: [],
    madeBy: session.madeBy,
  };
  roles[key] = role;
  return role;
}

/** What is wrong whatever the account. */
export function checkNewRole({ name, path, description, maxSessionDuration, trust }: NewRole): void {
  checkName("roleName", name);
  checkPath(path);
  checkDescription(description);
  checkSessionDuration(maxSessionDuration);
  checkTrustPolicy(trust);
}

export type RoleChange = Pick<NewRole, "trust" | "description" | "maxSessionDuration" | "boundary" | "tags">;

/** Each part that differs is a call of its own, authorised by itself. */
export function updateRole(session: Session, name: string, change: RoleChange): void {
  const role = identityOrRefusal(session, "role", name);
  const arn = arnOf(session, "role", role);
  const { boundary: newBoundary, ...rest } = change;
  checkNewRole({ ...role, ...rest });
  if (change.trust !== role.trust) {
    permit(session, "iam:UpdateAssumeRolePolicy", arn);
    checkPrincipals(session.aws, change.trust);
  }
  if (change.description !== role.description || change.maxSessionDuration !== role.maxSessionDuration) {
    permit(session, "iam:UpdateRole", arn);
  }
  if (newBoundary !== role.boundary) {
    const action = newBoundary === undefined ? "iam:DeleteRolePermissionsBoundary" : "iam:PutRolePermissionsBoundary";
    permit(session, action, arn, boundaryContext(newBoundary === undefined ? role : { boundary: newBoundary }));
    if (newBoundary !== undefined) checkAttachable(session, newBoundary);
  }
  if (JSON.stringify(change.tags) !== JSON.stringify(role.tags)) permit(session, "iam:TagRole", arn);
  const { boundary: _old, ...kept } = role;
  replaceIdentity(session, "role", {
    ...kept,
    ...rest,
    ...(newBoundary === undefined ? {} : { boundary: newBoundary }),
  });
}

export function deleteRole(session: Session, name: string): void {
  const role = identityOrRefusal(session, "role", name);
  const arn = arnOf(session, "role", role);
  permit(session, "iam:DeleteRole", arn);
  if (role.path.startsWith("/aws-service-role/")) {
    throw new AwsError(
      "UnmodifiableEntity",
      `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
      400,
    );
  }
  refuseConflicts(role);
  forgetPrincipal(session.aws, arn, uniqueId("AROA", session.accountId, role.name, role.incarnation));
  delete iamOf(session).roles[name.toLowerCase()];
  endIncarnation(session.aws, "role", session.accountId, name.toLowerCase());
}

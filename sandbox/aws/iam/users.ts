import { AwsError } from "../errors";
import { endIncarnation, incarnationOf, uniqueId } from "../ids";
import type { Tags, User } from "../model";
import { iamOf, permit, type Session } from "../session";
import { arnOf, boundaryContext, identityOrRefusal, refuseConflicts } from "./identity-policies";
import { deleteLoginProfile } from "./login-profiles";
import { checkAttachable } from "./managed-policies";
import { forgetPrincipal } from "./principals";
import { checkName, checkPath } from "./rules";

export interface NewUser {
  readonly name: string;
  readonly path: string;
  readonly boundary?: string | undefined;
  readonly tags: Tags;
}

export function createUser(session: Session, wanted: NewUser): User {
  const { aws, accountId } = session;
  checkNewUser(wanted);
  const { boundary, ...rest } = wanted;
  permit(
    session,
    "iam:CreateUser",
    arnOf(session, "user", wanted),
    boundary === undefined ? {} : boundaryContext({ boundary }),
  );
  if (boundary !== undefined) checkAttachable(session, boundary);
  const { users } = iamOf(session);
  const key = wanted.name.toLowerCase();
  refuseDuplicate(users, wanted.name);
  const incarnation = incarnationOf(aws, "user", accountId, key);
  const user: User = {
    ...rest,
    ...(boundary === undefined ? {} : { boundary }),
    created: aws.clock,
    incarnation,
    inline: {},
    managedPolicyArns: [],
  };
  users[key] = user;
  return user;
}

export function checkNewUser({ name, path }: NewUser): void {
  checkName("userName", name);
  checkPath(path);
}

/** A user can be renamed and moved to another path; it stays the same user. */
export function updateUser(session: Session, name: string, change: NewUser): void {
  const user = identityOrRefusal(session, "user", name);
  checkNewUser(change);
  const arn = arnOf(session, "user", user);
  const { boundary, ...rest } = change;
  if (change.name !== user.name || change.path !== user.path) permit(session, "iam:UpdateUser", arn);
  if (boundary !== user.boundary) {
    const action = boundary === undefined ? "iam:DeleteUserPermissionsBoundary" : "iam:PutUserPermissionsBoundary";
    permit(session, action, arn, boundaryContext(boundary === undefined ? user : { boundary }));
    if (boundary !== undefined) checkAttachable(session, boundary);
  }
  if (JSON.stringify(change.tags) !== JSON.stringify(user.tags)) permit(session, "iam:TagUser", arn);
  const { users } = iamOf(session);
  if (change.name.toLowerCase() !== name.toLowerCase()) {
    refuseDuplicate(users, change.name);
    delete users[name.toLowerCase()];
  }
  const { boundary: _old, ...kept } = user;
  users[change.name.toLowerCase()] = { ...kept, ...rest, ...(boundary === undefined ? {} : { boundary }) };
}

/** `force` also takes what was made outside: passwords, keys and MFA devices. */
export function deleteUser(session: Session, name: string, force: boolean): void {
  const user = identityOrRefusal(session, "user", name);
  const arn = arnOf(session, "user", user);
  permit(session, "iam:DeleteUser", arn);
  refuseConflicts(user);
  if (user.loginProfile !== undefined) {
    if (!force) throw new AwsError("DeleteConflict", "Cannot delete entity, must delete login profile first.", 409);
    deleteLoginProfile(session, name);
  }
  forgetPrincipal(session.aws, arn, uniqueId("AIDA", session.accountId, user.name, user.incarnation));
  delete iamOf(session).users[name.toLowerCase()];
  endIncarnation(session.aws, "user", session.accountId, name.toLowerCase());
}

function refuseDuplicate(users: Readonly<Record<string, User>>, name: string): void {
  if (users[name.toLowerCase()] !== undefined) {
    throw new AwsError("EntityAlreadyExists", `User with name ${name} already exists.`, 409);
  }
}

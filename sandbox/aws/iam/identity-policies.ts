import { roleArn, userArn } from "../arns";
import { AwsError } from "../errors";
import type { Identity, Role, User } from "../model";
import { iamOf, permit, type Session } from "../session";
import { checkAttachable } from "./managed-policies";
import {
  checkInlinePolicies,
  checkName,
  identityKinds,
  limitExceeded,
  mostAttachedPolicies,
  type IdentityKind,
} from "./rules";

/** Inline and attached policies: the same calls for roles and users. */
export function putInlinePolicy(
  session: Session,
  kind: IdentityKind,
  owner: string,
  name: string,
  document: string,
): void {
  checkName("policyName", name);
  const identity = identityOrRefusal(session, kind, owner);
  permit(
    session,
    `iam:Put${identityKinds[kind].word}Policy`,
    arnOf(session, kind, identity),
    boundaryContext(identity),
  );
  const inline = { ...identity.inline, [name]: document };
  checkInlinePolicies(kind, identity.name, Object.values(inline));
  replaceIdentity(session, kind, { ...identity, inline });
}

export function deleteInlinePolicy(session: Session, kind: IdentityKind, owner: string, name: string): void {
  const identity = identityOrRefusal(session, kind, owner);
  permit(
    session,
    `iam:Delete${identityKinds[kind].word}Policy`,
    arnOf(session, kind, identity),
    boundaryContext(identity),
  );
  if (identity.inline[name] === undefined) {
    throw new AwsError("NoSuchEntity", `The ${kind} policy with name ${name} cannot be found.`, 404);
  }
  const inline = Object.fromEntries(Object.entries(identity.inline).filter(([key]) => key !== name));
  replaceIdentity(session, kind, { ...identity, inline });
}

/** Attaching what is attached already changes nothing, as in AWS. */
export function attachPolicy(session: Session, kind: IdentityKind, owner: string, arn: string): void {
  const identity = identityOrRefusal(session, kind, owner);
  checkAttachable(session, arn);
  const context = { ...boundaryContext(identity), "iam:PolicyARN": arn };
  permit(session, `iam:Attach${identityKinds[kind].word}Policy`, arnOf(session, kind, identity), context);
  if (identity.managedPolicyArns.includes(arn)) return;
  if (identity.managedPolicyArns.length >= mostAttachedPolicies) {
    throw limitExceeded(`Cannot exceed quota for ${identityKinds[kind].quota}: ${mostAttachedPolicies}`);
  }
  replaceIdentity(session, kind, { ...identity, managedPolicyArns: [...identity.managedPolicyArns, arn] });
}

export function detachPolicy(session: Session, kind: IdentityKind, owner: string, arn: string): void {
  const identity = identityOrRefusal(session, kind, owner);
  const context = { ...boundaryContext(identity), "iam:PolicyARN": arn };
  permit(session, `iam:Detach${identityKinds[kind].word}Policy`, arnOf(session, kind, identity), context);
  if (!identity.managedPolicyArns.includes(arn)) {
    throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`, 404);
  }
  const managedPolicyArns = identity.managedPolicyArns.filter((attached) => attached !== arn);
  replaceIdentity(session, kind, { ...identity, managedPolicyArns });
}

export function findIdentity(session: Session, kind: "role", name: string): Role | undefined;
export function findIdentity(session: Session, kind: "user", name: string): User | undefined;
export function findIdentity(session: Session, kind: IdentityKind, name: string): Role | User | undefined;
export function findIdentity(session: Session, kind: IdentityKind, name: string): Role | User | undefined {
  const iam = iamOf(session);
  const found = kind === "role" ? iam.roles[name.toLowerCase()] : iam.users[name.toLowerCase()];
  // Names are unique whatever their case, but are looked up as they are written.
  return found?.name === name ? found : undefined;
}

export function identityOrRefusal(session: Session, kind: "role", name: string): Role;
export function identityOrRefusal(session: Session, kind: "user", name: string): User;
export function identityOrRefusal(session: Session, kind: IdentityKind, name: string): Role | User;
export function identityOrRefusal(session: Session, kind: IdentityKind, name: string): Role | User {
  const identity = findIdentity(session, kind, name);
  if (identity !== undefined) return identity;
  throw new AwsError("NoSuchEntity", `The ${kind} with name ${name} cannot be found.`, 404);
}

/** Puts a changed record in the place of the old one. */
export function replaceIdentity(session: Session, kind: IdentityKind, identity: Role | User): void {
  const iam = iamOf(session);
  if (kind === "role") iam.roles[identity.name.toLowerCase()] = identity as Role;
  else iam.users[identity.name.toLowerCase()] = identity;
}

export function arnOf({ accountId }: Session, kind: IdentityKind, identity: Pick<Identity, "path" | "name">): string {
  return kind === "role" ? roleArn(accountId, identity) : userArn(accountId, identity);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate */
export function boundaryContext({ boundary }: Pick<Identity, "boundary">): Readonly<Record<string, string>> {
  return boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary };
}

/** An identity goes only when nothing hangs on it any more. */
export function refuseConflicts(identity: Identity): void {
  if (identity.managedPolicyArns.length > 0) {
    throw new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
  }
  if (Object.keys(identity.inline).length > 0) {
    throw new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.", 409);
  }
}

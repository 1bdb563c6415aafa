import { createRequire } from "node:module";
import { arnParts, managedPolicyArn, nameOfResource } from "../arns";
import { AwsError } from "../errors";
import { endIncarnation, incarnationOf } from "../ids";
import type { AccountIam, ManagedPolicy, Tags } from "../model";
import { iamOf, permit, type Session } from "../session";
import { checkDescription, checkManagedPolicy, checkName, checkPath } from "./rules";

export interface NewPolicy {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly document: string;
  readonly tags: Tags;
}

export function createPolicy(session: Session, wanted: NewPolicy): ManagedPolicy {
  const { aws, accountId } = session;
  checkNewPolicy(wanted);
  permit(session, "iam:CreatePolicy", managedPolicyArn(accountId, wanted));
  const { policies } = iamOf(session);
  const key = wanted.name.toLowerCase();
  if (policies[key] !== undefined) {
    throw new AwsError(
      "EntityAlreadyExists",
      `A policy called ${wanted.name} already exists. Duplicate names are not allowed.`,
      409,
    );
  }
  const incarnation = incarnationOf(aws, "policy", accountId, key);
  const policy = { ...wanted, created: aws.clock, incarnation };
  policies[key] = policy;
  return policy;
}

export function checkNewPolicy({ name, path, description, document }: Omit<NewPolicy, "tags">): void {
  checkName("policyName", name);
  checkPath(path);
  checkDescription(description);
  checkManagedPolicy(document);
}

/** A new default version. */
export function updatePolicy(
  session: Session,
  arn: string,
  change: { readonly document: string; readonly tags: Tags },
): void {
  checkManagedPolicy(change.document);
  const policy = policyOrRefusal(session, arn);
  permit(session, "iam:CreatePolicyVersion", arn);
  iamOf(session).policies[policy.name.toLowerCase()] = { ...policy, ...change };
}

export function deletePolicy(session: Session, arn: string): void {
  const policy = policyOrRefusal(session, arn);
  permit(session, "iam:DeletePolicy", arn);
  if (attachmentsOf(iamOf(session), arn) > 0) {
    throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
  }
  delete iamOf(session).policies[policy.name.toLowerCase()];
  endIncarnation(session.aws, "policy", session.accountId, policy.name.toLowerCase());
}

export function findPolicy(session: Session, arn: string): ManagedPolicy | undefined {
  const policy = iamOf(session).policies[nameOfResource(arn).toLowerCase()];
  return policy !== undefined && managedPolicyArn(session.accountId, policy) === arn ? policy : undefined;
}

function policyOrRefusal(session: Session, arn: string): ManagedPolicy {
  const policy = findPolicy(session, arn);
  if (policy === undefined) throw noSuchPolicy(arn);
  return policy;
}

/** How many roles and users have it attached; a boundary counts apart and holds it as well. */
export function attachmentsOf({ roles, users }: AccountIam, arn: string): number {
  const holders = [...Object.values(roles), ...Object.values(users)];
  return holders.filter(({ managedPolicyArns, boundary }) => managedPolicyArns.includes(arn) || boundary === arn)
    .length;
}

/** AWS's own policies and those of the account can be attached; anything else does not exist for it. */
export function checkAttachable(session: Session, arn: string): void {
  const parts = arnParts(arn);
  if (parts === undefined || parts.service !== "iam" || !parts.resource.startsWith("policy/")) {
    throw new AwsError("ValidationError", `ARN ${arn} is not valid.`);
  }
  const exists = parts.account === "aws" ? awsManagedPolicyArns().has(arn) : findPolicy(session, arn) !== undefined;
  if (!exists) throw noSuchPolicy(arn);
}

function noSuchPolicy(arn: string): AwsError {
  return new AwsError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, 404);
}

let known: ReadonlySet<string> | undefined;

/** AWS's managed policies, as the installed @pulumi/aws lists them. */
function awsManagedPolicyArns(): ReadonlySet<string> {
  if (known === undefined) {
    const sdk = createRequire(require.resolve("@pulumi/aws/package.json"));
    const { ManagedPolicy } = sdk("./types/enums/iam") as { ManagedPolicy: Readonly<Record<string, string>> };
    known = new Set([...Object.values(ManagedPolicy), ...newerManagedPolicyArns]);
  }
  return known;
}

/** Younger than that list. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SignInLocalDevelopmentAccess.html */
const newerManagedPolicyArns = ["arn:aws:iam::aws:policy/SignInLocalDevelopmentAccess"];

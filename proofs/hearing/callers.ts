import { ask } from "../ask";
import type { Act, Actor } from "../claim";
import type { Organization, Role } from "../model/organization";
import { reasonOf } from "../question/reason";
import { findThing } from "./find";
import { brokenWay, clear, everyStep, missingWay, type Way } from "./way";

type Context = Actor["context"];

/** AWS's services call each other by TLS. */
const byTls: Context = { "aws:SecureTransport": "true" };

/** A service on behalf of one of our resources. */
export function service(name: string, context: Context, absent: readonly string[] = []): Actor {
  return {
    says: name,
    principal: name,
    principalKind: "service",
    account: undefined,
    permissions: "own",
    context: { ...byTls, ...context },
    absent,
    side: "ours",
  };
}

/** The keys that say for which resource a service calls: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export const sourceKeys = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"] as const;

/** What a service says of the resource for which it calls. */
export function onBehalfOf(organization: Organization, arn: string, account: string): Context {
  return { "aws:SourceArn": arn, "aws:SourceAccount": account, "aws:SourceOrgID": organization.id };
}

/** A session of a role of ours, with the role's own policies. */
export function session({ arn, account }: Pick<Role, "arn" | "account">, context: Context): Actor {
  return {
    says: arn,
    principal: arn,
    principalKind: "assumedRole",
    account,
    permissions: "own",
    context: { ...byTls, ...context },
    side: "ours",
  };
}

/** Whether AWS lets this caller do it; `where` and `fix` say what to change if not. */
export function allowedWay(
  organization: Organization,
  actor: Actor,
  act: Act,
  { where, fix }: { readonly where: string; readonly fix: string },
): Way {
  const asked = ask(organization, actor, act);
  switch (asked.answer) {
    case "yes":
      return clear;
    case "unknown":
      return { ...clear, missing: asked.missing };
    case "no":
      return brokenWay({
        says: `${actor.says} may not ${act.action} on ${act.resource}: ${reasonOf(asked.verdict)}`,
        where,
        fix,
        asked: { ...asked, actor, act },
      });
  }
}

/** The role takes the service in, for this resource of ours; then it is called with the role's session. */
export function throughRole(
  organization: Organization,
  roleArn: string,
  serviceName: string,
  behalf: Context,
  next: (role: Role) => Way,
): Way {
  const role = findThing(organization, "role", roleArn);
  if (role === undefined) return missingWay(`role ${roleArn}`);
  const { urn } = role.origin;
  const taken = allowedWay(
    organization,
    service(serviceName, behalf),
    { action: "sts:AssumeRole", resource: roleArn, resourceAccount: role.account },
    { where: urn, fix: `let ${serviceName} assume ${role.name} for this resource` },
  );
  return everyStep([taken, next(role)]);
}

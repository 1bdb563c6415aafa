import assert from "node:assert/strict";
import type { Policy } from "../../iam";
import { emergencyAccessFor, managementAccountRolesFor, rulebook } from "../../rulebook";
import { administratorAccess, policyOf, session, user, verdictOf, wordsFor, type Caller } from "./evaluation";
import { emergencyAccount, levelsOf, policiesBetween } from "./organization";
import { sandboxFacts } from "./sandbox-facts";
import { rolesOf, templateFrom } from "./template";

/** A caller with the identity policies that Lifeline, or somebody else, gave them. */
export interface Actor {
  readonly caller: Caller;
  readonly identity: readonly Policy[];
}

const access = emergencyAccessFor(rulebook, sandboxFacts);
const levels = levelsOf();
const trusts = new Map<string, Policy>([
  ...access.hubRoles.map(({ name, trust }) => [`break-glass-hub/${name}`, policyOf(trust, "trust", name)] as const),
  ...managementAccountRolesFor(rulebook, sandboxFacts).map(
    ({ name, trust }) => [`break-glass/${name}`, policyOf(trust, "trust", name)] as const,
  ),
  ...templateTrusts(),
]);

/** A responder as Lifeline deploys them: user, shared policy, grant of tiers. */
export function responder(name: string, mfa?: "true" | "false"): Actor {
  const record = access.responders.find((candidate) => candidate.name === name);
  if (record === undefined) assert.fail(`no responder ${name}`);
  return {
    caller: user(emergencyAccount, `break-glass/${name}`, mfa),
    identity: [
      policyOf(access.responderPolicy.document, "identity", access.responderPolicy.name),
      policyOf(record.tierGrant.document, "identity", record.tierGrant.name),
    ],
  };
}

/** A session of a hub role: it carries no MFA, whoever began it. */
export function hub(tier: string): Actor {
  const role = access.hubRoles.find((candidate) => candidate.tier === tier);
  if (role === undefined) assert.fail(`no hub role ${tier}`);
  return {
    caller: session(emergencyAccount, `break-glass-hub/${role.name}`),
    identity: [policyOf(role.policy, "identity", role.name)],
  };
}

export function administrator(caller: Caller): Actor {
  return { caller, identity: [administratorAccess] };
}

/** The same caller with every permission that an identity policy could ever give. */
export function unbound({ caller }: Actor): Actor {
  return administrator(caller);
}

/** What AWS decides, in words, on the documents that Lifeline deploys to the sandbox's organization. */
export function attempt(
  { caller, identity }: Actor,
  action: string,
  resource: string,
  more: Readonly<Record<string, string>> = {},
  resourcePolicy?: Policy,
): string {
  const own = caller.context["aws:PrincipalAccount"];
  const callerAccount = typeof own === "string" ? own : "";
  const trust = resourcePolicy ?? trusts.get(resource.split(":role/")[1] ?? "");
  return wordsFor(
    verdictOf(
      caller,
      action,
      resource,
      {
        ...policiesBetween(levels, callerAccount, resource.split(":")[4] || callerAccount),
        identity,
        ...(trust === undefined || (!action.startsWith("sts:") && resourcePolicy === undefined)
          ? {}
          : { resource: trust }),
      },
      more,
    ),
  );
}

function templateTrusts(): readonly (readonly [string, Policy])[] {
  return rolesOf(templateFrom()).map(({ RoleName, AssumeRolePolicyDocument }) => [
    `break-glass/${RoleName}`,
    policyOf(AssumeRolePolicyDocument, "trust", RoleName),
  ]);
}

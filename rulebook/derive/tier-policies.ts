import type { Facts, SettledFacts, Tier } from "../facts";
import type { Grant, SessionLimit, TierRow } from "../roles";
import type { Rulebook } from "../rulebook";
import type { Conditions, IdentityStatement, NonEmpty, PolicyDocument } from "../types";
import { awsManagedPolicyArn, iamArn } from "./arns";
import { documentFor, sidFor } from "./document";
import { registerArn } from "./security-account-arns";
import { aliasOf, keyUseFor } from "./security-account-keys";

/** The tier's own grants, and what no emergency session may do; both in one inline policy of the role. */
export function tierPolicyFor(
  rulebook: Rulebook,
  facts: SettledFacts,
  tier: TierRow,
): PolicyDocument<IdentityStatement> {
  return documentFor<IdentityStatement>([
    ...tier.grants.map((grant) => grantStatementFor(grant, rulebook, facts)),
    ...rulebook.sessionLimits.map((limit) => limitStatementFor(limit, rulebook, facts)),
  ]);
}

/** AWS-managed policies of a tier: the rulebook's, then those that the facts add, each once. */
export function managedPolicyArnsFor(facts: Facts, tier: TierRow): readonly string[] {
  const policies = [...tier.managedPolicies, ...(facts.tiers.managedPolicies[tier.id] ?? [])];
  return [...new Set(policies)].map((policy) => awsManagedPolicyArn(facts, policy));
}

export function tierRowOf(rulebook: Rulebook, tier: Tier): TierRow {
  const row = rulebook.tiers.find(({ id }) => id === tier);
  if (row === undefined) throw new Error(`The rulebook has no row for the tier ${tier}.`);
  return row;
}

function grantStatementFor(grant: Grant, rulebook: Rulebook, facts: SettledFacts): IdentityStatement {
  return {
    Sid: sidFor(grant.id),
    Effect: "Allow",
    Action: grant.actions,
    ...grantScopeFor(grant.on, rulebook, facts),
    ...(grant.only === undefined ? {} : { Condition: { StringEquals: grant.only } }),
  };
}

interface GrantScope {
  readonly Resource: string | NonEmpty<string>;
  readonly Condition?: Conditions;
}

function grantScopeFor(on: Grant["on"], { names }: Rulebook, facts: SettledFacts): GrantScope {
  switch (on) {
    case "everything":
      return { Resource: "*" };
    case "stackSets":
      // An operation on instances is authorised on the set and on the account or OU it targets.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
      return {
        Resource: [
          `arn:${facts.partition}:cloudformation:*:${facts.organization.managementAccountId}:stackset/${names.stackSetPrefix}*`,
          `arn:${facts.partition}:cloudformation:*:${facts.organization.managementAccountId}:stackset-target/${names.stackSetPrefix}*`,
          `arn:${facts.partition}:cloudformation:*::type/resource/*`,
        ],
      };
    case "register":
      return { Resource: registerArn(names, facts) };
    case "registerKey":
      return keyUseFor(aliasOf(names.register), "dynamodb", facts.regions.home, facts);
    default:
      return on satisfies never;
  }
}

function limitStatementFor(limit: SessionLimit, { names }: Rulebook, facts: SettledFacts): IdentityStatement {
  return {
    Sid: sidFor(limit.id),
    Effect: "Deny",
    Action: limit.actions,
    Resource:
      limit.on === "everything"
        ? "*"
        : [
            iamArn(facts, "*", `role${names.targetPath}*`),
            iamArn(facts, "*", `role${names.hubPath}*`),
            iamArn(facts, "*", `user${names.responderPath}*`),
          ],
  };
}

import type { Facts, SettledFacts, Tier } from "../facts";
import type { Names } from "../names";

/** IAM is global: its ARNs carry no Region. `account` may be `*`. */
export function iamArn(facts: Pick<Facts, "partition">, account: string, resource: string): string {
  return `arn:${facts.partition}:iam::${account}:${resource}`;
}

export function awsManagedPolicyArn(facts: Pick<Facts, "partition">, policy: string): string {
  return iamArn(facts, "aws", `policy/${policy}`);
}

export function targetRoleArn(names: Names, facts: Facts, tier: Tier, account: string): string {
  return iamArn(facts, account, `role${names.targetPath}${names.targetRole[tier]}`);
}

export function hubRoleArn(names: Names, facts: SettledFacts, tier: Tier): string {
  return iamArn(facts, facts.emergencyAccount.id, `role${names.hubPath}${names.hubRole[tier]}`);
}

export function everyHubRoleArn(names: Names, facts: SettledFacts): string {
  return iamArn(facts, facts.emergencyAccount.id, `role${names.hubPath}*`);
}

export function everyResponderArn(names: Names, facts: SettledFacts): string {
  return iamArn(facts, facts.emergencyAccount.id, `user${names.responderPath}*`);
}

export function samlProviderArn(names: Names, facts: SettledFacts): string {
  return iamArn(facts, facts.emergencyAccount.id, `saml-provider/${names.samlProvider}`);
}

/** The account's root user; as a principal it stands for the whole account. */
export function accountArn(facts: Pick<Facts, "partition">, account: string): string {
  return iamArn(facts, account, "root");
}

import type { Facts, SettledFacts } from "../facts";
import { iamArn } from "./arns";
import { deployersOf } from "./guardrail-statements";

/** How the program reaches an account: with the credentials at hand, or by a role. */
export interface AccountEntry {
  readonly accountId: string;
  readonly region: string;
  readonly roleArn: string | undefined;
}

export function managementAccountEntryFor(facts: Facts): AccountEntry {
  return { accountId: facts.organization.managementAccountId, region: facts.regions.home, roleArn: undefined };
}

export function emergencyAccountEntryFor(facts: SettledFacts): AccountEntry {
  return memberEntryFor(facts, facts.emergencyAccount.id, "emergency");
}

export function securityAccountEntryFor(facts: Facts): AccountEntry {
  return memberEntryFor(facts, facts.accounts.security, "security");
}

export function logArchiveAccountEntryFor(facts: Facts): AccountEntry {
  return memberEntryFor(facts, facts.accounts.logArchive, "log-archive");
}

/** By the first of its deployers; the facts make sure that there is one. */
function memberEntryFor(facts: Facts, accountId: string, purpose: string): AccountEntry {
  const [deployer] = deployersOf(facts, accountId);
  if (deployer === undefined) throw new Error(`No deployer enters the ${purpose} account.`);
  return {
    accountId,
    region: facts.regions.home,
    roleArn: iamArn(facts, deployer.account, `role/${deployer.name}`),
  };
}

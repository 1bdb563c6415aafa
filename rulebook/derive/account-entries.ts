import type { Facts, SettledFacts } from "../facts";
import { iamArn } from "./arns";
import { emergencyDeployersOf } from "./guardrail-statements";

/** How the program reaches an account: with the credentials at hand, or by a role. */
export interface AccountEntry {
  readonly accountId: string;
  readonly region: string;
  readonly roleArn: string | undefined;
}

export function managementAccountEntryFor(facts: Facts): AccountEntry {
  return { accountId: facts.organization.managementAccountId, region: facts.regions.home, roleArn: undefined };
}

/** By the first of its deployers; the facts make sure that there is one. */
export function emergencyAccountEntryFor(facts: SettledFacts): AccountEntry {
  const [deployer] = emergencyDeployersOf(facts);
  if (deployer === undefined) throw new Error("No deployer enters the emergency account.");
  return {
    accountId: facts.emergencyAccount.id,
    region: facts.regions.home,
    roleArn: iamArn(facts, deployer.account, `role/${deployer.name}`),
  };
}

import type { Deployer, Facts, SettledFacts, Tier } from "../facts";
import type { AccountKind } from "../roles";
import type { Rulebook } from "../rulebook";
import { hubRoleArn, iamArn, targetRoleArn } from "./arns";
import { tiersOf } from "./tiers-by-account";

/** What a runbook needs to know; nothing secret. The stack's outputs. */
export interface WayIn {
  readonly emergencyAccountId: string;
  /** Numeric account id and explicit Region: neither alias nor us-east-1 is on the path. */
  readonly signInUrls: readonly string[];
  readonly responders: readonly { readonly name: string; readonly arn: string; readonly tiers: readonly Tier[] }[];
  readonly hubRoleArns: Readonly<Record<Tier, string>>;
  /** `<account>` stands for the 12-digit id of the account to enter. */
  readonly targetRoleArns: Readonly<Record<Tier, string>>;
  readonly switchRoleUrls: Readonly<Record<Tier, string>>;
  readonly tiersByAccount: Readonly<Record<string, readonly Tier[]>>;
  /** Which account is which; every other is a workload account. */
  readonly accounts: Readonly<Record<Exclude<AccountKind, "workload">, string>>;
  readonly stackSetName: string;
  /** Whom the guardrails spare because they change protected things, and who makes each of them. */
  readonly deployers: readonly { readonly arn: string; readonly account: string; readonly madeBy: string }[];
}

/** What a stack says that has made its emergency account and nothing else yet. */
export interface NextStep {
  readonly nextStep: string;
}

export function nextStepFor(accountId: string): NextStep {
  return {
    nextStep: `The emergency account exists: ${accountId}. Write id: "${accountId}" under lifeline:emergencyAccount and run pulumi up again; that deploys everything else.`,
  };
}

const anyAccount = "<account>";

export function wayInFor(rulebook: Rulebook, facts: SettledFacts): WayIn {
  const { names } = rulebook;
  const account = facts.emergencyAccount.id;
  return {
    emergencyAccountId: account,
    signInUrls: facts.regions.governed.map(
      (region) => `https://${account}.signin.aws.amazon.com/console?region=${region}`,
    ),
    responders: facts.responders.map(({ name, tiers, leaving }) => ({
      name,
      arn: iamArn(facts, account, `user${names.responderPath}${name}`),
      // Whoever is leaving can do nothing any more: a runbook must not send for him.
      tiers: leaving ? [] : tiers,
    })),
    hubRoleArns: byTier(rulebook, (tier) => hubRoleArn(names, facts, tier)),
    targetRoleArns: byTier(rulebook, (tier) => targetRoleArn(names, facts, tier, accountOf(tier, facts))),
    switchRoleUrls: byTier(rulebook, (tier) => switchRoleUrlFor(rulebook, facts, tier)),
    tiersByAccount: {
      workload: tiersOf(rulebook, facts, "workload"),
      logArchive: tiersOf(rulebook, facts, "logArchive"),
      security: tiersOf(rulebook, facts, "security"),
      identity: tiersOf(rulebook, facts, "identity"),
      management: tiersOf(rulebook, facts, "management"),
    },
    accounts: {
      management: facts.organization.managementAccountId,
      emergency: account,
      logArchive: facts.accounts.logArchive,
      security: facts.accounts.security,
      identity: facts.accounts.identity,
    },
    stackSetName: names.targetRolesStackSet,
    deployers: facts.deployers.map((deployer) => ({
      arn: iamArn(facts, deployer.account, `role/${deployer.name}`),
      account: deployer.account,
      madeBy: makerOf(deployer, facts),
    })),
  };
}

/** In words, or an ARN where it is a principal. */
function makerOf({ account, managedBy }: Deployer, facts: Facts): string {
  switch (managedBy.kind) {
    case "management":
      return "the management account";
    case "stacksets":
      return "StackSets";
    case "controlTower":
      return "Control Tower";
    case "manual":
      return managedBy.principal;
    case "deployer":
      return iamArn(facts, account, `role/${managedBy.name}`);
    default:
      return managedBy satisfies never;
  }
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html */
function switchRoleUrlFor({ names }: Rulebook, facts: Facts, tier: Tier): string {
  const role = `${names.targetPath.slice(1)}${names.targetRole[tier]}`;
  return `https://signin.aws.amazon.com/switchrole?account=${accountOf(tier, facts)}&roleName=${role}&displayName=${tier}`;
}

function accountOf(tier: Tier, facts: Facts): string {
  switch (tier) {
    case "Management":
      return facts.organization.managementAccountId;
    case "IdentityAdmin":
      return facts.accounts.identity;
    case "ReadOnly":
    case "Operator":
    case "Admin":
      return anyAccount;
    default:
      return tier satisfies never;
  }
}

function byTier(rulebook: Rulebook, value: (tier: Tier) => string): Readonly<Record<Tier, string>> {
  const all: Record<Tier, string> = { ReadOnly: "", Operator: "", Admin: "", IdentityAdmin: "", Management: "" };
  for (const { id } of rulebook.tiers) all[id] = value(id);
  return all;
}

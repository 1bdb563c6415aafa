import { organizationPoliciesFor, rulebook, type Rulebook, type SettledFacts } from "../../rulebook";
import type { Policies } from "../../iam";
import { fullAwsAccess, managementAccount, policyOf, rcpFullAwsAccess } from "./evaluation";
import { sandboxFacts } from "./sandbox-facts";

export type Levels = Pick<Policies, "scps" | "rcps">;

export const emergencyAccount = "100000000002";

/**
 * The organization's policies as they bind one account: what is attached to the root, and to the account itself.
 * FullAWSAccess and RCPFullAWSAccess stand beside Lifeline's own, as AWS attaches them.
 */
export function levelsOf(law: Rulebook = rulebook, facts: SettledFacts = sandboxFacts): (account: string) => Levels {
  const { emergencyAccount: own, guardrails, resourceGuardrails } = organizationPoliciesFor(law, facts);
  const compiled = [own, ...guardrails, ...resourceGuardrails].map(({ name, type, content, attachments }) => ({
    type,
    policy: policyOf(content, type === "SERVICE_CONTROL_POLICY" ? "scp" : "rcp", name),
    targets: attachments.map(({ target }) => target),
  }));
  const at = (type: (typeof compiled)[number]["type"], target: string) =>
    compiled.filter((policy) => policy.type === type && policy.targets.includes(target)).map(({ policy }) => policy);
  return (account) => ({
    scps: ["r-life", account].map((target) => [fullAwsAccess, ...at("SERVICE_CONTROL_POLICY", target)]),
    rcps: ["r-life", account].map((target) => [rcpFullAwsAccess, ...at("RESOURCE_CONTROL_POLICY", target)]),
  });
}

/** SCPs come from the caller's account, RCPs from the resource's; an account outside has neither. */
export function policiesBetween(levels: (account: string) => Levels, caller: string, resource: string): Levels {
  const isInside = (account: string) => account !== managementAccount && account.startsWith("100000000");
  return {
    scps: isInside(caller) ? levels(caller).scps : [],
    rcps: isInside(resource) ? levels(resource).rcps : [],
  };
}

import * as pulumi from "@pulumi/pulumi";
import {
  acceptedFacts,
  accountProvider,
  type AccountProvider,
  checkOrganization,
  checkTargets,
  EmergencyAccess,
  EmergencyAccount,
  Guardrails,
  ManagementRoles,
  TargetRoles,
} from "./components";
import { factsOf } from "./facts";
import * as law from "./rulebook";

/** Everything, once the emergency account exists; before that the account alone, and what to do next. */
export = async () => {
  const facts = acceptedFacts(factsOf(pulumi.runtime.allConfig(), pulumi.getStack(), law.rulebook));
  const management = accountProvider("management", law.managementAccountEntryFor(facts));
  await checkOrganization(facts, management);
  const account = new EmergencyAccount("emergency-account", facts.emergencyAccount, { provider: management });
  return law.isSettled(facts) ? deployed(facts, management) : { nextStep: account.nextStep };
};

async function deployed(facts: law.SettledFacts, management: AccountProvider): Promise<law.WayIn> {
  const policies = law.organizationPoliciesFor(law.rulebook, facts);
  await checkTargets(law.rulebook, policies, management);

  const emergency = accountProvider("emergency", law.emergencyAccountEntryFor(facts));
  const access = new EmergencyAccess("emergency", law.emergencyAccessFor(law.rulebook, facts), { provider: emergency });
  const managementRoles = new ManagementRoles("management", law.managementAccountRolesFor(law.rulebook, facts), {
    provider: management,
  });
  const targetRoles = new TargetRoles("target-roles", law.targetRolesFor(law.rulebook, facts), {
    provider: management,
  });

  // The roles stand before the policies that freeze them.
  new Guardrails("guardrails", policies, { provider: management, dependsOn: [access, managementRoles, targetRoles] });
  return law.wayInFor(law.rulebook, facts);
}

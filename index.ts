import * as pulumi from "@pulumi/pulumi";
import * as parts from "./components";
import { factsOf } from "./facts";
import * as law from "./rulebook";

const { rulebook } = law;
/** Built by `npm run prepare`; part of what is deployed, so that its digest is part of the preview. */
const functionArchive = "dist/functions/triage.zip";

/** Everything, once the emergency account exists; before that the account alone, and what to do next. */
export = async () => {
  const facts = parts.acceptedFacts(factsOf(pulumi.runtime.allConfig(), pulumi.getStack(), rulebook));
  const provider = parts.accountProvider("management", law.managementAccountEntryFor(facts));
  await parts.checkOrganization(facts, provider);
  const account = new parts.EmergencyAccount("emergency-account", facts.emergencyAccount, { provider });
  return law.isSettled(facts) ? deployed(facts, provider) : { nextStep: account.nextStep };
};

async function deployed(facts: law.SettledFacts, provider: parts.AccountProvider): Promise<law.WayIn> {
  const policies = law.organizationPoliciesFor(rulebook, facts);
  await parts.checkTargets(rulebook, policies, provider);
  void pulumi.log.info(law.retentionNoticeFor(facts, new Date()));

  const emergency = { provider: parts.accountProvider("emergency", law.emergencyAccountEntryFor(facts)) };
  const access = new parts.EmergencyAccess("emergency", law.emergencyAccessFor(rulebook, facts), emergency);
  const managementRoles = law.managementAccountRolesFor(rulebook, facts);
  const management = new parts.ManagementRoles("management", managementRoles, { provider });
  const targets = new parts.TargetRoles("target-roles", law.targetRolesFor(rulebook, facts), { provider });
  const detection = detected(facts, provider, targets);

  // What policies freeze stands before them.
  const before = [access, management, targets, ...detection];
  new parts.Guardrails("guardrails", policies, { provider, dependsOn: before });
  return law.wayInFor(rulebook, facts);
}

/** From the event to the people, on both paths. */
function detected(facts: law.SettledFacts, provider: parts.AccountProvider, targets: pulumi.Resource) {
  const logging = { provider: parts.accountProvider("log-archive", law.logArchiveAccountEntryFor(facts)) };
  const archive = new parts.LogArchive("log-archive", law.logArchiveFor(rulebook, facts), logging);
  const secondPath = new parts.SecondPath("second-path", law.secondPathFor(rulebook, facts), { provider });
  const trail = new parts.OrganizationTrail("organization-trail", law.organizationTrailFor(rulebook, facts), archive, {
    provider,
    dependsOn: [archive, secondPath],
  });

  const inSecurity = { provider: parts.accountProvider("security", law.securityAccountEntryFor(facts)) };
  const security = law.securityAccountFor(rulebook, facts);
  const incidents = new parts.Incidents("incidents", security, inSecurity);
  const soc = new parts.Soc("soc", security.topics, inSecurity);
  const triage = new parts.Triage("triage", { triage: security.triage, functionArchive }, inSecurity);
  const alarms = new parts.Alarms("alarms", security.alarms, inSecurity);

  const transport = law.detectionFor(rulebook, facts);
  const buses = new parts.EventBuses("buses", transport, { ...inSecurity, dependsOn: [triage, soc] });
  // The rules name the forwarding role, which comes with the target roles.
  const rules = new parts.Detection("detection", transport, { provider, dependsOn: [targets, buses] });
  return [archive, secondPath, trail, incidents, soc, triage, alarms, buses, rules];
}

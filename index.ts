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
  // The roles by which all of it acts come with the target roles.
  const dependsOn = [targets];
  const logging = { provider: parts.accountProvider("log-archive", law.logArchiveAccountEntryFor(facts)) };
  const archive = new parts.LogArchive("log-archive", law.logArchiveFor(rulebook, facts), logging);
  const secondPath = new parts.SecondPath("second-path", law.secondPathFor(rulebook, facts), { provider });
  const trail = new parts.OrganizationTrail("organization-trail", law.organizationTrailFor(rulebook, facts), archive, {
    provider,
    dependsOn: [archive, secondPath],
  });

  const security = parts.accountProvider("security", law.securityAccountEntryFor(facts));
  const records = law.securityAccountFor(rulebook, facts);
  const incidents = new parts.Incidents("incidents", records.register, { provider: security });
  const soc = new parts.Soc("soc", records, { provider: security, dependsOn });
  const triage = new parts.Triage(
    "triage",
    { triage: records.triage, functionArchive },
    { provider: security, dependsOn },
  );

  const transport = law.detectionFor(rulebook, facts);
  const buses = new parts.EventBuses("buses", transport, { provider: security, dependsOn: [triage, soc] });
  const rules = new parts.Detection("detection", transport, { provider, dependsOn: [targets, buses] });
  return [archive, secondPath, trail, incidents, soc, triage, buses, rules];
}

import type { AutomationRow } from "../automation";
import type { SettledFacts, Tier } from "../facts";
import type { Rulebook } from "../rulebook";
import { hubRoleArn, iamArn } from "./arns";

/** What the triage function must know of this organization. It travels in an environment variable: AWS allows 4 KB for all. */
export interface TriageSettings {
  readonly accounts: {
    readonly management: string;
    readonly emergency: string;
    readonly security: string;
    readonly logArchive: string;
  };
  /** Where heartbeats and canaries come from. */
  readonly regions: readonly string[];
  readonly paths: { readonly target: string; readonly hub: string; readonly responder: string };
  /** Begins every protected name of IAM, in any letter case. */
  readonly prefix: string;
  /** Lower-case pieces of names by which the things of the path are known. */
  readonly marks: readonly string[];
  /** The same of who may change them: deployers and StackSets' own roles. */
  readonly chain: readonly string[];
  readonly targetRoles: Readonly<Record<Tier, string>>;
  readonly hubRoles: Readonly<Record<Tier, string>>;
  readonly incidentRoles: { readonly declare: string; readonly approve: string; readonly close: string };
  /** Roles that an AWS service takes, and which. */
  readonly serviceRoles: Readonly<Record<string, string>>;
  /** Roles of machines whose calls of STS the second path does not count. */
  readonly machines: readonly string[];
  readonly canary: { readonly role: string; readonly target: string };
  /** Accounts from which each step of an incident may come. */
  readonly senders: Readonly<Record<"declare" | "approve" | "extend" | "close", readonly string[]>>;
  readonly approvalMinutes: number;
  readonly automation: readonly Automation[];
}

/** Exact roles, who may take them, and what they are expected to do. */
export interface Automation {
  readonly roles: readonly string[];
  readonly from: readonly string[];
  readonly actions: readonly string[];
}

export function triageSettingsFor(rulebook: Rulebook, facts: SettledFacts): TriageSettings {
  const { names } = rulebook;
  return {
    accounts: {
      management: facts.organization.managementAccountId,
      emergency: facts.emergencyAccount.id,
      security: facts.accounts.security,
      logArchive: facts.accounts.logArchive,
    },
    regions: facts.regions.detection,
    paths: { target: names.targetPath, hub: names.hubPath, responder: names.responderPath },
    prefix: names.prefix,
    marks: [names.prefix, names.targetPath.slice(1, -1), names.stackSetPrefix, "/lifeline/", names.samlProvider].map(
      (mark) => mark.toLowerCase(),
    ),
    chain: [
      ...new Set([
        "stacksets-exec-",
        ...facts.deployers.map(({ name }) => (name.split("/").at(-1) ?? name).toLowerCase()),
      ]),
    ],
    targetRoles: names.targetRole,
    hubRoles: names.hubRole,
    incidentRoles: {
      declare: names.incidentDeclareRole,
      approve: names.incidentApproveRole,
      close: names.incidentCloseRole,
    },
    serviceRoles: {
      [names.forwarderRole]: "events.amazonaws.com",
      [names.heartbeatRole]: "scheduler.amazonaws.com",
      [names.canaryRole]: "scheduler.amazonaws.com",
      [names.triageRole]: "lambda.amazonaws.com",
      [names.trailLogsRole]: "cloudtrail.amazonaws.com",
    },
    machines: [names.canaryRole, names.readinessRole],
    canary: { role: names.canaryRole, target: hubRoleArn(names, facts, "ReadOnly") },
    senders: sendersFor(facts),
    approvalMinutes: facts.incidents.approvalMinutes,
    automation: rulebook.automation.map((row) => automationFor(row, rulebook, facts)),
  };
}

/** Responders act in the security account, which has no role for extending. */
function sendersFor(facts: SettledFacts): TriageSettings["senders"] {
  const { declarers, approvers, extenders, closers } = facts.incidents;
  const accountsOf = (roles: readonly string[]): readonly string[] =>
    [...new Set(roles.map((role) => role.split(":")[4] ?? ""))].sort();
  const { security } = facts.accounts;
  return {
    declare: [security, ...accountsOf(declarers)],
    approve: [security, ...accountsOf(approvers)],
    extend: accountsOf(extenders),
    close: [security, ...accountsOf(closers)],
  };
}

function automationFor(row: AutomationRow, { names }: Rulebook, facts: SettledFacts): Automation {
  const { managementAccountId } = facts.organization;
  switch (row.who) {
    case "deployers":
      return {
        roles: facts.deployers.map(({ name, account }) => iamArn(facts, account, `role/${name}`)),
        from: [...new Set([managementAccountId, ...facts.deployers.map(({ account }) => account)])],
        actions: row.actions,
      };
    case "readiness":
      return {
        roles: [iamArn(facts, facts.emergencyAccount.id, `role${names.targetPath}${names.readinessRole}`)],
        from: [managementAccountId, facts.emergencyAccount.id, facts.accounts.security],
        actions: row.actions,
      };
    default:
      return row.who satisfies never;
  }
}

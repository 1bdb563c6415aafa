import {
  emergencyAccountPackingFor,
  guardrailPackingFor,
  isSettled,
  resourceGuardrailPackingFor,
  type Facts,
  type Rulebook,
} from "../rulebook";
import { alertsFrom, listOf, regionsFrom } from "./detection";
import { detectionQuotaIssues } from "./detection-quotas";
import { deployerIssues, deployersFrom } from "./deployers";
import { exampleIssues } from "./examples";
import { factsMessage, type FactIssue } from "./issue";
import { parsed } from "./parse";
import { rules } from "./rules";
import { schemas, type FactKey, type RawFacts } from "./schema";

export { factsMessage, type FactIssue } from "./issue";

export type FactsResult =
  | { readonly ok: true; readonly facts: Facts; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly issues: readonly FactIssue[]; readonly message: string };

/** The one stack that may describe a fictitious organization. */
const sandboxStack = "sandbox";

/**
 * Facts of a stack, or everything that is wrong with them.
 * `config` is what Pulumi hands to a program: key → text, objects as JSON.
 */
export function factsOf(config: Readonly<Record<string, string>>, stack: string, rulebook: Rulebook): FactsResult {
  const { sound, issues: faults } = parsed(config);
  const issues = [
    ...faults,
    ...rules.flatMap((rule) => rule(sound, rulebook)),
    ...deployerIssues(sound, rulebook),
    ...(stack === sandboxStack ? [] : exampleIssuesOf(sound)),
  ];
  if (issues.length > 0 || !isComplete(sound)) return refused(stack, issues);
  const facts = factsFrom(sound, rulebook);
  const quotas = [...quotaIssues(facts, rulebook), ...detectionQuotaIssues(facts, rulebook)];
  return quotas.length > 0 ? refused(stack, quotas) : { ok: true, facts, warnings: warningsFor(facts, rulebook) };
}

function refused(stack: string, issues: readonly FactIssue[]): FactsResult {
  return { ok: false, issues, message: factsMessage(stack, issues) };
}

function isComplete(sound: Partial<RawFacts>): sound is RawFacts {
  return (Object.keys(schemas) as FactKey[]).every((key) => key === "saml" || sound[key] !== undefined);
}

function exampleIssuesOf(sound: Partial<RawFacts>): readonly FactIssue[] {
  return Object.entries(sound).flatMap(([key, value]) => exampleIssues(value, `lifeline:${key}`));
}

function factsFrom(raw: RawFacts, rulebook: Rulebook): Facts {
  const { emergencyAccount, saml } = raw;
  return {
    partition: raw.partition,
    organization: raw.organization,
    emergencyAccount:
      emergencyAccount.mode === "vended" ? { ...emergencyAccount, id: emergencyAccount.id } : emergencyAccount,
    accounts: raw.accounts,
    regions: regionsFrom(raw, rulebook),
    responders: listOf(
      raw.responders.map((responder) => ({ ...responder, pgpKey: responder.pgpKey, tiers: listOf(responder.tiers) })),
    ),
    tiers: { workload: listOf(raw.tiers.workload), managedPolicies: managedPoliciesFrom(raw) },
    saml: saml === undefined ? undefined : { metadata: saml.metadata, audiences: listOf(saml.audiences) },
    deployers: deployersFrom(raw),
    guardrails: { targets: listOf(raw.guardrails.targets) },
    logArchive: raw.logArchive,
    alerts: alertsFrom(raw),
    incidents: raw.incidents,
  };
}

function managedPoliciesFrom({ tiers }: RawFacts): Facts["tiers"]["managedPolicies"] {
  return Object.fromEntries(
    Object.entries(tiers.managedPolicies).flatMap(([tier, names]) => (names === undefined ? [] : [[tier, names]])),
  );
}

function quotaIssues(facts: Facts, rulebook: Rulebook): readonly FactIssue[] {
  if (!isSettled(facts)) return [];
  const packings = [
    guardrailPackingFor(rulebook, facts),
    resourceGuardrailPackingFor(rulebook, facts),
    emergencyAccountPackingFor(rulebook, facts),
  ];
  return packings.flatMap((packing) =>
    packing.fits
      ? []
      : [
          {
            path: "lifeline:deployers",
            found: packing.reason,
            allowed: "what AWS's quotas for organization policies hold",
            fix: "list fewer deployers; each takes a statement of the guardrails, or a place in each of the emergency account's",
          },
        ],
  );
}

function warningsFor(facts: Facts, { names }: Rulebook): readonly string[] {
  return facts.accounts.identity === facts.organization.managementAccountId
    ? [
        `lifeline:accounts.identity is the management account: ${names.targetRole.IdentityAdmin} stands there as a plain role, which no SCP protects. Delegate Identity Center's administration to an account of its own.`,
      ]
    : [];
}

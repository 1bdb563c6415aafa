import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { emergencyAccountStatementsFor } from "./emergency-account-statements";
import { guardrailStatementsFor } from "./guardrail-statements";
import { packingFor, type Packing, type Quota } from "./packing";
import { resourceGuardrailStatementsFor } from "./resource-guardrail-statements";

/** A policy of the organization and where it is attached. */
export interface OrganizationPolicy {
  readonly name: string;
  readonly type: PolicyType;
  readonly description: string;
  readonly content: string;
  readonly attachments: readonly Attachment[];
}

export type PolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

export interface Attachment {
  readonly target: string;
  /** False where the root covers the target too, so that a staged rollout can end without it. */
  readonly protect: boolean;
}

/** A chain of policies is updated from the last to the first: see `packingFor`. */
export interface OrganizationPolicies {
  readonly emergencyAccount: OrganizationPolicy;
  readonly guardrails: readonly OrganizationPolicy[];
  readonly resourceGuardrails: readonly OrganizationPolicy[];
}

export function organizationPoliciesFor(rulebook: Rulebook, facts: SettledFacts): OrganizationPolicies {
  const { names } = rulebook;
  const attachments = guardrailAttachmentsFor(facts);
  return {
    emergencyAccount: {
      name: names.emergencyAccountPolicy,
      type: "SERVICE_CONTROL_POLICY",
      description: "Lifeline: nothing but the emergency path runs in the emergency account.",
      content: documentsOf(emergencyAccountPackingFor(rulebook, facts)).join(),
      attachments: [{ target: facts.emergencyAccount.id, protect: true }],
    },
    guardrails: documentsOf(guardrailPackingFor(rulebook, facts)).map((content, index) => ({
      name: `${names.guardrailPolicy}-${index + 1}`,
      type: "SERVICE_CONTROL_POLICY",
      description: "Lifeline: nobody changes the emergency path but its deployer.",
      content,
      attachments,
    })),
    resourceGuardrails: documentsOf(resourceGuardrailPackingFor(rulebook, facts)).map((content, index) => ({
      name: `${names.resourceGuardrailPolicy}-${index + 1}`,
      type: "RESOURCE_CONTROL_POLICY",
      description: "Lifeline: nobody enters the emergency path but its responders.",
      content,
      attachments,
    })),
  };
}

export function guardrailPackingFor(rulebook: Rulebook, facts: SettledFacts): Packing {
  return packingFor(guardrailStatementsFor(rulebook, facts), scpQuotaOf(rulebook));
}

export function resourceGuardrailPackingFor(rulebook: Rulebook, facts: SettledFacts): Packing {
  const { limits } = rulebook;
  return packingFor(resourceGuardrailStatementsFor(rulebook, facts), {
    characters: limits.rcpCharacters.value,
    policies: limits.rcpsPerTarget.value,
  });
}

/** One policy: its first denial spares what the others tie to their callers, so they belong together. */
export function emergencyAccountPackingFor(rulebook: Rulebook, facts: SettledFacts): Packing {
  const characters = rulebook.limits.scpCharacters.value;
  return packingFor(emergencyAccountStatementsFor(rulebook, facts), { characters, policies: 1 });
}

/** FullAWSAccess takes a place at every target, and the emergency account holds its own policy too. */
function scpQuotaOf({ limits }: Rulebook): Quota {
  return { characters: limits.scpCharacters.value, policies: limits.scpsPerTarget.value - 2 };
}

function documentsOf(packing: Packing): readonly string[] {
  if (!packing.fits) throw new Error(`Guardrails exceed AWS's quota: ${packing.reason}.`);
  return packing.documents;
}

/**
 * The facts' targets, and the emergency account always. Protected against removal, except where the root is a target
 * and covers the others: the last step of a staged rollout takes those away.
 */
function guardrailAttachmentsFor(facts: SettledFacts): readonly Attachment[] {
  const { rootId } = facts.organization;
  const emergency = facts.emergencyAccount.id;
  const targets = facts.guardrails.targets.filter((target) => target !== emergency);
  return [
    { target: emergency, protect: true },
    ...targets.map((target) => ({ target, protect: target === rootId || !targets.includes(rootId) })),
  ];
}

/** Policies that Lifeline would hold at a target, by type; what is there already is counted beside them. */
export function placesNeededAt(policies: OrganizationPolicies, target: string): Readonly<Record<PolicyType, number>> {
  const all = [policies.emergencyAccount, ...policies.guardrails, ...policies.resourceGuardrails];
  const count = (type: PolicyType) =>
    all.filter((policy) => policy.type === type && policy.attachments.some((place) => place.target === target)).length;
  return {
    SERVICE_CONTROL_POLICY: count("SERVICE_CONTROL_POLICY"),
    RESOURCE_CONTROL_POLICY: count("RESOURCE_CONTROL_POLICY"),
  };
}

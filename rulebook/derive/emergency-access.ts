import type { Facts, Responder, SettledFacts, Tier } from "../facts";
import type { Rulebook } from "../rulebook";
import { textOf } from "./document";
import { hubPolicyFor } from "./hub-policies";
import { nothingAtAll, responderPolicyFor, tierGrantFor } from "./responder-policies";
import { hubTrustPolicyFor } from "./trust-policies";

/** Everything of the emergency account, as records. */
export interface EmergencyAccess {
  readonly passwordRules: Rulebook["passwordRules"];
  readonly responderPolicy: { readonly name: string; readonly path: string; readonly document: string };
  readonly responders: readonly ResponderRecord[];
  readonly hubRoles: readonly HubRole[];
  readonly samlProvider: { readonly name: string; readonly metadata: string } | undefined;
}

export interface ResponderRecord {
  readonly name: string;
  readonly path: string;
  readonly tierGrant: { readonly name: string; readonly document: string };
  readonly password: { readonly pgpKey: string; readonly length: number } | undefined;
  readonly protect: boolean;
}

export interface HubRole {
  readonly tier: Tier;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly maxSessionSeconds: number;
  readonly trust: string;
  readonly policy: string;
}

export function emergencyAccessFor(rulebook: Rulebook, facts: SettledFacts): EmergencyAccess {
  const { names } = rulebook;
  return {
    passwordRules: rulebook.passwordRules,
    responderPolicy: {
      name: names.responderPolicy,
      path: names.policyPath,
      document: textOf(responderPolicyFor(rulebook, facts)),
    },
    responders: facts.responders.map((responder) => responderRecordFor(responder, rulebook, facts)),
    hubRoles: rulebook.tiers.map(({ id }) => hubRoleFor(id, rulebook, facts)),
    samlProvider: facts.saml === undefined ? undefined : { name: names.samlProvider, metadata: facts.saml.metadata },
  };
}

/** Whoever is leaving can do nothing from the first step on, and is protected no more: the second step removes the row. */
function responderRecordFor(responder: Responder, rulebook: Rulebook, facts: SettledFacts): ResponderRecord {
  const { name, pgpKey, leaving } = responder;
  return {
    name,
    path: rulebook.names.responderPath,
    tierGrant: {
      name: rulebook.names.tierGrant,
      document: textOf(leaving ? nothingAtAll() : tierGrantFor(rulebook, facts, responder)),
    },
    password: pgpKey === undefined ? undefined : { pgpKey, length: rulebook.passwordRules.initialLength },
    protect: !leaving,
  };
}

/** One for each tier, whether or not an account offers it now: hub roles are not made and unmade by facts. */
function hubRoleFor(tier: Tier, rulebook: Rulebook, facts: SettledFacts): HubRole {
  return {
    tier,
    name: rulebook.names.hubRole[tier],
    path: rulebook.names.hubPath,
    description: `Emergency access: way to the ${tier} roles. For emergencies only.`,
    maxSessionSeconds: rulebook.limits.sessionSeconds.value,
    trust: textOf(hubTrustPolicyFor(rulebook, facts)),
    policy: textOf(hubPolicyFor(rulebook, facts, tier)),
  };
}

export function isSettled(facts: Facts): facts is SettledFacts {
  return facts.emergencyAccount.id !== undefined;
}

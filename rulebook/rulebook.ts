import { signInRegions } from "./alerts";
import { pathCalls, passwordRules, type PasswordRules, type PathCall } from "./credentials";
import { guardrails, makers, resourceGuardrails, type Guardrail, type ResourceGuardrail } from "./guardrails";
import { limits, type Limits } from "./limits";
import { names, type Names } from "./names";
import { sessionLimits, tierAdditions, tiers, type SessionLimit, type TierAdditions, type TierRow } from "./roles";

/** The law as one value: every derivation takes it as an argument, so that a test may change a row and watch. */
export interface Rulebook {
  readonly names: Names;
  readonly tiers: readonly TierRow[];
  readonly tierAdditions: TierAdditions;
  readonly sessionLimits: readonly SessionLimit[];
  readonly pathCalls: readonly PathCall[];
  readonly passwordRules: PasswordRules;
  readonly guardrails: readonly Guardrail[];
  readonly resourceGuardrails: readonly ResourceGuardrail[];
  readonly makers: { readonly stacksets: string; readonly controlTower: string };
  /** Where AWS logs console sign-ins through the global endpoint. */
  readonly signInRegions: readonly string[];
  readonly limits: Limits;
}

export const rulebook: Rulebook = {
  names,
  tiers,
  tierAdditions,
  sessionLimits,
  pathCalls,
  passwordRules,
  guardrails,
  resourceGuardrails,
  makers,
  signInRegions,
  limits,
};

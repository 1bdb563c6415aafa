import { alarms, metricNamespace, type Alarm } from "./alarms";
import { automation, type AutomationRow } from "./automation";
import { signInRegions, transport, type AlertRow, type Transport } from "./alerts";
import { archiveAlerts } from "./archive-alerts";
import { pathCalls, passwordRules, type PasswordRules, type PathCall } from "./credentials";
import { detectionGuardrails } from "./detection-guardrails";
import { guardrails, makers, resourceGuardrails, type Guardrail, type ResourceGuardrail } from "./guardrails";
import { incidentEventSource, incidentSteps, type IncidentStep } from "./incidents";
import { limits, type Limits } from "./limits";
import { tamperingFilters, tamperingGuard } from "./log-tampering";
import { logArchiveRules, useFilters, type LogArchiveRules, type LogFilter, type LogTest } from "./logging";
import { names, type Names } from "./names";
import { identityAlerts } from "./identity-alerts";
import { pathAlerts } from "./path-alerts";
import { useAlerts } from "./use-alerts";
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
  readonly automation: readonly AutomationRow[];
  readonly makers: { readonly stacksets: string; readonly controlTower: string };
  readonly alerts: readonly AlertRow[];
  readonly transport: Transport;
  /** Where AWS logs console sign-ins through the global endpoint. */
  readonly signInRegions: readonly string[];
  readonly incidentEventSource: string;
  readonly incidentSteps: readonly IncidentStep[];
  readonly metricNamespace: string;
  readonly alarms: readonly Alarm[];
  /** What the second path sees, in the trail's log group. */
  readonly useFilters: readonly LogFilter[];
  readonly tamperingGuard: LogTest;
  readonly tamperingFilters: readonly LogFilter[];
  readonly logArchiveRules: LogArchiveRules;
  readonly limits: Limits;
}

export const rulebook: Rulebook = {
  names,
  tiers,
  tierAdditions,
  sessionLimits,
  pathCalls,
  passwordRules,
  guardrails: [...guardrails, ...detectionGuardrails],
  resourceGuardrails,
  automation,
  makers,
  alerts: [...useAlerts, ...identityAlerts, ...pathAlerts, ...archiveAlerts],
  transport,
  signInRegions,
  incidentEventSource,
  incidentSteps,
  metricNamespace,
  alarms,
  useFilters,
  tamperingGuard,
  tamperingFilters,
  logArchiveRules,
  limits,
};

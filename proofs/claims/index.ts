import type { Claim } from "../claim";
import { deployersCanMaintainThePath } from "./deployers-can-maintain-the-path";
import { everyAccountOffersItsTiers } from "./every-account-offers-its-tiers";
import { identityAdministratorCannotGrantAccess } from "./identity-administrator-cannot-grant-access";
import { identityAdministratorRepairsFederation } from "./identity-administrator-repairs-federation";
import { incidentsAreDeclaredAndApproved } from "./incidents-are-declared-and-approved";
import { managementTierMendsTheGuardrails } from "./management-tier-mends-the-guardrails";
import { noStepNeedsWhatIsDown } from "./no-step-needs-what-is-down";
import { noWayInWithoutMfa } from "./no-way-in-without-mfa";
import { operatorRaisesAnAutoScalingMaximum } from "./operator-raises-an-auto-scaling-maximum";
import { regionGuardrailSparesThePath } from "./region-guardrail-spares-the-path";
import { responderCannotTouchTheAlerts } from "./responder-cannot-touch-the-alerts";
import { responderCannotTouchTheLogs } from "./responder-cannot-touch-the-logs";
import { responderCannotTouchThePath } from "./responder-cannot-touch-the-path";
import { responderCaresForOwnSignIn } from "./responder-cares-for-own-sign-in";
import { responderEntersByCommandLine } from "./responder-enters-by-command-line";
import { responderEntersByConsole } from "./responder-enters-by-console";
import { responderEntersBySaml } from "./responder-enters-by-saml";
import { responderLeavesNoLastingCredentials } from "./responder-leaves-no-lasting-credentials";
import { signInIsNotLocked } from "./sign-in-is-not-locked";
import { sourceIdentityAndTagsDoNotBlock } from "./source-identity-and-tags-do-not-block";
import { stackSetsCanMaintainThePath } from "./stack-sets-can-maintain-the-path";
import { eachLayerRefusesAlone } from "./each-layer-refuses-alone";
import { everyExemptionIsTierZero } from "./every-exemption-is-tier-zero";
import { nobodyBecomesTierZero } from "./nobody-becomes-tier-zero";
import { nobodyElseAssumesThePath } from "./nobody-else-assumes-the-path";
import { nobodyElseChangesThePath } from "./nobody-else-changes-the-path";
import { nobodyElseDisarmsTheAlerts } from "./nobody-else-disarms-the-alerts";
import { nobodyElseMakesLookAlikes } from "./nobody-else-makes-look-alikes";
import { nobodyElsePassesThePath } from "./nobody-else-passes-the-path";
import { nobodyElseRecreatesThePath } from "./nobody-else-recreates-the-path";
import { nobodyElseSpeaksOnThePath } from "./nobody-else-speaks-on-the-path";
import { nobodyElseStopsOrBlindsTheLogs } from "./nobody-else-stops-or-blinds-the-logs";
import { nobodyLeavesTheOrganization } from "./nobody-leaves-the-organization";
import { actsOfTierZeroAreHeardOnBothPaths } from "./acts-of-tier-zero-are-heard-on-both-paths";
import { everyAlertTargetDelivers } from "./every-alert-target-delivers";
import { logsOutlastTheAttacker } from "./logs-outlast-the-attacker";
import { managementTierIsHeardOnBothPaths } from "./management-tier-is-heard-on-both-paths";
import { refusedAttemptsAreHeard } from "./refused-attempts-are-heard";
import { secondPathIsIndependent } from "./second-path-is-independent";
import { silenceIsNoticed } from "./silence-is-noticed";
import { trailRecordsWhatAlertsNeed } from "./trail-records-what-alerts-need";
import { usesAreHeard } from "./uses-are-heard";

/** Every claim, in the order in which they are shown. */
export const claims: readonly Claim[] = [
  responderEntersByConsole,
  responderEntersByCommandLine,
  responderEntersBySaml,
  noWayInWithoutMfa,
  responderCaresForOwnSignIn,
  sourceIdentityAndTagsDoNotBlock,
  everyAccountOffersItsTiers,
  noStepNeedsWhatIsDown,
  signInIsNotLocked,
  regionGuardrailSparesThePath,
  operatorRaisesAnAutoScalingMaximum,
  identityAdministratorRepairsFederation,
  managementTierMendsTheGuardrails,
  incidentsAreDeclaredAndApproved,
  stackSetsCanMaintainThePath,
  deployersCanMaintainThePath,
  identityAdministratorCannotGrantAccess,
  responderCannotTouchTheLogs,
  responderCannotTouchTheAlerts,
  responderCannotTouchThePath,
  responderLeavesNoLastingCredentials,
  nobodyElseAssumesThePath,
  eachLayerRefusesAlone,
  nobodyElseChangesThePath,
  nobodyElseRecreatesThePath,
  nobodyElseMakesLookAlikes,
  nobodyElsePassesThePath,
  nobodyElseStopsOrBlindsTheLogs,
  nobodyElseDisarmsTheAlerts,
  nobodyElseSpeaksOnThePath,
  nobodyLeavesTheOrganization,
  nobodyBecomesTierZero,
  everyExemptionIsTierZero,
  everyAlertTargetDelivers,
  usesAreHeard,
  actsOfTierZeroAreHeardOnBothPaths,
  managementTierIsHeardOnBothPaths,
  refusedAttemptsAreHeard,
  secondPathIsIndependent,
  trailRecordsWhatAlertsNeed,
  silenceIsNoticed,
  logsOutlastTheAttacker,
];

export type {
  Deployer,
  Destination,
  EmergencyAccount,
  Facts,
  IncidentFacts,
  LogArchive,
  Maker,
  Responder,
  SettledFacts,
  Tier,
  TrailProperty,
  WorkloadTier,
} from "./facts";
export type { NonEmpty } from "./types";
export { rulebook, type Rulebook } from "./rulebook";
export {
  emergencyAccessFor,
  isSettled,
  type EmergencyAccess,
  type HubRole,
  type ResponderRecord,
} from "./derive/emergency-access";
export { managementAccountRolesFor, type PlainRole } from "./derive/plain-roles";
export {
  emergencyAccountPackingFor,
  guardrailPackingFor,
  organizationPoliciesFor,
  resourceGuardrailPackingFor,
  type OrganizationPolicies,
  type OrganizationPolicy,
} from "./derive/organization-policies";
export {
  attachmentIssuesFor,
  issuesText,
  organizationIssuesFor,
  type OrganizationIssue,
  type SeenOrganization,
  type SeenTarget,
} from "./derive/organization-issues";
export { targetRolesFor, type TargetRoles } from "./derive/target-roles";
export { kindOfAccount, tiersOf } from "./derive/tiers-by-account";
export {
  emergencyAccountEntryFor,
  logArchiveAccountEntryFor,
  managementAccountEntryFor,
  securityAccountEntryFor,
  type AccountEntry,
} from "./derive/account-entries";
export { nextStepFor, wayInFor, type NextStep, type WayIn } from "./derive/way-in";
export { triageSettingsFor, type Automation, type TriageSettings } from "./derive/triage-settings";
export { securityAccountFor, type SecurityAccount } from "./derive/security-account";
export { regionalAlarmsFor, type AlarmResource, type AlarmStack, type AlarmTemplate } from "./derive/alarms";
export type { AccountRole } from "./derive/account-role";
export type { IncidentRegister } from "./derive/incident-register";
export { incidentRolesFor, type IncidentRole } from "./derive/incident-roles";
export type { EncryptionKey } from "./derive/security-account-keys";
export type { Chat } from "./derive/soc-chat";
export type { SocTopics, Topic } from "./derive/soc-topics";
export type { TriageFunction } from "./derive/triage-function";
export { detectionFor, type Detection } from "./derive/detection";
export { detectionTemplateFor } from "./derive/detection-template";
export { eventPatternFor, ruleNameFor } from "./derive/event-patterns";
export { centralBusPolicyFor } from "./derive/central-bus";
export { logArchiveFor, type ArchiveBucket } from "./derive/log-archive";
export { retentionNoticeFor } from "./derive/log-archive-notice";
export { crossAccountSharingRoleFor, secondPathFor, type SecondPath } from "./derive/second-path";
export type { MetricQuery, SecondPathAlarm, SecondPathAlarms, StateAlarm } from "./derive/second-path-alarms";
export type { MetricFilter } from "./derive/second-path-filters";
export { organizationTrailFor, type OrganizationTrail } from "./derive/trail";
export { centralBusArn, securityRoleArn, type SecurityPlace } from "./derive/security-account-arns";

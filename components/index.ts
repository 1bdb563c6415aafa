export { acceptedFacts } from "./accepted-facts";
export { accountProvider, type AccountProvider } from "./account-providers";
export { EmergencyAccess } from "./emergency-access";
export { EmergencyAccount } from "./emergency-account";
export { Guardrails } from "./guardrails";
export { ManagementRoles } from "./management-roles";
export { checkOrganization, checkTargets } from "./organization-check";
export { TargetRoles } from "./target-roles";

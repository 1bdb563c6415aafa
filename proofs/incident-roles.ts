import { names } from "../rulebook/names";

/** The names of the roles by which a responder moves an incident on. */
export const incidentRoles: readonly string[] = [
  names.incidentDeclareRole,
  names.incidentApproveRole,
  names.incidentCloseRole,
];

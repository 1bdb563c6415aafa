import type { IncidentFacts } from "./facts";
import type { Names } from "./names";
import type { NonEmpty, Row } from "./types";

/** `source` of the events that move an incident on. AWS keeps sources beginning with `aws.` to itself. */
export const incidentEventSource = "lifeline.incident";

/** A step in an incident's life: its event, who sends it, and the role by which a responder does. */
export interface IncidentStep extends Row<IncidentStepId> {
  readonly detailType: `Incident${string}`;
  /** Ticket-system roles that may, as the facts list them. */
  readonly senders: "declarers" | "approvers" | "extenders" | "closers";
  /** Key of the role's name; undefined where a ticket system alone takes the step. */
  readonly role: "incidentDeclareRole" | "incidentApproveRole" | "incidentCloseRole" | undefined;
}

export type IncidentStepId = "declare" | "approve" | "extend" | "close";

/** A compile-time promise: what the steps name exists in facts and names. */
export type StepSenders = keyof Omit<IncidentFacts, "approvalMinutes">;
export type StepRoles = Extract<keyof Names, `incident${string}Role`>;

const conditionKeys = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html";

export const incidentSteps = [
  {
    id: "declare",
    why: "Without a ticket system or an identity provider too: whoever can enter can say why (E10).",
    source: conditionKeys,
    detailType: "IncidentDeclared",
    senders: "declarers",
    role: "incidentDeclareRole",
  },
  {
    id: "approve",
    why: "Another person than the requester; AWS authenticates the sender, so no field of the event is believed.",
    source: conditionKeys,
    detailType: "IncidentApproved",
    senders: "approvers",
    role: "incidentApproveRole",
  },
  {
    id: "extend",
    why: "A responder who needs longer declares anew and is approved anew; only a ticket system, with its own approval behind it, prolongs.",
    source: conditionKeys,
    detailType: "IncidentExtended",
    senders: "extenders",
    role: undefined,
  },
  {
    id: "close",
    why: "Ends the approval early and opens the rotation of credentials (E20); it can only make the alarms louder.",
    source: conditionKeys,
    detailType: "IncidentClosed",
    senders: "closers",
    role: "incidentCloseRole",
  },
] as const satisfies NonEmpty<IncidentStep & { readonly senders: StepSenders; readonly role: StepRoles | undefined }>;

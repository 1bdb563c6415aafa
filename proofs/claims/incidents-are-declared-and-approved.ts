import { names } from "../../rulebook/names";
import { incidentRoles } from "../incident-roles";
import type { Claim, Counterexample } from "../claim";
import type { Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import { centralBusOf, incidentQuestionsFor } from "../way-in/incident-steps";
import { incidentRolesOf } from "../way-in/people";
import { hasRegister, registerQuestionsFor, registersUnknownToTriage } from "../way-in/register";

export const incidentsAreDeclaredAndApproved = {
  id: "incidents-are-declared-and-approved",
  about: "way-in",
  question:
    "Can everybody who gets in declare, approve and close an incident, each step by its own role and by no other?",
  why: "An undeclared use pages the SOC; a step that any role may take would let one person request and approve.",
  source: ["E10", "E12", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html"],
  findingFor: (organization) =>
    findingFor(organization, {
      questions: [...incidentQuestionsFor(organization), ...registerQuestionsFor(organization)],
      faults: [...missingFrom(organization), ...registersUnknownToTriage(organization)],
      assumptions: ["mfa-serial-carries-mfa", "console-switch-carries-mfa", "incidents-wait-for-the-home-region"],
    }),
} as const satisfies Claim;

function missingFrom(organization: Organization): readonly Counterexample[] {
  const found = new Set(incidentRolesOf(organization).map(({ role }) => role.name));
  return [
    ...incidentRoles.filter((name) => !found.has(name)).map((name) => absent(`the role ${name}`)),
    ...(centralBusOf(organization) === undefined ? [absent(`the bus ${names.centralBus}`)] : []),
    ...(hasRegister(organization) ? [] : [absent(`the table ${names.register}`)]),
  ];
}

function absent(what: string): Counterexample {
  return {
    kind: "setting",
    says: `No incident can be told without ${what}.`,
    fix: `Deploy ${what} in the security account.`,
    where: "security account",
    found: `not ${what}`,
  };
}

import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { alarmStackFor, type AlarmStack } from "./alarms";
import { incidentRegisterFor, type IncidentRegister } from "./incident-register";
import { incidentRolesFor, type IncidentRole } from "./incident-roles";
import { socTopicsFor, type SocTopics } from "./soc-topics";
import { triageFunctionFor, type TriageFunction } from "./triage-function";

/** Everything of the security account but the transport, as records. */
export interface SecurityAccount {
  readonly register: IncidentRegister;
  readonly incidentRoles: readonly IncidentRole[];
  readonly topics: SocTopics;
  readonly triage: TriageFunction;
  readonly alarms: AlarmStack;
}

export function securityAccountFor(rulebook: Rulebook, facts: SettledFacts): SecurityAccount {
  return {
    register: incidentRegisterFor(rulebook, facts),
    incidentRoles: incidentRolesFor(rulebook, facts),
    topics: socTopicsFor(rulebook, facts),
    triage: triageFunctionFor(rulebook, facts),
    alarms: alarmStackFor(rulebook, facts),
  };
}

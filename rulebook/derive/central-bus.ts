import type { SettledFacts } from "../facts";
import type { IncidentStep } from "../incidents";
import type { Rulebook } from "../rulebook";
import type { Conditions, NonEmpty, PolicyDocument, ResourceStatement } from "../types";
import { everyForwarderArn, forwarderRoleArn, heartbeatRoleArn, standbyBusArn } from "./detection-arns";
import { documentFor, sidFor } from "./document";
import { centralBusArn, securityRoleArn } from "./security-account-arns";

/**
 * Who puts what on the central bus, each in a statement of its own. The sender that AWS authenticated is the requester
 * or approver of an incident, so nobody may send another's step. A principal of the bus's own account needs no statement
 * of a bus policy, hence the denial at the end.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export function centralBusPolicyFor(rulebook: Rulebook, facts: SettledFacts): PolicyDocument<ResourceStatement> {
  const { names, transport, incidentSteps } = rulebook;
  const bus = centralBusArn(names, facts);
  const forwarders = everyForwarderArn(names, facts);
  const heartbeat = heartbeatRoleArn(names, facts, facts.emergencyAccount.id);
  const steps = incidentSteps.flatMap((step) => {
    const [first, ...others] = sendersOf(step, rulebook, facts);
    return first === undefined ? [] : [{ step, senders: [first, ...others] as const }];
  });
  return documentFor([
    putStatement("Forwarders", bus, facts, {
      ArnLike: { "aws:PrincipalArn": forwarders },
      // Events that a rule forwards, never those of a PutEvents call.
      Bool: { "events:eventBusInvocation": "true" },
    }),
    putStatement("Heartbeat", bus, facts, {
      ArnEquals: { "aws:PrincipalArn": heartbeat },
      StringEquals: { "events:source": transport.heartbeatSource, "events:detail-type": transport.heartbeatDetailType },
    }),
    ...steps.map(({ step, senders }) =>
      putStatement(`${sidFor(step.id)}Incidents`, bus, facts, {
        ArnEquals: { "aws:PrincipalArn": senders },
        StringEquals: { "events:source": rulebook.incidentEventSource, "events:detail-type": step.detailType },
      }),
    ),
    nobodyElse(bus, [forwarders, heartbeat, ...new Set(steps.flatMap(({ senders }) => senders))]),
  ]);
}

/** On the standby bus: only what the emergency account's rules forward. */
export function standbyBusPolicyFor({ names }: Rulebook, facts: SettledFacts): PolicyDocument<ResourceStatement> {
  const bus = standbyBusArn(names, facts);
  const forwarder = forwarderRoleArn(names, facts, facts.emergencyAccount.id);
  return documentFor([
    putStatement("Forwarder", bus, facts, {
      ArnEquals: { "aws:PrincipalArn": forwarder },
      Bool: { "events:eventBusInvocation": "true" },
    }),
    nobodyElse(bus, [forwarder]),
  ]);
}

/** Ticket systems as the facts list them, and the responders' role of the step. */
function sendersOf({ senders, role }: IncidentStep, { names }: Rulebook, facts: SettledFacts): readonly string[] {
  return [...facts.incidents[senders], ...(role === undefined ? [] : [securityRoleArn(names, facts, names[role])])];
}

/** Roles are matched by ARN as a text: one that is named as Principal is stored by its id, and recreating it breaks that. */
function putStatement(sid: string, bus: string, facts: SettledFacts, condition: Conditions): ResourceStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: bus,
    Condition: {
      ...condition,
      StringEquals: { "aws:PrincipalOrgID": facts.organization.id, ...condition["StringEquals"] },
    },
  };
}

function nobodyElse(bus: string, senders: NonEmpty<string>): ResourceStatement {
  return {
    Sid: "NobodyElse",
    Effect: "Deny",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: bus,
    Condition: { ArnNotLike: { "aws:PrincipalArn": senders } },
  };
}

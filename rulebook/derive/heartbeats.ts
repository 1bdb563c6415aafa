import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { hubRoleArn } from "./arns";
import { canaryRoleArn, heartbeatRoleArn } from "./detection-arns";
import { conditionNameFor, heartbeatsAway } from "./detection-conditions";
import { centralBusArn } from "./security-account-arns";
import type { TemplateResource } from "./template";

/**
 * What the scheduler does in every detection Region of the emergency account: the synthetic heartbeat, and once a day a
 * call that AWS refuses, so that CloudTrail makes an event of its own.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export function heartbeatsFor(rulebook: Rulebook, facts: SettledFacts): Readonly<Record<string, TemplateResource>> {
  const { names, transport } = rulebook;
  const beat = heartbeatRoleArn(names, facts, facts.emergencyAccount.id);
  const every = `rate(${transport.heartbeatMinutes} minutes)`;
  return {
    HeartbeatAtHome: scheduleFor(
      { name: names.heartbeatRole, condition: "IsHeartbeatAtHome", expression: every },
      {
        call: "eventbridge:putEvents",
        role: beat,
        ...freshOnly,
        input: entryFor(rulebook, centralBusArn(names, facts)),
      },
    ),
    HeartbeatAway: scheduleFor(
      { name: names.heartbeatRole, condition: conditionNameFor(heartbeatsAway), expression: every },
      { call: "eventbridge:putEvents", role: beat, ...freshOnly, input: entryFor(rulebook, "default") },
    ),
    Canary: scheduleFor(
      { name: names.canaryRole, condition: "IsEmergencyAccount", expression: transport.canarySchedule },
      {
        call: "sts:assumeRole",
        role: canaryRoleArn(names, facts, facts.emergencyAccount.id),
        // It is refused by design: once a day is enough.
        attempts: 0,
        ageSeconds: 3_600,
        input: JSON.stringify({ RoleArn: hubRoleArn(names, facts, "ReadOnly"), RoleSessionName: "lifeline-canary" }),
      },
    ),
  };
}

/** A heartbeat that comes after the next one says nothing. */
const freshOnly = { attempts: 3, ageSeconds: 240 } as const;

/** The text of the one entry; CloudFormation fills in the Region. */
function entryFor({ transport }: Rulebook, bus: string): { readonly "Fn::Sub": string } {
  const entry = {
    Source: transport.heartbeatSource,
    DetailType: transport.heartbeatDetailType,
    Detail: JSON.stringify({ region: "${AWS::Region}" }),
    EventBusName: bus,
  };
  return { "Fn::Sub": JSON.stringify({ Entries: [entry] }) };
}

interface When {
  readonly name: string;
  readonly condition: string;
  readonly expression: string;
}

interface What {
  readonly call: string;
  readonly role: string;
  readonly attempts: number;
  readonly ageSeconds: number;
  readonly input: unknown;
}

function scheduleFor({ name, condition, expression }: When, what: What): TemplateResource {
  return {
    Type: "AWS::Scheduler::Schedule",
    Condition: condition,
    Properties: {
      Name: name,
      ScheduleExpression: expression,
      FlexibleTimeWindow: { Mode: "OFF" },
      State: "ENABLED",
      Target: {
        Arn: `arn:aws:scheduler:::aws-sdk:${what.call}`,
        RoleArn: what.role,
        Input: what.input,
        RetryPolicy: { MaximumRetryAttempts: what.attempts, MaximumEventAgeInSeconds: what.ageSeconds },
      },
    },
  };
}

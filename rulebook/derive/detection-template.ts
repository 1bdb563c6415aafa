import type { AlertRow } from "../alerts";
import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { regionalAlarmsFor } from "./alarms";
import { deadLettersFor } from "./dead-letters";
import { deadLetterQueueArn, forwarderRoleArn, standbyBusArn } from "./detection-arns";
import { conditionNameFor, conditionsFor, securityAway } from "./detection-conditions";
import { sidFor } from "./document";
import { eventPatternFor, ruleNameFor } from "./event-patterns";
import { heartbeatsFor } from "./heartbeats";
import { centralBusArn } from "./security-account-arns";
import { marker, type Template, type TemplateResource } from "./template";

/**
 * Rules, targets, queues and heartbeats of every account and Region, in one template; its Conditions decide what each
 * needs. The StackSet brings it to the members, one stack for each Region to the management account.
 */
export function detectionTemplateFor(rulebook: Rulebook, facts: SettledFacts): Template {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Emergency access: what its detection needs in this account and Region. Changed by its owner only.",
    Conditions: conditionsFor(rulebook.alerts, facts),
    Resources: {
      Marker: marker,
      ...deadLettersFor(rulebook, facts),
      ...alarmsElsewhereFor(rulebook),
      ...heartbeatsFor(rulebook, facts),
      ...Object.fromEntries(rulebook.alerts.map((row) => [sidFor(row.id), ruleFor(row, rulebook, facts)])),
    },
  };
}

/** Beside the queues; at home they stand with the other alarms, because there they can tell the SOC themselves. */
function alarmsElsewhereFor(rulebook: Rulebook): Readonly<Record<string, TemplateResource>> {
  return Object.fromEntries(
    Object.entries(regionalAlarmsFor(rulebook)).map(([id, { Type, Properties }]) => [
      `${id}Alarm`,
      { Type, Condition: conditionNameFor(securityAway), Properties: { ...Properties } },
    ]),
  );
}

function ruleFor(row: AlertRow, rulebook: Rulebook, facts: SettledFacts): TemplateResource {
  const { names, transport } = rulebook;
  const target = (id: string, bus: string) => ({
    Id: id,
    Arn: bus,
    // A bus of another account takes events by a role only.
    RoleArn: { "Fn::Sub": forwarderRoleArn(names, facts, "${AWS::AccountId}") },
    DeadLetterConfig: { Arn: { "Fn::Sub": deadLetterQueueArn(names, facts, "${AWS::Region}") } },
    RetryPolicy: {
      MaximumEventAgeInSeconds: transport.maximumEventAgeSeconds,
      MaximumRetryAttempts: transport.maximumRetryAttempts,
    },
  });
  return {
    Type: "AWS::Events::Rule",
    Condition: conditionNameFor(row),
    Properties: {
      Name: ruleNameFor(row, rulebook),
      Description: `Emergency access, ${row.kind}: ${row.id}.`,
      EventPattern: eventPatternFor(row, rulebook, facts),
      State: transport.state,
      Targets: [
        target("central", centralBusArn(names, facts)),
        ...(row.standby === true ? [target("standby", standbyBusArn(names, facts))] : []),
      ],
    },
  };
}

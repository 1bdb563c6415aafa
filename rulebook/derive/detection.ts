import type { SettledFacts } from "../facts";
import type { NonEmpty } from "../types";
import type { Rulebook } from "../rulebook";
import type { AccountRole } from "./account-role";
import { centralBusPolicyFor, standbyBusPolicyFor } from "./central-bus";
import { deadLetterQueueArn } from "./detection-arns";
import { detectionTemplateFor } from "./detection-template";
import { textOf } from "./document";
import { mapNonEmpty } from "./non-empty";
import { standbyTopicArn, triageFunctionArn } from "./security-account-arns";
import { managementForwarderFor, standbyRoleFor } from "./transport-roles";

/** Rules in every account and Region, the way of their events, and the buses where they arrive (E8-E12). */
export interface Detection {
  readonly central: EventBus;
  /** Invokes the triage function for the central bus's rule. */
  readonly permission: InvokePermission;
  readonly standby: EventBus;
  readonly forwarderRole: AccountRole;
  readonly stackSet: DetectionStackSet;
  /** StackSets never deploy to the management account: it has a stack of its own in each Region. */
  readonly managementStacks: NonEmpty<DetectionStack>;
}

/** A bus of the security account with the one rule on it. */
export interface EventBus {
  readonly name: string;
  readonly description: string;
  readonly region: string;
  readonly policy: string;
  readonly rule: ReceivingRule;
}

export interface ReceivingRule {
  readonly name: string;
  readonly description: string;
  readonly pattern: string;
  readonly state: string;
  readonly target: {
    readonly id: string;
    readonly arn: string;
    readonly roleArn: string | undefined;
    readonly deadLetterArn: string;
    readonly maximumEventAgeSeconds: number;
    readonly maximumRetryAttempts: number;
  };
}

export interface InvokePermission {
  readonly statementId: string;
  readonly functionName: string;
  readonly principal: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

export interface DetectionStackSet {
  readonly name: string;
  readonly description: string;
  readonly template: string;
  readonly region: string;
  readonly regions: NonEmpty<string>;
  readonly organizationalUnitIds: readonly string[];
}

export interface DetectionStack {
  readonly name: string;
  readonly region: string;
  readonly template: string;
}

export function detectionFor(rulebook: Rulebook, facts: SettledFacts): Detection {
  const { names } = rulebook;
  const { home, standby, detection } = facts.regions;
  const template = JSON.stringify(detectionTemplateFor(rulebook, facts));
  const standbyRole = standbyRoleFor(rulebook, facts);
  const central: EventBus = {
    name: names.centralBus,
    description: "Lifeline: every use of emergency access, every failed attempt, every tampering.",
    region: home,
    policy: textOf(centralBusPolicyFor(rulebook, facts)),
    rule: receivingRuleFor(rulebook, facts, home, { arn: triageFunctionArn(names, facts), roleArn: undefined }),
  };
  return {
    central,
    permission: {
      statementId: central.rule.name,
      functionName: names.triageFunction,
      principal: "events.amazonaws.com",
      sourceArn: `arn:${facts.partition}:events:${home}:${facts.accounts.security}:rule/${central.name}/${central.rule.name}`,
      sourceAccount: facts.accounts.security,
    },
    standby: {
      name: names.standbyBus,
      description: "Lifeline: sign-ins to the emergency account, also while the home Region is gone.",
      region: standby,
      policy: textOf(standbyBusPolicyFor(rulebook, facts)),
      rule: receivingRuleFor(rulebook, facts, standby, {
        arn: standbyTopicArn(names, facts),
        roleArn: standbyRole.arn,
      }),
    },
    forwarderRole: managementForwarderFor(rulebook, facts),
    stackSet: {
      name: names.detectionStackSet,
      description: "Lifeline: rules and heartbeats of detection, in every member account.",
      template,
      region: home,
      regions: detection,
      organizationalUnitIds: [facts.organization.rootId],
    },
    managementStacks: mapNonEmpty(detection, (region) => ({ name: names.detectionStackSet, region, template })),
  };
}

/** Everything that the bus policy let in, whatever its shape: what triage does not know it alerts. */
function receivingRuleFor(
  { names, transport, incidentEventSource }: Rulebook,
  facts: SettledFacts,
  region: string,
  target: { readonly arn: string; readonly roleArn: string | undefined },
): ReceivingRule {
  return {
    name: names.receiverRule,
    description: "Emergency access: hands on what arrives.",
    pattern: JSON.stringify({
      source: [{ prefix: "aws." }, transport.heartbeatSource, incidentEventSource],
    }),
    state: transport.state,
    target: {
      id: "receiver",
      ...target,
      deadLetterArn: deadLetterQueueArn(names, facts, region),
      maximumEventAgeSeconds: transport.maximumEventAgeSeconds,
      maximumRetryAttempts: transport.maximumRetryAttempts,
    },
  };
}

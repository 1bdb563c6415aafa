import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement, TrustStatement } from "../types";
import type { AccountRole } from "./account-role";
import { forwarderRoleArn, ourRulesArn, ourRulesOnBusArn, standbyBusArn } from "./detection-arns";
import { documentFor, textOf } from "./document";
import { centralBusArn, standbyTopicArn } from "./security-account-arns";
import { standbyPublisherArn } from "./security-account-keys";
import type { TemplateResource } from "./template";

/** Conditions of the target roles' template that these roles need. */
export const emergencyCondition = "IsEmergencyAccount";

/** A document in which CloudFormation fills something in. */
interface TemplateStatement {
  readonly Sid: string;
  readonly [element: string]: unknown;
}

/**
 * The roles by which events leave an account. IAM is global, so they stand in the target roles' template: the forwarding
 * role in every member, those of the two heartbeats in the emergency account alone.
 */
export function transportRolesFor(rulebook: Rulebook, facts: SettledFacts): Readonly<Record<string, TemplateResource>> {
  const { names } = rulebook;
  const account = { Ref: "AWS::AccountId" };
  const central = centralBusArn(names, facts);
  return {
    Forwarder: roleFor(
      rulebook,
      names.forwarderRole,
      "Forwards events to the central bus.",
      [
        {
          Sid: "OurRulesOnly",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": { "Fn::Sub": ourRulesArn(names, facts, "*", "${AWS::AccountId}") } },
          },
        },
      ],
      [
        {
          Sid: "Forward",
          Effect: "Allow",
          Action: "events:PutEvents",
          // Sign-ins of the emergency account also go to the standby Region.
          Resource: { "Fn::If": [emergencyCondition, [central, standbyBusArn(names, facts)], [central]] },
        },
      ],
    ),
    Heartbeat: roleFor(
      rulebook,
      names.heartbeatRole,
      "Puts the heartbeat on a bus.",
      [schedulerTrust(facts)],
      [heartbeatStatement(rulebook, facts)],
      emergencyCondition,
    ),
    // No policy at all: its refused call is the canary.
    Canary: roleFor(
      rulebook,
      names.canaryRole,
      "May do nothing; its refused call is the canary.",
      [schedulerTrust(facts)],
      [],
      emergencyCondition,
    ),
  };
}

function roleFor(
  { names, limits }: Rulebook,
  name: string,
  description: string,
  trust: readonly TemplateStatement[],
  policy: readonly TemplateStatement[],
  condition?: string,
): TemplateResource {
  return {
    Type: "AWS::IAM::Role",
    ...(condition === undefined ? {} : { Condition: condition }),
    Properties: {
      RoleName: name,
      Path: names.targetPath,
      Description: description,
      MaxSessionDuration: limits.sessionSeconds.value,
      AssumeRolePolicyDocument: documentFor(trust),
      ...(policy.length === 0 ? {} : { Policies: [{ PolicyName: name, PolicyDocument: documentFor(policy) }] }),
    },
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
function schedulerTrust(facts: SettledFacts): TrustStatement & TemplateStatement {
  return {
    Sid: "SchedulerOnly",
    Effect: "Allow",
    Principal: { Service: "scheduler.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": facts.emergencyAccount.id } },
  };
}

/** At home straight to the central bus, elsewhere to the Region's own, whence a rule forwards it. */
function heartbeatStatement(
  { names, transport }: Rulebook,
  facts: SettledFacts,
): IdentityStatement & TemplateStatement {
  return {
    Sid: "Beat",
    Effect: "Allow",
    Action: "events:PutEvents",
    Resource: [
      centralBusArn(names, facts),
      `arn:${facts.partition}:events:*:${facts.emergencyAccount.id}:event-bus/default`,
    ],
    Condition: {
      StringEquals: { "events:source": transport.heartbeatSource, "events:detail-type": transport.heartbeatDetailType },
    },
  };
}

/** StackSets never deploy to the management account: the program makes its forwarding role. */
export function managementForwarderFor({ names }: Rulebook, facts: SettledFacts): AccountRole {
  const account = facts.organization.managementAccountId;
  return {
    name: names.forwarderRole,
    path: names.targetPath,
    arn: forwarderRoleArn(names, facts, account),
    description: "Forwards events to the central bus.",
    trust: textOf(documentFor([eventsTrust(account, ourRulesArn(names, facts, "*", account))])),
    policy: textOf(
      documentFor<IdentityStatement>([
        { Sid: "Forward", Effect: "Allow", Action: "events:PutEvents", Resource: centralBusArn(names, facts) },
      ]),
    ),
  };
}

/** By this role the standby bus's rule publishes to the topic beside it, and to nothing else. */
export function standbyRoleFor({ names }: Rulebook, facts: SettledFacts): AccountRole {
  const { standby } = facts.regions;
  const topic = standbyTopicArn(names, facts);
  return {
    name: names.standbyRole,
    path: names.targetPath,
    arn: standbyPublisherArn(names, facts),
    description: "Tells of sign-ins while the home Region is gone.",
    trust: textOf(
      documentFor([eventsTrust(facts.accounts.security, ourRulesOnBusArn(names, facts, standby, names.standbyBus))]),
    ),
    policy: textOf(
      documentFor<IdentityStatement>([
        { Sid: "Publish", Effect: "Allow", Action: "sns:Publish", Resource: topic },
        {
          Sid: "UseTheTopicsKey",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
          Resource: `arn:${facts.partition}:kms:${standby}:${facts.accounts.security}:key/*`,
          Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${names.standbyTopic}` } },
        },
      ]),
    ),
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html */
function eventsTrust(account: string, rules: string): TrustStatement {
  return {
    Sid: "OurRulesOnly",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": rules } },
  };
}

import type { NonEmpty } from "../../rulebook/types";
import { inResource, withoutResource, withoutTemplateResource } from "./copy";
import type { Sabotage } from "./sabotage";
import { dropped, inGuardrail, inStatement, withCondition, withItem, withoutItem } from "./statement";

const [scp, detection] = ["lifeline-guardrails-1", "detection-stack-set"];

/** A tier that may too much, and what is no longer heard of. */
export const ofTheTiers: NonEmpty<Sabotage> = [
  {
    id: "the Management tier may delete the trail's log group",
    takenFrom: "design §4: nothing on users, trail or register",
    edit: inStatement("BreakGlassManagement-policy", "ReadOrganization", withItem("Action", "logs:DeleteLogGroup")),
    refutes: "responder-cannot-touch-the-logs",
    because: ["logs:DeleteLogGroup", "BreakGlassManagement"],
  },
  {
    id: "the Management tier may delete alarms",
    takenFrom: "design §4: reads; SCPs and RCPs; two StackSets; nothing else",
    edit: inStatement("BreakGlassManagement-policy", "ReadOrganization", withItem("Action", "cloudwatch:DeleteAlarms")),
    refutes: "responder-cannot-touch-the-alerts",
    because: ["cloudwatch:DeleteAlarms", "BreakGlassManagement"],
  },
  {
    id: "administrators on the path are exempt from the guardrail on its stacks",
    takenFrom: "AG incident 36: the break-glass role exempted from the guardrail on what makes it",
    edit: inGuardrail(
      scp,
      "ProtectStackSetStacks",
      withCondition("ArnNotLike", "aws:PrincipalArn", [
        "arn:aws:iam::*:role/stacksets-exec-*",
        "arn:aws:iam::*:role/break-glass/BreakGlassAdmin",
      ]),
    ),
    refutes: "responder-cannot-touch-the-path",
    because: ["BreakGlassAdmin", "stack/StackSet-lifeline-"],
  },
  {
    id: "policies of the path's names may be made by anybody",
    takenFrom: "survey of peers, row 14: name squatting; primeharbor forgets what creates",
    edit: inGuardrail(scp, "ProtectBreakGlassPolicies", withItem("NotAction", "iam:CreatePolicy")),
    refutes: "nobody-else-recreates-the-path",
    because: ["iam:CreatePolicy"],
  },
  {
    id: "nobody hears of roles that are called nearly as the path's",
    takenFrom: "facts §9: role names are one whatever their case, ARNs in SCPs are not",
    edit: withoutTemplateResource(detection, "WatchNameSquatting"),
    refutes: "nobody-else-makes-look-alikes",
    because: ["iam:CreateRole"],
  },
  {
    id: "a filter of the second path forgets what the Management tier does",
    takenFrom: "NH: a never-firing alarm is the most dangerous way for a security control to be wrong",
    edit: inResource("lifeline-second-path-activity", (properties) => ({
      ...properties,
      pattern: (properties["pattern"] as string).replace("BreakGlassManagement", "BreakGlassManagment"),
    })),
    refutes: "management-tier-is-heard-on-both-paths",
    because: ["second-path", "BreakGlassManagement"],
  },
  {
    id: "nobody hears of changes that were refused",
    takenFrom: "SEC03-BP03: successful and failed attempts",
    edit: withoutTemplateResource(detection, "WatchRefusedChanges"),
    refutes: "refused-attempts-are-heard",
    because: ["no rule in"],
  },
  {
    id: "the Management tier may not detach a guardrail that locks out",
    takenFrom: "LZA #1179: a guardrail that its own deployer cannot take back",
    edit: inStatement(
      "BreakGlassManagement-policy",
      "MendGuardrails",
      withoutItem("Action", "organizations:DetachPolicy"),
    ),
    refutes: "management-tier-mends-the-guardrails",
    because: ["organizations:DetachPolicy", "BreakGlassManagement"],
  },
  {
    id: "the register's key is closed to triage, so that no approval is kept",
    takenFrom: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
    edit: inStatement("lifeline-incidents-key", "ThroughDynamoDb", withoutItem("Action", "kms:Decrypt")),
    refutes: "incidents-are-declared-and-approved",
    because: ["kms:Decrypt", "BreakGlassTriage"],
  },
  {
    id: "anybody of the security account may approve on the central bus",
    takenFrom: "design §6: the bus accepts each incident step from its own listed role only",
    edit: inStatement("buses-central-policy", "NobodyElse", dropped),
    refutes: "nobody-else-speaks-on-the-path",
    because: ["events:PutEvents", "lifeline-central"],
  },
  {
    id: "the alarm that compares uses with what triage handled is gone, and the composite alarm waits for it in vain",
    takenFrom: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
    edit: withoutResource("lifeline-second-path-unhandled-uses"),
    refutes: "uses-are-heard",
    because: ["second-path", "lifeline-second-path-uses-unreconciled waits for lifeline-second-path-unhandled-uses"],
  },
  {
    id: "the composite alarm on uses waits for the comparison to be well, which it is not while triage is silent",
    takenFrom: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
    edit: inResource("lifeline-second-path-uses-unreconciled", (alarm) => ({
      ...alarm,
      alarmRule: 'ALARM("lifeline-second-path-uses") AND OK("lifeline-second-path-unhandled-uses")',
    })),
    refutes: "uses-are-heard",
    because: ["second-path", "does not go off when lifeline-second-path-uses does"],
  },
  {
    id: "there is no register of incidents",
    takenFrom: "design §6: register unreachable, and every use alerts",
    edit: withoutResource("lifeline-incidents"),
    refutes: "incidents-are-declared-and-approved",
    because: ["lifeline-incidents"],
  },
];

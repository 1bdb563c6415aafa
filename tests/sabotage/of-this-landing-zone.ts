import type { NonEmpty } from "../../rulebook/types";
import { inResource, inTemplateProperties, objectOf } from "./copy";
import type { Sabotage } from "./sabotage";
import {
  dropped,
  inGuardrail,
  inStatement,
  inTemplateStatement,
  inTrust,
  withCondition,
  withElement,
  withItem,
  withOperator,
  withoutCondition,
  withoutItem,
} from "./statement";

const [scp, rcp] = ["lifeline-guardrails-1", "lifeline-resource-guardrails-1"];
const targetRoles = "target-roles-stack-set";
const detection = "detection-stack-set";

/** Slips that this landing zone's own makers could make: a letter, an operator, a forgotten name. */
export const ofThisLandingZone: NonEmpty<Sabotage> = [
  {
    id: "an exemption for StackSets is a wildcard too wide",
    takenFrom: "facts §2: stacksets-exec-<32 hex>; the name alone opens a hole",
    edit: inGuardrail(
      scp,
      "ProtectBreakGlassRoles",
      withCondition("ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/*stacksets*"]),
    ),
    refutes: "every-exemption-is-tier-zero",
    because: ["ProtectBreakGlassRoles", "stacksets"],
  },
  {
    id: "the management account's role trusts every account of the organization",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    edit: inTrust("BreakGlassManagement", "HubRoleOfTheSameTier", (statement) =>
      withoutCondition("ArnEquals", "aws:PrincipalArn")(withElement("Principal", { AWS: "*" })(statement)),
    ),
    refutes: "nobody-else-assumes-the-path",
    because: ["BreakGlassManagement", "HubRoleOfTheSameTier"],
  },
  {
    id: "the resource guardrail's operator is turned round",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    edit: inGuardrail(rcp, "OnlyTheEmergencyPathAssumesTargetRoles", withOperator("ArnNotLike", "ArnLike")),
    refutes: "responder-enters-by-console",
    because: ["OnlyTheEmergencyPathAssumesTargetRoles"],
  },
  {
    id: "passing the roles of the path is not denied",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    edit: inGuardrail(scp, "PassNoBreakGlassRoles", dropped),
    refutes: "nobody-else-passes-the-path",
    because: ["iam:PassRole"],
  },
  {
    id: "accounts may leave the organization",
    takenFrom: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_leave-as-member.html",
    edit: inGuardrail(scp, "DenyLeavingTheOrganization", withElement("Action", ["organizations:LeaveOrganisation"])),
    refutes: "nobody-leaves-the-organization",
    because: ["organizations:LeaveOrganization"],
  },
  {
    id: "the guardrail on triage names another function",
    takenFrom: "a letter",
    edit: inGuardrail(scp, "ProtectTriage", withElement("Resource", ["arn:aws:lambda:*:*:function:lifeline-triag"])),
    refutes: "nobody-else-disarms-the-alerts",
    because: ["lifeline-triage"],
  },
  {
    id: "subscriptions may be cancelled in the security account",
    takenFrom: "survey of peers, §3: nobody watches Unsubscribe",
    edit: inGuardrail(scp, "DenyUnsubscribing", withoutItem("Action", "sns:Unsubscribe")),
    refutes: "nobody-else-disarms-the-alerts",
    because: ["sns:Unsubscribe"],
  },
  {
    id: "the key of the second path's log group is administered by everybody",
    takenFrom:
      "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html: a principal of * without a condition",
    edit: inStatement("lifeline-second-path-key", "Administration", withElement("Principal", "*")),
    refutes: "nobody-else-stops-or-blinds-the-logs",
    because: ["kms:DisableKey", "Administration"],
  },
  {
    id: "objects are locked no longer",
    takenFrom: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html; survey of peers, row 23",
    edit: inResource("log-archive-object-lock", ({ rule: _gone, ...properties }) => properties),
    refutes: "logs-outlast-the-attacker",
    because: ["lifeline-log-archive-o-lifeline001"],
  },
  {
    id: "the alarm on tampering calls nobody",
    takenFrom: "survey of peers, §3: nothing behind the target",
    edit: inResource("lifeline-second-path-tampering", (properties) => ({ ...properties, alarmActions: [] })),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: ["second-path"],
  },
  {
    id: "a filter of the second path spells a source wrongly",
    takenFrom: "NH: a never-firing alarm is the most dangerous way for a security control to be wrong",
    edit: inResource("lifeline-second-path-tampering-1", (properties) => ({
      ...properties,
      pattern: (properties["pattern"] as string).replace("organizations.amazonaws.com", "organization.amazonaws.com"),
    })),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: ["second-path", "organizations.amazonaws.com"],
  },
  {
    id: "the second path tells the SOC's topic, which the first path tells",
    takenFrom: "requirements: independent of EventBridge, triage, topic and key",
    edit: inResource("lifeline-second-path-tampering", (properties) => ({
      ...properties,
      alarmActions: ["arn:aws:sns:eu-central-1:100000000004:lifeline-soc"],
    })),
    refutes: "second-path-is-independent",
    because: ["lifeline-soc"],
  },
  {
    id: "the heartbeat's schedule is disabled",
    takenFrom: "survey of peers, row 36",
    edit: inTemplateProperties(detection, "HeartbeatAtHome", (schedule) => ({ ...schedule, State: "DISABLED" })),
    refutes: "silence-is-noticed",
    because: ["BreakGlassHeartbeat"],
  },
  {
    id: "the alarm on missing heartbeats takes missing data for peace",
    takenFrom: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    edit: inTemplateProperties("lifeline-alarms", "NoHeartbeatUsEast1", (alarm) => ({
      ...alarm,
      TreatMissingData: "notBreaching",
    })),
    refutes: "silence-is-noticed",
    because: ["lifeline-no-heartbeat-us-east-1"],
  },
  {
    id: "the central bus takes approvals from nobody of the path",
    takenFrom: "design §6: each incident step from its own listed role only",
    edit: inStatement(
      "buses-central-policy",
      "NobodyElse",
      withCondition("ArnNotLike", "aws:PrincipalArn", [
        "arn:aws:iam::*:role/break-glass/BreakGlassForwarder",
        "arn:aws:iam::100000000002:role/break-glass/BreakGlassHeartbeat",
        "arn:aws:iam::100000000004:role/break-glass/BreakGlassIncidentDeclare",
        "arn:aws:iam::100000000004:role/break-glass/BreakGlassIncidentClose",
      ]),
    ),
    refutes: "incidents-are-declared-and-approved",
    because: ["BreakGlassIncidentApprove", "NobodyElse"],
  },
  {
    id: "who declares may also approve",
    takenFrom: "design §6: the authenticated sender is the requester or approver",
    edit: inTemplateStatement(
      targetRoles,
      "BreakGlassIncidentDeclare",
      "SendIncidentDeclared",
      withElement("Condition", {
        "ForAllValues:StringEquals": { "events:source": "lifeline.incident" },
        Null: { "events:source": "false", "events:detail-type": "false" },
      }),
    ),
    refutes: "incidents-are-declared-and-approved",
    because: ["BreakGlassIncidentDeclare", "IncidentApproved"],
  },
  {
    id: "the identity administrator may assign accounts",
    takenFrom: "facts §8: it mints organization-wide access",
    edit: inTemplateStatement(
      targetRoles,
      "IdentityAdmin",
      "RepairFederation",
      withItem("Action", "sso:CreateAccountAssignment"),
    ),
    refutes: "identity-administrator-cannot-grant-access",
    because: ["sso:CreateAccountAssignment"],
  },
  {
    id: "a hub role takes SAML answers of the home Region only",
    takenFrom: "https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access.html",
    edit: inTrust(
      "BreakGlassHubAdmin",
      "IdentityProviderDirectly",
      withCondition("StringEquals", "SAML:aud", ["https://eu-central-1.signin.aws.amazon.com/saml"]),
    ),
    refutes: "responder-enters-by-saml",
    because: ["BreakGlassHubAdmin", "us-east-1"],
  },
  {
    id: "a hub role forbids tags and source identity to responders",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html",
    edit: inTrust("BreakGlassHubReadOnly", "SourceIdentityAndTags", withElement("Action", ["sts:TagSession"])),
    refutes: "source-identity-and-tags-do-not-block",
    because: ["BreakGlassHubReadOnly", "sts:SetSourceIdentity"],
  },
  {
    id: "the command line's sign-in names the remote client",
    takenFrom: "https://docs.aws.amazon.com/signin/latest/userguide/command-line-sign-in.html",
    edit: inStatement(
      "responders-policy",
      "SignInToTheCommandLine",
      withElement("Resource", [
        "arn:aws:signin:eu-central-1:100000000002:oauth2/public-client/remote",
        "arn:aws:signin:us-east-1:100000000002:oauth2/public-client/remote",
      ]),
    ),
    refutes: "responder-enters-by-command-line",
    because: ["signin:AuthorizeOAuth2Access"],
  },
  {
    id: "operators may not raise a maximum",
    takenFrom: "requirements: the source's own example",
    edit: inTemplateStatement(
      targetRoles,
      "Operator",
      "OperateCompute",
      withoutItem("Action", "autoscaling:UpdateAutoScalingGroup"),
    ),
    refutes: "operator-raises-an-auto-scaling-maximum",
    because: ["autoscaling:UpdateAutoScalingGroup", "BreakGlassOperator"],
  },
  {
    id: "the trail records writes only",
    takenFrom: "facts, fact 7: AssumeRole is read-only",
    edit: inResource("organization-trail", (properties) => ({
      ...properties,
      eventSelectors: [{ includeManagementEvents: true, readWriteType: "WriteOnly" }],
    })),
    refutes: "trail-records-what-alerts-need",
    because: ["lifeline-organization-trail"],
  },
  {
    id: "the rule on sign-ins knows one spelling of the event",
    takenFrom: "https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-signin.html",
    edit: inTemplateProperties(detection, "WatchEmergencySignIns", (rule) => ({
      ...rule,
      EventPattern: {
        ...objectOf(rule["EventPattern"]),
        "detail-type": ["AWS Console Signin via CloudTrail", "AWS API Call via CloudTrail"],
      },
    })),
    refutes: "uses-are-heard",
    because: ["AWS Console Sign In via CloudTrail"],
  },
  {
    id: "the forwarding role may write to another bus only",
    takenFrom: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html",
    edit: inTemplateStatement(
      targetRoles,
      "Forwarder",
      "Forward",
      withElement("Resource", "arn:aws:events:eu-central-1:100000000004:event-bus/lifeline-centre"),
    ),
    refutes: "every-alert-target-delivers",
    because: ["BreakGlassForwarder"],
  },
  {
    id: "an administrator on the path may make access keys that outlast him",
    takenFrom: "requirements: nobody leaves lasting credentials behind",
    edit: inTemplateStatement(
      targetRoles,
      "Admin",
      "LeaveNoLastingCredentials",
      withoutItem("Action", "iam:CreateAccessKey"),
    ),
    refutes: "responder-leaves-no-lasting-credentials",
    because: ["iam:CreateAccessKey", "BreakGlassAdmin"],
  },
  {
    id: "the emergency account's guardrail lets its administrators change roles",
    takenFrom: "design §5: the emergency account's own SCP spares exactly the emergency path",
    edit: inGuardrail(
      "lifeline-emergency-account",
      "OnlyTheEmergencyPath",
      withItem("NotAction", "iam:UpdateAssumeRolePolicy"),
    ),
    refutes: "nobody-else-changes-the-path",
    because: ["iam:UpdateAssumeRolePolicy", "100000000002"],
  },
];

import type { NonEmpty } from "../../rulebook/types";
import {
  arrayOf,
  inResource,
  inTemplateProperties,
  objectOf,
  withoutResource,
  withoutTemplateResource,
  type JsonObject,
} from "./copy";
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

const scp = "lifeline-guardrails-1";
const targetRoles = "target-roles-stack-set";
const detection = "detection-stack-set";
const stackSetsExemption = "arn:aws:iam::*:role/stacksets-exec-*";

/** Faults that other systems have, each made in this landing zone. Repositories by their keys in the survey of peers. */
export const fromPeers: NonEmpty<Sabotage> = [
  {
    id: "the grant on the standby topic's key asks for aws:SourceAccount",
    takenFrom: "NH components/aws/break-glass, LZA #407: a key that EventBridge cannot use",
    edit: inStatement(
      "lifeline-standby-key",
      "Standby",
      withCondition("StringEquals", "aws:SourceAccount", "100000000004"),
    ),
    refutes: "every-alert-target-delivers",
    because: ["lifeline-standby", "BreakGlassStandby"],
  },
  {
    id: "the second path's topic asks for another source than the alarms that publish to it",
    takenFrom: "BGR, AG, MJ, and survey of peers, row 31: conditions in a topic policy that the publisher cannot meet",
    edit: inStatement(
      "lifeline-second-path",
      "Alarms",
      withCondition("ArnLike", "aws:SourceArn", "arn:aws:events:eu-central-1:100000000001:rule/*"),
    ),
    refutes: "every-alert-target-delivers",
    because: ["cloudwatch.amazonaws.com", "lifeline-second-path"],
  },
  {
    id: "the responders' deny without MFA tests with Bool, and an access key carries no such key",
    takenFrom: "LZA boundary-policy.json: a deny with Bool",
    edit: inStatement("responders-policy", "NothingElseWithoutMfa", withOperator("BoolIfExists", "Bool")),
    refutes: "no-way-in-without-mfa",
    because: ["BreakGlassResponder"],
  },
  {
    id: "a target role trusts responders without MFA",
    takenFrom: "OPG src/stackset_roles/template.yml, LZA #66: trusts without a condition on MFA",
    edit: inTemplateStatement(
      targetRoles,
      "Admin",
      "ResponderWithMfa",
      withoutCondition("Bool", "aws:MultiFactorAuthPresent"),
    ),
    refutes: "no-way-in-without-mfa",
    because: ["BreakGlassAdmin", "ResponderWithMfa"],
  },
  {
    id: "the guardrail on roles spares deleting and updating them",
    takenFrom: "AG terraform/environments/management/scps/main.tf: DeleteRole and UpdateRole are not denied",
    edit: inGuardrail(scp, "ProtectBreakGlassRoles", withItem("NotAction", "iam:DeleteRole", "iam:UpdateRole")),
    refutes: "nobody-else-changes-the-path",
    because: ["iam:DeleteRole", "role/break-glass/"],
  },
  {
    id: "the guardrail on roles spares setting boundaries",
    takenFrom: "AG terraform/environments/management/scps/main.tf: boundaries are not denied",
    edit: inGuardrail(
      scp,
      "ProtectBreakGlassRoles",
      withItem("NotAction", "iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary"),
    ),
    refutes: "nobody-else-changes-the-path",
    because: ["iam:PutRolePermissionsBoundary", "role/break-glass/"],
  },
  {
    id: "the guardrail on roles exempts a pipeline's role instead of StackSets",
    takenFrom: "LZA lza-quarantine.json, #850: stacksets-exec-* is not exempt",
    edit: inGuardrail(
      scp,
      "ProtectBreakGlassRoles",
      withCondition("ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/AWSAccelerator-Deployment"]),
    ),
    refutes: "stack-sets-can-maintain-the-path",
    because: ["ProtectBreakGlassRoles", "stacksets-exec-"],
  },
  {
    id: "a guardrail locks out its own deployer",
    takenFrom: "LZA #1179, ASEA #1186: the deployment role is denied what it must do",
    edit: inGuardrail(scp, "ProtectQueues", withCondition("ArnNotLike", "aws:PrincipalArn", [stackSetsExemption])),
    refutes: "deployers-can-maintain-the-path",
    because: ["ProtectQueues", "OrganizationAccountAccessRole"],
  },
  {
    id: "the guardrails are made and attached to nothing but the emergency account",
    takenFrom: "NH: nine policies with target_ids = []",
    edit: withoutResource("lifeline-guardrails-1.guardrails.targets.r-life"),
    refutes: "nobody-else-changes-the-path",
    because: ["role/break-glass/"],
  },
  {
    id: "the rules are deployed in one Region only",
    takenFrom: "BGR src/util/construct-base.ts: every rule lands in the same Region",
    edit: inResource("detection-instances", (properties) => ({ ...properties, regions: ["eu-central-1"] })),
    refutes: "uses-are-heard",
    because: ["100000000002", "us-east-1"],
  },
  {
    id: "the rule on assumed roles is ENABLED, which leaves read-only events out",
    takenFrom: "survey of peers, row 29: nobody sets ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    edit: inTemplateProperties(detection, "WatchAssumedRoles", (rule) => ({ ...rule, State: "ENABLED" })),
    refutes: "uses-are-heard",
    because: ["BreakGlassWatchAssumedRoles", "ENABLED"],
  },
  {
    id: "the central bus's rule is ENABLED, which leaves read-only events out on arrival",
    takenFrom: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html",
    edit: inResource("buses-central-rule", (properties) => ({ ...properties, state: "ENABLED" })),
    refutes: "uses-are-heard",
    because: ["BreakGlassReceive", "ENABLED"],
  },
  {
    id: "the target of the central bus has no dead-letter queue",
    takenFrom: "LZA SCP revert, cloudposse/terraform-aws-cloudwatch-events PR #46",
    edit: inResource("buses-central-target", ({ deadLetterConfig: _gone, ...properties }) => properties),
    refutes: "every-alert-target-delivers",
    because: ["BreakGlassReceive", "dead-letter"],
  },
  {
    id: "a target role demands MFA of the hub role's session, which never has it",
    takenFrom: "NH docs/runbooks.md RB-003, facts: MFA on the second hop denies everybody",
    edit: inTemplateStatement(
      targetRoles,
      "Operator",
      "HubRoleOfTheSameTier",
      withCondition("Bool", "aws:MultiFactorAuthPresent", "true"),
    ),
    refutes: "responder-enters-by-command-line",
    because: ["BreakGlassOperator"],
  },
  {
    id: "a target role demands a source identity, which the console cannot give",
    takenFrom: "survey of peers, row 12 and §6.14: required instead of allowed",
    edit: inTemplateStatement(
      targetRoles,
      "Admin",
      "ResponderWithMfa",
      withCondition("StringLike", "sts:SourceIdentity", "*"),
    ),
    refutes: "responder-enters-by-console",
    because: ["BreakGlassAdmin"],
  },
  {
    id: "the StackSet makes no role for operators",
    takenFrom: "OPG: says every account, and skips one",
    edit: withoutTemplateResource(targetRoles, "Operator"),
    refutes: "every-account-offers-its-tiers",
    because: ["BreakGlassOperator"],
  },
  {
    id: "the management account's role is not there",
    takenFrom: "OPG: service-managed StackSets never reach the management account, and nothing else makes its role",
    edit: withoutResource("BreakGlassManagement"),
    refutes: "every-account-offers-its-tiers",
    because: ["BreakGlassManagement", "100000000001"],
  },
  {
    id: "the StackSet's filter leaves one account out",
    takenFrom: "hashicorp/terraform-provider-aws #42172 and PR #39683: account filters that do what nobody meant",
    edit: inResource("target-roles-instances", (properties) => ({
      ...withoutInstancesOf(properties, "100000000013"),
      deploymentTargets: {
        organizationalUnitIds: ["r-life"],
        accountFilterType: "DIFFERENCE",
        accounts: ["100000000013"],
      },
    })),
    refutes: "every-account-offers-its-tiers",
    because: ["100000000013", "BreakGlassAdmin"],
  },
  {
    id: "the StackSet does not deploy to accounts that join later",
    takenFrom: "CfCT #109, #138: service-managed without automatic deployment",
    edit: inResource("target-roles-stack-set", (properties) => ({
      ...properties,
      autoDeployment: { enabled: false },
    })),
    refutes: "every-account-offers-its-tiers",
    because: ["lifeline-target-roles", "autoDeployment"],
  },
  {
    id: "the management account's role trusts Identity Center's administrator only",
    takenFrom: "AG aegis-emergency-role.tf: useless when Identity Center is down",
    edit: inTrust(
      "BreakGlassManagement",
      "ResponderWithMfa",
      withElement("Principal", {
        AWS: "arn:aws:iam::100000000001:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
      }),
    ),
    refutes: "responder-enters-by-console",
    because: ["BreakGlassManagement"],
  },
  {
    id: "the fixer of federation is denied what it must fix",
    takenFrom: "NH DenyIAMModifications: caps the role so well that it cannot repair federation",
    edit: inTemplateStatement(
      targetRoles,
      "IdentityAdmin",
      "RepairFederation",
      withoutItem("Action", "sso-directory:ImportExternalIdPCertificate"),
    ),
    refutes: "identity-administrator-repairs-federation",
    because: ["sso-directory:ImportExternalIdPCertificate", "BreakGlassIdentityAdmin"],
  },
  {
    id: "the trail does not log",
    takenFrom: "XBG #12: no trail, no notification",
    edit: inResource("organization-trail", (properties) => ({ ...properties, enableLogging: false })),
    refutes: "trail-records-what-alerts-need",
    because: ["lifeline-organization-trail"],
  },
  {
    id: "nobody subscribes to the second path",
    takenFrom: "survey of peers, §4: alerts that do not fire",
    edit: withoutResource("lifeline-second-path.alerts.secondPath.on-call@sandbox.example"),
    refutes: "every-alert-target-delivers",
    because: ["lifeline-second-path"],
  },
  {
    id: "the SOC's topic is encrypted with AWS's own key, which lets no alarm in",
    takenFrom: "facts, fact 11: alias/aws/sns; ASEA PR #1132",
    edit: inResource("lifeline-soc", (properties) => ({ ...properties, kmsMasterKeyId: "alias/aws/sns" })),
    refutes: "every-alert-target-delivers",
    because: ["lifeline-soc", "alias/aws/sns"],
  },
  {
    id: "roles that StackSets make are protected against StackSets' look-alike by an exemption, not without one",
    takenFrom: "primeharbor Gov-PreventCriticalRoleModification.md: exempts what it protects",
    edit: inGuardrail(
      scp,
      "ProtectStackSetsExecutionRoles",
      withCondition("ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/Deploy*"]),
    ),
    refutes: "nobody-becomes-tier-zero",
    because: ["stacksets-exec-"],
  },
  {
    id: "the guardrail on StackSets' roles is gone",
    takenFrom: "survey of peers, row 16: nobody protects stacksets-exec-*",
    edit: inGuardrail(scp, "ProtectStackSetsExecutionRoles", dropped),
    refutes: "nobody-becomes-tier-zero",
    because: ["stacksets-exec-"],
  },
];

/** The instances that AWS lists, without one account's. */
function withoutInstancesOf(properties: JsonObject, account: string): JsonObject {
  if (properties["stackInstanceSummaries"] === undefined) return properties;
  return {
    ...properties,
    accounts: arrayOf(properties["accounts"]).filter((id) => id !== account),
    stackInstanceSummaries: arrayOf(properties["stackInstanceSummaries"]).filter(
      (summary) => objectOf(summary)["accountId"] !== account,
    ),
  };
}

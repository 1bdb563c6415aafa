import type { NonEmpty } from "../../rulebook/types";
import {
  arrayOf,
  inResource,
  inTemplateProperties,
  objectOf,
  withoutResource,
  withoutTemplateResource,
  type Edit,
  type Json,
} from "./copy";
import { both, inOrganization, inSnapshot, units, withForeignPolicy } from "./organization";
import type { Sabotage } from "./sabotage";
import {
  dropped,
  inGuardrail,
  inStatement,
  inTemplateStatement,
  inTrust,
  withElement,
  withOperator,
  withoutCondition,
} from "./statement";

const tampering = "lifeline-second-path-tampering";

/** Faults by somebody who has the two files and no idea of the claims. */
export const ofAStranger: NonEmpty<Sabotage> = [
  {
    id: "the emergency account is suspended",
    takenFrom: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html",
    edit: withStatus("100000000002", "SUSPENDED"),
    refutes: "responder-enters-by-console",
    because: ["100000000002", "suspended"],
  },
  {
    id: "CloudTrail has lost its trusted access",
    takenFrom: "https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudtrail.html",
    edit: inOrganization("trustedServices", (services) =>
      arrayOf(services).filter((service) => service !== "cloudtrail.amazonaws.com"),
    ),
    refutes: "trail-records-what-alerts-need",
    because: ["cloudtrail.amazonaws.com", "trusted access"],
  },
  {
    id: "the stack has a log archive and no trail",
    takenFrom: "XBG #12: no trail, no notification",
    edit: withoutResource("organization-trail"),
    refutes: "trail-records-what-alerts-need",
    because: ["lifeline-log-archive-o-lifeline001", "no trail"],
  },
  {
    id: "the trail leaves global services out",
    takenFrom: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html",
    edit: inResource("organization-trail", (trail) => ({ ...trail, includeGlobalServiceEvents: false })),
    refutes: "trail-records-what-alerts-need",
    because: ["lifeline-organization-trail", "IAM and STS"],
  },
  {
    id: "keys are guarded where all their aliases are ours, and one more alias takes the guard away",
    takenFrom:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    edit: inGuardrail(
      "lifeline-guardrails-1",
      "DenyDisablingKeys",
      withOperator("ForAnyValue:StringLike", "ForAllValues:StringLike"),
    ),
    refutes: "nobody-else-disarms-the-alerts",
    because: ["kms:DisableKey", "alias/of-another"],
  },
  {
    id: "the alarm on tampering waits for a hundred events",
    takenFrom: "NH: an alarm that never fires is the most dangerous way to be wrong",
    edit: inAlarm(tampering, { threshold: 100 }),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: [tampering, "threshold is 100"],
  },
  {
    id: "the alarm on tampering goes off when there is none",
    takenFrom: "a slip: the operator is turned round",
    edit: inAlarm(tampering, { comparisonOperator: "LessThanThreshold" }),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: [tampering, "LessThanThreshold"],
  },
  {
    id: "the alarm on tampering waits for five minutes with an event each",
    takenFrom: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html",
    edit: inAlarm(tampering, { datapointsToAlarm: 5, evaluationPeriods: 5 }),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: [tampering, "5 periods"],
  },
  {
    id: "the alarm on tampering reads its metric by a dimension that no filter gives it",
    takenFrom: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension",
    edit: inResource(tampering, (alarm) => ({
      ...alarm,
      metricQueries: arrayOf(alarm["metricQueries"]).map((query) => {
        const { metric, ...rest } = objectOf(query);
        return { ...rest, metric: { ...objectOf(metric), dimensions: { Account: "100000000001" } } };
      }),
    })),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: [tampering, "Account=100000000001"],
  },
  {
    id: "a filter of the second path counts each event as nothing",
    takenFrom: "a slip: the value of the metric",
    edit: inResource(`${tampering}-1`, (filter) => ({
      ...filter,
      metricTransformation: { ...objectOf(filter["metricTransformation"]), value: "0" },
    })),
    refutes: "acts-of-tier-zero-are-heard-on-both-paths",
    because: [`${tampering}-1`, "counts an event as 0"],
  },
  {
    id: "two alarms watch the heartbeats of one Region and none those of another",
    takenFrom: "BGR src/util/construct-base.ts: the Region stands in the name only",
    edit: inTemplateProperties("lifeline-alarms", "NoHeartbeatUsEast1", (alarm) => ({
      ...alarm,
      Dimensions: [{ Name: "Region", Value: "eu-central-1" }],
    })),
    refutes: "silence-is-noticed",
    because: ["HeartbeatReceived", "us-east-1"],
  },
  {
    id: "nobody is told that dead letters wait at home",
    takenFrom: "LZA, cloudposse/terraform-aws-cloudwatch-events PR #46: EventBridge silently drops",
    edit: withoutTemplateResource("lifeline-alarms", "DeadLetters"),
    refutes: "every-alert-target-delivers",
    because: ["eu-central-1:100000000004:lifeline-dead-letters", "no alarm"],
  },
  {
    id: "what triage gives up on goes nowhere",
    takenFrom: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    edit: withoutResource("lifeline-triage-retries"),
    refutes: "every-alert-target-delivers",
    because: ["function:lifeline-triage", "gives up on is lost"],
  },
  {
    id: "triage may not run at all",
    takenFrom: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    edit: inResource("lifeline-triage", (called) => ({ ...called, reservedConcurrentExecutions: 0 })),
    refutes: "every-alert-target-delivers",
    because: ["function:lifeline-triage", "reserved concurrency is 0"],
  },
  {
    id: "triage is handed a constant instead of the event",
    takenFrom: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html",
    edit: inResource("buses-central-target", (target) => ({ ...target, input: '{"nothing":true}' })),
    refutes: "uses-are-heard",
    because: ["BreakGlassReceive", "changes the event"],
  },
  {
    id: "a session of the administrators lasts half a day",
    takenFrom: "survey of peers, row 10: bounded session length",
    edit: inTemplateProperties("target-roles-stack-set", "Admin", (role) => ({ ...role, MaxSessionDuration: 43_200 })),
    refutes: "responder-leaves-no-lasting-credentials",
    because: ["BreakGlassAdmin", "12 hours"],
  },
  {
    id: "the StackSet stops at the first account that fails",
    takenFrom: "LZA #1179: new accounts half made",
    edit: inResource("target-roles-stack-set", (set) => ({
      ...set,
      operationPreferences: { ...objectOf(set["operationPreferences"]), failureTolerancePercentage: 0 },
    })),
    refutes: "every-account-offers-its-tiers",
    because: ["lifeline-target-roles", "keeps all others"],
  },
  {
    id: "an account was not brought up to date",
    takenFrom: "survey of peers, gap 9: nobody asks whether an instance is CURRENT",
    edit: inResource("target-roles-instances", (instances) => ({
      ...instances,
      ...(instances["stackInstanceSummaries"] === undefined
        ? {}
        : {
            stackInstanceSummaries: arrayOf(instances["stackInstanceSummaries"]).map((summary) =>
              objectOf(summary)["accountId"] === "100000000013"
                ? { ...objectOf(summary), status: "OUTDATED", detailedStatus: "FAILED" }
                : summary,
            ),
          }),
    })),
    refutes: "every-account-offers-its-tiers",
    because: ["100000000013", "OUTDATED"],
  },
  {
    id: "a hub role trusts the whole emergency account, which the RCP hides",
    takenFrom: "survey of peers, gap 15: wildcard and :root trusts",
    edit: inTrust("BreakGlassHubAdmin", "ResponderWithMfa", withoutCondition("ArnLike", "aws:PrincipalArn")),
    refutes: "each-layer-refuses-alone",
    because: ["BreakGlassHubAdmin (trust): ResponderWithMfa"],
  },
  {
    id: "a target role trusts the hub roles of every tier, which their own policies hide",
    takenFrom: "a slip: the wildcard moved",
    edit: inTemplateStatement(
      "target-roles-stack-set",
      "Admin",
      "HubRoleOfTheSameTier",
      withElement("Condition", {
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::100000000002:role/break-glass-hub/*" },
      }),
    ),
    refutes: "each-layer-refuses-alone",
    because: ["BreakGlassHubReadOnly", "BreakGlassAdmin (trust): HubRoleOfTheSameTier"],
  },
  {
    id: "the RCP on target roles is gone, which their trust hides",
    takenFrom: "NH: policies that bind nobody",
    edit: inGuardrail("lifeline-resource-guardrails-1", "OnlyTheEmergencyPathAssumesTargetRoles", dropped),
    refutes: "each-layer-refuses-alone",
    because: ["the RCPs do not deny it", "role/break-glass/BreakGlassReadOnly"],
  },
  {
    id: "the RCPs are attached to nothing",
    takenFrom: "NH: nine policies with target_ids = []",
    edit: both(
      withoutResource("lifeline-resource-guardrails-1.guardrails.targets.r-life"),
      withoutResource("lifeline-resource-guardrails-1.guardrails.targets.100000000002"),
    ),
    refutes: "each-layer-refuses-alone",
    because: ["the RCPs do not deny it", "Attach lifeline-resource-guardrails-1"],
  },
  {
    id: "nobody of the emergency OU may enrol an MFA device",
    takenFrom: "OPG: users who cannot even enrol a device",
    edit: withForeignPolicy(
      {
        name: "NoMfaChanges",
        statements: [{ Sid: "DenyMfaChanges", Effect: "Deny", Action: "iam:EnableMFADevice", Resource: "*" }],
      },
      units.emergency,
    ),
    refutes: "responder-cares-for-own-sign-in",
    because: ["NoMfaChanges", "iam:EnableMFADevice", "signed in without MFA"],
  },
  {
    id: "the responders' policy names a device's owner by his id instead of his name",
    takenFrom: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    edit: inStatement(
      "responders-policy",
      "EnrolOwnMfaDevice",
      withElement("Resource", "arn:aws:iam::100000000002:user/break-glass/${aws:userid}"),
    ),
    refutes: "responder-cares-for-own-sign-in",
    because: ["iam:EnableMFADevice", "user/break-glass/"],
  },
  {
    id: "the guardrail of the emergency account spares no responder who replaces a device",
    takenFrom: "a slip: one exemption less",
    edit: inGuardrail("lifeline-emergency-account", "OnlyResponder", (statement) => ({
      ...statement,
      Condition: {
        ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::100000000002:role/OrganizationAccountAccessRole" },
      },
    })),
    refutes: "responder-cares-for-own-sign-in",
    because: ["OnlyResponder", "lifeline-emergency-account"],
  },
  {
    id: "a responder's password lies readable in the state",
    takenFrom: "GP: aws_iam_user_login_profile without pgp_key",
    edit: inResource("responders.alice.pgpKey", ({ pgpKey, ...profile }) => (pgpKey === undefined ? {} : profile)),
    refutes: "responder-leaves-no-lasting-credentials",
    because: ["alice", "Whoever reads the state"],
  },
  {
    id: "triage is told of a register that is not there",
    takenFrom: "a slip: a letter of the table's name",
    edit: inResource("lifeline-triage", (called) => {
      const environment = objectOf(called["environment"]);
      const variables = { ...objectOf(environment["variables"]), REGISTER_TABLE: "lifeline-incident" };
      return { ...called, environment: { ...environment, variables } };
    }),
    refutes: "incidents-are-declared-and-approved",
    because: ["lifeline-triage", "lifeline-incidents"],
  },
];

function inAlarm(name: string, changed: Readonly<Record<string, Json>>): Edit {
  return inResource(name, (alarm) => ({ ...alarm, ...changed }));
}

function withStatus(id: string, status: string): Edit {
  return inSnapshot((snapshot) => ({
    ...snapshot,
    accounts: arrayOf(snapshot["accounts"]).map((account) =>
      objectOf(account)["id"] === id ? { ...objectOf(account), status } : account,
    ),
  }));
}

import { accounts, denied, recordFor, sessionOf } from "./log-records";
import type { SeenCase } from "./use-cases";

export const tamperingCases: readonly SeenCase[] = [
  ["trail", "a trail stopped", recordFor("management", "cloudtrail:StopLogging", { name: "any" })],
  ...[
    "DetachPolicy",
    "DisablePolicyType",
    "DisableAWSServiceAccess",
    "RegisterDelegatedAdministrator",
    "CloseAccount",
    "DeleteOrganization",
    "RemoveAccountFromOrganization",
  ].map((name): SeenCase => ["organization", name, recordFor("management", `organizations:${name}`, {})]),
  [
    "organization",
    "the emergency account moved",
    recordFor("management", "organizations:MoveAccount", { accountId: accounts.emergency }),
  ],
  ["organization", "LeaveOrganization", recordFor("workload", "organizations:LeaveOrganization", {})],
  [
    "stack-sets",
    "our StackSet",
    recordFor("management", "cloudformation:DeleteStackInstances", { stackSetName: "lifeline-target-roles:0a1b" }),
  ],
  [
    "stack-sets",
    "a StackSet called after the path",
    recordFor("management", "cloudformation:UpdateStackSet", { stackSetName: "break-glass-roles" }),
  ],
  [
    "stack-sets",
    "the stack in a member",
    recordFor("workload", "cloudformation:DeleteStack", { stackName: "StackSet-lifeline-target-roles-0a1b" }),
  ],
  [
    "stack-sets",
    "trusted access of StackSets",
    recordFor("management", "cloudformation:DeactivateOrganizationsAccess", {}),
  ],
  [
    "roles",
    "a protected role",
    recordFor("workload", "iam:UpdateAssumeRolePolicy", { roleName: "BreakGlassAdmin", policyDocument: "{}" }),
  ],
  ["roles", "its name in capitals", recordFor("workload", "iam:CreateRole", { roleName: "BREAKGLASSADMIN" })],
  ["roles", "its name in any case", recordFor("workload", "iam:CreateRole", { roleName: "bReAkGlAsSAdmin" })],
  ["roles", "a policy's name", recordFor("workload", "iam:CreatePolicy", { policyName: "breakglassTiers" })],
  [
    "roles",
    "a policy of the path",
    recordFor("workload", "iam:CreatePolicyVersion", { policyArn: "arn:aws:iam::100000000011:policy/break-glass/Any" }),
  ],
  [
    "roles",
    "a policy of the name",
    recordFor("workload", "iam:DeletePolicy", { policyArn: "arn:aws:iam::100000000011:policy/BreakGlassTiers" }),
  ],
  ["emergency-account", "a user's key", recordFor("emergency", "iam:CreateAccessKey", { userName: "alice" })],
  ["rules", "a forwarding rule", recordFor("workload", "events:DisableRule", { name: "BreakGlassSignIn" })],
  ["rules", "a rule called after the path", recordFor("workload", "events:PutRule", { name: "break-glass-forward" })],
  ["rules", "targets of a rule", recordFor("workload", "events:RemoveTargets", { rule: "BreakGlassSignIn", ids: [] })],
  ["rules", "the central bus", recordFor("security", "events:DeleteEventBus", { name: "lifeline-central" })],
  [
    "rules",
    "who may put events on the central bus",
    recordFor("security", "events:PutPermission", { eventBusName: "lifeline-central", statementId: "x" }),
  ],
  ["emergency-account", "a schedule", recordFor("emergency", "scheduler:DeleteSchedule", { name: "heartbeat" })],
  [
    "way-of-an-alert",
    "the SOC topic",
    recordFor("security", "sns:DeleteTopic", { topicArn: "arn:aws:sns:eu-central-1:1:lifeline-soc" }),
  ],
  [
    "way-of-an-alert",
    "a topic called after the path",
    recordFor("security", "sns:DeleteTopic", { topicArn: "arn:aws:sns:eu-central-1:1:break-glass-alerts" }),
  ],
  [
    "way-of-an-alert",
    "a subscriber",
    recordFor("management", "sns:Unsubscribe", {
      subscriptionArn: "arn:aws:sns:eu-central-1:100000000001:lifeline-second-path:2f14",
    }),
  ],
  [
    "way-of-an-alert",
    "dead letters purged",
    recordFor("security", "sqs:PurgeQueue", {
      queueUrl: "https://sqs.eu-central-1.amazonaws.com/100000000004/lifeline-dead-letters",
    }),
  ],
  [
    "way-of-an-alert",
    "the function's code",
    recordFor("security", "lambda:UpdateFunctionCode20150331v2", { functionName: "lifeline-triage" }),
  ],
  [
    "way-of-an-alert",
    "the register",
    recordFor("security", "dynamodb:DeleteTable", { tableName: "lifeline-incidents" }),
  ],
  [
    "policies-on-the-way",
    "the register's policy",
    recordFor("security", "dynamodb:PutResourcePolicy", {
      resourceArn: "arn:aws:dynamodb:eu-central-1:100000000004:table/lifeline-incidents",
    }),
  ],
  [
    "policies-on-the-way",
    "what the second path's topic lets through",
    recordFor("management", "sns:PutDataProtectionPolicy", {
      resourceArn: "arn:aws:sns:eu-central-1:100000000001:lifeline-second-path",
    }),
  ],
  [
    "policies-on-the-way",
    "dead letters moved away",
    recordFor("security", "sqs:StartMessageMoveTask", {
      sourceArn: "arn:aws:sqs:eu-central-1:100000000004:lifeline-dead-letters",
    }),
  ],
  ...(["management", "security", "logArchive"] as const).map((account): SeenCase => [
    "keys",
    `a key of the ${account} account`,
    recordFor(account, "kms:DisableKey", { keyId: "0f1e2d3c" }),
  ]),
  ...[
    "ScheduleKeyDeletion",
    "PutKeyPolicy",
    "DeleteAlias",
    "UpdateAlias",
    "DeleteImportedKeyMaterial",
    "UpdatePrimaryRegion",
  ].map((name): SeenCase => ["keys", name, recordFor("security", `kms:${name}`, { keyId: "0f1e2d3c" })]),
  [
    "log-archive",
    "the bucket's policy",
    recordFor("logArchive", "s3:DeleteBucketPolicy", { bucketName: "lifeline-log-archive-o-lifeline001" }),
  ],
  [
    "log-group",
    "the log group",
    recordFor("management", "logs:DeleteLogGroup", { logGroupName: "/lifeline/organization-trail" }),
  ],
  ...[
    "/lifeline/organization-trail",
    "arn:aws:logs:eu-central-1:100000000001:log-group:/lifeline/organization-trail",
  ].map((logGroupIdentifier): SeenCase => [
    "log-group-by-identifier",
    `its text masked for filters: ${logGroupIdentifier}`,
    recordFor("management", "logs:PutDataProtectionPolicy", { logGroupIdentifier }),
  ]),
  [
    "policies-of-every-log-group",
    "every log group's text masked",
    recordFor("management", "logs:PutAccountPolicy", { policyName: "x", policyType: "DATA_PROTECTION_POLICY" }),
  ],
  ...["PutConsoleAuthorizationConfiguration", "DeleteResourcePermissionStatement"].map((name): SeenCase => [
    "sign-in-configuration",
    name,
    recordFor("management", `signin:${name}`, {}),
  ]),
  [
    "roles",
    "a role called like those of StackSets, in the management account",
    recordFor(
      "management",
      "iam:PutRolePolicy",
      { roleName: "BreakGlassManagement" },
      { userIdentity: sessionOf(accounts.management, "/", "stacksets-exec-0123456789abcdef0123456789abcdef") },
    ),
  ],
  [
    "way-of-an-alert",
    "an alarm silenced for a minute",
    recordFor("management", "monitoring:SetAlarmState", { alarmName: "lifeline-second-path-tampering" }),
  ],
  ...["iam:UpdateAssumeRolePolicy", "iam:DeleteRole"].map((action): SeenCase => [
    "deployers",
    `${action} of a deployer`,
    recordFor("security", action, { roleName: "OrganizationAccountAccessRole" }),
  ]),
  ...(["management", "security"] as const).flatMap((account) =>
    ["DeleteAlarms", "DisableAlarmActions", "PutAlarmMuteRule"].map((name): SeenCase => [
      "alarms",
      `${name} there`,
      recordFor(account, `monitoring:${name}`, { alarmNames: ["x"] }),
    ]),
  ),
  ...[
    ["iam:DeleteRole", "role BreakGlassAdmin"],
    ["iam:DeletePolicy", "policy BreakGlassTiers"],
    ["iam:PassRole", `arn:aws:iam::${accounts.management}:role/break-glass/BreakGlassManagement`],
    ["events:DeleteRule", "arn:aws:events:eu-central-1:100000000011:rule/BreakGlassSignIn"],
    ["sns:DeleteTopic", "arn:aws:sns:eu-central-1:100000000004:lifeline-soc"],
  ].map(([action = "", resource = ""]): SeenCase => ["denied-changes", `${action} refused`, denied(action, resource)]),
  [
    "denied-changes",
    "EC2's way of refusing",
    {
      ...denied("events:DeleteRule", "arn:aws:events:x:1:rule/BreakGlassX"),
      errorCode: "Client.UnauthorizedOperation",
    },
  ],
  [
    "denied-changes",
    "SNS's way of refusing",
    {
      ...denied("SNS:DeleteTopic", "arn:aws:sns:eu-west-1:100000000004:lifeline-standby"),
      eventSource: "sns.amazonaws.com",
      eventName: "DeleteTopic",
      errorCode: "AuthorizationError",
    },
  ],
  // What a record lacks is not held against it.
  [
    "trail",
    "a record that does not say whether it reads",
    { ...recordFor("management", "cloudtrail:StopLogging", {}), readOnly: undefined, eventCategory: undefined },
  ],
  [
    "roles",
    "a record without a caller",
    { ...recordFor("workload", "iam:DeleteRole", { roleName: "BreakGlassAdmin" }), userIdentity: { type: "Unknown" } },
  ],
];

import { accounts, denied, recordFor, sessionOf } from "./log-records";
import type { CloudTrailRecord } from "./recorded-events";

const { emergency, workload } = accounts;

/** Looks like it and is nothing of the kind. */
export const unseenCases: readonly (readonly [what: string, record: CloudTrailRecord])[] = [
  [
    "EventBridge taking the forwarding role",
    recordFor(
      "workload",
      "sts:AssumeRole",
      { roleArn: `arn:aws:iam::${workload}:role/break-glass/BreakGlassForwarder` },
      { userIdentity: { type: "AWSService", invokedBy: "events.amazonaws.com" }, readOnly: true },
    ),
  ],
  [
    "the canary",
    {
      ...denied("sts:AssumeRole", `arn:aws:iam::${emergency}:role/break-glass-hub/BreakGlassHubReadOnly`),
      userIdentity: sessionOf(emergency, "/break-glass/", "BreakGlassCanary"),
    },
  ],
  [
    "readiness asking who it is",
    recordFor("emergency", "sts:GetCallerIdentity", null, {
      userIdentity: sessionOf(emergency, "/break-glass/", "BreakGlassReadiness"),
    }),
  ],
  [
    "the canary's role being taken",
    recordFor("emergency", "sts:AssumeRole", {
      roleArn: `arn:aws:iam::${emergency}:role/break-glass/BreakGlassCanary`,
    }),
  ],
  [
    "readiness being taken",
    recordFor("emergency", "sts:AssumeRole", {
      roleArn: `arn:aws:iam::${emergency}:role/break-glass/BreakGlassReadiness`,
    }),
  ],
  [
    "the function's own calls",
    recordFor("security", "kms:Decrypt", null, {
      userIdentity: sessionOf(accounts.security, "/break-glass/", "BreakGlassTriage"),
      readOnly: true,
    }),
  ],
  [
    "a role called like a deployer, where there is none",
    recordFor("workload", "iam:DeleteRole", { roleName: "OrganizationAccountAccessRole" }),
  ],
  [
    "a session of a look-alike role",
    recordFor(
      "workload",
      "ec2:StopInstances",
      {},
      {
        userIdentity: sessionOf(workload, "/", "BreakGlassAdminConsole"),
      },
    ),
  ],
  ["a switch to an ordinary role", recordFor("workload", "signin:SwitchRole", null)],
  ["a look at the trail", recordFor("management", "cloudtrail:GetTrailStatus", {}, { readOnly: true })],
  ["a trail of a workload account", recordFor("workload", "cloudtrail:StopLogging", {})],
  ["a workload account moved", recordFor("management", "organizations:MoveAccount", { accountId: workload })],
  ["a workload's own log policy", recordFor("workload", "logs:PutAccountPolicy", { policyName: "x" })],
  ["a new account", recordFor("management", "organizations:CreateAccount", {})],
  ["somebody else's StackSet", recordFor("management", "cloudformation:UpdateStackSet", { stackSetName: "backup" })],
  [
    "StackSets repairing a target role",
    recordFor(
      "workload",
      "iam:UpdateAssumeRolePolicy",
      { roleName: "BreakGlassAdmin" },
      {
        userIdentity: sessionOf(workload, "/", "stacksets-exec-0123456789abcdef0123456789abcdef"),
      },
    ),
  ],
  ["an ordinary role", recordFor("workload", "iam:CreateRole", { roleName: "NotBreakGlass" })],
  ["somebody else's rule", recordFor("workload", "events:DisableRule", { name: "nightly-batch" })],
  ["WAF's rules", recordFor("workload", "waf:DeleteRule", { name: "BreakGlassSignIn" })],
  ["a workload's key", recordFor("workload", "kms:DisableKey", { keyId: "0f1e2d3c" })],
  ["a key in use", recordFor("security", "kms:CreateGrant", { keyId: "0f1e2d3c" })],
  [
    "CloudTrail's new stream",
    recordFor("management", "logs:CreateLogStream", { logGroupName: "/lifeline/organization-trail" }),
  ],
  [
    "a log file delivered, where a trail records data",
    recordFor("logArchive", "s3:PutObject", {}, { eventCategory: "Data", managementEvent: false }),
  ],
  [
    "a row written, where a trail records data",
    recordFor("security", "dynamodb:PutItem", { tableName: "lifeline-incidents" }, { eventCategory: "Data" }),
  ],
  ["a workload's alarm", recordFor("workload", "monitoring:DeleteAlarms", { alarmNames: ["x"] })],
  ["a change of somebody else's refused", denied("iam:DeleteRole", "role Application")],
  [
    "the path named in another failure",
    { ...denied("iam:CreateRole", "role BreakGlassAdmin"), errorCode: "EntityAlreadyExists" },
  ],
];

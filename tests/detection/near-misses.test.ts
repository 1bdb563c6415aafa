import assert from "node:assert/strict";
import { rulebook } from "../../rulebook";
import { call, global, home, otherSpelling, request, root, sessionOf, signIn } from "./made-event";
import { accounts, caughtBy, recordedFacts, rulesFrom, type DeliveredEvent } from "./organization";

const { management, emergency, logArchive, security, workload } = accounts;
const rulesAt = rulesFrom(rulebook, recordedFacts);

const stackSets = {
  userIdentity: {
    type: "AssumedRole",
    sessionContext: { sessionIssuer: { userName: "stacksets-exec-0123456789abcdef" } },
    invokedBy: "cloudformation.amazonaws.com",
  },
};
const serviceOfStackSets = sessionOf("AWSServiceRoleForCloudFormationStackSetsOrgMember");
const denied = "User: x is not authorized to perform: y on resource:";

/** Daily work, and events that differ from an alert in one thing. */
const nearMisses: readonly (readonly [what: string, event: DeliveredEvent])[] = [
  [
    "StackSets make a role",
    call(workload, global, "iam", "CreateRole", { ...request({ roleName: "BreakGlassAdmin" }), ...stackSets }),
  ],
  [
    "StackSets change a role",
    call(workload, global, "iam", "PutRolePolicy", { ...request({ roleName: "BreakGlassAdmin" }), ...stackSets }),
  ],
  [
    "StackSets change a role of the emergency account",
    call(emergency, global, "iam", "PutRolePolicy", { ...request({ roleName: "X" }), ...stackSets }),
  ],
  [
    "StackSets change a policy",
    call(workload, global, "iam", "CreatePolicyVersion", {
      ...request({ policyArn: "arn:aws:iam::5:policy/break-glass/X" }),
      ...stackSets,
    }),
  ],
  [
    "StackSets change a rule",
    call(workload, home, "events", "PutRule", { ...request({ name: "BreakGlassX" }), ...stackSets }),
  ],
  [
    "StackSets change a queue",
    call(security, home, "sqs", "SetQueueAttributes", {
      ...request({ queueUrl: "https://x/4/lifeline-x" }),
      ...stackSets,
    }),
  ],
  [
    "StackSets change a schedule",
    call(emergency, home, "scheduler", "UpdateSchedule", { ...request({ name: "BreakGlassX" }), ...stackSets }),
  ],
  [
    "StackSets change a stack",
    call(workload, home, "cloudformation", "UpdateStack", {
      ...request({ stackName: "StackSet-lifeline-x" }),
      ...stackSets,
    }),
  ],
  [
    "AWS makes an execution role",
    call(workload, global, "iam", "CreateRole", {
      ...request({ roleName: "stacksets-exec-0" }),
      ...serviceOfStackSets,
    }),
  ],
  [
    "a read of a protected role",
    call(workload, global, "iam", "GetRole", { ...request({ roleName: "BreakGlassAdmin" }), readOnly: true }),
  ],
  ["a role of another name", call(workload, global, "iam", "CreateRole", request({ roleName: "glass" }))],
  [
    "another role changed",
    call(workload, global, "iam", "PutRolePolicy", request({ roleName: "OrganizationAccountAccessRole" })),
  ],
  [
    "a forwarder assumed by its service",
    call(workload, home, "sts", "AssumeRole", {
      readOnly: true,
      ...request({ roleArn: `arn:aws:iam::${workload}:role/break-glass/BreakGlassForwarder` }),
    }),
  ],
  [
    "a forwarder refused to its service",
    call(workload, home, "sts", "AssumeRole", {
      readOnly: true,
      userIdentity: { type: "AWSService" },
      errorMessage: `${denied} arn:aws:iam::5:role/break-glass/X`,
    }),
  ],
  [
    "an ordinary role refused",
    call(workload, home, "sts", "AssumeRole", {
      readOnly: true,
      errorMessage: `${denied} arn:aws:iam::5:role/team/break-glass/X`,
    }),
  ],
  [
    "an ordinary change refused",
    call(workload, home, "ec2", "RunInstances", { errorMessage: `${denied} arn:aws:ec2:x:5:instance/*` }),
  ],
  [
    "a refused read",
    call(workload, global, "iam", "GetRole", { readOnly: true, errorMessage: `${denied} role BreakGlassAdmin` }),
  ],
  [
    "a service refused",
    call(workload, global, "x", "Y", {
      userIdentity: { type: "AWSService" },
      errorMessage: `${denied} role BreakGlassAdmin`,
    }),
  ],
  ["GetCallerIdentity", call(workload, home, "sts", "GetCallerIdentity", { readOnly: true })],
  [
    "an everyday sign-in to a member",
    signIn(workload, home, "ConsoleLogin", { userIdentity: { type: "AssumedRole" } }),
  ],
  [
    "an everyday switch",
    signIn(workload, home, "SwitchRole", {
      userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::5:assumed-role/Dev/x" },
      additionalEventData: { SwitchFrom: "arn:aws:iam::555555555555:user/x" },
    }),
  ],
  [
    "an everyday switch, spelled as in the guide",
    otherSpelling(
      signIn(workload, home, "SwitchRole", { additionalEventData: { SwitchFrom: "arn:aws:iam::555555555555:user/x" } }),
    ),
  ],
  [
    "a service in the name of the emergency account's root",
    call(emergency, home, "ec2", "X", {
      readOnly: true,
      userIdentity: { ...root(emergency), invokedBy: "support.amazonaws.com" },
    }),
  ],
  [
    "a service in the name of management's root",
    call(management, home, "ec2", "X", { userIdentity: { ...root(management), invokedBy: "support.amazonaws.com" } }),
  ],
  [
    "what root of the management account reads",
    call(management, home, "ec2", "X", { readOnly: true, userIdentity: root(management) }),
  ],
  [
    "what the deployer does in the emergency account, besides IAM",
    call(emergency, home, "ec2", "X", sessionOf("OrganizationAccountAccessRole")),
  ],
  [
    "the heartbeat of the home Region, which needs no rule",
    { account: emergency, region: home, source: "lifeline.heartbeat", "detail-type": "Heartbeat", detail: {} },
  ],
  [
    "a heartbeat of another account",
    { account: workload, region: global, source: "lifeline.heartbeat", "detail-type": "Heartbeat", detail: {} },
  ],
  [
    "another event of the heartbeat's source",
    { account: emergency, region: global, source: "lifeline.heartbeat", "detail-type": "X", detail: {} },
  ],
  [
    "an event that somebody shapes like a session's",
    { ...call(workload, home, "x", "Y", sessionOf("BreakGlassAdmin")), source: "lifeline.incident" },
  ],
  ["another rule", call(workload, home, "events", "DisableRule", request({ name: "nightly" }))],
  [
    "a read of a rule",
    call(workload, home, "events", "DescribeRule", { readOnly: true, ...request({ name: "BreakGlassX" }) }),
  ],
  ["another bus", call(security, home, "events", "DeleteEventBus", request({ name: "lifeline-centrally" }))],
  [
    "a read of the bus",
    call(security, home, "events", "DescribeEventBus", { readOnly: true, ...request({ name: "lifeline-central" }) }),
  ],
  ["another topic", call(security, home, "sns", "DeleteTopic", request({ topicArn: "arn:aws:sns:x:4:other" }))],
  [
    "a read of the topic",
    call(security, home, "sns", "GetTopicAttributes", {
      readOnly: true,
      ...request({ topicArn: "arn:aws:sns:x:4:lifeline-soc" }),
    }),
  ],
  ["another queue", call(security, home, "sqs", "PurgeQueue", request({ queueUrl: "https://x/4/other" }))],
  [
    "a read of the queue",
    call(security, home, "sqs", "GetQueueAttributes", {
      readOnly: true,
      ...request({ queueUrl: "https://x/4/lifeline-x" }),
    }),
  ],
  ["a key that is used", call(security, home, "kms", "Decrypt", { readOnly: true })],
  ["a key of a workload account", call(workload, home, "kms", "DisableKey", request({ keyId: "0-1" }))],
  ["another function", call(security, home, "lambda", "UpdateFunctionCode", request({ functionName: "other" }))],
  [
    "the function's call",
    call(security, home, "lambda", "Invoke", {
      managementEvent: false,
      ...request({ functionName: "lifeline-triage" }),
    }),
  ],
  [
    "a read of the function",
    call(security, home, "lambda", "GetFunction", { readOnly: true, ...request({ functionName: "lifeline-triage" }) }),
  ],
  [
    "a row that triage writes",
    call(security, home, "dynamodb", "PutItem", {
      managementEvent: false,
      ...request({ tableName: "lifeline-incidents" }),
      ...sessionOf("BreakGlassTriage"),
    }),
  ],
  [
    "a row that is read",
    call(security, home, "dynamodb", "GetItem", { readOnly: true, ...request({ tableName: "lifeline-incidents" }) }),
  ],
  ["another table", call(security, home, "dynamodb", "DeleteTable", request({ tableName: "other" }))],
  ["another schedule", call(emergency, home, "scheduler", "UpdateSchedule", request({ name: "other" }))],
  [
    "a read of the schedule",
    call(emergency, home, "scheduler", "GetSchedule", { readOnly: true, ...request({ name: "BreakGlassX" }) }),
  ],
  ["another alarm", call(security, home, "monitoring", "PutMetricAlarm", request({ alarmName: "other" }))],
  [
    "a read of the alarm",
    call(security, home, "monitoring", "X", { readOnly: true, ...request({ alarmNames: ["lifeline-x"] }) }),
  ],
  [
    "another trail",
    call(management, home, "cloudtrail", "StopLogging", request({ name: "another-organization-trail" })),
  ],
  [
    "a read of the trail",
    call(management, home, "cloudtrail", "GetTrailStatus", {
      readOnly: true,
      ...request({ name: "organization-trail" }),
    }),
  ],
  [
    "a stream that CloudTrail makes",
    call(management, home, "logs", "CreateLogStream", request({ logGroupName: "organization-logs" })),
  ],
  ["another log group", call(management, home, "logs", "DeleteLogGroup", request({ logGroupName: "other" }))],
  [
    "a read of the log group",
    call(management, home, "logs", "X", { readOnly: true, ...request({ logGroupName: "organization-logs" }) }),
  ],
  ["another bucket", call(logArchive, home, "s3", "PutBucketPolicy", request({ bucketName: "other" }))],
  ["an account that moves", call(management, global, "organizations", "MoveAccount", request({ accountId: workload }))],
  ["a new account", call(management, global, "organizations", "CreateAccount", {})],
  ["another StackSet", call(management, home, "cloudformation", "UpdateStackSet", request({ stackSetName: "other" }))],
  [
    "a read of a StackSet",
    call(management, home, "cloudformation", "DescribeStackSet", {
      readOnly: true,
      ...request({ stackSetName: "lifeline-x" }),
    }),
  ],
  ["another stack", call(workload, home, "cloudformation", "UpdateStack", request({ stackName: "other" }))],
  [
    "a read of a stack",
    call(workload, home, "cloudformation", "DescribeStacks", {
      readOnly: true,
      ...request({ stackName: "lifeline-x" }),
    }),
  ],
  [
    "a read of the sign-in configuration",
    call(management, global, "signin", "GetConsoleAuthorizationConfiguration", { readOnly: true }),
  ],
];

describe("No rule matches", () => {
  for (const [what, event] of nearMisses) {
    it(what, () => assert.deepEqual(caughtBy(event, rulesAt(event)), []));
  }
});

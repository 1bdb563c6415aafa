import assert from "node:assert/strict";
import { crossAccountSharingRoleFor, rulebook, secondPathFor, type SettledFacts } from "../../rulebook";
import { policyOf, root, session } from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { administratorOf, aws, type Actor } from "../soc/account";
import { answerOf, eachWithout } from "./answer";

const management = "100000000001";
const path = secondPathFor(rulebook, sandboxFacts);
const topic = `arn:aws:sns:eu-central-1:${management}:lifeline-second-path`;
const key = `arn:aws:kms:eu-central-1:${management}:key/11111111-2222-3333-4444-555555555555`;

const alarmOf = (account: string, name = "lifeline-second-path-tampering") => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": `arn:aws:cloudwatch:eu-central-1:${account}:alarm:${name}`,
});
const cloudWatch = aws("cloudwatch.amazonaws.com");
const logs = aws("logs.eu-central-1.amazonaws.com");
const administrator = administratorOf(management, "Administrator");
const security = administratorOf("100000000004", "OrganizationAccountAccessRole");
const ofGroup = (name: string) => ({
  "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-central-1:${management}:log-group:${name}`,
});

type Row = readonly [
  title: string,
  who: Actor,
  action: string,
  expected: string,
  more?: Readonly<Record<string, string>>,
];

describe("The topic of the second path", () => {
  const rows: readonly Row[] = [
    ["takes an alarm of its own", cloudWatch, "sns:Publish", "allowed", alarmOf(management)],
    [
      "takes no other alarm of its account",
      cloudWatch,
      "sns:Publish",
      "denied by NobodyButAlarms",
      alarmOf(management, "cpu"),
    ],
    [
      "takes no alarm of another account",
      cloudWatch,
      "sns:Publish",
      "denied by NobodyButAlarms",
      alarmOf("100000000004"),
    ],
    [
      "takes no alarm that another account sends in its name",
      cloudWatch,
      "sns:Publish",
      "not allowed",
      { ...alarmOf(management), "aws:SourceAccount": "100000000004" },
    ],
    [
      "takes nothing from EventBridge",
      aws("events.amazonaws.com"),
      "sns:Publish",
      "denied by NobodyButAlarms",
      { "aws:SourceAccount": management, "aws:SourceArn": `arn:aws:events:eu-central-1:${management}:rule/any` },
    ],
    ["takes no false all-clear from an administrator", administrator, "sns:Publish", "denied by NobodyButAlarms"],
    ["takes nothing from the first path's account", security, "sns:Publish", "denied by NobodyButAlarms"],
    [
      "takes nothing over an open connection",
      cloudWatch,
      "sns:Publish",
      "denied by OnlyEncryptedConnections",
      { ...alarmOf(management), "aws:SecureTransport": "false" },
    ],
    ["is subscribed to by the program", administrator, "sns:Subscribe", "allowed"],
    ["is subscribed to by nobody of another account", security, "sns:Subscribe", "not allowed"],
  ];
  const policy = policyOf(path.topic.policy, "resource", "topic");
  for (const [title, who, action, expected, more] of rows) {
    it(title, () => assert.equal(answerOf(management, policy, who, action, topic, more), expected));
  }
  for (const [sid, without] of eachWithout(path.topic.policy)) {
    it(`breaks a promise without ${sid}`, () =>
      assert.ok(
        rows.some(
          ([, who, action, expected, more]) => answerOf(management, without, who, action, topic, more) !== expected,
        ),
      ));
  }

  it("has its own key, named after it, and another topic's reader cannot fail it", () => {
    assert.equal(path.topic.name, "lifeline-second-path");
    assert.equal(path.topic.region, "eu-central-1");
    assert.equal(path.topic.key.alias, "alias/lifeline-second-path");
    assert.deepEqual(
      path.topic.subscriptions,
      sandboxFacts.alerts.secondPath.filter(({ protocol }) => protocol !== "slack"),
    );
  });
});

describe("The key of the second path", () => {
  const group = ofGroup("/lifeline/organization-trail");
  const rows: readonly Row[] = [
    ["encrypts for alarms of its account", cloudWatch, "kms:GenerateDataKey", "allowed", alarmOf(management)],
    ["decrypts for them", cloudWatch, "kms:Decrypt", "allowed", alarmOf(management)],
    ["does nothing for alarms of others", cloudWatch, "kms:GenerateDataKey", "not allowed", alarmOf("100000000004")],
    ["does nothing for EventBridge", aws("events.amazonaws.com"), "kms:GenerateDataKey", "not allowed"],
    ...["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom"].map(
      (action): Row => [`lets the log group ${action}`, logs, action, "allowed", group],
    ),
    ["does nothing for another log group", logs, "kms:Decrypt", "not allowed", ofGroup("/other")],
    ["opens nothing for an administrator", administrator, "kms:Decrypt", "not allowed"],
    ...[
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:RotateKeyOnDemand",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
    ].map((action): Row => [`leaves ${action} to the management account`, administrator, action, "allowed"]),
    ["leaves nothing to another account", security, "kms:PutKeyPolicy", "not allowed"],
  ];
  const policy = policyOf(path.topic.key.policy, "resource", "key");
  for (const [title, who, action, expected, more] of rows) {
    it(title, () => assert.equal(answerOf(management, policy, who, action, key, more), expected));
  }
  for (const [sid, without] of eachWithout(path.topic.key.policy)) {
    it(`breaks a promise without ${sid}`, () =>
      assert.ok(
        rows.some(
          ([, who, action, expected, more]) => answerOf(management, without, who, action, key, more) !== expected,
        ),
      ));
  }
});

describe("The chat of the second path", () => {
  const slack = { protocol: "slack", teamId: "T0123ABCD", channelId: "C0123ABCD" } as const;
  const facts: SettledFacts = { ...sandboxFacts, alerts: { ...sandboxFacts.alerts, secondPath: [slack] } };

  it("is a channel of its own with a role in the management account that may do nothing", () => {
    const chat = secondPathFor(rulebook, facts).chat ?? assert.fail("no chat");
    assert.equal(chat.role.arn, `arn:aws:iam::${management}:role/break-glass/BreakGlassChat`);
    assert.deepEqual(chat.topicArns, [topic]);
    assert.deepEqual(
      chat.channels.map(({ teamId, channelId }) => [teamId, channelId]),
      [["T0123ABCD", "C0123ABCD"]],
    );
    const role: Actor = {
      caller: session(management, "break-glass/BreakGlassChat"),
      identity: [policyOf(chat.role.policy, "identity", "BreakGlassChat")],
    };
    assert.equal(answerOf(management, undefined, role, "sns:ListTopics", "*"), "denied by Nothing");
  });

  it("is not made without a destination", () => assert.equal(path.chat, undefined));
});

describe("The role by which alarms read the security account's metrics", () => {
  const role = crossAccountSharingRoleFor(sandboxFacts);
  const holder: Actor = {
    caller: session("100000000004", "CloudWatch-CrossAccountSharingRole"),
    identity: [policyOf(role.policy, "identity", "sharing")],
  };
  const trust = policyOf(role.trust, "trust", "sharing");

  it("has the name that AWS looks for", () => {
    assert.equal(role.arn, "arn:aws:iam::100000000004:role/CloudWatch-CrossAccountSharingRole");
    assert.equal(`${role.path}${role.name}`, "/CloudWatch-CrossAccountSharingRole");
  });

  it("is taken from the management account and from no other", () => {
    const slr: Actor = {
      caller: session(
        management,
        "aws-service-role/cloudwatch-crossaccount.amazonaws.com/AWSServiceRoleForCloudWatchCrossAccount",
      ),
      identity: administrator.identity,
    };
    assert.equal(answerOf("100000000004", trust, slr, "sts:AssumeRole", role.arn), "allowed");
    const workload = administratorOf("100000000011", "Administrator");
    assert.equal(answerOf("100000000004", trust, workload, "sts:AssumeRole", role.arn), "not allowed");
    assert.equal(
      answerOf("100000000004", trust, { caller: root("200000000099"), identity: [] }, "sts:AssumeRole", role.arn),
      "not allowed",
    );
  });

  it("reads metrics and nothing else", () => {
    for (const action of ["GetMetricData", "GetMetricStatistics", "ListMetrics"]) {
      assert.equal(answerOf("100000000004", undefined, holder, `cloudwatch:${action}`, "*"), "allowed");
    }
    for (const action of [
      "cloudwatch:PutMetricData",
      "cloudwatch:DeleteAlarms",
      "logs:GetLogEvents",
      "dynamodb:Scan",
    ]) {
      assert.equal(answerOf("100000000004", undefined, holder, action, "*"), "not allowed");
    }
  });
});

import assert from "node:assert/strict";
import { policyOf } from "../rulebook/evaluation";
import {
  administrator,
  administratorOf,
  answer,
  anyKey,
  aws,
  deployer,
  record,
  security,
  socTopic,
  standbyTopic,
  triage,
  type Actor,
} from "./account";

const socPolicy = policyOf(record.topics.soc.policy, "resource", "lifeline-soc");
const standbyPolicy = policyOf(record.topics.standby.policy, "resource", "lifeline-standby");
const socKey = policyOf(record.topics.soc.key.policy, "resource", "alias/lifeline-soc");
const standbyKey = policyOf(record.topics.standby.key.policy, "resource", "alias/lifeline-standby");

const ofAlarm = (account: string) => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": `arn:aws:cloudwatch:eu-central-1:${account}:alarm:lifeline-no-heartbeat-eu-north-1`,
});
const throughSns = (region: string, alias: string) => ({
  "kms:ViaService": `sns.${region}.amazonaws.com`,
  "kms:ResourceAliases": [alias],
});
const cloudWatch = aws("cloudwatch.amazonaws.com");
const eventBridge = aws("events.amazonaws.com");

type Row = readonly [
  title: string,
  who: Actor,
  action: string,
  expected: string,
  more?: Readonly<Record<string, string>>,
];

describe("The SOC topic", () => {
  const rows: readonly Row[] = [
    ["takes an alarm of its account", cloudWatch, "sns:Publish", "allowed", ofAlarm(security)],
    ["takes no alarm of another account", cloudWatch, "sns:Publish", "not allowed by", ofAlarm("100000000011")],
    ["takes no alarm that does not say whose it is", cloudWatch, "sns:Publish", "not allowed by"],
    ["takes what the triage function says", triage, "sns:Publish", "allowed"],
    [
      "takes nothing from EventBridge, not even by a rule of its account",
      eventBridge,
      "sns:Publish",
      "not allowed by",
      {
        "aws:SourceAccount": security,
        "aws:SourceArn": `arn:aws:events:eu-central-1:${security}:rule/BreakGlassTamper`,
      },
    ],
    ["takes no false all-clear from an administrator", administrator, "sns:Publish", "denied by NobodyButTriage"],
    ["takes none from the deployer either", deployer, "sns:Publish", "denied by NobodyButTriage"],
    [
      "takes none from an administrator elsewhere",
      administratorOf("100000000011", "Administrator"),
      "sns:Publish",
      "denied by NobodyButTriage",
    ],
    ["takes nothing in clear", triage, "sns:Publish", "denied by OnlyEncrypted", { "aws:SecureTransport": "false" }],
    [
      "is not silenced by an administrator",
      administrator,
      "sns:SetTopicAttributes",
      "denied by OnlyTheDeployerChanges",
    ],
    ["is not deleted by an administrator", administrator, "sns:DeleteTopic", "denied by OnlyTheDeployerChanges"],
    ["gets no eavesdropper from an administrator", administrator, "sns:Subscribe", "denied by OnlyTheDeployerChanges"],
    ["is not shared by an administrator", administrator, "sns:AddPermission", "denied by OnlyTheDeployerChanges"],
    ["is changed by its deployer", deployer, "sns:SetTopicAttributes", "allowed"],
    ["gets subscribers from its deployer", deployer, "sns:Subscribe", "allowed"],
    ["is not changed by the triage function", triage, "sns:SetTopicAttributes", "denied by OnlyTheDeployerChanges"],
  ];
  for (const [title, who, action, expected, more] of rows) {
    it(title, () => assert.equal(answer(who, action, socTopic, more, socPolicy), expected));
  }

  const keyRows: readonly Row[] = [
    [
      "opens for an alarm of its account",
      cloudWatch,
      "kms:GenerateDataKey",
      "allowed",
      { "aws:SourceAccount": security },
    ],
    ["opens for reading it too", cloudWatch, "kms:Decrypt", "allowed", { "aws:SourceAccount": security }],
    [
      "stays shut for another account's alarm",
      cloudWatch,
      "kms:Decrypt",
      "not allowed by",
      { "aws:SourceAccount": "1" },
    ],
    ["stays shut for EventBridge", eventBridge, "kms:GenerateDataKey", "not allowed by"],
  ];
  for (const [title, who, action, expected, more] of keyRows) {
    it(`has a key that ${title}`, () => assert.equal(answer(who, action, anyKey(), more, socKey), expected));
  }

  it("has a key that opens for the triage function, through SNS and by its alias only", () => {
    const by = (more: Readonly<Record<string, string | readonly string[]>>) =>
      answer(triage, "kms:GenerateDataKey", anyKey(), more, socKey);
    assert.equal(by(throughSns("eu-central-1", "alias/lifeline-soc")), "allowed");
    assert.match(by(throughSns("eu-central-1", "alias/payroll")), /^not allowed by identity/);
    assert.match(by({ "kms:ResourceAliases": ["alias/lifeline-soc"] }), /^not allowed by identity/);
  });

  it("has a key that no administrator uses, disables or opens for himself", () => {
    const alias = throughSns("eu-central-1", "alias/lifeline-soc");
    for (const action of [
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "kms:DisableKey",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
    ]) {
      assert.equal(answer(administrator, action, anyKey(), alias, socKey), "not allowed by", action);
    }
  });

  it("has a key that its deployer and the account's root user administer", () => {
    const root: Actor = {
      caller: {
        principal: `arn:aws:iam::${security}:root`,
        kind: "root",
        context: { "aws:PrincipalArn": `arn:aws:iam::${security}:root`, "aws:PrincipalAccount": security },
      },
      identity: [],
    };
    for (const who of [deployer, root]) {
      for (const action of ["kms:PutKeyPolicy", "kms:EnableKeyRotation", "kms:CreateAlias", "kms:DescribeKey"]) {
        assert.equal(answer(who, action, anyKey(), {}, socKey), "allowed", action);
      }
    }
  });
});

describe("The standby topic", () => {
  const publisher = administratorOf(security, "break-glass/BreakGlassStandby");

  it("takes what the standby rule's role says", () => {
    assert.equal(answer(publisher, "sns:Publish", standbyTopic, {}, standbyPolicy), "allowed");
  });

  it("takes nothing from EventBridge itself, since AWS allows no condition there and any account's rule would do", () => {
    assert.equal(answer(eventBridge, "sns:Publish", standbyTopic, {}, standbyPolicy), "not allowed by");
  });

  it("takes nothing from the triage function or an administrator", () => {
    for (const who of [triage, administrator]) {
      assert.equal(answer(who, "sns:Publish", standbyTopic, {}, standbyPolicy), "denied by NobodyButStandby");
    }
  });

  it("has a key in its own Region that opens for that role, through SNS there", () => {
    const by = (region: string) =>
      answer(
        publisher,
        "kms:GenerateDataKey",
        anyKey("us-east-1"),
        throughSns(region, "alias/lifeline-standby"),
        standbyKey,
      );
    assert.equal(record.topics.standby.key.region, "us-east-1");
    assert.equal(by("us-east-1"), "allowed");
    assert.equal(by("eu-central-1"), "not allowed by");
  });
});

describe("The topics' subscribers", () => {
  it("are the same for both topics", () => {
    const email = [{ protocol: "email", endpoint: "soc@sandbox.example" }];
    assert.deepEqual(record.topics.soc.subscriptions, email);
    assert.deepEqual(record.topics.standby.subscriptions, email);
  });
});

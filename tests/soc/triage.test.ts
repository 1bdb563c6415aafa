import assert from "node:assert/strict";
import { rulebook, securityAccountFor, targetRolesFor } from "../../rulebook";
import { policyOf } from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import {
  administrator,
  administratorOf,
  answer,
  anyKey,
  aws,
  deployer,
  failureQueue,
  record,
  security,
  socTopic,
  table,
  triage,
} from "./account";

const registerKey = policyOf(record.register.key.policy, "resource", "alias/lifeline-incidents");
const throughDynamo = {
  "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com",
  "kms:ResourceAliases": ["alias/lifeline-incidents"],
};

describe("The triage function's role", () => {
  const logStream = `arn:aws:logs:eu-central-1:${security}:log-group:/aws/lambda/lifeline-triage:log-stream:2026/11/28/1`;
  const may: readonly (readonly [action: string, resource: string])[] = [
    ["dynamodb:GetItem", table],
    ["dynamodb:Query", table],
    ["dynamodb:PutItem", table],
    ["dynamodb:DeleteItem", table],
    ["sns:Publish", socTopic],
    ["sqs:SendMessage", failureQueue],
    ["logs:CreateLogStream", logStream],
    ["logs:PutLogEvents", logStream],
  ];
  for (const [action, resource] of may) {
    it(`may ${action}`, () => assert.equal(answer(triage, action, resource), "allowed"));
  }

  const mayNot: readonly (readonly [action: string, resource: string])[] = [
    ["dynamodb:UpdateItem", table],
    ["dynamodb:Scan", table],
    ["dynamodb:DeleteTable", table],
    ["dynamodb:UpdateTimeToLive", table],
    ["dynamodb:GetItem", table.replace("lifeline-incidents", "payroll")],
    ["dynamodb:GetItem", table.replace("eu-central-1", "us-east-1")],
    ["sns:Publish", socTopic.replace("lifeline-soc", "lifeline-standby")],
    ["sns:Subscribe", socTopic],
    ["sqs:ReceiveMessage", failureQueue],
    ["sqs:DeleteMessage", failureQueue],
    ["events:PutEvents", `arn:aws:events:eu-central-1:${security}:event-bus/lifeline-central`],
    ["logs:DeleteLogGroup", `arn:aws:logs:eu-central-1:${security}:log-group:/aws/lambda/lifeline-triage`],
    ["logs:PutLogEvents", logStream.replace("lifeline-triage", "another")],
    ["lambda:UpdateFunctionCode", `arn:aws:lambda:eu-central-1:${security}:function:lifeline-triage`],
    ["iam:PassRole", `arn:aws:iam::${security}:role/break-glass/BreakGlassTriage`],
    ["sts:AssumeRole", `arn:aws:iam::${security}:role/break-glass/BreakGlassReadOnly`],
  ];
  for (const [action, resource] of mayNot) {
    it(`may not ${action} on ${resource.split(":").slice(5).join(":")}`, () =>
      assert.match(answer(triage, action, resource), /^not allowed by identity/));
  }

  it("is taken by Lambda and by nobody else", () => {
    const trust = policyOf(record.triage.role.trust, "trust", "BreakGlassTriage");
    const role = `arn:aws:iam::${security}:role/break-glass/BreakGlassTriage`;
    assert.equal(answer(aws("lambda.amazonaws.com"), "sts:AssumeRole", role, {}, trust), "allowed");
    for (const who of [aws("ec2.amazonaws.com"), administrator, administratorOf("100000000011", "Administrator")]) {
      assert.equal(answer(who, "sts:AssumeRole", role, {}, trust), "not allowed by trust");
    }
  });
});

describe("The register's key", () => {
  it("opens for the function through DynamoDB, by its alias", () => {
    for (const action of ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"]) {
      assert.equal(answer(triage, action, anyKey(), throughDynamo, registerKey), "allowed", action);
    }
    const elsewhere = { ...throughDynamo, "kms:ResourceAliases": ["alias/payroll"] };
    assert.match(answer(triage, "kms:Decrypt", anyKey(), elsewhere, registerKey), /^not allowed by identity/);
  });

  it("lets the deployer make the table: DynamoDB takes a grant on his behalf", () => {
    assert.equal(answer(deployer, "kms:CreateGrant", anyKey(), throughDynamo, registerKey), "allowed");
  });

  it("opens for nobody directly, whatever their permissions", () => {
    for (const who of [administrator, deployer]) {
      assert.equal(answer(who, "kms:Decrypt", anyKey(), {}, registerKey), "not allowed by");
    }
  });

  it("tells DynamoDB what it is, and no other service", () => {
    assert.equal(answer(aws("dynamodb.amazonaws.com"), "kms:DescribeKey", anyKey(), {}, registerKey), "allowed");
    assert.equal(answer(aws("dynamodb.amazonaws.com"), "kms:Decrypt", anyKey(), {}, registerKey), "not allowed by");
    assert.equal(answer(aws("s3.amazonaws.com"), "kms:DescribeKey", anyKey(), {}, registerKey), "not allowed by");
  });

  it("is not disabled, deleted or handed out by an administrator of the account", () => {
    for (const action of ["kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:PutKeyPolicy", "kms:UpdateAlias"]) {
      assert.equal(answer(administrator, action, anyKey(), {}, registerKey), "not allowed by", action);
    }
  });
});

describe("Whoever reads the register", () => {
  const { template } = targetRolesFor(rulebook, sandboxFacts);
  const { Resources } = JSON.parse(template) as {
    readonly Resources: Readonly<
      Record<string, { readonly Properties: { readonly Policies: readonly { readonly PolicyDocument: unknown }[] } }>
    >;
  };
  const policy = policyOf(Resources["ReadOnly"]?.Properties.Policies[0]?.PolicyDocument, "identity", "ReadOnly");
  const reader = {
    caller: administratorOf(security, "break-glass/BreakGlassReadOnly").caller,
    identity: [policy],
  };

  it("takes the ReadOnly role of the security account, and changes nothing", () => {
    for (const action of ["dynamodb:Query", "dynamodb:GetItem"]) assert.equal(answer(reader, action, table), "allowed");
    assert.equal(answer(reader, "kms:Decrypt", anyKey(), throughDynamo, registerKey), "allowed");
    assert.match(answer(reader, "kms:Decrypt", anyKey(), {}, registerKey), /^not allowed/);
    for (const action of ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:DeleteTable"]) {
      assert.equal(answer(reader, action, table), "not allowed by identity", action);
    }
  });
});

describe("The triage function", () => {
  const { triage: lambda } = record;

  it("is told where the register and the topic are, in what AWS takes for an environment", () => {
    assert.equal(lambda.environment["REGISTER_TABLE"], "lifeline-incidents");
    assert.equal(lambda.environment["SOC_TOPIC_ARN"], socTopic);
    assert.ok(JSON.parse(lambda.environment["LIFELINE_SETTINGS"] ?? ""));
    // 4 KB for all names and values: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    const size = Object.entries(lambda.environment).flat().join("").length;
    assert.ok(size <= 4_096, `${size} characters`);
  });

  it("is tried again as often and kept as long as Lambda offers, then put where it can be sent again", () => {
    assert.deepEqual(lambda.retries, { attempts: 2, seconds: 21_600 });
    assert.deepEqual(lambda.failureQueue, {
      name: "lifeline-triage-failures",
      arn: failureQueue,
      retentionSeconds: 1_209_600,
    });
  });

  it("runs what the bundle is built for", () => {
    assert.deepEqual([lambda.runtime, lambda.architecture, lambda.handler], ["nodejs22.x", "arm64", "index.handler"]);
    assert.equal(lambda.logGroup.name, "/aws/lambda/lifeline-triage");
  });
});

describe("The register", () => {
  it("keeps incidents, and lets only rows with an end of their own end", () => {
    const { name, region, partitionKey, sortKey, expiryAttribute, recoveryDays } = record.register;
    assert.deepEqual(
      { name, region, partitionKey, sortKey, expiryAttribute, recoveryDays },
      {
        name: "lifeline-incidents",
        region: "eu-central-1",
        partitionKey: "pk",
        sortKey: "sk",
        expiryAttribute: "expires",
        recoveryDays: 35,
      },
    );
  });
});

describe("A chat channel of the SOC", () => {
  const withChat = securityAccountFor(rulebook, {
    ...sandboxFacts,
    alerts: { ...sandboxFacts.alerts, soc: [{ protocol: "slack", teamId: "T0AAAAAAA", channelId: "C0BBBBBBB" }] },
  }).topics;

  it("is none where the facts name none", () => assert.equal(record.topics.chat, undefined));

  it("shows both topics and is no subscription of its own", () => {
    assert.deepEqual(withChat.soc.subscriptions, []);
    assert.deepEqual(withChat.chat?.channels, [
      { name: "lifeline-C0BBBBBBB", teamId: "T0AAAAAAA", channelId: "C0BBBBBBB" },
    ]);
    assert.deepEqual(withChat.chat?.topicArns, [socTopic, `arn:aws:sns:us-east-1:${security}:lifeline-standby`]);
  });

  it("is subscribed by AWS's own role, which nobody else's topic lets in", () => {
    const role = "aws-service-role/management.chatbot.amazonaws.com/AWSServiceRoleForAWSChatbot";
    const chatbot = administratorOf(security, role);
    const subscribe = (policy: string) =>
      answer(chatbot, "sns:Subscribe", socTopic, {}, policyOf(policy, "resource", "lifeline-soc"));
    assert.equal(subscribe(withChat.soc.policy), "allowed");
    assert.equal(subscribe(record.topics.soc.policy), "denied by OnlyTheDeployerChanges");
    const lookAlike = administratorOf(security, "x/aws-service-role/management.chatbot.amazonaws.com/x");
    const policy = policyOf(withChat.soc.policy, "resource", "lifeline-soc");
    assert.equal(answer(lookAlike, "sns:Subscribe", socTopic, {}, policy), "denied by OnlyTheDeployerChanges");
  });

  it("can do nothing, by its role and by the most that a channel may", () => {
    const chat = withChat.chat ?? assert.fail("no chat");
    assert.equal(chat.guardrailPolicyArn, "arn:aws:iam::aws:policy/AWSDenyAll");
    const caller = administratorOf(security, "break-glass/BreakGlassChat").caller;
    const identity = [policyOf(chat.role.policy, "identity", "BreakGlassChat")];
    assert.equal(answer({ caller, identity }, "cloudwatch:DescribeAlarms", "*"), "denied by Nothing");
  });
});

describe("The log of failed deliveries", () => {
  it("is written by SNS, for these two topics and nothing else", () => {
    const { trust, policy } = record.topics.deliveryRole;
    const role = `arn:aws:iam::${security}:role/break-glass/BreakGlassTopicDelivery`;
    const trustPolicy = policyOf(trust, "trust", "BreakGlassTopicDelivery");
    assert.equal(answer(aws("sns.amazonaws.com"), "sts:AssumeRole", role, {}, trustPolicy), "allowed");
    assert.equal(answer(aws("sqs.amazonaws.com"), "sts:AssumeRole", role, {}, trustPolicy), "not allowed by trust");
    const caller = administratorOf(security, "break-glass/BreakGlassTopicDelivery").caller;
    const writer = { caller, identity: [policyOf(policy, "identity", "BreakGlassTopicDelivery")] };
    const log = (region: string, topic: string) =>
      `arn:aws:logs:${region}:${security}:log-group:sns/${region}/${security}/${topic}/Failure:log-stream:1`;
    assert.equal(answer(writer, "logs:PutLogEvents", log("eu-central-1", "lifeline-soc")), "allowed");
    assert.equal(answer(writer, "logs:PutLogEvents", log("us-east-1", "lifeline-standby")), "allowed");
    assert.match(answer(writer, "logs:PutLogEvents", log("eu-central-1", "other")), /^not allowed/);
  });
});

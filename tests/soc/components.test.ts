import assert from "node:assert/strict";
import { Incidents, Soc, Triage } from "../../components";
import { rulebook, securityAccountFor, type SettledFacts } from "../../rulebook";
import { registeredBy, type Registered } from "../registered";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { failureQueue, security, socTopic } from "./account";

const archive = "tests/soc/components.test.ts";

function registeredFor(facts: SettledFacts, stack: string): Promise<readonly Registered[]> {
  const account = securityAccountFor(rulebook, facts);
  return registeredBy(stack, () => {
    new Incidents("incidents", account.register, {});
    new Soc("soc", account, {});
    new Triage("triage", { triage: account.triage, functionArchive: archive }, {});
  });
}

describe("The components of the security account", () => {
  const record = securityAccountFor(rulebook, sandboxFacts);
  let own: readonly Registered[] = [];
  let others: readonly Registered[] = [];
  before(async () => {
    own = await registeredFor(sandboxFacts, "own");
    const soc = [
      { protocol: "https", endpoint: "https://soc.example/alerts" },
      { protocol: "sqs", endpoint: `arn:aws:sqs:eu-central-1:${security}:alerts` },
      { protocol: "slack", teamId: "T0123ABCD", channelId: "C0123ABCD" },
    ] as const;
    others = await registeredFor({ ...sandboxFacts, alerts: { ...sandboxFacts.alerts, soc } }, "others");
  });

  const named = (name: string, from = own): Registered["inputs"] =>
    from.find((resource) => resource.name === name)?.inputs ?? assert.fail(`no ${name}`);
  const ofType = (type: string, from = own) => from.filter((resource) => resource.type === type);

  it("make the register on demand, encrypted by its key, restorable, and safe from deletion", () => {
    assert.deepEqual(named("lifeline-incidents"), {
      name: "lifeline-incidents",
      region: "eu-central-1",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      rangeKey: "sk",
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      serverSideEncryption: { enabled: true, kmsKeyArn: "arn-of-lifeline-incidents-key" },
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
      ttl: { enabled: true, attributeName: "expires" },
      deletionProtectionEnabled: true,
    });
  });

  it("turn three keys, each with its policy, its alias and its Region", () => {
    const keys = [
      ["lifeline-incidents", "eu-central-1", record.register.key.policy],
      ["lifeline-soc", "eu-central-1", record.topics.soc.key.policy],
      ["lifeline-standby", "us-east-1", record.topics.standby.key.policy],
    ] as const;
    assert.equal(ofType("aws:kms/key:Key").length, keys.length);
    for (const [name, region, policy] of keys) {
      const { description: _, ...key } = named(`${name}-key`);
      assert.deepEqual(key, { region, policy, enableKeyRotation: true, deletionWindowInDays: 30 });
      assert.deepEqual(named(`${name}-alias`), { name: `alias/${name}`, region, targetKeyId: `id-of-${name}-key` });
    }
  });

  it("encrypt both topics by their aliases, with the policies of the record, and log failed deliveries", () => {
    const role = `arn:aws:iam::${security}:role/break-glass/BreakGlassTopicDelivery`;
    const shared = { signatureVersion: 2, httpFailureFeedbackRoleArn: role, sqsFailureFeedbackRoleArn: role };
    assert.deepEqual(named("lifeline-soc"), {
      name: "lifeline-soc",
      displayName: "Lifeline",
      region: "eu-central-1",
      policy: record.topics.soc.policy,
      kmsMasterKeyId: "alias/lifeline-soc",
      ...shared,
    });
    assert.deepEqual(named("lifeline-standby"), {
      name: "lifeline-standby",
      displayName: "Lifeline standby",
      region: "us-east-1",
      policy: record.topics.standby.policy,
      kmsMasterKeyId: "alias/lifeline-standby",
      ...shared,
    });
  });

  it("subscribe everybody to both topics, each in its Region", () => {
    const subscriptions = (from: readonly Registered[]) =>
      ofType("aws:sns/topicSubscription:TopicSubscription", from)
        .map(({ inputs: { topic, region, protocol, endpoint } }) => [topic, region, protocol, endpoint].join(" "))
        .sort();
    assert.deepEqual(subscriptions(own), [
      "arn-of-lifeline-soc eu-central-1 email soc@sandbox.example",
      "arn-of-lifeline-standby us-east-1 email soc@sandbox.example",
    ]);
    const queue = `sqs arn:aws:sqs:eu-central-1:${security}:alerts`;
    assert.deepEqual(subscriptions(others), [
      "arn-of-lifeline-soc eu-central-1 https https://soc.example/alerts",
      `arn-of-lifeline-soc eu-central-1 ${queue}`,
      "arn-of-lifeline-standby us-east-1 https https://soc.example/alerts",
      `arn-of-lifeline-standby us-east-1 ${queue}`,
    ]);
  });

  it("show both topics in a chat channel that can do nothing, where the facts name one", () => {
    const type = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
    assert.deepEqual(ofType(type), []);
    assert.deepEqual(
      ofType(type, others).map(({ inputs }) => inputs),
      [
        {
          configurationName: "lifeline-C0123ABCD",
          slackTeamId: "T0123ABCD",
          slackChannelId: "C0123ABCD",
          iamRoleArn: `arn:aws:iam::${security}:role/break-glass/BreakGlassChat`,
          guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
          snsTopicArns: [socTopic, `arn:aws:sns:us-east-1:${security}:lifeline-standby`],
          loggingLevel: "ERROR",
        },
      ],
    );
  });

  it("make the function from the bundle, with its log and what it is told", async () => {
    const { code, ...inputs } = named("lifeline-triage");
    assert.equal(await (code as { readonly path: Promise<string> }).path, archive);
    assert.deepEqual(inputs, {
      name: "lifeline-triage",
      description: "Judges every event of the emergency path and tells the SOC.",
      region: "eu-central-1",
      role: `arn:aws:iam::${security}:role/break-glass/BreakGlassTriage`,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      memorySize: 512,
      timeout: 30,
      environment: { variables: record.triage.environment },
      loggingConfig: { logFormat: "Text", logGroup: "/aws/lambda/lifeline-triage" },
    });
    assert.deepEqual(named("lifeline-triage-log"), {
      name: "/aws/lambda/lifeline-triage",
      region: "eu-central-1",
      retentionInDays: 90,
    });
  });

  it("let the function be tried again, then keep what it gave up on for two weeks", () => {
    assert.deepEqual(named("lifeline-triage-retries"), {
      functionName: "lifeline-triage",
      region: "eu-central-1",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 21_600,
      destinationConfig: { onFailure: { destination: failureQueue } },
    });
    assert.deepEqual(named("lifeline-triage-failures"), {
      name: "lifeline-triage-failures",
      region: "eu-central-1",
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
    });
  });

  it("make no role: those stand in the target roles' template, where StackSets alone may change them", () => {
    assert.deepEqual([...ofType("aws:iam/role:Role"), ...ofType("aws:iam/role:Role", others)], []);
  });

  it("put the alarms into one stack", () => {
    assert.deepEqual(named("lifeline-alarms"), {
      name: "lifeline-alarms",
      region: "eu-central-1",
      templateBody: record.alarms.template,
    });
  });

  it("make what a topic, the alarms and the function need before them", () => {
    const order = own.map(({ name }) => name);
    const isBefore = (first: string, then: string) => order.indexOf(first) < order.indexOf(then);
    for (const [first, then] of [
      ["lifeline-incidents-alias", "lifeline-incidents"],
      ["lifeline-soc-alias", "lifeline-soc"],
      ["lifeline-soc", "lifeline-alarms"],
      ["lifeline-triage-log", "lifeline-triage"],
      ["lifeline-triage-failures", "lifeline-triage-retries"],
    ] as const) {
      assert.ok(isBefore(first, then), `${first} after ${then}`);
    }
  });
});

import assert from "node:assert/strict";
import { LogArchive, OrganizationTrail, SecondPath } from "../../components";
import { logArchiveFor, organizationTrailFor, rulebook, secondPathFor, type SettledFacts } from "../../rulebook";
import { registeredBy, type Registered } from "../registered";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { controlTower } from "./control-tower";

function registeredFor(facts: SettledFacts, stack: string): Promise<readonly Registered[]> {
  return registeredBy(stack, () => {
    const archive = new LogArchive("log-archive", logArchiveFor(rulebook, facts), {});
    const path = new SecondPath("second-path", secondPathFor(rulebook, facts), {});
    new OrganizationTrail("organization-trail", organizationTrailFor(rulebook, facts), archive, {
      dependsOn: [archive, path],
    });
  });
}

describe("The components of logging", () => {
  let own: readonly Registered[] = [];
  let existing: readonly Registered[] = [];
  let chatting: readonly Registered[] = [];
  before(async () => {
    own = await registeredFor(sandboxFacts, "own");
    existing = await registeredFor({ ...sandboxFacts, logArchive: controlTower }, "existing");
    const secondPath = [{ protocol: "slack", teamId: "T0123ABCD", channelId: "C0123ABCD" }] as const;
    chatting = await registeredFor({ ...sandboxFacts, alerts: { ...sandboxFacts.alerts, secondPath } }, "chatting");
  });

  const inputsOf = (type: string, from = own): Registered["inputs"] =>
    from.find((resource) => resource.type === type)?.inputs ?? assert.fail(`no ${type}`);

  it("make the bucket with Object Lock from its first day", () => {
    assert.deepEqual(inputsOf("aws:s3/bucket:Bucket"), {
      bucket: "lifeline-log-archive-o-lifeline001",
      region: "eu-central-1",
      objectLockEnabled: true,
      forceDestroy: false,
    });
    const { rule } = inputsOf("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration");
    assert.deepEqual(rule, { defaultRetention: { mode: "GOVERNANCE", days: 365 } });
  });

  it("keep versions, encrypt by the key with a bucket key, and close the bucket to the public", () => {
    const versioning = inputsOf("aws:s3/bucketVersioning:BucketVersioning");
    assert.deepEqual(versioning["versioningConfiguration"], { status: "Enabled" });
    const { rules } = inputsOf(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    assert.deepEqual(rules, [
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: "arn-of-lifeline-log-archive-key",
        },
        bucketKeyEnabled: true,
      },
    ]);
    const access = inputsOf("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    for (const right of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
      assert.equal(access[right], true, right);
    }
    const ownership = inputsOf("aws:s3/bucketOwnershipControls:BucketOwnershipControls");
    assert.deepEqual(ownership["rule"], { objectOwnership: "BucketOwnerEnforced" });
  });

  it("give the bucket its lifecycle and its policy", () => {
    const lifecycle = inputsOf("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    assert.deepEqual(lifecycle["rules"], [
      {
        id: "keep-evidence",
        status: "Enabled",
        filter: { prefix: "" },
        transitions: [{ days: 90, storageClass: "GLACIER_IR" }],
        noncurrentVersionExpiration: { noncurrentDays: 365 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    assert.equal(inputsOf("aws:s3/bucketPolicy:BucketPolicy")["policy"], logArchiveFor(rulebook, sandboxFacts)?.policy);
  });

  it("turn the keys, each with its alias", () => {
    const keys = own.filter(({ type }) => type === "aws:kms/key:Key");
    assert.deepEqual(keys.map(({ name }) => name).sort(), ["lifeline-log-archive-key", "lifeline-second-path-key"]);
    for (const { name, inputs } of keys) {
      assert.equal(inputs["enableKeyRotation"], true, name);
      assert.equal(inputs["deletionWindowInDays"], 30, name);
    }
    const aliases = own.filter(({ type }) => type === "aws:kms/alias:Alias");
    assert.deepEqual(Object.fromEntries(aliases.map(({ inputs }) => [inputs["name"], inputs["targetKeyId"]])), {
      "alias/lifeline-log-archive": "id-of-lifeline-log-archive-key",
      "alias/lifeline-second-path": "id-of-lifeline-second-path-key",
    });
  });

  it("make the trail, which writes to the bucket by its key and to the log group by its role", () => {
    assert.deepEqual(inputsOf("aws:cloudtrail/trail:Trail"), {
      name: "lifeline-organization-trail",
      region: "eu-central-1",
      s3BucketName: "lifeline-log-archive-o-lifeline001",
      kmsKeyId: "arn-of-lifeline-log-archive-key",
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      enableLogFileValidation: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }],
      cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:100000000001:log-group:/lifeline/organization-trail:*",
      cloudWatchLogsRoleArn: "arn:aws:iam::100000000001:role/break-glass/BreakGlassTrailLogs",
    });
  });

  it("make the log group before the trail, and the bucket's policy before it too", () => {
    const order = own.map(({ type }) => type);
    const trail = order.indexOf("aws:cloudtrail/trail:Trail");
    assert.ok(order.indexOf("aws:cloudwatch/logGroup:LogGroup") < trail);
    assert.ok(order.indexOf("aws:s3/bucketPolicy:BucketPolicy") < trail);
    assert.ok(order.indexOf("aws:iam/rolePolicy:RolePolicy") < trail);
  });

  it("encrypt the log group and keep it as long as the facts say", () => {
    assert.deepEqual(inputsOf("aws:cloudwatch/logGroup:LogGroup"), {
      name: "/lifeline/organization-trail",
      region: "eu-central-1",
      retentionInDays: 30,
      kmsKeyId: "arn-of-lifeline-second-path-key",
      deletionProtectionEnabled: true,
    });
  });

  it("encrypt the topic by its alias and subscribe its readers", () => {
    const topic = inputsOf("aws:sns/topic:Topic");
    assert.equal(topic["kmsMasterKeyId"], "alias/lifeline-second-path");
    assert.equal(topic["policy"], secondPathFor(rulebook, sandboxFacts).topic.policy);
    const subscriptions = own.filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription");
    assert.deepEqual(
      subscriptions.map(({ inputs }) => [inputs["topic"], inputs["protocol"], inputs["endpoint"]]),
      sandboxFacts.alerts.secondPath.flatMap((to) =>
        to.protocol === "slack" ? [] : [["arn-of-lifeline-second-path", to.protocol, to.endpoint]],
      ),
    );
  });

  it("count in the log group by every filter, with a nought between", () => {
    const filters = own.filter(({ type }) => type === "aws:cloudwatch/logMetricFilter:LogMetricFilter");
    assert.equal(filters.length, secondPathFor(rulebook, sandboxFacts).filters.length);
    for (const { inputs } of filters) {
      assert.equal(inputs["logGroupName"], "/lifeline/organization-trail");
      const { name, ...rest } = inputs["metricTransformation"] as Readonly<Record<string, unknown>>;
      assert.ok(name === "SeenUses" || name === "SeenTampering");
      assert.deepEqual(rest, { namespace: "Lifeline", value: "1", defaultValue: "0" });
    }
  });

  it("tell the topic of every alarm but the one that tells another", () => {
    const alarms = own.filter(({ type }) => type.endsWith("Alarm"));
    const told = ["arn-of-lifeline-second-path"];
    assert.deepEqual(Object.fromEntries(alarms.map(({ name, inputs }) => [name, inputs["alarmActions"]])), {
      "lifeline-second-path-silence": told,
      "lifeline-second-path-tampering": told,
      "lifeline-second-path-unhandled-uses": told,
      "lifeline-second-path-uses": [],
      "lifeline-second-path-uses-unreconciled": told,
    });
  });

  it("compare what was seen here with what the security account handled", () => {
    const { inputs } = own.find(({ name }) => name.endsWith("unhandled-uses")) ?? assert.fail();
    const { metricQueries, ...rest } = inputs;
    const metric = (metricName: string) => ({
      namespace: "Lifeline",
      metricName,
      dimensions: {},
      stat: "Sum",
      period: 900,
    });
    assert.deepEqual(metricQueries, [
      { id: "seen", metric: metric("SeenUses"), returnData: false },
      { id: "handled", accountId: "100000000004", metric: metric("HandledUses"), returnData: false },
      {
        id: "later",
        expression: "FILL(DIFF(RUNNING_SUM(FILL(seen, 0))), 0)",
        label: "Seen, without the first period",
        returnData: false,
      },
      {
        id: "unhandled",
        expression: "RUNNING_SUM(later) - RUNNING_SUM(FILL(handled, 0))",
        label: "Seen and not handled",
        returnData: true,
      },
    ]);
    assert.deepEqual(
      [rest["comparisonOperator"], rest["threshold"], rest["evaluationPeriods"], rest["datapointsToAlarm"]],
      ["GreaterThanThreshold", 0, 8, 2],
    );
    assert.equal(rest["treatMissingData"], "missing");
  });

  it("duplicate nothing where a trail, its bucket and its log group exist, and watch that log group", () => {
    const types = new Set(existing.map(({ type }) => type));
    for (const type of ["aws:cloudtrail/trail:Trail", "aws:s3/bucket:Bucket", "aws:cloudwatch/logGroup:LogGroup"]) {
      assert.ok(!types.has(type), type);
    }
    const keys = existing.filter(({ type }) => type === "aws:kms/key:Key");
    assert.deepEqual(
      keys.map(({ name }) => name),
      ["lifeline-second-path-key"],
    );
    const filter = inputsOf("aws:cloudwatch/logMetricFilter:LogMetricFilter", existing);
    assert.equal(filter["logGroupName"], "aws-controltower/CloudTrailLogs");
  });

  it("show the pages in a chat channel that may do nothing", () => {
    assert.deepEqual(inputsOf("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration", chatting), {
      configurationName: "lifeline-C0123ABCD",
      slackTeamId: "T0123ABCD",
      slackChannelId: "C0123ABCD",
      iamRoleArn: "arn:aws:iam::100000000001:role/break-glass/BreakGlassChat",
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
      snsTopicArns: ["arn:aws:sns:eu-central-1:100000000001:lifeline-second-path"],
      loggingLevel: "ERROR",
    });
    const role = chatting.find(({ name }) => name === "BreakGlassChat") ?? assert.fail("no role");
    assert.equal(role.inputs["path"], "/break-glass/");
    assert.ok(chatting.some(({ name }) => name === "BreakGlassChat-policy"));
  });

  it("stay few", () => assert.ok(own.length <= 32, `${own.length} resources`));
});

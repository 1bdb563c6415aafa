import assert from "node:assert/strict";
import {
  allow,
  anyone,
  inStack,
  inTemplate,
  management,
  modelOf,
  region,
  resource,
  theOnly,
  unknownText,
} from "./small-state";

describe("stores", () => {
  const bucket = resource("s3/bucket:Bucket", "logs", { bucket: "logs", region });
  const beside = (kind: string, inputs: object) =>
    resource(`s3/${kind}:${kind}`, kind, { bucket: "logs", region, ...inputs });

  it("of S3 are versioned and locked by the resources beside them", () => {
    const found = theOnly(
      inStack(
        "bucket",
        bucket,
        beside("bucketVersioning", { versioningConfiguration: { status: "Enabled" } }),
        beside("bucketObjectLockConfiguration", { rule: { defaultRetention: { mode: "COMPLIANCE", years: 2 } } }),
        beside("bucketServerSideEncryptionConfiguration", {
          rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: "arn:aws:kms:x" } }],
        }),
        beside("bucketPolicy", { policy: anyone("s3:GetObject") }),
      ),
    );
    assert.deepEqual(
      [
        found.versioned,
        found.objectLock,
        found.retentionDays,
        found.keyArn,
        found.policy?.statements.length,
        found.arn,
      ],
      [true, "compliance", 730, "arn:aws:kms:x", 1, "arn:aws:s3:::logs"],
    );
  });

  it("of S3 are neither where nothing says so, or versions are suspended", () => {
    const plain = theOnly(inStack("bucket", bucket));
    assert.deepEqual(
      [plain.versioned, plain.objectLock, plain.retentionDays, plain.policy],
      [false, undefined, undefined, undefined],
    );
    const suspended = beside("bucketVersioning", { versioningConfiguration: { status: "Suspended" } });
    assert.equal(theOnly(inStack("bucket", bucket, suspended)).versioned, false);
  });

  it("of keys have their aliases, by id and by ARN, in their Region", () => {
    const arn = "arn:aws:kms:eu-central-1:111111111111:key/1";
    const key = resource(
      "kms/key:Key",
      "key",
      { policy: anyone("kms:*"), region },
      { id: "1", outputs: { keyId: "1", arn, policy: anyone("kms:*"), region } },
    );
    const alias = (name: string, targetKeyId: string, inRegion = region) =>
      resource("kms/alias:Alias", name, { name: `alias/${name}`, targetKeyId, region: inRegion });
    const found = theOnly(
      inStack("key", key, alias("a", "1"), alias("b", arn), alias("c", "1", "us-east-1"), alias("d", "2")),
    );
    assert.deepEqual(found.aliases, ["alias/a", "alias/b"]);
  });

  it("of DynamoDB have a policy and a key", () => {
    const found = theOnly(
      inStack(
        "table",
        resource("dynamodb/table:Table", "t", {
          name: "t",
          region,
          deletionProtectionEnabled: true,
          serverSideEncryption: { enabled: true, kmsKeyArn: "arn:k" },
        }),
        resource("dynamodb/resourcePolicy:ResourcePolicy", "p", {
          resourceArn: `arn:aws:dynamodb:${region}:${management}:table/t`,
          policy: anyone("dynamodb:GetItem"),
          region,
        }),
      ),
    );
    assert.deepEqual([found.keyArn, found.isDeletionProtected, found.policy?.statements.length], ["arn:k", true, 1]);
  });
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-bucketencryption.html */
describe("what encrypts a store", () => {
  const keyArn = "arn:aws:kms:eu-central-1:111111111111:key/1";
  const keyOfBucket = (more: object) =>
    theOnly(inStack("bucket", resource("s3/bucket:Bucket", "logs", { bucket: "logs", region, ...more }))).keyArn;
  const keyInTemplate = (encryption: object) =>
    theOnly(inTemplate("bucket", { B: { Type: "AWS::S3::Bucket", Properties: { BucketName: "b", ...encryption } } }))
      .keyArn;
  const byDefault = (value: object) => ({
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: value }] },
  });

  it("is the key that a bucket says itself, in the provider's form and in a template's", () => {
    const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn } };
    assert.equal(keyOfBucket({ serverSideEncryptionConfiguration: { rule } }), keyArn);
    assert.equal(keyInTemplate(byDefault({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn })), keyArn);
  });

  it("is no key of ours where AWS's serves", () => {
    const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
    assert.equal(keyOfBucket({ serverSideEncryptionConfiguration: { rule } }), undefined);
    assert.equal(keyInTemplate(byDefault({ SSEAlgorithm: "AES256" })), undefined);
    assert.equal(keyInTemplate({}), undefined);
  });

  it("is told as a gap where nobody can know the key", () => {
    const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: unknownText } };
    const bucket = resource("s3/bucket:Bucket", "logs", {
      bucket: "logs",
      region,
      serverSideEncryptionConfiguration: { rule },
    });
    const table = resource("dynamodb/table:Table", "t", { name: "t", region, serverSideEncryption: unknownText });
    assert.deepEqual(
      modelOf([bucket, table]).gaps.map(({ where }) => where),
      ["logs.serverSideEncryptionConfiguration", "t.serverSideEncryption"],
    );
  });

  it("is the key of a table in a template, with the policy that stands there", () => {
    const table = (more: object) =>
      theOnly(inTemplate("table", { T: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "t", ...more } } }));
    const encrypted = table({
      SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: "alias/register" },
      ResourcePolicy: { PolicyDocument: allow("dynamodb:GetItem", { Principal: "*" }) },
    });
    assert.deepEqual(
      [encrypted.keyArn, encrypted.policy?.opaque, encrypted.policy?.statements.length],
      ["alias/register", undefined, 1],
    );
    assert.equal(table({ SSESpecification: { SSEEnabled: false, KMSMasterKeyId: "alias/x" } }).keyArn, undefined);
    assert.deepEqual([table({}).keyArn, table({}).policy], [undefined, undefined]);
  });
});

describe("what carries messages", () => {
  it("are topics with their subscriptions, of which nobody knows before the update whether they are confirmed", () => {
    const topic = resource("sns/topic:Topic", "t", {
      name: "t",
      region,
      kmsMasterKeyId: "alias/t",
      policy: anyone("sns:Publish"),
    });
    const to = (endpoint: string, outputs?: object) => {
      const inputs = { topic: `arn:aws:sns:${region}:${management}:t`, protocol: "email", endpoint, region };
      return resource(
        "sns/topicSubscription:TopicSubscription",
        endpoint,
        inputs,
        outputs === undefined ? {} : { outputs: { ...inputs, ...outputs } },
      );
    };
    const found = theOnly(
      inStack(
        "topic",
        topic,
        to("a@b.example", { pendingConfirmation: false }),
        to("c@d.example", { pendingConfirmation: true }),
        to("e@f.example"),
      ),
    );
    assert.deepEqual(found.subscriptions, [
      { protocol: "email", endpoint: "a@b.example", isConfirmed: true },
      { protocol: "email", endpoint: "c@d.example", isConfirmed: false },
      { protocol: "email", endpoint: "e@f.example", isConfirmed: undefined },
    ]);
    assert.deepEqual([found.key, found.policy?.name], ["alias/t", "t (policy)"]);
  });

  it("are topics and queues of a template, whose policies may stand for several", () => {
    const resources = {
      A: { Type: "AWS::SQS::Queue", Properties: { QueueName: "a" } },
      B: { Type: "AWS::SQS::Queue", Properties: { QueueName: "b" } },
      C: { Type: "AWS::SQS::Queue", Properties: { QueueName: "c" } },
      Policy: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: {
          Queues: [{ Ref: "A" }, { Ref: "B" }],
          PolicyDocument: allow("sqs:SendMessage", { Principal: "*" }),
        },
      },
      T: {
        Type: "AWS::SNS::Topic",
        Properties: { TopicName: "t", Subscription: [{ Protocol: "sqs", Endpoint: { "Fn::GetAtt": ["A", "Arn"] } }] },
      },
      TPolicy: {
        Type: "AWS::SNS::TopicPolicy",
        Properties: { Topics: [{ Ref: "T" }], PolicyDocument: allow("sns:Publish", { Principal: "*" }) },
      },
    };
    assert.deepEqual(
      inTemplate("queue", resources).map(({ name, policy }) => [name, policy !== undefined]),
      [
        ["a", true],
        ["b", true],
        ["c", false],
      ],
    );
    const topic = theOnly(inTemplate("topic", resources));
    assert.deepEqual(
      [topic.policy?.statements.length, topic.subscriptions.map(({ endpoint }) => endpoint)],
      [1, [`arn:aws:sqs:${region}:${management}:a`]],
    );
  });

  it("are buses; the default bus is told of where it has a policy", () => {
    const policy = (eventBusName: string) =>
      resource("cloudwatch/eventBusPolicy:EventBusPolicy", eventBusName, {
        eventBusName,
        region,
        policy: anyone("events:PutEvents"),
      });
    const found = inStack(
      "bus",
      resource("cloudwatch/eventBus:EventBus", "b", { name: "b", region }),
      policy("b"),
      policy("default"),
    );
    assert.deepEqual(
      found.map(({ arn, policy: own }) => [arn, own?.statements.length]),
      [
        [`arn:aws:events:${region}:${management}:event-bus/b`, 1],
        [`arn:aws:events:${region}:${management}:event-bus/default`, 1],
      ],
    );
  });

  it("are buses of a template, whose statements make one policy together", () => {
    const statement = (Sid: string) => ({
      Sid,
      Effect: "Allow",
      Principal: "*",
      Action: "events:PutEvents",
      Resource: "*",
    });
    const policyOf = (id: string) => ({
      Type: "AWS::Events::EventBusPolicy",
      Properties: { EventBusName: { Ref: "Bus" }, StatementId: id, Statement: statement(id) },
    });
    const found = inTemplate("bus", {
      Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "b" } },
      One: policyOf("One"),
      Two: policyOf("Two"),
    });
    assert.deepEqual(
      theOnly(found).policy?.statements.map(({ id }) => id),
      ["One", "Two"],
    );
  });
});

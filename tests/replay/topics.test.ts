import assert from "node:assert/strict";
import type { Aws } from "../../sandbox/aws";
import { copyOf, liveFor, type Live } from "../../sandbox/aws/events/live";
import { messagesOf, regionalIn } from "../../sandbox/aws/regional";
import { publish } from "../../sandbox/aws/sns/publish";
import * as scene from "./landscape";

const { away, change, home, landscape, security } = scene;
const role = { kind: "role", arn: scene.triageRole } as const;
const message = { subject: "s", message: '{"severity":"high"}', attributes: { page: "true" } };

function told(aws: Aws): { readonly live: Live; readonly fault: string | undefined } {
  const live = liveFor(aws, async () => Promise.resolve({ lines: [] }));
  return { live, fault: publish(live, role, scene.triageArn, scene.socTopic, message) };
}

const subscription = (fields: object): Aws => {
  const aws = landscape();
  change(aws, security, home, "subscriptions", "soc-mail", fields);
  return aws;
};

describe("A topic", () => {
  it("tells its subscribers, of whatever account they are, and the chat channels that listen to it", () => {
    const aws = landscape();
    const own = regionalIn(aws, { accountId: security, region: home }).subscriptions["soc-mail"];
    assert.ok(own);
    scene.put(aws, "100000000005", home, "subscriptions", "other", {
      ...own,
      id: "other",
      endpoint: "other@example.com",
    });
    scene.put(aws, security, away, "slackChannels", "soc", {
      name: "soc",
      slackTeamId: "T1",
      slackChannelId: "C1",
      iamRoleArn: scene.triageRole,
      snsTopicArns: [scene.socTopic],
      guardrailPolicyArns: [],
      loggingLevel: "NONE",
      userAuthorizationRequired: false,
      tags: {},
    });
    const { live, fault } = told(aws);
    assert.equal(fault, undefined);
    assert.deepEqual(
      live.notifications.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`),
      ["email soc@example.com", "email other@example.com", "slack C1"],
    );
    assert.deepEqual(live.notifications[0], {
      at: "2026-11-25T08:00:00Z",
      topicArn: scene.socTopic,
      protocol: "email",
      endpoint: "soc@example.com",
      ...message,
    });
  });

  it("tells nobody who has not confirmed, and nobody of another topic", () => {
    assert.deepEqual(told(subscription({ pendingConfirmation: true })).live.notifications, []);
    assert.deepEqual(told(subscription({ topicArn: `${scene.socTopic}x` })).live.notifications, []);
  });

  for (const [filterPolicyScope, filterPolicy, count] of [
    ["MessageAttributes", { page: ["true"] }, 1],
    ["MessageAttributes", { page: ["false"] }, 0],
    ["MessageBody", { severity: [{ prefix: "hi" }] }, 1],
    ["MessageBody", { page: ["true"] }, 0],
  ] as const) {
    it(`tells ${count === 1 ? "a" : "no"} subscriber who wants ${JSON.stringify(filterPolicy)} of ${filterPolicyScope}`, () => {
      const aws = subscription({ filterPolicyScope, filterPolicy: JSON.stringify(filterPolicy) });
      assert.equal(told(aws).live.notifications.length, count);
    });
  }

  it("that is not there is not published to", () => {
    const live = liveFor(landscape(), async () => Promise.resolve({ lines: [] }));
    assert.match(publish(live, role, "x", `${scene.socTopic}x`, message) ?? "", /^NotFound: Topic does not exist/);
    assert.equal(live.steps[0]?.outcome, "failed");
  });
});

describe("A queue that listens to a topic", () => {
  const withQueue = (queuePolicy: string): Aws => {
    const aws = subscription({ protocol: "sqs", endpoint: scene.failures });
    change(aws, security, home, "queues", "failures", { policy: queuePolicy });
    return aws;
  };
  const service = { Service: "sns.amazonaws.com" };

  it("gets the message where its policy knows the topic", () => {
    const condition = { ArnEquals: { "aws:SourceArn": scene.socTopic } };
    const aws = withQueue(scene.policy(scene.allow(service, "sqs:SendMessage", condition)));
    assert.equal(told(aws).live.notifications.length, 1);
    const [letter] = messagesOf(aws, { accountId: security, region: home }, "failures");
    assert.deepEqual(JSON.parse(letter?.body ?? ""), { Type: "Notification", TopicArn: scene.socTopic, ...message });
  });

  it("loses it where it does not", () => {
    const condition = { ArnEquals: { "aws:SourceArn": `${scene.socTopic}x` } };
    const { live } = told(withQueue(scene.policy(scene.allow(service, "sqs:SendMessage", condition))));
    assert.deepEqual(live.notifications, []);
    assert.equal(live.steps.at(-1)?.outcome, "lost");
    assert.match(live.steps.at(-1)?.reason ?? "", /^AccessDenied: sns.amazonaws.com may not sqs:SendMessage/);
  });

  it("that is not there loses it, too", () => {
    const aws = subscription({ protocol: "sqs", endpoint: `${scene.failures}x` });
    assert.match(told(aws).live.steps.at(-1)?.reason ?? "", /NonExistentQueue/);
  });
});

describe("A topic that is encrypted", () => {
  const alias = "alias/soc";
  const root = { AWS: `arn:aws:iam::${security}:root` };
  const bySns = { StringEquals: { "kms:ViaService": `sns.${home}.amazonaws.com` } };

  function withKey(name: string, policy: object, state: "Enabled" | "Disabled" = "Enabled"): Aws {
    const aws = landscape();
    change(aws, security, home, "topics", "soc", { kmsMasterKeyId: name });
    scene.put(aws, security, home, "keyAliases", alias, { keyId: "1" });
    scene.put(aws, security, home, "keys", "1", {
      ...scene.thing,
      id: "1",
      description: "",
      policy: scene.policy(policy),
      keyUsage: "ENCRYPT_DECRYPT",
      spec: "SYMMETRIC_DEFAULT",
      state,
      multiRegion: false,
    });
    return aws;
  }

  for (const name of [
    alias,
    "1",
    `arn:aws:kms:${home}:${security}:key/1`,
    `arn:aws:kms:${home}:${security}:${alias}`,
  ]) {
    it(`is published to by a role that may use its key by way of SNS, named ${name}`, () => {
      assert.equal(told(withKey(name, scene.allow(root, "kms:*", bySns))).fault, undefined);
    });
  }

  for (const [title, aws, reason] of [
    [
      "disabled",
      withKey(alias, scene.allow(root, "kms:*"), "Disabled"),
      /^KMS.DisabledException: .*key\/1 is Disabled$/,
    ],
    ["not there", withKey("alias/other", scene.allow(root, "kms:*")), /^KMS.NotFoundException: alias\/other/],
    [
      "for another service",
      withKey(alias, scene.allow(root, "kms:*", { StringEquals: { "kms:ViaService": `sqs.${home}.amazonaws.com` } })),
      /^KMS.AccessDeniedException: .*Triage may not kms:GenerateDataKey/,
    ],
    [
      "for encryption only",
      withKey(alias, scene.allow(root, "kms:GenerateDataKey*")),
      /^KMS.AccessDeniedException: .*Triage may not kms:Decrypt/,
    ],
  ] as const) {
    it(`is not published to while its key is ${title}`, () => {
      const { live, fault } = told(aws);
      assert.match(fault ?? "", reason);
      assert.deepEqual(live.notifications, []);
    });
  }

  it("takes alarms by a statement for CloudWatch and the account", () => {
    for (const [account, expected] of [
      [security, undefined],
      ["100000000005", /^KMS.AccessDeniedException: cloudwatch.amazonaws.com/],
    ] as const) {
      const watch = { Service: "cloudwatch.amazonaws.com" };
      const source = { StringEquals: { "aws:SourceAccount": account } };
      const aws = withKey(alias, scene.allow(watch, ["kms:Decrypt", "kms:GenerateDataKey*"], source));
      change(aws, security, home, "topics", "soc", { policy: scene.policy(scene.allow(watch, "sns:Publish")) });
      const live = liveFor(aws, async () => Promise.resolve({ lines: [] }));
      const context = { "aws:SourceAccount": security };
      const sender = { kind: "service", service: "cloudwatch.amazonaws.com", context } as const;
      const fault = publish(live, sender, "alarm", scene.socTopic, message);
      if (expected === undefined) assert.equal(fault, undefined);
      else assert.match(fault ?? "", expected);
    }
  });
});

describe("A copy of AWS", () => {
  it("is the same now, and what happens there stays there", () => {
    const aws = landscape();
    const text = JSON.stringify(aws);
    const copy = copyOf(aws);
    assert.equal(JSON.stringify(copy), text);
    change(copy, security, home, "topics", "soc", { displayName: "changed" });
    messagesOf(copy, { accountId: security, region: home }, "failures").push({ body: "", sent: "", attributes: {} });
    copy.clock = "2027-01-01T00:00:00Z";
    assert.equal(JSON.stringify(aws), text);
  });
});

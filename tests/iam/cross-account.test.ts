import assert from "node:assert/strict";
import { evaluate } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, requestOf, told } from "./requests";

const OWNER = "222222222222";
const EVERYTHING = policy(
  documentOf({ Sid: "All", Effect: "Allow", Principal: { AWS: ["111122223333", OWNER] }, Action: "*", Resource: "*" }),
  "resource",
);

const say = (action: string, resource: string, caller = "111122223333") =>
  told(
    evaluate(
      requestOf({
        action,
        resource,
        resourceAccount: OWNER,
        principal: `arn:aws:iam::${caller}:user/jdoe`,
        context: {},
      }),
      { ...ADMINISTRATOR, resource: EVERYTHING },
    ),
  );

const GRANTED = "allowed by resource All, identity Admin";
const REFUSED = "implicitDeny for lack of resource";

describe("What a resource's policy can grant to another account", () => {
  it("of a KMS key is its use: other permissions have no effect", () => {
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
    const key = `arn:aws:kms:eu-west-1:${OWNER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    for (const action of ["kms:Decrypt", "kms:ReEncryptTo", "kms:CreateGrant", "kms:DescribeKey"]) {
      assert.equal(say(action, key), GRANTED, action);
    }
    for (const action of ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy", "kms:DisableKey", "kms:ListKeys"]) {
      assert.equal(say(action, key), REFUSED, action);
    }
    assert.equal(say("kms:ScheduleKeyDeletion", key, OWNER), "allowed by resource All, identity Admin");
  });

  it("of a queue is everything but what changes or lists queues", () => {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
    const queue = `arn:aws:sqs:eu-west-1:${OWNER}:alerts`;
    for (const action of ["sqs:SendMessage", "sqs:PurgeQueue", "sqs:ReceiveMessage"]) {
      assert.equal(say(action, queue), GRANTED, action);
    }
    for (const action of ["sqs:SetQueueAttributes", "SQS:deletequeue", "sqs:AddPermission"]) {
      assert.equal(say(action, queue), REFUSED, action);
    }
  });

  it("of topics, buses, functions and buckets is what the policy says", () => {
    for (const [action, resource] of [
      ["sns:SetTopicAttributes", `arn:aws:sns:eu-west-1:${OWNER}:alerts`],
      ["events:PutEvents", `arn:aws:events:eu-west-1:${OWNER}:event-bus/central`],
      ["lambda:UpdateFunctionCode", `arn:aws:lambda:eu-west-1:${OWNER}:function:triage`],
      ["s3:DeleteObject", "arn:aws:s3:::bucket/key"],
    ] as const) {
      assert.equal(say(action, resource), GRANTED, action);
    }
  });

  it("does not save anybody from a Deny", () => {
    const denies = policy(
      documentOf({ Sid: "Never", Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }),
      "resource",
    );
    const request = requestOf({
      action: "sqs:SetQueueAttributes",
      resource: "arn:aws:sqs:eu-west-1:1:q",
      resourceAccount: OWNER,
    });
    assert.equal(told(evaluate(request, { ...ADMINISTRATOR, resource: denies })), "explicitDeny by resource Never");
  });
});

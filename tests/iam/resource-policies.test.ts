import assert from "node:assert/strict";
import { evaluate, type Policies, type Request } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, NOTHING, requestOf, told } from "./requests";

const OWN = "111122223333";
const OTHER = "999999999999";

/** A queue, a topic, a bus and a function: a call on each, and the service that AWS's guide lets call it. */
const RESOURCES = [
  {
    action: "sqs:SendMessage",
    resource: `arn:aws:sqs:eu-west-1:${OWN}:dead-letters`,
    service: "events.amazonaws.com",
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    source: `arn:aws:events:eu-west-1:${OWN}:rule/forward`,
  },
  {
    action: "sns:Publish",
    resource: `arn:aws:sns:eu-west-1:${OWN}:alerts`,
    service: "cloudwatch.amazonaws.com",
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    source: `arn:aws:cloudwatch:eu-west-1:${OWN}:alarm:heartbeat`,
  },
  {
    action: "events:PutEvents",
    resource: `arn:aws:events:eu-west-1:${OWN}:event-bus/central`,
    service: "events.amazonaws.com",
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
    source: `arn:aws:events:eu-west-1:${OTHER}:rule/forward`,
  },
  {
    action: "lambda:InvokeFunction",
    resource: `arn:aws:lambda:eu-west-1:${OWN}:function:triage`,
    service: "events.amazonaws.com",
    // https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    source: `arn:aws:events:eu-west-1:${OWN}:rule/triage`,
  },
] as const;

type Target = (typeof RESOURCES)[number];

const asked = ({ action, resource }: Target, changes: Partial<Request> = {}) =>
  requestOf({ action, resource, resourceAccount: OWN, ...changes });

const stranger: Partial<Request> = { principal: `arn:aws:iam::${OTHER}:user/eve`, context: {} };

const granting = ({ action, resource }: Target, Principal: unknown, Condition?: object): Policies => ({
  ...NOTHING,
  resource: policy(
    documentOf({
      Sid: "Grant",
      Effect: "Allow",
      Principal,
      Action: action,
      Resource: resource,
      ...(Condition === undefined ? {} : { Condition }),
    }),
    "resource",
  ),
});

const say = (request: Request, policies: Policies) => told(evaluate(request, policies));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html */
describe("The policy of a queue, a topic, a bus, a function", () => {
  for (const target of RESOURCES) {
    const name = target.action;

    it(`${name}: in one account, it or the caller's policy is enough`, () => {
      const user = `arn:aws:iam::${OWN}:user/jdoe`;
      assert.equal(say(asked(target), granting(target, { AWS: user })), "allowed by resource Grant");
      assert.equal(say(asked(target), ADMINISTRATOR), "allowed by identity Admin");
      assert.equal(say(asked(target), NOTHING), "implicitDeny for lack of identity");
      // It trusts the account, whose own policies say nothing of the user.
      assert.equal(say(asked(target), granting(target, { AWS: OWN })), "implicitDeny for lack of identity");
    });

    it(`${name}: between accounts, both must allow`, () => {
      const shared = granting(target, { AWS: OTHER });
      const { identity } = ADMINISTRATOR;
      assert.equal(say(asked(target, stranger), { ...shared, identity }), "allowed by resource Grant, identity Admin");
      assert.equal(say(asked(target, stranger), shared), "implicitDeny for lack of identity");
      assert.equal(say(asked(target, stranger), ADMINISTRATOR), "implicitDeny for lack of resource");
    });

    it(`${name}: a service needs its own name there, and the source that a condition asks for`, () => {
      const call = (source: string) =>
        asked(target, {
          principal: target.service,
          principalKind: "service",
          context: { "aws:SourceArn": source, "aws:PrincipalIsAWSService": "true" },
        });
      const admitted = granting(target, { Service: target.service }, { ArnEquals: { "aws:SourceArn": target.source } });
      assert.equal(say(call(target.source), admitted), "allowed by resource Grant");
      assert.equal(say(call(`${target.source}2`), admitted), "implicitDeny for lack of resource");
      assert.equal(say(call(target.source), granting(target, { AWS: OWN })), "implicitDeny for lack of resource");
    });
  }
});

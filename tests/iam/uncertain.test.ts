import assert from "node:assert/strict";
import { evaluate, uncertainPolicy, type Policies, type Request } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, requestOf, sessionRequestOf, told } from "./requests";

const say = (policies: Policies, request: Request = sessionRequestOf()) => told(evaluate(request, policies));
const allowAll = policy(documentOf({ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }), "scp");
const guardrail = policy(
  documentOf({
    Sid: "Guard",
    Effect: "Deny",
    Action: requestOf().action,
    Resource: "*",
    Condition: { StringNotEquals: { "aws:PrincipalTag/team": "platform" } },
  }),
  "scp",
);
const perhaps = uncertainPolicy(guardrail, "where it stands");

describe("A policy of which nobody can tell whether it binds", () => {
  it("leaves a request unknown that its statements fit", () => {
    const verdict = say({ ...ADMINISTRATOR, scps: [[allowAll, perhaps]] });
    assert.equal(verdict, "unknown by scp Guard hanging on document:where it stands");
  });

  it("is nothing to a request that they do not fit", () => {
    const policies = { ...ADMINISTRATOR, scps: [[allowAll, perhaps]] };
    const request = sessionRequestOf();
    const spared = { ...request, context: { ...request.context, "aws:PrincipalTag/team": "platform" } };
    assert.match(say(policies, spared), /^allowed by /);
    assert.match(say(policies, { ...request, action: "ec2:RunInstances" }), /^allowed by /);
  });

  it("yields to the same policy where it binds", () => {
    const verdict = say({
      ...ADMINISTRATOR,
      scps: [
        [allowAll, perhaps],
        [allowAll, guardrail],
      ],
    });
    assert.equal(verdict, "explicitDeny by scp Guard");
  });

  it("allows nothing that can be relied on", () => {
    const scps = [[uncertainPolicy(allowAll, "where it stands")]];
    assert.equal(say({ ...ADMINISTRATOR, scps }), "unknown by scp All hanging on document:where it stands");
  });
});

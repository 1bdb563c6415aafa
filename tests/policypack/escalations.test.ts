import assert from "node:assert/strict";
import { escalations } from "../../policypack/catalogue/least-privilege/escalations";
import { allow } from "../../rulebook/derive/plain-statements";
import { policySees } from "./seen";

/** By hand from the published lists; a class that is gone is a visible change. */
const published = [
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:PassRole with ec2:RunInstances",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:AttachUserPolicy",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:PutUserPolicy",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:AddUserToGroup",
  "iam:UpdateAssumeRolePolicy",
  "iam:PassRole with lambda:CreateFunction with lambda:InvokeFunction",
  "iam:PassRole with lambda:CreateFunction with lambda:CreateEventSourceMapping",
  "lambda:UpdateFunctionCode",
  "iam:PassRole with glue:CreateDevEndpoint",
  "glue:UpdateDevEndpoint",
  "iam:PassRole with cloudformation:CreateStack",
  "iam:PassRole with datapipeline:CreatePipeline",
];

describe("ways up", () => {
  it("hold the twenty-one methods that were published first, and each once", () => {
    const ids = escalations.map(({ id }) => id);
    assert.deepEqual(
      published.filter((id) => !ids.includes(id)),
      [],
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const { id, needs } of escalations) {
    const actions = needs.flatMap((need) => need.actions);
    it(`${id} is one, and no half of it is`, () => {
      assert.deepEqual(policySees("leave-no-way-up", allow({ actions, resources: "*" })), [`it allows ${id}`]);
      for (const left of actions.length === 1 ? [] : actions) {
        const rest = actions.filter((action) => action !== left);
        assert.ok(!policySees("leave-no-way-up", allow({ actions: rest, resources: "*" })).includes(`it allows ${id}`));
      }
      assert.deepEqual(policySees("leave-no-way-up", allow({ actions: "s3:GetObject", resources: "*" })), []);
    });
  }
});

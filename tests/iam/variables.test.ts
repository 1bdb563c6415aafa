import assert from "node:assert/strict";
import { evaluate, type Context } from "../../iam";
import { documentOf, policy } from "./documents";
import { NOTHING, requestOf, told } from "./requests";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
describe("Policy variables", () => {
  it("take the value of a key of the request", () => {
    assert.equal(
      readsWith("arn:aws:s3:::bucket/${aws:username}/*", "arn:aws:s3:::bucket/ana/x", { "aws:username": "ana" }),
      "allowed",
    );
    assert.equal(
      readsWith("arn:aws:s3:::bucket/${aws:username}/*", "arn:aws:s3:::bucket/bob/x", { "aws:username": "ana" }),
      "implicitDeny",
    );
  });

  it("do not care for letter case in the key", () => {
    assert.equal(
      readsWith("arn:aws:s3:::bucket/${AWS:UserName}", "arn:aws:s3:::bucket/ana", { "aws:username": "ana" }),
      "allowed",
    );
  });

  it("match no resource without a value", () => {
    assert.equal(readsWith("arn:aws:s3:::bucket/${aws:username}*", "arn:aws:s3:::bucket/", {}), "implicitDeny");
  });

  it("take their default without a value, and their value with one", () => {
    const pattern = "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'none, yet'}/*";
    assert.equal(readsWith(pattern, "arn:aws:s3:::bucket/none, yet/x", {}), "allowed");
    assert.equal(
      readsWith(pattern, "arn:aws:s3:::bucket/none, yet/x", { "aws:PrincipalTag/team": "red" }),
      "implicitDeny",
    );
    assert.equal(readsWith(pattern, "arn:aws:s3:::bucket/red/x", { "aws:PrincipalTag/team": "red" }), "allowed");
  });

  it("are literal: a wildcard in a value matches only itself", () => {
    const context = { "aws:PrincipalTag/team": "*" };
    assert.equal(
      readsWith("arn:aws:s3:::bucket/${aws:PrincipalTag/team}/x", "arn:aws:s3:::bucket/red/x", context),
      "implicitDeny",
    );
    assert.equal(
      readsWith("arn:aws:s3:::bucket/${aws:PrincipalTag/team}/x", "arn:aws:s3:::bucket/*/x", context),
      "allowed",
    );
  });

  it("match nothing with a value that AWS would not accept: control characters", () => {
    const context = { "aws:PrincipalTag/team": "\u0001" };
    const pattern = "arn:aws:s3:::bucket/${aws:PrincipalTag/team}";
    assert.equal(readsWith(pattern, "arn:aws:s3:::bucket/red", context), "implicitDeny");
  });

  it("write the three special characters as ${*}, ${?} and ${$}", () => {
    const pattern = "arn:aws:s3:::bucket/${*}${?}${$}{x}*";
    assert.equal(readsWith(pattern, "arn:aws:s3:::bucket/*?${x}tail", {}), "allowed");
    assert.equal(readsWith(pattern, "arn:aws:s3:::bucket/ab${x}tail", {}), "implicitDeny");
  });

  it("are plain text in version 2008-10-17 and without a version", () => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/${aws:username}" };
    for (const document of [{ Version: "2008-10-17", Statement: statement }, { Statement: statement }]) {
      const decide = (resource: string) =>
        evaluate(requestOf({ resource, context: { "aws:username": "ana" } }), {
          ...NOTHING,
          identity: [policy(document, "identity")],
        }).decision;
      assert.equal(decide("arn:aws:s3:::bucket/${aws:username}"), "allowed");
      assert.equal(decide("arn:aws:s3:::bucket/ana"), "implicitDeny");
    }
  });

  it("compare in conditions: without a value nothing is equal, and everything unequal", () => {
    const tags = { "s3:ExistingObjectTag/Team": "red" };
    const equals = { StringEquals: { "s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}" } };
    const differs = { StringNotEquals: { "s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}" } };
    assert.equal(decisionFor(equals, { ...tags, "aws:PrincipalTag/Team": "red" }), "allowed");
    assert.equal(decisionFor(equals, { ...tags, "aws:PrincipalTag/Team": "blue" }), "implicitDeny");
    assert.equal(decisionFor(equals, tags), "implicitDeny");
    assert.equal(decisionFor(differs, { ...tags, "aws:PrincipalTag/Team": "red" }), "implicitDeny");
    assert.equal(decisionFor(differs, tags), "allowed");
  });

  it("work with ARN operators", () => {
    const condition = { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:${aws:PrincipalAccount}:${aws:username}-*" } };
    const context = { "aws:PrincipalAccount": "111122223333", "aws:username": "ana" };
    const from = (account: string) => ({ ...context, "aws:SourceArn": `arn:aws:sns:eu-west-1:${account}:ana-topic` });
    assert.equal(decisionFor(condition, from("111122223333")), "allowed");
    assert.equal(decisionFor(condition, from("999999999999")), "implicitDeny");
  });

  it("make a NotResource except nothing without a value", () => {
    const document = documentOf(
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Sid: "OnlyOwn", Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::bucket/${aws:username}" },
    );
    const decide = (context: Context) =>
      told(
        evaluate(requestOf({ resource: "arn:aws:s3:::bucket/ana", context }), {
          ...NOTHING,
          identity: [policy(document, "identity")],
        }),
      );
    assert.equal(decide({ "aws:username": "ana" }), "allowed by identity #0");
    assert.equal(decide({}), "explicitDeny by identity OnlyOwn");
  });
});

function readsWith(pattern: string, resource: string, context: Context): string {
  const document = documentOf({ Effect: "Allow", Action: "s3:GetObject", Resource: pattern });
  return evaluate(requestOf({ resource, context }), { ...NOTHING, identity: [policy(document, "identity")] }).decision;
}

function decisionFor(condition: object, context: Context): string {
  const document = documentOf({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition });
  return evaluate(requestOf({ context }), { ...NOTHING, identity: [policy(document, "identity")] }).decision;
}

import assert from "node:assert/strict";
import { evaluate, matchesArn } from "../../iam";
import { documentOf, policy } from "./documents";
import { NOTHING, requestOf } from "./requests";

describe("matchesArn, the matching of Resource", () => {
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
  const rows: readonly (readonly [pattern: string, arn: string, matches: boolean, why: string])[] = [
    ["*", "arn:aws:s3:::b/k", true, "everything"],
    ["*", "*", true, "the resource of an action without resources"],
    ["arn:aws:s3:::b", "*", false, "an ARN is not the resource of an action without resources"],
    ["arn:aws:s3:::b/k", "arn:aws:s3:::b/k", true, "the same text"],
    ["arn:aws:s3:::b/k", "arn:aws:s3:::b/K", false, "letter case counts"],
    ["arn:aws:s3:::b", "arn:aws:s3:::b/k", false, "no implied prefix"],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b/c", true, "* runs across slashes"],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/", true, "* may be empty"],
    ["arn:aws:s3:::b/f??.txt", "arn:aws:s3:::b/foo.txt", true, "? is one character"],
    ["arn:aws:s3:::b/f??.txt", "arn:aws:s3:::b/fo.txt", false, "? is not none"],
    ["arn:aws:iam::*:role/r", "arn:aws:iam::111122223333:role/r", true, "a wildcard account"],
    ["arn:aws:iam::*:role/r", "arn:aws:iam::111122223333:role/path/r", false, "the path belongs to the ARN"],
    ["arn:aws:iam::1?:role/r", "arn:aws:iam::12:role/r", true, "? within a segment"],
    ["arn:aws:iam::1?:role/r", "arn:aws:iam::1::role/r", false, "? is no colon in a segment before the resource"],
    ["arn:aws:sns:*:1:t", "arn:aws:sns:eu:2:x:1:t", true, "a * that ends a segment may run beyond the colon"],
    ["arn:aws:sns:*u*:1:t", "arn:aws:sns:eu:2:x:1:t", true, "what stands before it in the segment does not"],
    ["arn:aws:sns:*x*:1:t", "arn:aws:sns:eu:2:x:1:t", false, "another * in the segment stays before the colon"],
    ["arn:aws:sns:e??2*:1:t", "arn:aws:sns:eu:2:x:1:t", false, "a ? in the segment stays before the colon"],
    ["arn:aws:sns:*u:1:t", "arn:aws:sns:e:2:u:1:t", false, "a * inside a segment stays in it"],
    ["arn:aws:sns:*u:1:t", "arn:aws:sns:eu:1:t", true, "a * inside a segment matches within it"],
    ["arn:aws:s3:*", "arn:aws:s3:::b/k", true, "a * at the end covers the rest"],
    [
      "arn:aws:logs:*:*:log-group:*:log-stream:x",
      "arn:aws:logs:eu:1:log-group:g:log-stream:x",
      true,
      "colons in the resource",
    ],
    ["arn:aws:s3:::*log*", "arn:aws:s3:::b/a:log", true, "the resource part may hold colons"],
    ["arn:*:iam::*:role/r", "arn:aws-cn:iam::1:role/r", true, "a wildcard partition"],
  ];
  for (const [pattern, arn, matches, why] of rows) {
    it(`${matches ? "matches" : "does not match"} ${arn} by ${pattern}: ${why}`, () => {
      assert.equal(matchesArn(pattern, arn), matches);
    });
  }

  it("takes no time on patterns made to take long", () => {
    const pattern = `arn:aws:s3:::${"*a".repeat(40)}b`;
    assert.equal(matchesArn(pattern, `arn:aws:s3:::${"a".repeat(2000)}`), false);
  });
});

describe("Statement elements", () => {
  const decide = (statement: object, action: string, resource = "arn:aws:s3:::bucket/key") =>
    evaluate(requestOf({ action, resource }), {
      ...NOTHING,
      identity: [policy(documentOf(statement), "identity")],
    }).decision;

  it("Action takes one value or a list, with wildcards anywhere in the name, in any letter case", () => {
    const allow = (action: string | readonly string[]) => ({ Effect: "Allow", Action: action, Resource: "*" });
    assert.equal(decide(allow("S3:getobject"), "s3:GetObject"), "allowed");
    assert.equal(decide(allow(["iam:*", "s3:*Obj*"]), "s3:GetObject"), "allowed");
    assert.equal(decide(allow("s3:GetObjec?"), "s3:GetObject"), "allowed");
    assert.equal(decide(allow("s3:GetObject"), "s3:GetObjectVersion"), "implicitDeny");
    assert.equal(decide(allow("*"), "s3:GetObject"), "allowed");
  });

  it("NotAction covers every action that it does not list", () => {
    const statement = { Effect: "Allow", NotAction: ["iam:*", "s3:Delete*"], Resource: "*" };
    assert.equal(decide(statement, "s3:GetObject"), "allowed");
    assert.equal(decide(statement, "s3:DeleteObject"), "implicitDeny");
    assert.equal(decide(statement, "IAM:CreateUser"), "implicitDeny");
  });

  it("NotResource covers every resource that it does not list", () => {
    const statement = { Effect: "Allow", Action: "*", NotResource: ["arn:aws:s3:::secret", "arn:aws:s3:::secret/*"] };
    assert.equal(decide(statement, "s3:GetObject"), "allowed");
    assert.equal(decide(statement, "s3:GetObject", "arn:aws:s3:::secret/key"), "implicitDeny");
    assert.equal(decide(statement, "ec2:DescribeInstances", "*"), "allowed");
  });

  it("are read from an object, from JSON text, and from one statement or a list", () => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    for (const document of [
      { Version: "2012-10-17", Statement: statement },
      { Version: "2012-10-17", Statement: [statement] },
      JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    ]) {
      const verdict = evaluate(requestOf(), { ...NOTHING, identity: [policy(document, "identity", "reader")] });
      assert.deepEqual(verdict.by, [{ effect: "Allow", kind: "identity", policy: "reader", statement: "#0" }]);
    }
  });

  it("are named in a verdict by Sid, or by their index", () => {
    const document = documentOf(
      { Sid: "Reading", Effect: "Allow", Action: "s3:Get*", Resource: "*" },
      { Sid: "", Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
    );
    const verdict = evaluate(requestOf(), { ...NOTHING, identity: [policy(document, "identity")] });
    assert.deepEqual(
      verdict.by.map((reason) => reason.statement),
      ["Reading", "#1"],
    );
  });
});

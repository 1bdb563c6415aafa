import assert from "node:assert/strict";
import {
  actionPatternsOf,
  ANY_ONE,
  ANY_RUN,
  keysOf,
  patternsOn,
  principalsOf,
  resourcePatternsOf,
  variablesOf,
  type PolicyKind,
} from "../../iam";
import { documentOf, policy } from "./documents";

const statement = (more: object) => ({ Effect: "Deny", Action: "*", Resource: "*", ...more });
const when = (...conditions: readonly object[]) => [
  policy(documentOf(...conditions.map((Condition) => statement({ Condition }))), "identity"),
];
const of = (kind: PolicyKind, ...statements: readonly object[]) => [policy(documentOf(...statements), kind)];
const constant = (comparison: string, pattern: string) => ({ comparison, pattern, variable: false });

describe("The patterns that policies compare a key with", () => {
  it("are told with how they are compared, their wildcards marked", () => {
    const policies = when(
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/a?" } },
      { StringLike: { "aws:PrincipalArn": "arn:*/b" } },
      { StringEqualsIgnoreCase: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/C" } },
      { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
    );
    assert.deepEqual(patternsOn(policies, "aws:PrincipalArn"), [
      constant("arn", `arn:aws:iam::${ANY_RUN}:role/a${ANY_ONE}`),
      constant("text", `arn:${ANY_RUN}/b`),
      constant("caseless", "arn:aws:iam::111122223333:role/c"),
    ]);
    assert.deepEqual(patternsOn(policies, "aws:MultiFactorAuthAge"), [constant("value", "3600")]);
  });

  it("keep an asterisk literal where it is none of a wildcard: in StringEquals, and escaped", () => {
    const policies = when(
      { StringEquals: { "aws:PrincipalArn": "a*" } },
      { StringLike: { "aws:PrincipalArn": "b${*}" } },
    );
    assert.deepEqual(patternsOn(policies, "aws:PrincipalArn"), [constant("text", "a*"), constant("text", "b*")]);
  });

  it("are found under any letter case of the key, any set operator, IfExists and Not, and each is told once", () => {
    const policies = when(
      { "ForAnyValue:StringNotLikeIfExists": { "AWS:principalARN": ["x*", "y"] } },
      { StringLike: { "aws:PrincipalArn": "x*" }, StringEquals: { "aws:PrincipalArn": "y" } },
    );
    const expected = [constant("text", `x${ANY_RUN}`), constant("text", "y")];
    assert.deepEqual(patternsOn([...policies, ...policies], "aws:principalarn"), expected);
  });

  it("say which of them hold a variable, and are therefore no constants", () => {
    const policies = when({ StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:username, 'x'}" } });
    assert.deepEqual(patternsOn(policies, "aws:PrincipalArn"), [
      { comparison: "text", pattern: `arn:aws:iam::${ANY_RUN}:role/${ANY_RUN}`, variable: true },
    ]);
    assert.deepEqual([...variablesOf(policies)], ["aws:username"]);
  });

  it("are none of other keys, nor of Null, which compares nothing", () => {
    const policies = when(
      { StringLike: { "aws:userid": "x" } },
      { Null: { "aws:PrincipalArn": "true" } },
      { StringLike: { "aws:userid": "${aws:PrincipalArn}" } },
    );
    assert.deepEqual(patternsOn(policies, "aws:PrincipalArn"), []);
    assert.deepEqual([...keysOf(policies)].sort(), ["aws:principalarn", "aws:userid"]);
    assert.deepEqual([...variablesOf(policies)], ["aws:principalarn"]);
  });
});

describe("What else stands in policies", () => {
  it("is every action pattern, in lower case", () => {
    const policies = of("scp", statement({ Action: ["s3:Get*", "S3:get*"] }), {
      Effect: "Deny",
      NotAction: "iam:PassRole",
      Resource: "*",
    });
    assert.deepEqual(actionPatternsOf(policies), [`s3:get${ANY_RUN}`, "iam:passrole"]);
  });

  it("is every resource pattern, with those that hold variables marked", () => {
    const policies = of(
      "identity",
      statement({ Resource: ["*", "arn:aws:s3:::a/${aws:username}"] }),
      { Effect: "Deny", Action: "*", NotResource: ["arn:aws:s3:::b", "arn:aws:s3:::b"] },
      statement({}),
    );
    assert.deepEqual(resourcePatternsOf(policies), [
      { pattern: ANY_RUN, variable: false },
      { pattern: `arn:aws:s3:::a/${ANY_RUN}`, variable: true },
      { pattern: "arn:aws:s3:::b", variable: false },
    ]);
    assert.deepEqual([...keysOf(policies)], ["aws:username"]);
  });

  it("is everybody in Principal and NotPrincipal", () => {
    const arn = "arn:aws:iam::111122223333:role/App";
    const trust = of(
      "trust",
      { Effect: "Allow", Principal: { AWS: ["111122223333", arn] }, Action: "sts:AssumeRole" },
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    );
    const bucket = of("resource", statement({ NotPrincipal: { AWS: "arn:aws:iam::999999999999:root" } }));
    const found = principalsOf([...trust, ...bucket]);
    assert.deepEqual([...found.accounts], ["111122223333", "999999999999"]);
    assert.deepEqual([...found.arns], [arn]);
    assert.deepEqual([...found.services], ["ec2.amazonaws.com"]);
    assert.equal(found.everyone, false);
    assert.equal(principalsOf(of("resource", statement({ Principal: "*" }))).everyone, true);
  });
});

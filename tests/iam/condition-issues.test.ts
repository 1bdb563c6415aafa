import assert from "node:assert/strict";
import { parsePolicy } from "../../iam";
import { documentOf } from "./documents";

/** A Condition element that is refused, the path of the issue within it, and what the issue says. */
const refused: readonly (readonly [what: string, condition: unknown, path: string, message: RegExp])[] = [
  ["a list", [], "", /expected an object of operators/],
  ["an unknown operator", { StringEqual: { "aws:userid": "x" } }, ".StringEqual", /unknown .* operator.*StringEquals/],
  ["IfExists on Null", { NullIfExists: { "aws:userid": "true" } }, ".NullIfExists", /unknown .* operator/],
  [
    "a set operator on Null",
    { "ForAllValues:Null": { "aws:TagKeys": "true" } },
    ".ForAllValues:Null",
    /unknown .* operator/,
  ],
  ["an unknown set operator", { "ForSome:Bool": { "aws:TagKeys": "x" } }, ".ForSome:Bool", /unknown .* operator/],
  ["an operator without keys", { StringEquals: {} }, ".StringEquals", /an object of condition keys, found \{\}/],
  [
    "an unknown global key",
    { Bool: { "aws:MfaPresent": "true" } },
    ".Bool.aws:MfaPresent",
    /unknown condition key "aws:MfaPresent"/,
  ],
  ["a key of an unknown service", { Bool: { "quux:On": "true" } }, ".Bool.quux:On", /unknown condition key/],
  [
    "a tag key without a name",
    { Null: { "aws:PrincipalTag/": "true" } },
    ".Null.aws:PrincipalTag/",
    /unknown condition key/,
  ],
  ["an empty list of values", { StringEquals: { "aws:userid": [] } }, ".StringEquals.aws:userid", /empty list/],
  ["an object as value", { StringEquals: { "aws:userid": {} } }, ".StringEquals.aws:userid", /found \{\}/],
  ["null as value", { StringEquals: { "aws:userid": [null] } }, ".StringEquals.aws:userid", /found \[null\]/],
  [
    "an unknown variable",
    { StringLike: { "s3:prefix": "${aws:user}/" } },
    ".StringLike.s3:prefix",
    /no known condition key/,
  ],
  [
    "a blank in a variable",
    { StringLike: { "s3:prefix": "${ aws:username}/" } },
    ".StringLike.s3:prefix",
    /"\$\{ aws:username\}" names no known condition key/,
  ],
  [
    "a variable in a variable",
    { StringEquals: { "s3:prefix": "${aws:PrincipalTag/${aws:username}}" } },
    ".StringEquals.s3:prefix",
    /"\$\{aws:PrincipalTag\/\$\{aws:username\}" names no known condition key/,
  ],
  [
    "one key in two letter cases",
    { StringEquals: { "aws:username": "jdoe", "aws:UserName": "anna" } },
    ".StringEquals.aws:UserName",
    /is "aws:username" again, in other letter case; keep one/,
  ],
  [
    "one operator in two letter cases",
    { StringEquals: { "aws:username": "jdoe" }, stringEquals: { "aws:userid": "AIDAEXAMPLE" } },
    ".stringEquals",
    /is "StringEquals" again, in other letter case; keep one/,
  ],
  [
    "a text that is no number",
    { NumericEquals: { "s3:max-keys": "ten" } },
    ".NumericEquals.s3:max-keys",
    /"ten" is not a number/,
  ],
  [
    "an exponent in a number",
    { NumericEquals: { "s3:max-keys": "1e3" } },
    ".NumericEquals.s3:max-keys",
    /"1e3" is not a number/,
  ],
  [
    "a variable as a number",
    { NumericEquals: { "s3:max-keys": "${aws:userid}" } },
    ".NumericEquals.s3:max-keys",
    /not a number/,
  ],
  [
    "a day that does not exist",
    { DateLessThan: { "aws:CurrentTime": "2025-02-30" } },
    ".DateLessThan.aws:CurrentTime",
    /not a date/,
  ],
  [
    "a time without a zone",
    { DateEquals: { "aws:CurrentTime": "2025-02-01T10:00:00" } },
    ".DateEquals.aws:CurrentTime",
    /not a date/,
  ],
  [
    "a text that is no Boolean",
    { Bool: { "aws:SecureTransport": "yes" } },
    ".Bool.aws:SecureTransport",
    /neither true nor false/,
  ],
  ["a Null that is no Boolean", { Null: { "aws:userid": "maybe" } }, ".Null.aws:userid", /neither true nor false/],
  [
    "a prefix that is too long",
    { IpAddress: { "aws:SourceIp": "10.0.0.0/33" } },
    ".IpAddress.aws:SourceIp",
    /no IPv4 or IPv6/,
  ],
  [
    "an address that is none",
    { NotIpAddress: { "aws:SourceIp": "1::2::3" } },
    ".NotIpAddress.aws:SourceIp",
    /no IPv4 or IPv6/,
  ],
  ["an ARN that is none", { ArnLike: { "aws:PrincipalArn": "*" } }, ".ArnLike.aws:PrincipalArn", /six components/],
  ["base64 that is none", { BinaryEquals: { "myservice:key": "a b" } }, ".BinaryEquals.myservice:key", /not base64/],
  [
    "a range for an ARN",
    { IpAddress: { "aws:PrincipalArn": "10.0.0.0/8" } },
    ".IpAddress.aws:PrincipalArn",
    /never matches/,
  ],
  [
    "an ARN for a Boolean",
    { ArnLike: { "aws:SecureTransport": "arn:aws:a:b:c:d" } },
    ".ArnLike.aws:SecureTransport",
    /never matches/,
  ],
  ["a date for a number", { DateEquals: { "s3:max-keys": "2025" } }, ".DateEquals.s3:max-keys", /never matches/],
];

describe("A Condition element", () => {
  for (const [what, condition, path, message] of refused) {
    it(`is refused with ${what}`, () => {
      const statement = { Effect: "Deny", Action: "*", Resource: "*", Condition: condition };
      const parsed = parsePolicy(documentOf(statement), "identity", "p");
      assert.equal(parsed.ok, false);
      const issue = parsed.issues.find((found) => found.path === `Statement[0].Condition${path}`);
      assert.match(issue?.message ?? JSON.stringify(parsed.issues), message);
    });
  }

  it("may compare text of keys of any type, epoch time as a number, and free text by any operator", () => {
    const condition = {
      StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root", "aws:SecureTransport": "tru?", "aws:SourceIp": "10.*" },
      NumericLessThan: { "aws:EpochTime": "1738324800", "aws:PrincipalTag/level": "3" },
      ArnLike: { "aws:PrincipalTag/owner": "arn:aws:iam::*:user/*" },
    };
    const statement = { Effect: "Deny", Action: "*", Resource: "*", Condition: condition };
    assert.equal(parsePolicy(documentOf(statement), "identity", "p").ok, true);
  });

  /** https://github.com/aws-samples/data-perimeter-policy-examples, service_specific_controls */
  it("may name the keys by which AWS's published examples keep workloads inside their networks", () => {
    const condition = {
      "ForAnyValue:StringNotLike": { "ses:Recipients": "*@example.com" },
      StringNotLike: { "states:HTTPEndpoint": "https://example.com/*", "bedrock-mantle:Model": "example.*" },
      ArnNotLike: { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:*:inference-profile/eu.*" },
      Null: {
        "sagemaker:VpcSubnets": "true",
        "glue:VpcIds": "true",
        "cloudshell:VpcIds": "true",
        "apprunner:VpcConnectorArn": "true",
        "codebuild:vpcConfig.vpcId": "true",
      },
    };
    const statement = { Effect: "Deny", Action: "*", Resource: "*", Condition: condition };
    assert.equal(parsePolicy(documentOf(statement), "scp", "p").ok, true);
  });

  it("may be empty", () => {
    const statement = { Effect: "Deny", Action: "*", Resource: "*", Condition: {} };
    assert.equal(parsePolicy(documentOf(statement), "identity", "p").ok, true);
  });
});

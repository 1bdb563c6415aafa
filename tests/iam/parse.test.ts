import assert from "node:assert/strict";
import { parsePolicy, type PolicyKind } from "../../iam";

const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const DENY = { Effect: "Deny", Action: "s3:*", Resource: "*" };
const TRUST = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };
const RCP = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };

function issuesOf(kind: PolicyKind, document: unknown): readonly string[] {
  const parsed = parsePolicy(document, kind, "p");
  return parsed.ok ? [] : parsed.issues.map(({ path, message }) => `${path}: ${message}`);
}

const of = (...statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });

/** What is refused: the kind, a valid statement, what is changed in it, where the issue is and what it says. */
const refused: readonly (readonly [string, PolicyKind, object, string, RegExp])[] = [
  [
    "an unknown element",
    "identity",
    { ...ALLOW, Resources: "*" },
    "Statement[0].Resources",
    /unknown element.*NotResource/,
  ],
  [
    "an element in other letter case",
    "identity",
    { ...ALLOW, effect: "Deny" },
    "Statement[0].effect",
    /unknown element/,
  ],
  ["a missing Effect", "identity", { Action: "*", Resource: "*" }, "Statement[0].Effect", /must be "Allow" or "Deny"/],
  ["another Effect", "identity", { ...ALLOW, Effect: "allow" }, "Statement[0].Effect", /found "allow"/],
  [
    "neither Action nor NotAction",
    "identity",
    { Effect: "Allow", Resource: "*" },
    "Statement[0]",
    /needs Action or NotAction/,
  ],
  [
    "both Action and NotAction",
    "identity",
    { ...ALLOW, NotAction: "s3:*" },
    "Statement[0]",
    /both Action and NotAction/,
  ],
  ["an empty list of actions", "identity", { ...ALLOW, Action: [] }, "Statement[0].Action", /found \[\]/],
  [
    "an action without a service",
    "identity",
    { ...ALLOW, Action: "GetObject" },
    "Statement[0].Action",
    /"GetObject" is no action/,
  ],
  ["an action that is a number", "identity", { ...ALLOW, Action: 7 }, "Statement[0].Action", /found 7/],
  ["no Resource", "identity", { Effect: "Allow", Action: "*" }, "Statement[0]", /needs Resource or NotResource/],
  [
    "a Resource that is no ARN",
    "identity",
    { ...ALLOW, Resource: "bucket/*" },
    "Statement[0].Resource",
    /"bucket\/\*" is neither/,
  ],
  [
    "an ARN that is cut short",
    "identity",
    { ...ALLOW, Resource: "arn:aws:s3" },
    "Statement[0].Resource",
    /six components/,
  ],
  [
    "a wildcard service in an ARN",
    "identity",
    { ...ALLOW, Resource: "arn:aws:s*:::b" },
    "Statement[0].Resource",
    /spelled out/,
  ],
  [
    "a variable as the account",
    "identity",
    { ...ALLOW, Resource: "arn:aws:iam::${aws:userid}:role/r" },
    "Statement[0].Resource",
    /fifth colon/,
  ],
  [
    "an open variable",
    "identity",
    { ...ALLOW, Resource: "arn:aws:s3:::b/${aws:userid" },
    "Statement[0].Resource",
    /not closed/,
  ],
  [
    "an unknown variable",
    "identity",
    { ...ALLOW, Resource: "arn:aws:s3:::b/${aws:user}" },
    "Statement[0].Resource",
    /no known condition key/,
  ],
  [
    "a multivalued variable",
    "identity",
    { ...ALLOW, Resource: "arn:aws:s3:::b/${aws:TagKeys}" },
    "Statement[0].Resource",
    /several values/,
  ],
  [
    "a default without quotes",
    "identity",
    { ...ALLOW, Resource: "arn:aws:s3:::b/${aws:userid, x}" },
    "Statement[0].Resource",
    /single quotes/,
  ],
  [
    "control characters",
    "identity",
    { ...ALLOW, Resource: "arn:aws:s3:::b/\u0001" },
    "Statement[0].Resource",
    /control characters/,
  ],
  ["a Sid with other characters", "identity", { ...ALLOW, Sid: "Read it" }, "Statement[0].Sid", /letters and digits/],
  [
    "a Principal in an identity policy",
    "identity",
    { ...ALLOW, Principal: "*" },
    "Statement[0].Principal",
    /not supported/,
  ],
  ["a Principal in a boundary", "boundary", { ...ALLOW, Principal: "*" }, "Statement[0].Principal", /not supported/],
  [
    "a Principal in a session policy",
    "session",
    { ...ALLOW, Principal: "*" },
    "Statement[0].Principal",
    /not supported/,
  ],
  ["a Principal in an SCP", "scp", { ...DENY, Principal: "*" }, "Statement[0].Principal", /not supported/],
  ["a NotPrincipal in an SCP", "scp", { ...DENY, NotPrincipal: "*" }, "Statement[0].NotPrincipal", /not supported/],
  ["no Principal in a resource policy", "resource", ALLOW, "Statement[0]", /needs a Principal/],
  [
    "NotPrincipal that allows",
    "resource",
    { ...ALLOW, NotPrincipal: { AWS: "111122223333" } },
    "Statement[0].NotPrincipal",
    /effect Deny/,
  ],
  [
    "NotPrincipal in a trust policy",
    "trust",
    { Effect: "Deny", NotPrincipal: { AWS: "111122223333" }, Action: "sts:AssumeRole" },
    "Statement[0].NotPrincipal",
    /not supported/,
  ],
  [
    "a Resource in a trust policy",
    "trust",
    { ...TRUST, Resource: "*" },
    "Statement[0].Resource",
    /belongs to its role/,
  ],
  [
    "an action of another service in a trust policy",
    "trust",
    { ...TRUST, Action: "s3:GetObject" },
    "Statement[0].Action",
    /only takes actions of sts/,
  ],
  [
    "a text as Principal",
    "trust",
    { ...TRUST, Principal: "111122223333" },
    "Statement[0].Principal",
    /expected "\*" or an object/,
  ],
  [
    "an unknown type of principal",
    "trust",
    { ...TRUST, Principal: { Aws: "111122223333" } },
    "Statement[0].Principal.Aws",
    /unknown principal type/,
  ],
  [
    "a variable in a principal",
    "trust",
    { ...TRUST, Principal: { AWS: "arn:aws:iam::111122223333:user/${aws:username}" } },
    "Statement[0].Principal.AWS",
    /is no principal: .*no variables/,
  ],
  [
    "a principal type that only looks like one to JavaScript",
    "trust",
    { ...TRUST, Principal: JSON.parse('{"__proto__": "*", "toString": "*"}') },
    "Statement[0].Principal.__proto__",
    /unknown principal type/,
  ],
  [
    "a resource in no partition",
    "identity",
    { ...ALLOW, Resource: "arn:awz:s3:::bucket" },
    "Statement[0].Resource",
    /"arn:awz:s3:::bucket" is in no partition of AWS/,
  ],
  [
    "an account id of 11 digits",
    "trust",
    { ...TRUST, Principal: { AWS: "11112222333" } },
    "Statement[0].Principal.AWS",
    /is no principal/,
  ],
  [
    "a wildcard in a principal",
    "trust",
    { ...TRUST, Principal: { AWS: "arn:aws:iam::111122223333:role/*" } },
    "Statement[0].Principal.AWS",
    /no wildcards/,
  ],
  [
    "a group as principal",
    "trust",
    { ...TRUST, Principal: { AWS: "arn:aws:iam::111122223333:group/g" } },
    "Statement[0].Principal.AWS",
    /is no principal/,
  ],
  [
    "every service as principal",
    "trust",
    { ...TRUST, Principal: { Service: "*" } },
    "Statement[0].Principal.Service",
    /ec2\.amazonaws\.com/,
  ],
  ["an RCP that allows", "rcp", { ...RCP, Effect: "Allow" }, "Statement[0].Effect", /RCPFullAWSAccess/],
  ["a bare * action in an RCP", "rcp", { ...RCP, Action: "*" }, "Statement[0].Action", /name the service/],
  [
    "NotAction in an RCP",
    "rcp",
    { Effect: "Deny", Principal: "*", NotAction: "s3:*", Resource: "*" },
    "Statement[0].NotAction",
    /use Action/,
  ],
  [
    "a named principal in an RCP",
    "rcp",
    { ...RCP, Principal: { AWS: "*" } },
    "Statement[0].Principal",
    /only "Principal": "\*"/,
  ],
  ["an RCP without Principal", "rcp", DENY, "Statement[0]", /needs a Principal/],
];

describe("parsePolicy", () => {
  for (const [what, kind, statement, path, message] of refused) {
    it(`refuses ${what}`, () => {
      const parsed = parsePolicy(of(statement), kind, "p");
      assert.equal(parsed.ok, false);
      const issue = parsed.issues.find((found) => found.path === path);
      assert.match(issue?.message ?? JSON.stringify(parsed.issues), message);
    });
  }

  it("accepts each statement above once the fault is mended", () => {
    assert.deepEqual(issuesOf("identity", of(ALLOW)), []);
    for (const partition of ["aws", "aws-cn", "aws-us-gov", "aws-iso-b", "aws-eusc", "*", "aws*", "aws-??"]) {
      assert.deepEqual(issuesOf("identity", of({ ...ALLOW, Resource: `arn:${partition}:s3:::bucket` })), []);
    }
    assert.deepEqual(issuesOf("boundary", of(ALLOW)), []);
    assert.deepEqual(issuesOf("session", of(ALLOW)), []);
    assert.deepEqual(issuesOf("scp", of(ALLOW, DENY)), []);
    assert.deepEqual(issuesOf("resource", of({ ...ALLOW, Principal: "*" })), []);
    assert.deepEqual(issuesOf("trust", of(TRUST)), []);
    assert.deepEqual(issuesOf("rcp", of(RCP)), []);
  });
});

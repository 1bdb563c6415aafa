import assert from "node:assert/strict";
import { evaluate, type Policies, type Request } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, NOTHING, requestOf, sessionRequestOf, told } from "./requests";

const MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const NO_MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
const FROM_OFFICE = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };

const statement = (Sid: string, Effect: string, more: object = {}) => ({
  Sid,
  Effect,
  Action: "*",
  Resource: "*",
  ...more,
});
const identity = (...statements: readonly object[]): Policies => ({
  ...NOTHING,
  identity: [policy(documentOf(...statements), "identity")],
});
const unknown = (...unknownKeys: readonly string[]): Request => requestOf({ unknownKeys });
const say = (request: Request, policies: Policies) => told(evaluate(request, policies));

describe("A key that the caller controls and we do not know", () => {
  it("makes an Allow unknown that hangs on it", () => {
    const policies = identity(statement("WithMfa", "Allow", { Condition: MFA }));
    const verdict = evaluate(unknown("aws:MultiFactorAuthPresent"), policies);
    assert.equal(told(verdict), "unknown by identity WithMfa hanging on aws:multifactorauthpresent");
    assert.equal(say(requestOf(), policies), "implicitDeny for lack of identity");
  });

  it("makes a Deny unknown that hangs on it", () => {
    const policies = identity(statement("All", "Allow"), statement("NoMfa", "Deny", { Condition: NO_MFA }));
    assert.equal(
      say(unknown("aws:MultiFactorAuthPresent"), policies),
      "unknown by identity NoMfa hanging on aws:multifactorauthpresent",
    );
    assert.equal(say(requestOf(), policies), "explicitDeny by identity NoMfa");
  });

  it("outweighs the value in the context, and its name may be in any letter case", () => {
    const policies = identity(statement("WithMfa", "Allow", { Condition: MFA }));
    const request = requestOf({
      context: { "aws:MultiFactorAuthPresent": "true" },
      unknownKeys: ["AWS:multifactorAuthPresent"],
    });
    assert.equal(evaluate(request, policies).decision, "unknown");
  });

  it("does not matter where a known Deny decides", () => {
    const policies = identity(
      statement("All", "Allow"),
      statement("Never", "Deny"),
      statement("NoMfa", "Deny", { Condition: NO_MFA }),
    );
    assert.equal(say(unknown("aws:MultiFactorAuthPresent"), policies), "explicitDeny by identity Never");
  });

  it("does not matter where no Allow can come, even if a Deny is unknown", () => {
    const policies = identity(statement("NoMfa", "Deny", { Condition: NO_MFA }));
    assert.equal(say(unknown("aws:MultiFactorAuthPresent"), policies), "implicitDeny for lack of identity");
  });

  it("does not matter where another statement allows for certain", () => {
    const policies = identity(statement("WithMfa", "Allow", { Condition: MFA }), statement("All", "Allow"));
    assert.equal(say(unknown("aws:MultiFactorAuthPresent"), policies), "allowed by identity All");
  });

  it("does not matter where another condition of the statement fails", () => {
    const policies = identity(statement("Both", "Allow", { Condition: { ...MFA, ...FROM_OFFICE } }));
    const request = requestOf({
      context: { "aws:SourceIp": "198.51.100.1" },
      unknownKeys: ["aws:MultiFactorAuthPresent"],
    });
    assert.equal(say(request, policies), "implicitDeny for lack of identity");
  });

  it("is told with every other key that the verdict hangs on, and with no more", () => {
    const policies = identity(
      statement("Both", "Allow", { Condition: { ...MFA, ...FROM_OFFICE } }),
      statement("Other", "Allow", { Action: "ec2:*", Condition: { StringEquals: { "aws:userid": "x" } } }),
    );
    const request = unknown("aws:SourceIp", "aws:MultiFactorAuthPresent", "aws:userid");
    assert.equal(
      say(request, policies),
      "unknown by identity Both hanging on aws:multifactorauthpresent, aws:sourceip",
    );
  });

  it("is not told for statements beside which another decides the same question", () => {
    const request = { ...sessionRequestOf(), unknownKeys: ["aws:MultiFactorAuthPresent", "aws:SourceIp"] };
    const all = statement("All", "Allow");
    const some = statement("WithMfa", "Allow", { Condition: MFA });
    const office = statement("Office", "Allow", { Condition: FROM_OFFICE });
    const both = identity(all, some);
    const denied = identity(all, some, statement("NoMfa", "Deny", { Condition: NO_MFA }));
    const mfa = " hanging on aws:multifactorauthpresent";
    assert.equal(say(request, denied), `unknown by identity NoMfa${mfa}`);
    const scps = [[policy(documentOf(all, office), "scp")]];
    assert.equal(say(request, { ...denied, scps }), `unknown by identity NoMfa${mfa}`);
    const boundary = policy(documentOf(office), "boundary");
    assert.equal(say(request, { ...both, boundary }), "unknown by boundary Office hanging on aws:sourceip");
    const resource = policy(documentOf({ ...all, Sid: "Everyone", Principal: "*" }), "resource");
    assert.equal(say(request, { ...both, boundary, resource }), "allowed by resource Everyone");
  });

  it("is unknown to IfExists, Null and the set operators too", () => {
    for (const condition of [
      { Null: { "aws:TokenIssueTime": "true" } },
      { Null: { "aws:TokenIssueTime": "false" } },
      { DateLessThanIfExists: { "aws:TokenIssueTime": "2025-01-01" } },
      { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } },
      { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } },
    ]) {
      const policies = identity(statement("S", "Allow", { Condition: condition }));
      const verdict = evaluate(unknown("aws:TokenIssueTime", "aws:TagKeys"), policies);
      assert.equal(verdict.decision, "unknown", JSON.stringify(condition));
    }
  });

  it("as a variable, makes Resource, NotResource and comparisons unknown", () => {
    const request = requestOf({ unknownKeys: ["aws:PrincipalTag/team"] });
    const own = "arn:aws:s3:::bucket/${aws:PrincipalTag/team}";
    for (const more of [
      { Resource: own },
      { Resource: undefined, NotResource: own },
      { Condition: { StringEquals: { "aws:PrincipalArn": "${aws:PrincipalTag/team}" } } },
      { Condition: { StringNotEquals: { "aws:PrincipalArn": ["a", "${aws:PrincipalTag/team}"] } } },
    ]) {
      const entries = Object.entries({ ...statement("S", "Allow"), ...more }).filter(
        ([, value]) => value !== undefined,
      );
      const verdict = say(request, identity(Object.fromEntries(entries)));
      assert.equal(verdict, "unknown by identity S hanging on aws:principaltag/team", JSON.stringify(more));
    }
  });

  it("as a variable, does not matter where another value of the list decides", () => {
    const request = requestOf({ unknownKeys: ["aws:PrincipalTag/team"] });
    const known = { StringLike: { "aws:PrincipalArn": ["${aws:PrincipalTag/team}", "arn:aws:iam::*:user/jdoe"] } };
    assert.equal(say(request, identity(statement("S", "Allow", { Condition: known }))), "allowed by identity S");
    const resources = ["arn:aws:s3:::bucket/${aws:PrincipalTag/team}", "arn:aws:s3:::bucket/*"];
    assert.equal(say(request, identity(statement("S", "Allow", { Resource: resources }))), "allowed by identity S");
  });

  it("makes an SCP level, an RCP level, a boundary, a session policy and a resource policy unknown", () => {
    const conditional = (kind: "scp" | "boundary" | "session") =>
      policy(documentOf(statement("S", "Allow", { Condition: FROM_OFFICE })), kind);
    const deny = policy(
      documentOf({ ...statement("R", "Deny", { Condition: FROM_OFFICE }), Action: "s3:*", Principal: "*" }),
      "rcp",
    );
    const full = policy(documentOf({ ...statement("Full", "Allow"), Principal: "*" }), "rcp");
    const grant = policy(
      documentOf({ ...statement("G", "Allow", { Condition: FROM_OFFICE }), Principal: "*" }),
      "resource",
    );
    const hangs = " hanging on aws:sourceip";
    const request = { ...sessionRequestOf(), unknownKeys: ["aws:SourceIp"] };
    assert.equal(say(request, { ...ADMINISTRATOR, scps: [[conditional("scp")]] }), `unknown by scp S${hangs}`);
    assert.equal(say(request, { ...ADMINISTRATOR, rcps: [[full, deny]] }), `unknown by rcp R${hangs}`);
    assert.equal(
      say(request, { ...ADMINISTRATOR, boundary: conditional("boundary") }),
      `unknown by boundary S${hangs}`,
    );
    assert.equal(say(request, { ...ADMINISTRATOR, session: conditional("session") }), `unknown by session S${hangs}`);
    assert.equal(say(request, { ...NOTHING, resource: grant }), `unknown by resource G${hangs}`);
  });
});

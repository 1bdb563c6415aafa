import assert from "node:assert/strict";
import { evaluate, type Policies, type PrincipalKind, type Request } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, NOTHING, requestOf, sessionRequestOf, told } from "./requests";

/** A bucket policy with one statement that names principals. */
function bucketPolicy(principal: unknown): Policies {
  const statement = { Sid: "S", Effect: "Allow", Principal: principal, Action: "s3:*", Resource: "*" };
  return { ...NOTHING, resource: policy(documentOf(statement), "resource") };
}

function callerOf(kind: PrincipalKind, principal: string | null, context: Request["context"] = {}): Request {
  return requestOf({ principalKind: kind, principal, context });
}

const USER = requestOf();
const SESSION = sessionRequestOf();
const ROOT = callerOf("root", "arn:aws:iam::111122223333:root");
const OTHER = callerOf("user", "arn:aws:iam::999999999999:user/x");
const SERVICE = callerOf("service", "ec2.amazonaws.com");
const ANONYMOUS = callerOf("anonymous", null);
const FEDERATED = callerOf("federatedUser", "arn:aws:sts::111122223333:federated-user/jdoe");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
describe("Principal", () => {
  const rows: readonly (readonly [what: string, principal: unknown, request: Request, decision: string])[] = [
    ["* names a user of the account", "*", USER, "allowed"],
    ["* names a session of the account", "*", SESSION, "allowed"],
    ["* names a service", "*", SERVICE, "allowed"],
    ["* names an anonymous caller", "*", ANONYMOUS, "allowed"],
    ["{AWS: *} names an anonymous caller", { AWS: "*" }, ANONYMOUS, "allowed"],
    ["* leaves a user of another account without a permission of his own", "*", OTHER, "implicitDeny"],
    ["a user's ARN names the user", { AWS: "arn:aws:iam::111122223333:user/jdoe" }, USER, "allowed"],
    [
      "a user's ARN in other letter case does not",
      { AWS: "arn:aws:iam::111122223333:user/JDoe" },
      USER,
      "implicitDeny",
    ],
    ["a user's ARN with a path does not", { AWS: "arn:aws:iam::111122223333:user/a/jdoe" }, USER, "implicitDeny"],
    ["a role's ARN names its sessions", { AWS: "arn:aws:iam::111122223333:role/App" }, SESSION, "allowed"],
    ["a session's ARN names the session", { AWS: "arn:aws:sts::111122223333:assumed-role/App/s1" }, SESSION, "allowed"],
    [
      "another session's ARN does not",
      { AWS: "arn:aws:sts::111122223333:assumed-role/App/s2" },
      SESSION,
      "implicitDeny",
    ],
    ["the account's id only delegates", { AWS: "111122223333" }, USER, "implicitDeny"],
    ["the root's ARN only delegates", { AWS: "arn:aws:iam::111122223333:root" }, SESSION, "implicitDeny"],
    ["a service's name names the service", { Service: ["sns.amazonaws.com", "ec2.amazonaws.com"] }, SERVICE, "allowed"],
    ["another service's name does not", { Service: "ecs.amazonaws.com" }, SERVICE, "implicitDeny"],
    ["a service's name names no user", { Service: "ec2.amazonaws.com" }, USER, "implicitDeny"],
    ["an account names no anonymous caller", { AWS: "111122223333" }, ANONYMOUS, "implicitDeny"],
    ["a federated user's ARN names it", { AWS: "arn:aws:sts::111122223333:federated-user/jdoe" }, FEDERATED, "allowed"],
  ];
  for (const [what, principal, request, decision] of rows) {
    it(what, () => {
      const expected = decision === "allowed" ? "allowed by resource S" : decision;
      assert.equal(told(evaluate(request, bucketPolicy(principal))).replace(/ for lack of.*/, ""), expected);
    });
  }

  it("delegation to the account works together with a permission of the caller", () => {
    const delegated = { ...bucketPolicy({ AWS: "arn:aws:iam::999999999999:root" }), identity: ADMINISTRATOR.identity };
    assert.equal(told(evaluate(OTHER, delegated)), "allowed by resource S, identity Admin");
  });

  it("a role is known by aws:PrincipalArn, whose path the session's ARN lacks", () => {
    const named = bucketPolicy({ AWS: "arn:aws:iam::111122223333:role/team/App" });
    const withPath = sessionRequestOf({ context: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/team/App" } });
    assert.equal(evaluate(withPath, named).decision, "allowed");
    assert.equal(evaluate(sessionRequestOf(), named).decision, "implicitDeny");
    assert.equal(
      evaluate(sessionRequestOf({ context: {} }), bucketPolicy({ AWS: "arn:aws:iam::111122223333:role/App" })).decision,
      "allowed",
    );
  });

  it("a session whose name is not given may be a named one", () => {
    const role = sessionRequestOf({ principal: "arn:aws:iam::111122223333:role/App" });
    const named = bucketPolicy({ AWS: "arn:aws:sts::111122223333:assumed-role/App/s1" });
    assert.equal(told(evaluate(role, named)), "unknown by resource S hanging on sts:RoleSessionName");
    const other = bucketPolicy({ AWS: "arn:aws:sts::111122223333:assumed-role/Other/s1" });
    assert.equal(evaluate(role, other).decision, "implicitDeny");
  });

  it("a unique id names the user or role that has it", () => {
    const byId = bucketPolicy({ AWS: ["AIDAEXAMPLEUSERID00000", "AROAEXAMPLEROLEID00000"] });
    const user = (id: string) => requestOf({ context: { "aws:userid": id } });
    assert.equal(evaluate(user("AIDAEXAMPLEUSERID00000"), byId).decision, "allowed");
    assert.equal(evaluate(user("AIDAEXAMPLEUSERID00001"), byId).decision, "implicitDeny");
    assert.equal(evaluate(requestOf(), byId).decision, "implicitDeny");
    const session = sessionRequestOf({ context: { "aws:userid": "AROAEXAMPLEROLEID00000:s1" } });
    assert.equal(evaluate(session, byId).decision, "allowed");
    const unknown = requestOf({ unknownKeys: ["aws:userid"] });
    assert.equal(told(evaluate(unknown, byId)), "unknown by resource S hanging on aws:userid");
  });

  it("a canonical user may be any account, as ids of 64 digits are not known here", () => {
    const canonical = bucketPolicy({
      CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
    });
    const policies = { ...canonical, identity: ADMINISTRATOR.identity };
    assert.equal(told(evaluate(OTHER, policies)), "unknown by resource S hanging on CanonicalUser");
    assert.equal(evaluate(ANONYMOUS, policies).decision, "implicitDeny");
    const foreignRoot = callerOf("root", "arn:aws:iam::999999999999:root");
    assert.equal(told(evaluate(foreignRoot, policies)), "unknown by resource S hanging on CanonicalUser");
  });

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn */
  it("the path of a session's role is unknown with aws:PrincipalArn: a role of the same name may be it", () => {
    const unknown = sessionRequestOf({ unknownKeys: ["aws:PrincipalArn"] });
    const says = (request: Request, AWS: string) => told(evaluate(request, bucketPolicy({ AWS })));
    const [withPath, without] = ["arn:aws:iam::111122223333:role/team/App", "arn:aws:iam::111122223333:role/App"];
    assert.equal(says(unknown, withPath), "unknown by resource S hanging on aws:principalarn");
    assert.equal(says(unknown, without), "unknown by resource S hanging on aws:principalarn");
    assert.equal(says(SESSION, withPath), "implicitDeny for lack of identity, resource");
    assert.equal(says(SESSION, without), "allowed by resource S");
    const others = ["111122223333:role/team/app", "111122223333:role/App/Other", "999999999999:role/team/App"];
    for (const other of others) assert.match(says(unknown, `arn:aws:iam::${other}`), /^implicitDeny/);
    const deny = { Sid: "D", Effect: "Deny", NotPrincipal: { AWS: withPath }, Action: "s3:*", Resource: "*" };
    const resource = policy(documentOf(deny), "resource");
    // NotPrincipal must name the account too, so that the path decides nothing.
    assert.equal(told(evaluate(unknown, { ...ADMINISTRATOR, resource })), "explicitDeny by resource D");
  });

  it("an identity provider is named as Federated, and needs the trust policy only", () => {
    const provider = "arn:aws:iam::111122223333:saml-provider/IdP";
    const statement = {
      Sid: "Saml",
      Effect: "Allow",
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithSAML",
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    };
    const trust = { ...NOTHING, resource: policy(documentOf(statement), "trust") };
    const request = (principal: string, aud: string) =>
      requestOf({
        principal,
        principalKind: "federatedUser",
        action: "sts:AssumeRoleWithSAML",
        resource: "arn:aws:iam::111122223333:role/Hub",
        context: { "saml:aud": aud },
      });
    assert.equal(
      told(evaluate(request(provider, "https://signin.aws.amazon.com/saml"), trust)),
      "allowed by trust Saml",
    );
    assert.equal(told(evaluate(request(provider, "other"), trust)), "implicitDeny for lack of trust");
    const other = request("arn:aws:iam::111122223333:saml-provider/Other", "https://signin.aws.amazon.com/saml");
    assert.equal(evaluate(other, trust).decision, "implicitDeny");
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
describe("NotPrincipal", () => {
  const denyAllBut = (...arns: readonly string[]): Policies => ({
    ...ADMINISTRATOR,
    resource: policy(
      documentOf({ Sid: "Others", Effect: "Deny", NotPrincipal: { AWS: arns }, Action: "s3:*", Resource: "*" }),
      "resource",
    ),
  });

  it("spares a user only together with his account", () => {
    const user = "arn:aws:iam::111122223333:user/jdoe";
    assert.equal(evaluate(USER, denyAllBut(user, "111122223333")).decision, "allowed");
    assert.equal(told(evaluate(USER, denyAllBut(user))), "explicitDeny by resource Others");
    assert.equal(told(evaluate(USER, denyAllBut("111122223333"))), "explicitDeny by resource Others");
  });

  it("spares a session only together with its role and account", () => {
    const names = [
      "arn:aws:sts::111122223333:assumed-role/App/s1",
      "arn:aws:iam::111122223333:role/App",
      "arn:aws:iam::111122223333:root",
    ];
    assert.equal(evaluate(SESSION, denyAllBut(...names)).decision, "allowed");
    for (const missing of names) {
      const verdict = evaluate(SESSION, denyAllBut(...names.filter((name) => name !== missing)));
      assert.equal(told(verdict), "explicitDeny by resource Others", missing);
    }
  });

  it("spares the root user by the account, and nobody who is anonymous or a service", () => {
    assert.equal(evaluate(ROOT, denyAllBut("111122223333")).decision, "allowed");
    assert.equal(evaluate(ANONYMOUS, denyAllBut("111122223333")).decision, "explicitDeny");
    assert.equal(evaluate(SERVICE, denyAllBut("111122223333")).decision, "explicitDeny");
  });

  it("always denies a principal with a permissions boundary", () => {
    const everything = documentOf({ Effect: "Allow", Action: "*", Resource: "*" });
    const policies = {
      ...denyAllBut("arn:aws:iam::111122223333:user/jdoe", "111122223333"),
      boundary: policy(everything, "boundary"),
    };
    assert.equal(told(evaluate(USER, policies)), "explicitDeny by resource Others");
  });
});

import assert from "node:assert/strict";
import { evaluate, type Policies, type Policy, type PolicyKind, type Request } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, NOTHING, requestOf, sessionRequestOf, told } from "./requests";

function allow(kind: PolicyKind, action: string, principal?: unknown): Policy {
  const statement = {
    Sid: "Allow",
    Effect: "Allow",
    Action: action,
    ...(kind === "trust" ? {} : { Resource: "*" }),
    ...(principal === undefined ? {} : { Principal: principal }),
  };
  return policy(documentOf(statement), kind);
}

function deny(kind: PolicyKind, principal?: unknown): Policy {
  const statement = { Sid: "Deny", Effect: "Deny", Action: "*", ...(kind === "trust" ? {} : { Resource: "*" }) };
  return policy(documentOf({ ...statement, ...(principal === undefined ? {} : { Principal: principal }) }), kind);
}

const say = (request: Request, policies: Partial<Policies>) => told(evaluate(request, { ...NOTHING, ...policies }));

const ec2Boundary = allow("boundary", "ec2:*");
const s3Identity = [allow("identity", "s3:*")];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html */
describe("Within one account", () => {
  it("an identity policy or a resource policy that names the caller is enough", () => {
    assert.equal(say(requestOf(), { identity: s3Identity }), "allowed by identity Allow");
    const byName = allow("resource", "s3:*", { AWS: "arn:aws:iam::111122223333:user/jdoe" });
    assert.equal(say(requestOf(), { resource: byName }), "allowed by resource Allow");
    assert.equal(say(requestOf(), {}), "implicitDeny for lack of identity");
    const byOther = allow("resource", "s3:*", { AWS: "arn:aws:iam::111122223333:user/other" });
    assert.equal(say(requestOf(), { resource: byOther }), "implicitDeny for lack of identity, resource");
    const delegated = allow("resource", "s3:*", { AWS: "111122223333" });
    assert.equal(say(requestOf(), { resource: delegated }), "implicitDeny for lack of identity");
  });

  it("an explicit Deny of any kind wins over every Allow", () => {
    const resource = allow("resource", "s3:*", "*");
    const all = { identity: s3Identity, resource };
    assert.equal(
      say(requestOf(), { ...all, identity: [...s3Identity, deny("identity")] }),
      "explicitDeny by identity Deny",
    );
    assert.equal(say(requestOf(), { ...all, resource: deny("resource", "*") }), "explicitDeny by resource Deny");
    assert.equal(say(requestOf(), { ...all, boundary: deny("boundary") }), "explicitDeny by boundary Deny");
    assert.equal(say(sessionRequestOf(), { ...all, session: deny("session") }), "explicitDeny by session Deny");
    assert.equal(say(requestOf(), { ...all, scps: [[deny("scp")]] }), "explicitDeny by scp Deny");
  });

  it("a permissions boundary must allow what an identity policy allows", () => {
    const within = { identity: s3Identity, boundary: allow("boundary", "s3:*") };
    assert.equal(say(requestOf(), within), "allowed by identity Allow, boundary Allow");
    assert.equal(say(requestOf(), { ...within, boundary: ec2Boundary }), "implicitDeny for lack of boundary");
    assert.equal(say(requestOf(), { boundary: allow("boundary", "s3:*") }), "implicitDeny for lack of identity");
  });

  it("a boundary does not limit a grant to the user, the session or everyone", () => {
    const grant = (principal: unknown) => ({ resource: allow("resource", "s3:*", principal), boundary: ec2Boundary });
    const session = "arn:aws:sts::111122223333:assumed-role/App/s1";
    assert.equal(say(requestOf(), grant({ AWS: "arn:aws:iam::111122223333:user/jdoe" })), "allowed by resource Allow");
    assert.equal(say(sessionRequestOf(), grant({ AWS: session })), "allowed by resource Allow");
    assert.equal(say(sessionRequestOf(), grant("*")), "allowed by resource Allow");
  });

  it("a boundary and a session policy limit a grant to the role", () => {
    const resource = allow("resource", "s3:*", { AWS: "arn:aws:iam::111122223333:role/App" });
    assert.equal(say(sessionRequestOf(), { resource }), "allowed by resource Allow");
    const lacking = say(sessionRequestOf(), { resource, boundary: ec2Boundary });
    assert.equal(lacking, "implicitDeny for lack of boundary, identity");
    const session = allow("session", "ec2:*");
    assert.equal(say(sessionRequestOf(), { resource, session }), "implicitDeny for lack of session, identity");
    const both = { resource, boundary: allow("boundary", "s3:*"), session: allow("session", "s3:*") };
    assert.equal(say(sessionRequestOf(), both), "allowed by resource Allow, boundary Allow, session Allow");
  });

  it("a session policy must allow what the role's policies allow", () => {
    const session = (action: string) => ({ identity: s3Identity, session: allow("session", action) });
    assert.equal(say(sessionRequestOf(), session("s3:Get*")), "allowed by identity Allow, session Allow");
    assert.equal(say(sessionRequestOf(), session("s3:Put*")), "implicitDeny for lack of session");
  });

  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: one inline and up to ten managed. */
  it("of several session policies one must allow, and each can deny", () => {
    const session = (...session: readonly Policy[]) => ({ identity: s3Identity, session });
    const [s3, ec2] = [allow("session", "s3:Get*"), allow("session", "ec2:*")];
    assert.equal(say(sessionRequestOf(), session(ec2, s3)), "allowed by identity Allow, session Allow");
    assert.equal(say(sessionRequestOf(), session(ec2, ec2)), "implicitDeny for lack of session");
    assert.equal(say(sessionRequestOf(), session(s3, deny("session"))), "explicitDeny by session Deny");
    assert.equal(say(sessionRequestOf(), session()), "allowed by identity Allow");
  });

  it("the root user needs no Allow, has no identity policies and no boundary, and can be denied by others", () => {
    const root = requestOf({ principal: "arn:aws:iam::111122223333:root", principalKind: "root" });
    assert.equal(say(root, {}), "allowed");
    assert.equal(say(root, { identity: [deny("identity")], boundary: deny("boundary") }), "allowed");
    assert.equal(say(root, { resource: deny("resource", "*") }), "explicitDeny by resource Deny");
    assert.equal(say(root, { scps: [[]] }), "implicitDeny for lack of scp");
    assert.equal(say(root, { session: allow("session", "sqs:*") }), "implicitDeny for lack of session");
  });

  it("the root user cannot be shut out of the bucket policy of an own bucket, except by organization policies", () => {
    const root = { principal: "arn:aws:iam::111122223333:root", principalKind: "root" as const };
    const denied = { resource: deny("resource", "*") };
    for (const action of ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]) {
      assert.equal(say(requestOf({ ...root, action, resource: "arn:aws:s3:::bucket" }), denied), "allowed");
      const member = requestOf({ action, resource: "arn:aws:s3:::bucket" });
      assert.equal(say(member, { ...denied, identity: s3Identity }), "explicitDeny by resource Deny");
      const byScp = say(requestOf({ ...root, action }), { ...denied, scps: [[deny("scp")]] });
      assert.equal(byScp, "explicitDeny by scp Deny");
    }
    const foreign = requestOf({ ...root, action: "s3:GetBucketPolicy", resourceAccount: "999999999999" });
    assert.equal(say(foreign, denied), "explicitDeny by resource Deny");
  });

  it("a federated user has the user's permissions within its session policy, and none without one", () => {
    const federated = requestOf({
      principal: "arn:aws:sts::111122223333:federated-user/bob",
      principalKind: "federatedUser",
      federatingUser: "arn:aws:iam::111122223333:user/jdoe",
      context: {},
    });
    const session = allow("session", "s3:Get*");
    assert.equal(say(federated, { identity: s3Identity, session }), "allowed by identity Allow, session Allow");
    assert.equal(say(federated, { identity: s3Identity }), "implicitDeny for lack of session");
    const toUser = allow("resource", "s3:*", { AWS: "arn:aws:iam::111122223333:user/jdoe" });
    assert.equal(say(federated, { resource: toUser, session }), "allowed by resource Allow, session Allow");
    assert.equal(say(federated, { resource: toUser }), "implicitDeny for lack of session, identity");
    const toSession = allow("resource", "s3:*", { AWS: "arn:aws:sts::111122223333:federated-user/bob" });
    assert.equal(say(federated, { resource: toSession }), "allowed by resource Allow");
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html */
describe("Across accounts", () => {
  const foreign = requestOf({ resourceAccount: "999999999999" });
  const names = allow("resource", "s3:*", { AWS: "arn:aws:iam::111122223333:user/jdoe" });

  it("both sides must allow", () => {
    assert.equal(say(foreign, { identity: s3Identity, resource: names }), "allowed by resource Allow, identity Allow");
    assert.equal(say(foreign, { identity: s3Identity }), "implicitDeny for lack of resource");
    assert.equal(say(foreign, { resource: names }), "implicitDeny for lack of identity");
    assert.equal(say(foreign, {}), "implicitDeny for lack of resource, identity");
  });

  it("boundary and session policy limit the caller even if the resource policy names him", () => {
    const both = { identity: s3Identity, resource: names };
    assert.equal(say(foreign, { ...both, boundary: ec2Boundary }), "implicitDeny for lack of boundary");
    const session = sessionRequestOf({ resourceAccount: "999999999999" });
    const resource = allow("resource", "s3:*", { AWS: "arn:aws:sts::111122223333:assumed-role/App/s1" });
    const limited = say(session, { identity: s3Identity, resource, session: allow("session", "ec2:*") });
    assert.equal(limited, "implicitDeny for lack of session");
  });

  it("a root user needs the resource policy only", () => {
    const root = requestOf({ ...foreign, principal: "arn:aws:iam::111122223333:root", principalKind: "root" });
    assert.equal(
      say(root, { resource: allow("resource", "s3:*", { AWS: "111122223333" }) }),
      "allowed by resource Allow",
    );
    assert.equal(say(root, {}), "implicitDeny for lack of resource");
  });

  it("services and anonymous callers need the resource policy, and have no other", () => {
    const service = requestOf({ principal: "sns.amazonaws.com", principalKind: "service", context: {} });
    const anonymous = requestOf({ principal: null, principalKind: "anonymous", context: {} });
    const admitted = allow("resource", "s3:*", { Service: "sns.amazonaws.com" });
    assert.equal(say(service, { resource: admitted }), "allowed by resource Allow");
    assert.equal(say(service, { identity: ADMINISTRATOR.identity }), "implicitDeny for lack of resource");
    assert.equal(say(anonymous, { resource: allow("resource", "s3:*", "*") }), "allowed by resource Allow");
    assert.equal(say(anonymous, { resource: admitted }), "implicitDeny for lack of resource");
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html */
describe("Role trust policies and KMS key policies must take part", () => {
  const role = "arn:aws:iam::111122223333:role/Target";
  const assume = requestOf({ action: "sts:AssumeRole", resource: role });
  const identity = [allow("identity", "sts:AssumeRole")];

  it("a role is assumed by a trusted user, or by a trusted account together with an identity policy", () => {
    const toUser = allow("trust", "sts:AssumeRole", { AWS: "arn:aws:iam::111122223333:user/jdoe" });
    const toAccount = allow("trust", "sts:AssumeRole", { AWS: "111122223333" });
    const toService = allow("trust", "sts:AssumeRole", { Service: "ec2.amazonaws.com" });
    assert.equal(say(assume, { resource: toUser }), "allowed by trust Allow");
    assert.equal(say(assume, { resource: toAccount, identity }), "allowed by trust Allow, identity Allow");
    assert.equal(say(assume, { resource: toAccount }), "implicitDeny for lack of identity");
    assert.equal(say(assume, { resource: toService, identity }), "implicitDeny for lack of trust");
    assert.equal(say(assume, { identity }), "implicitDeny for lack of trust");
  });

  it("session tags and source identity are asked of the same trust policy", () => {
    const resource = allow("trust", "sts:AssumeRole", { AWS: "111122223333" });
    const tag = requestOf({ action: "sts:TagSession", resource: role });
    assert.equal(say(tag, { resource, identity: ADMINISTRATOR.identity }), "implicitDeny for lack of trust");
  });

  it("a root user cannot assume a role", () => {
    const root = requestOf({ ...assume, principal: "arn:aws:iam::111122223333:root", principalKind: "root" });
    const resource = allow("trust", "sts:AssumeRole", { AWS: "111122223333" });
    assert.equal(say(root, { resource }), "implicitDeny for lack of trust");
  });

  it("a key is used by whom its policy names, or by IAM policies that its policy enables", () => {
    const key = "arn:aws:kms:eu-west-1:111122223333:key/1111";
    const decrypt = requestOf({ action: "kms:Decrypt", resource: key });
    const kms = [allow("identity", "kms:*")];
    const enables = allow("resource", "kms:*", { AWS: "arn:aws:iam::111122223333:root" });
    const names = allow("resource", "kms:*", { AWS: "arn:aws:iam::111122223333:user/jdoe" });
    assert.equal(say(decrypt, { resource: enables, identity: kms }), "allowed by resource Allow, identity Allow");
    assert.equal(say(decrypt, { resource: enables }), "implicitDeny for lack of identity");
    assert.equal(say(decrypt, { resource: names }), "allowed by resource Allow");
    assert.equal(say(decrypt, { identity: kms }), "implicitDeny for lack of resource");
    const root = requestOf({ ...decrypt, principal: "arn:aws:iam::111122223333:root", principalKind: "root" });
    assert.equal(say(root, { resource: names }), "implicitDeny for lack of resource");
    assert.equal(say(root, { resource: enables }), "allowed by resource Allow");
    assert.equal(
      say(requestOf({ action: "kms:ListKeys", resource: "*" }), { identity: kms }),
      "allowed by identity Allow",
    );
  });

  it("AssumeRoot asks only the management account, or IAM's delegated administrator, for its policies", () => {
    const root = "arn:aws:iam::999999999999:root";
    const request = requestOf({ action: "sts:AssumeRoot", resource: root, resourceAccount: "999999999999" });
    const policies = { ...NOTHING, identity: ADMINISTRATOR.identity };
    const within = (managementAccount: string, rootAccessAdministrators: readonly string[] = []) =>
      told(evaluate(request, policies, { managementAccount, rootAccessAdministrators }));
    assert.equal(within("111122223333"), "allowed by identity Admin");
    assert.equal(within("555555555555", ["111122223333"]), "allowed by identity Admin");
    assert.equal(within("555555555555"), "implicitDeny for lack of resource");
    assert.equal(say(request, {}), "implicitDeny for lack of identity");
  });
});

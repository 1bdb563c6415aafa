import assert from "node:assert/strict";
import { evaluate, type Policies, type Policy, type Request, type Surroundings } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, requestOf, sessionRequestOf, told } from "./requests";

const scp = (effect: string, action: string, more: object = {}): Policy =>
  policy(
    documentOf({ Sid: effect, Effect: effect, Action: action, Resource: "*", ...more }),
    "scp",
    `${effect} ${action}`,
  );
const rcp = (action: string, more: object = {}): Policy =>
  policy(documentOf({ Sid: "Deny", Effect: "Deny", Principal: "*", Action: action, Resource: "*", ...more }), "rcp");

const FULL = scp("Allow", "*");
const RCP_FULL = policy(
  documentOf({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }),
  "rcp",
  "RCPFullAWSAccess",
);

const say = (request: Request, policies: Partial<Policies>, surroundings?: Surroundings) =>
  told(evaluate(request, { ...ADMINISTRATOR, ...policies }, surroundings));

const ROOT = requestOf({ principal: "arn:aws:iam::111122223333:root", principalKind: "root" });
const SERVICE_LINKED = sessionRequestOf({ principalKind: "serviceLinkedRole" });

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html */
describe("SCPs", () => {
  it("must allow on every level, from the root down", () => {
    const ec2 = scp("Allow", "ec2:*");
    assert.equal(say(requestOf(), { scps: [[FULL], [FULL], [FULL]] }), "allowed by scp Allow, identity Admin");
    for (const level of [0, 1, 2]) {
      const scps = [[FULL], [FULL], [FULL]].map((policies, index) => (index === level ? [ec2] : policies));
      assert.equal(say(requestOf(), { scps }), "implicitDeny for lack of scp", `level ${level}`);
      const empty = scps.map((policies, index) => (index === level ? [] : policies));
      assert.equal(say(requestOf(), { scps: empty }), "implicitDeny for lack of scp", `level ${level}`);
    }
  });

  it("allow by any policy of a level, and deny by any policy of any level", () => {
    assert.equal(
      say(requestOf(), { scps: [[scp("Allow", "ec2:*"), scp("Allow", "s3:*")]] }),
      "allowed by scp Allow, identity Admin",
    );
    for (const scps of [
      [[FULL, scp("Deny", "s3:*")], [FULL]],
      [[FULL], [FULL, scp("Deny", "s3:*")]],
    ]) {
      assert.equal(say(requestOf(), { scps }), "explicitDeny by scp Deny");
    }
  });

  it("never grant", () => {
    assert.equal(say(requestOf(), { identity: [], scps: [[FULL]] }), "implicitDeny for lack of identity");
  });

  it("bind the root user of a member account, and sessions", () => {
    assert.equal(say(ROOT, { scps: [[scp("Allow", "ec2:*")]] }), "implicitDeny for lack of scp");
    assert.equal(say(ROOT, { scps: [[FULL]] }), "allowed by scp Allow");
    assert.equal(say(sessionRequestOf(), { scps: [[FULL, scp("Deny", "*")]] }), "explicitDeny by scp Deny");
  });

  it("spare the principals of the management account, and only those", () => {
    const scps = [[FULL, scp("Deny", "*")]];
    assert.equal(say(requestOf(), { scps }, { managementAccount: "111122223333" }), "allowed by identity Admin");
    assert.equal(say(ROOT, { scps }, { managementAccount: "111122223333" }), "allowed");
    assert.equal(say(requestOf(), { scps }, { managementAccount: "999999999999" }), "explicitDeny by scp Deny");
  });

  it("spare service-linked roles, services and anonymous callers", () => {
    const resource = policy(
      documentOf({ Sid: "Open", Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }),
      "resource",
    );
    const scps = [[scp("Deny", "*")]];
    assert.equal(say(SERVICE_LINKED, { scps }), "allowed by identity Admin");
    const service = requestOf({ principal: "sns.amazonaws.com", principalKind: "service" });
    assert.equal(say(service, { scps, resource }), "allowed by resource Open");
    assert.equal(
      say(requestOf({ principal: null, principalKind: "anonymous" }), { scps, resource }),
      "allowed by resource Open",
    );
    assert.equal(say(sessionRequestOf(), { scps, resource }), "explicitDeny by scp Deny");
  });

  it("speak the full policy language: conditions, NotAction and resources in Allow too", () => {
    const allowed = (more: object) =>
      say(requestOf({ context: { "aws:RequestedRegion": "eu-west-1" } }), {
        scps: [[policy(documentOf({ Sid: "Some", Effect: "Allow", ...more }), "scp")]],
      });
    const region = (name: string) => ({
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": name } },
    });
    assert.equal(allowed(region("eu-west-1")), "allowed by scp Some, identity Admin");
    assert.equal(allowed(region("us-east-1")), "implicitDeny for lack of scp");
    assert.equal(allowed({ NotAction: "iam:*", Resource: "*" }), "allowed by scp Some, identity Admin");
    assert.equal(allowed({ NotAction: "s3:*", Resource: "*" }), "implicitDeny for lack of scp");
    assert.equal(allowed({ Action: "s3:*", Resource: "arn:aws:s3:::bucket/*" }), "allowed by scp Some, identity Admin");
    assert.equal(allowed({ Action: "s3:*", NotResource: "arn:aws:s3:::bucket/*" }), "implicitDeny for lack of scp");
  });
});

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
describe("RCPs", () => {
  const rcps = (...policies: readonly Policy[]) => ({ rcps: [[RCP_FULL], [RCP_FULL, ...policies]] });

  it("deny on any level whoever reaches for a resource of a member account", () => {
    assert.equal(say(requestOf(), rcps()), "allowed by rcp #0, identity Admin");
    assert.equal(say(requestOf(), rcps(rcp("s3:*"))), "explicitDeny by rcp Deny");
    assert.equal(say(ROOT, rcps(rcp("s3:*"))), "explicitDeny by rcp Deny");
    assert.equal(
      say(requestOf({ principal: null, principalKind: "anonymous" }), rcps(rcp("s3:*"))),
      "explicitDeny by rcp Deny",
    );
    assert.equal(
      say(requestOf({ principal: "sns.amazonaws.com", principalKind: "service" }), rcps(rcp("s3:*"))),
      "explicitDeny by rcp Deny",
    );
    const outsider = requestOf({ principal: "arn:aws:iam::999999999999:user/x" });
    assert.equal(say(outsider, rcps(rcp("s3:*"))), "explicitDeny by rcp Deny");
  });

  it("never grant, and must allow on every level", () => {
    assert.equal(say(requestOf(), { identity: [], ...rcps() }), "implicitDeny for lack of identity");
    assert.equal(say(requestOf(), { rcps: [[RCP_FULL], []] }), "implicitDeny for lack of rcp");
  });

  it("do not touch resources of the management account, but do touch what its principals reach elsewhere", () => {
    const policies = rcps(rcp("s3:*"));
    assert.equal(say(requestOf(), policies, { managementAccount: "111122223333" }), "allowed by identity Admin");
    const elsewhere = requestOf({ resourceAccount: "999999999999" });
    assert.equal(say(elsewhere, policies, { managementAccount: "111122223333" }), "explicitDeny by rcp Deny");
  });

  it("do not bind service-linked roles, as callers or as roles to assume", () => {
    assert.equal(say(SERVICE_LINKED, rcps(rcp("s3:*"))), "allowed by identity Admin");
    const assume = (role: string) =>
      requestOf({
        principal: "config.amazonaws.com",
        principalKind: "service",
        action: "sts:AssumeRole",
        resource: role,
      });
    const trust = policy(
      documentOf({
        Sid: "T",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
      "trust",
    );
    const policies = { ...rcps(rcp("sts:*")), resource: trust };
    const linked = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
    assert.equal(say(assume(linked), policies), "allowed by trust T");
    assert.equal(say(assume("arn:aws:iam::111122223333:role/Own"), policies), "explicitDeny by rcp Deny");
  });

  it("reach only services that support them", () => {
    const denied = rcps(rcp("s3:*"), rcp("sqs:*"), rcp("signin:*"), rcp("iam:*"), rcp("sns:*"), rcp("lambda:*"));
    const decide = (action: string) => say(requestOf({ action, resource: "*" }), denied).split(" ")[0];
    assert.deepEqual(
      ["S3:ListBucket", "sqs:SendMessage", "signin:Authenticate"].map(decide),
      Array(3).fill("explicitDeny"),
    );
    assert.deepEqual(["iam:GetRole", "sns:Publish", "lambda:InvokeFunction"].map(decide), Array(3).fill("allowed"));
  });

  it("do not restrict kms:RetireGrant", () => {
    const key = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const open = policy(
      documentOf({ Sid: "Key", Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }),
      "resource",
    );
    const decide = (action: string) =>
      say(requestOf({ action, resource: key }), { ...rcps(rcp("kms:*")), resource: open });
    assert.equal(decide("kms:Decrypt"), "explicitDeny by rcp Deny");
    assert.match(decide("kms:RetireGrant"), /^allowed/);
  });
});

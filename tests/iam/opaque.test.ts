import assert from "node:assert/strict";
import { evaluate, opaqueGrant, opaquePolicy, type Policies, type PolicyKind, type Request } from "../../iam";
import { documentOf, policy } from "./documents";
import { ADMINISTRATOR, NOTHING, requestOf, sessionRequestOf, told } from "./requests";

const say = (policies: Policies, request: Request = requestOf()) => told(evaluate(request, policies));
const masked = (kind: PolicyKind) => opaquePolicy("masked", kind, "a secret of the stack");
const DENY = policy(documentOf({ Sid: "Never", Effect: "Deny", Action: "*", Resource: "*" }), "identity");

describe("A document that nobody can read", () => {
  it("makes a request unknown that nothing else allows", () => {
    const policies = { ...NOTHING, identity: [masked("identity")] };
    assert.equal(say(policies), "unknown by identity any Deny, identity any Allow hanging on document:masked");
  });

  it("makes a request unknown that others allow, since it may deny", () => {
    const identity = [...ADMINISTRATOR.identity, masked("identity")];
    assert.equal(say({ ...NOTHING, identity }), "unknown by identity any Deny hanging on document:masked");
  });

  it("yields to a certain Deny, and to a level that allows nothing", () => {
    assert.equal(say({ ...NOTHING, identity: [masked("identity"), DENY] }), "explicitDeny by identity Never");
    const scps = [[policy(documentOf({ Effect: "Allow", Action: "ec2:*", Resource: "*" }), "scp")]];
    assert.equal(say({ ...NOTHING, identity: [masked("identity")], scps }), "implicitDeny for lack of scp");
  });

  it("may be a policy of any kind", () => {
    const hangs = "hanging on document:masked";
    const session = sessionRequestOf();
    for (const [kind, policies, request] of [
      ["scp", { ...ADMINISTRATOR, scps: [[masked("scp")]] }, session],
      ["rcp", { ...ADMINISTRATOR, rcps: [[masked("rcp")]] }, session],
      ["boundary", { ...ADMINISTRATOR, boundary: masked("boundary") }, session],
      ["session", { ...ADMINISTRATOR, session: masked("session") }, session],
    ] as const) {
      assert.match(say(policies, request), new RegExp(`^unknown by ${kind} any Deny, ${kind} any Allow ${hangs}$`));
    }
    const stranger = { ...session, resourceAccount: "999999999999" };
    const bucket = { ...ADMINISTRATOR, resource: masked("resource") };
    assert.equal(say(bucket, stranger), `unknown by resource any Deny, resource any Allow ${hangs}`);
    const trusted = { ...session, action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/B" };
    const role = { ...NOTHING, resource: masked("trust") };
    assert.equal(say(role, trusted), `unknown by trust any Deny, trust any Allow ${hangs}`);
  });

  it("is told beside the other keys that a verdict hangs on", () => {
    const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const office = policy(
      documentOf({ Sid: "Mfa", Effect: "Allow", Action: "*", Resource: "*", Condition: mfa }),
      "boundary",
    );
    const request = { ...sessionRequestOf(), unknownKeys: ["aws:MultiFactorAuthPresent"] };
    const verdict = evaluate(request, { ...NOTHING, identity: [masked("identity")], boundary: office });
    assert.equal(verdict.decision, "unknown");
    assert.deepEqual(verdict.unknownKeys, ["aws:multifactorauthpresent", "document:masked"]);
  });

  it("says why it could not be read", () => {
    assert.equal(masked("identity").opaque, "a secret of the stack");
    assert.equal(DENY.opaque, undefined);
  });
});

describe("A document that is known only to grant", () => {
  const grant = opaqueGrant("ViewOnlyAccess", "identity");

  it("makes a request unknown that nothing else allows", () => {
    const expected = "unknown by identity any Allow hanging on document:ViewOnlyAccess";
    assert.equal(say({ ...NOTHING, identity: [grant] }), expected);
  });

  it("leaves certain what others allow or deny", () => {
    const identity = [...ADMINISTRATOR.identity, grant];
    assert.equal(say({ ...NOTHING, identity }), "allowed by identity Admin");
    assert.equal(say({ ...NOTHING, identity: [grant, DENY] }), "explicitDeny by identity Never");
  });
});

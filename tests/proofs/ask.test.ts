import assert from "node:assert/strict";
import { opaqueGrant, opaquePolicy } from "../../iam";
import { ask } from "../../proofs/ask";
import type { Act, Actor } from "../../proofs/claim";
import {
  classOf,
  emergency,
  fullScp,
  keyOf,
  management,
  organizationOf,
  outside,
  policyOf,
  roleOf,
  twin,
  userOf,
  workload,
} from "./ask-organization";

const administrator: Actor = {
  says: "an administrator",
  principal: `arn:aws:iam::${workload}:role/attacker`,
  principalKind: "assumedRole",
  account: workload,
  permissions: "everything",
  context: {},
  side: "attacker",
};
const inTwin: Actor = { ...administrator, principal: `arn:aws:iam::${twin}:role/attacker`, account: twin };
const alice: Actor = {
  says: "alice",
  principal: `arn:aws:iam::${emergency}:user/break-glass/alice`,
  principalKind: "user",
  account: emergency,
  permissions: "own",
  context: {},
  side: "ours",
};
const anyone = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
const closed = policyOf("trust", "closed", { ...anyone, Principal: { Service: "ec2.amazonaws.com" } });
const target = `arn:aws:iam::${workload}:role/break-glass/Target`;
const assume: Act = { action: "sts:AssumeRole", resource: target, resourceAccount: workload };
const deleteTarget: Act = { ...assume, action: "iam:DeleteRole" };
const guard = (condition: object) =>
  policyOf("scp", "guard", {
    Sid: "Protect",
    Effect: "Deny",
    Action: "iam:*",
    Resource: "arn:aws:iam::*:role/break-glass/*",
    Condition: condition,
  });

function workloads(over: Parameters<typeof classOf>[2]) {
  return classOf(workload, "workload", { members: [workload, twin], ...over });
}

describe("asking whether somebody can", () => {
  it("an administrator can what no SCP denies, and a Deny of a level above him stops him", () => {
    const free = organizationOf(workloads({ things: [roleOf(workload, "Target", closed)] }));
    assert.deepEqual(ask(free, administrator, deleteTarget).answer, "yes");
    const scps = [[fullScp, guard({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/exempt" } })], [fullScp]];
    const guarded = organizationOf(workloads({ scps }));
    const asked = ask(guarded, administrator, deleteTarget);
    assert.equal(asked.answer, "no");
    assert.deepEqual(asked.verdict.by, [{ effect: "Deny", kind: "scp", policy: "guard", statement: "Protect" }]);
    const exempt = { ...administrator, principal: `arn:aws:iam::${workload}:role/exempt` };
    assert.equal(ask(guarded, exempt, deleteTarget).answer, "yes");
  });

  it("a level without any Allow stops everybody but the management account", () => {
    const none = [[fullScp], []];
    const organization = organizationOf(workloads({ scps: none }), classOf(management, "management", { scps: none }));
    assert.deepEqual(ask(organization, administrator, deleteTarget).verdict.missing, ["scp"]);
    const manager = { ...administrator, principal: `arn:aws:iam::${management}:role/a`, account: management };
    const act = {
      action: "iam:DeleteRole",
      resource: `arn:aws:iam::${management}:role/b`,
      resourceAccount: management,
    };
    assert.equal(ask(organization, manager, act).answer, "yes");
  });

  it("what hangs on a key that nobody states is yes for the attacker and no for us", () => {
    const organization = organizationOf(
      workloads({ scps: [[fullScp, guard({ StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } })]] }),
    );
    const asked = ask(organization, administrator, deleteTarget);
    assert.equal(asked.answer, "yes");
    assert.deepEqual(asked.verdict.unknownKeys, ["aws:requestedregion"]);
    assert.equal(ask(organization, { ...administrator, side: "ours" }, deleteTarget).answer, "no");
    const here = { ...deleteTarget, context: { "aws:RequestedRegion": "eu-central-1" } };
    assert.equal(ask(organization, { ...administrator, side: "ours" }, here).answer, "yes");
  });

  it("a key that an actor's calls lack is absent, also one that would follow from the principal", () => {
    const organization = organizationOf(
      workloads({ scps: [[fullScp, guard({ Null: { "aws:PrincipalOrgID": "false", "aws:SourceVpc": "false" } })]] }),
    );
    assert.equal(ask(organization, { ...administrator, side: "ours" }, deleteTarget).answer, "no");
    for (const absent of [["aws:sourcevpc"], ["aws:PrincipalOrgID", "aws:SourceVpc"]]) {
      assert.equal(ask(organization, { ...administrator, side: "ours", absent }, deleteTarget).answer, "yes");
    }
  });

  it("what hangs on a document that nobody could read is unknown for both, and says which", () => {
    const opaque = opaquePolicy("foreign-1", "scp", "masked");
    const organization = organizationOf(workloads({ scps: [[fullScp, opaque]] }));
    for (const side of ["attacker", "ours"] as const) {
      const asked = ask(organization, { ...administrator, side }, deleteTarget);
      assert.equal(asked.answer, "unknown");
      assert.deepEqual(asked.missing, ["foreign-1"]);
    }
  });

  it("a role that the model does not have may trust anybody", () => {
    const organization = organizationOf(workloads({}));
    const asked = ask(organization, administrator, assume);
    assert.equal(asked.answer, "unknown");
    assert.deepEqual(asked.missing, [`policy of ${target}`]);
  });

  it("a role's own trust decides who assumes it", () => {
    const trusting = policyOf("trust", "own account", {
      ...anyone,
      Principal: { AWS: workload },
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-example001" } },
    });
    const organization = organizationOf(workloads({ things: [roleOf(workload, "Target", trusting)] }));
    assert.equal(ask(organization, administrator, assume).answer, "yes");
    assert.equal(
      ask(organization, { ...administrator, context: { "aws:PrincipalOrgID": "o-other" } }, assume).answer,
      "no",
    );
  });

  it("two accounts of a class are asked about as the one that stands for them, and yet are two", () => {
    const trusting = policyOf("trust", "own account", { ...anyone, Principal: { AWS: workload } });
    const organization = organizationOf(workloads({ things: [roleOf(workload, "Target", trusting)] }));
    const twinsTarget = target.replace(workload, twin);
    const ofTwin = { ...assume, resource: twinsTarget, resourceAccount: twin };
    const asked = ask(organization, inTwin, ofTwin);
    assert.equal(asked.answer, "yes");
    assert.equal(asked.request.resource, target);
    assert.equal(asked.request.principal, administrator.principal);
    const across = ask(organization, inTwin, assume);
    assert.equal(across.answer, "no");
    assert.deepEqual(across.verdict.missing, ["trust"]);
    assert.equal(ask(organization, administrator, ofTwin).answer, "no");
  });

  it("a principal with policies of its own has no others", () => {
    const grant = policyOf("identity", "grant", {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: "arn:aws:iam::*:role/break-glass/Target",
      Condition: { StringEquals: { "aws:ResourceOrgID": "o-example001", "aws:username": "alice" } },
    });
    const trusting = policyOf("trust", "emergency", { ...anyone, Principal: { AWS: emergency } });
    const organization = organizationOf(
      workloads({ things: [roleOf(workload, "Target", trusting)] }),
      classOf(emergency, "emergency", {
        things: [userOf(emergency, "alice", [grant]), userOf(emergency, "bob", [grant])],
      }),
    );
    assert.equal(ask(organization, alice, assume).answer, "yes");
    assert.deepEqual(ask(organization, alice, deleteTarget).verdict.missing, ["resource", "identity"]);
    const bob = { ...alice, principal: `arn:aws:iam::${emergency}:user/break-glass/bob` };
    assert.deepEqual(ask(organization, bob, assume).verdict.missing, ["identity"]);
    const nobody = { ...alice, principal: `arn:aws:iam::${emergency}:user/break-glass/nobody` };
    assert.equal(ask(organization, nobody, assume).answer, "unknown");
  });

  it("an AWS managed policy without its text is a grant that may be there", () => {
    const organization = organizationOf(
      classOf(emergency, "emergency", { things: [userOf(emergency, "alice", [opaqueGrant("aws/Some", "identity")])] }),
    );
    const act = { action: "iam:GetUser", resource: alice.principal ?? "", resourceAccount: emergency };
    const asked = ask(organization, alice, act);
    assert.deepEqual([asked.answer, asked.missing], ["unknown", ["aws/Some"]]);
  });

  it("a key says its aliases, and its own policy takes part", () => {
    const administration = { Effect: "Allow", Principal: { AWS: workload }, Action: "kms:*", Resource: "*" };
    const ours = keyOf(workload, "one", policyOf("resource", "one", administration), ["alias/lifeline-soc"]);
    const other = keyOf(workload, "two", policyOf("resource", "two", administration), ["alias/other"]);
    const byAlias = policyOf("scp", "keys", {
      Sid: "Keys",
      Effect: "Deny",
      Action: "kms:DisableKey",
      Resource: "*",
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/lifeline-*" } },
    });
    const organization = organizationOf(workloads({ scps: [[fullScp, byAlias]], things: [ours, other] }));
    const disable = (arn: string): Act => ({ action: "kms:DisableKey", resource: arn, resourceAccount: workload });
    assert.equal(ask(organization, administrator, disable(ours.arn)).answer, "no");
    assert.equal(ask(organization, administrator, disable(other.arn)).answer, "yes");
  });

  it("callers of other organizations and of none have no keys of ours, and services say who they are", () => {
    const byOrganization = (condition: object) =>
      organizationOf(
        workloads({
          things: [roleOf(workload, "Target", policyOf("trust", "t", { ...anyone, Condition: condition }))],
        }),
      );
    const ours = byOrganization({ StringEquals: { "aws:PrincipalOrgID": "o-example001" } });
    const stranger = { ...administrator, principal: `arn:aws:iam::${outside}:role/attacker`, account: outside };
    assert.equal(ask(ours, stranger, assume).answer, "no");
    assert.equal(ask(ours, administrator, assume).answer, "yes");
    const loose = byOrganization({ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-example001" } });
    assert.equal(ask(loose, stranger, assume).answer, "yes");
    const service: Actor = {
      ...stranger,
      principal: "ec2.amazonaws.com",
      principalKind: "service",
      account: undefined,
    };
    const services = byOrganization({ Bool: { "aws:PrincipalIsAWSService": "true" } });
    assert.equal(ask(services, service, assume).answer, "yes");
    assert.equal(ask(services, stranger, assume).answer, "no");
  });

  it("IAM principals are no services: a bucket's Deny of all but a trail holds for them", () => {
    const trail = `arn:aws:cloudtrail:eu-central-1:${management}:trail/t`;
    const policy = policyOf("resource", "bucket", {
      Sid: "OnlyTheTrail",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::logs/*",
      Condition: { StringNotEquals: { "aws:SourceArn": trail } },
    });
    const bucket = {
      kind: "bucket" as const,
      arn: "arn:aws:s3:::logs",
      account: workload,
      region: "eu-central-1",
      name: "logs",
      origin: { urn: "urn:logs" },
      policy,
      versioned: true,
      objectLock: undefined,
      retentionDays: undefined,
      keyArn: undefined,
    };
    const organization = organizationOf(workloads({ things: [bucket] }));
    const act = { action: "s3:PutObject", resource: "arn:aws:s3:::logs/AWSLogs/x", resourceAccount: workload };
    const asked = ask(organization, administrator, act);
    assert.equal(asked.answer, "no");
    assert.deepEqual(asked.verdict.by, [
      { effect: "Deny", kind: "resource", policy: "bucket", statement: "OnlyTheTrail" },
    ]);
  });
});

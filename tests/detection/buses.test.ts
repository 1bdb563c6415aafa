import assert from "node:assert/strict";
import { centralBusPolicyFor, detectionFor, incidentRolesFor, rulebook, type SettledFacts } from "../../rulebook";
import {
  administratorAccess,
  policyOf,
  session,
  strangerTo,
  verdictOf,
  wordsFor,
  type Caller,
} from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { standbyRoleFor } from "../../rulebook/derive/transport-roles";
import { rolesOf, templateFrom } from "../rulebook/template";

const record = detectionFor(rulebook, sandboxFacts);
const bus = "arn:aws:events:eu-central-1:100000000004:event-bus/lifeline-central";
const standbyBus = "arn:aws:events:us-east-1:100000000004:event-bus/lifeline-standby";
const [emergency, security, workload, ticketSystem] = ["100000000002", "100000000004", "100000000011", "100000000013"];

const central = policyOf(record.central.policy, "resource", "lifeline-central");
const standby = policyOf(record.standby.policy, "resource", "lifeline-standby");

type Context = Readonly<Record<string, string>>;
const forwarded = (source = "aws.signin"): Context => ({
  "events:eventBusInvocation": "true",
  "events:source": source,
});
const put = (source: string, detailType: string): Context => ({
  "events:eventBusInvocation": "false",
  "events:source": source,
  "events:detail-type": detailType,
});
const step = (detailType: string) => put("lifeline.incident", detailType);
const heartbeat = put("lifeline.heartbeat", "Heartbeat");

/** Whoever it is, may do by its own policies what it likes: the bus alone decides. */
function answer(caller: Caller, context: Context, on: "central" | "standby" = "central", law = central): string {
  const resource = on === "central" ? law : standby;
  const policies = { identity: [administratorAccess], resource, scps: [], rcps: [] };
  return wordsFor(verdictOf(caller, "events:PutEvents", on === "central" ? bus : standbyBus, policies, context)).trim();
}

const forwarder = (account: string) => session(account, "break-glass/BreakGlassForwarder");
const steps = ["IncidentDeclared", "IncidentApproved", "IncidentExtended", "IncidentClosed"];

describe("The central bus takes", () => {
  it("what forwarders of the organization forward, and nothing that they put themselves", () => {
    for (const account of [emergency, security, workload, "100000000001"]) {
      assert.equal(answer(forwarder(account), forwarded()), "allowed", account);
    }
    assert.equal(answer(forwarder(workload), put("aws.signin", "x")), "not allowed by");
    for (const detailType of steps) assert.notEqual(answer(forwarder(workload), step(detailType)), "allowed");
  });

  it("no forwarder of another organization, and no role of another path or name", () => {
    const outside = strangerTo(forwarder("999999999999"), "o-other00001");
    assert.notEqual(answer(outside, forwarded()), "allowed");
    assert.notEqual(answer(strangerTo(forwarder("999999999999")), forwarded()), "allowed");
    for (const name of [
      "BreakGlassForwarder",
      "break-glass/BreakGlassForwarders",
      "team/break-glass/BreakGlassForwarder",
    ]) {
      assert.equal(answer(session(workload, name), forwarded()), "denied by NobodyElse", name);
    }
  });

  it("the heartbeat of its role in the emergency account, and nothing else of it", () => {
    const role = session(emergency, "break-glass/BreakGlassHeartbeat");
    assert.equal(answer(role, heartbeat), "allowed");
    assert.notEqual(answer(role, put("lifeline.heartbeat", "IncidentDeclared")), "allowed");
    for (const detailType of steps) assert.notEqual(answer(role, step(detailType)), "allowed");
    assert.equal(answer(session(workload, "break-glass/BreakGlassHeartbeat"), heartbeat), "denied by NobodyElse");
  });

  const senders = [
    ["IncidentDeclared", session(ticketSystem, "ticket-system/Declare")],
    ["IncidentApproved", session(ticketSystem, "ticket-system/Approve")],
    ["IncidentExtended", session(ticketSystem, "ticket-system/Approve")],
    ["IncidentClosed", session(ticketSystem, "ticket-system/Close")],
  ] as const;

  for (const [detailType, sender] of senders) {
    it(`${detailType} from the role that the facts list, and from it no step of others`, () => {
      assert.equal(answer(sender, step(detailType)), "allowed");
      assert.notEqual(answer(sender, put("aws.signin", detailType)), "allowed");
      assert.notEqual(answer(strangerTo(sender, "o-other00001"), step(detailType)), "allowed");
      const others = steps.filter((other) => !senders.some(([type, who]) => type === other && same(who, sender)));
      for (const other of others) assert.equal(answer(sender, step(other)), "not allowed by", other);
    });
  }

  function same(one: Caller, other: Caller): boolean {
    return one.context["aws:PrincipalArn"] === other.context["aws:PrincipalArn"];
  }

  it("each step from the responders' role of that step, which by its own policy takes no other", () => {
    const roles = incidentRolesFor(rulebook, sandboxFacts);
    assert.ok(roles.some(({ name }) => name === "BreakGlassIncidentDeclare"));
    for (const role of roles) {
      const caller = session(security, `break-glass/${role.name}`);
      const identity = [policyOf(role.policy, "identity", role.name)];
      const allowed = steps.filter((detailType) => {
        const policies = { identity, resource: central, scps: [], rcps: [] };
        return verdictOf(caller, "events:PutEvents", bus, policies, step(detailType)).decision === "allowed";
      });
      assert.equal(allowed.length, 1, role.name);
    }
  });

  it("nothing from an administrator of any account, the bus's own among them", () => {
    for (const account of [workload, security, emergency, "100000000001"]) {
      const administrator = session(account, "Administrator");
      for (const context of [forwarded(), heartbeat, put("aws.signin", "x"), ...steps.map(step)]) {
        assert.equal(answer(administrator, context), "denied by NobodyElse", `${account} ${JSON.stringify(context)}`);
      }
    }
  });

  it("no step that nobody may send: an empty list makes no statement", () => {
    const incidents = { ...sandboxFacts.incidents, extenders: [] };
    const facts: SettledFacts = { ...sandboxFacts, incidents };
    const sids = centralBusPolicyFor(rulebook, facts).Statement.map(({ Sid }) => Sid);
    assert.deepEqual(sids, [
      "Forwarders",
      "Heartbeat",
      "DeclareIncidents",
      "ApproveIncidents",
      "CloseIncidents",
      "NobodyElse",
    ]);
  });

  it("a policy of 10,240 characters at most, with twenty senders of each step", () => {
    assert.ok(record.central.policy.length <= 10_240);
    const many = (name: string) =>
      Array.from({ length: 12 }, (_, index) => `arn:aws:iam::100000000013:role/ticket-system/${name}${index}`);
    const incidents = {
      ...sandboxFacts.incidents,
      declarers: many("Declare"),
      approvers: many("Approve"),
      extenders: many("Extend"),
      closers: many("Close"),
    };
    assert.ok(JSON.stringify(centralBusPolicyFor(rulebook, { ...sandboxFacts, incidents })).length <= 10_240);
  });
});

describe("The standby bus takes", () => {
  it("what the emergency account's rules forward, and nobody else's", () => {
    assert.equal(answer(forwarder(emergency), forwarded(), "standby"), "allowed");
    assert.equal(answer(forwarder(emergency), put("aws.signin", "x"), "standby"), "not allowed by");
    assert.equal(answer(forwarder(workload), forwarded(), "standby"), "denied by NobodyElse");
    assert.equal(answer(session(security, "Administrator"), forwarded(), "standby"), "denied by NobodyElse");
  });
});

const openToAll = policyOf(
  {
    Version: "2012-10-17",
    Statement: [{ Sid: "All", Effect: "Allow", Principal: { AWS: "100000000002" }, Action: "*", Resource: "*" }],
  },
  "resource",
  "open to all",
);

describe("The transport roles", () => {
  const role = (name: string) => {
    const found = rolesOf(templateFrom()).find(({ RoleName }) => RoleName === name);
    assert.ok(found !== undefined, name);
    return found;
  };
  const inline = (name: string) =>
    (role(name).Policies ?? []).map(({ PolicyDocument }) => policyOf(PolicyDocument, "identity", name));
  const trusts = (name: string, service: string, context: Context) => {
    const policies = {
      identity: [],
      resource: policyOf(role(name).AssumeRolePolicyDocument, "trust", name),
      scps: [],
      rcps: [],
    };
    const caller: Caller = { principal: service, kind: "service", context: { "aws:PrincipalIsAWSService": "true" } };
    return verdictOf(caller, "sts:AssumeRole", `arn:aws:iam::${workload}:role/break-glass/${name}`, policies, context)
      .decision;
  };
  const ours = `arn:aws:events:eu-central-1:${workload}:rule/BreakGlassWatchRules`;

  it("are taken by their service for things of ours in the same account", () => {
    const from = (account: string, arn: string) => ({ "aws:SourceAccount": account, "aws:SourceArn": arn });
    assert.equal(trusts("BreakGlassForwarder", "events.amazonaws.com", from(workload, ours)), "allowed");
    const otherRule = `arn:aws:events:eu-central-1:${workload}:rule/Other`;
    assert.equal(trusts("BreakGlassForwarder", "events.amazonaws.com", from(workload, otherRule)), "implicitDeny");
    assert.equal(trusts("BreakGlassForwarder", "events.amazonaws.com", from("100000000012", ours)), "implicitDeny");
    assert.equal(trusts("BreakGlassForwarder", "lambda.amazonaws.com", from(workload, ours)), "implicitDeny");
    for (const name of ["BreakGlassHeartbeat", "BreakGlassCanary"]) {
      assert.equal(trusts(name, "scheduler.amazonaws.com", { "aws:SourceAccount": emergency }), "allowed");
      assert.equal(trusts(name, "scheduler.amazonaws.com", { "aws:SourceAccount": workload }), "implicitDeny");
      assert.equal(trusts(name, "events.amazonaws.com", { "aws:SourceAccount": emergency }), "implicitDeny");
    }
  });

  it("put events on their buses and do nothing else; the canary does nothing at all", () => {
    const may = (name: string, action: string, resource: string, context: Context = {}) => {
      // The other side allows everything: what the role itself may do decides.
      const policies = { identity: inline(name), resource: openToAll, scps: [], rcps: [] };
      return (
        verdictOf(session(emergency, `break-glass/${name}`), action, resource, policies, context).decision === "allowed"
      );
    };
    assert.ok(may("BreakGlassForwarder", "events:PutEvents", bus));
    // Filled in as in a workload account: only the emergency account's forwarder reaches the standby bus.
    assert.ok(!may("BreakGlassForwarder", "events:PutEvents", standbyBus));
    assert.ok(!may("BreakGlassForwarder", "events:PutRule", bus));
    assert.ok(!may("BreakGlassForwarder", "events:PutEvents", `${bus}-2`));
    const ownBus = `arn:aws:events:eu-north-1:${emergency}:event-bus/default`;
    assert.ok(may("BreakGlassHeartbeat", "events:PutEvents", bus, heartbeat));
    assert.ok(may("BreakGlassHeartbeat", "events:PutEvents", ownBus, heartbeat));
    assert.ok(!may("BreakGlassHeartbeat", "events:PutEvents", ownBus, step("IncidentDeclared")));
    assert.ok(
      !may(
        "BreakGlassHeartbeat",
        "sts:AssumeRole",
        "arn:aws:iam::100000000002:role/break-glass-hub/BreakGlassHubAdmin",
      ),
    );
    assert.equal(role("BreakGlassCanary").Policies, undefined);
  });

  it("of the management account and of standby are as narrow", () => {
    const { forwarderRole } = record;
    const standbyRole = standbyRoleFor(rulebook, sandboxFacts);
    assert.equal(forwarderRole.arn, "arn:aws:iam::100000000001:role/break-glass/BreakGlassForwarder");
    assert.equal(standbyRole.arn, "arn:aws:iam::100000000004:role/break-glass/BreakGlassStandby");
    assert.deepEqual(JSON.parse(forwarderRole.policy), {
      Version: "2012-10-17",
      Statement: [{ Sid: "Forward", Effect: "Allow", Action: "events:PutEvents", Resource: bus }],
    });
    assert.deepEqual(JSON.parse(forwarderRole.trust).Statement[0].Condition, {
      StringEquals: { "aws:SourceAccount": "100000000001" },
      ArnLike: { "aws:SourceArn": "arn:aws:events:*:100000000001:rule/BreakGlass*" },
    });
    assert.deepEqual(JSON.parse(standbyRole.trust).Statement[0].Condition, {
      StringEquals: { "aws:SourceAccount": "100000000004" },
      ArnLike: { "aws:SourceArn": "arn:aws:events:us-east-1:100000000004:rule/lifeline-standby/BreakGlass*" },
    });
    assert.deepEqual(
      JSON.parse(standbyRole.policy).Statement.map((one: { Action: unknown; Resource: string }) => [
        one.Action,
        one.Resource,
      ]),
      [
        ["sns:Publish", "arn:aws:sns:us-east-1:100000000004:lifeline-standby"],
        [["kms:Decrypt", "kms:GenerateDataKey*"], "arn:aws:kms:us-east-1:100000000004:key/*"],
      ],
    );
  });
});

import assert from "node:assert/strict";
import { emergencyAccessFor, rulebook } from "../../rulebook";
import { policyOf, session, user } from "../rulebook/evaluation";
import { administrator, attempt, hub, responder, type Actor } from "../rulebook/emergency-path";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { webIdentity } from "../rulebook/emergency-actors";
import { administratorOf, answer, bus, record, security } from "./account";

const steps = ["Declare", "Approve", "Close"] as const;
const details = { Declare: "IncidentDeclared", Approve: "IncidentApproved", Close: "IncidentClosed" } as const;
const arnOf = (step: string) => `arn:aws:iam::${security}:role/break-glass/BreakGlassIncident${step}`;

function roleOf(step: string) {
  const role = record.incidentRoles.find(({ name }) => name === `BreakGlassIncident${step}`);
  return role ?? assert.fail(`no role for ${step}`);
}

/** With everything between the two accounts: the emergency account's SCP, the RCPs, and the role's trust. */
function assume(who: Actor, step: string): string {
  const trust = policyOf(roleOf(step).trust, "trust", step);
  return attempt(who, "sts:AssumeRole", arnOf(step), {}, trust);
}

describe("The roles for steps of an incident", () => {
  it("are there for declaring, approving and closing; a ticket system alone prolongs", () => {
    assert.deepEqual(
      record.incidentRoles.map(({ step, arn }) => [step, arn]),
      [
        ["declare", arnOf("Declare")],
        ["approve", arnOf("Approve")],
        ["close", arnOf("Close")],
      ],
    );
  });

  for (const step of steps) {
    it(`${step}: taken by a responder with MFA, whatever their tiers, as the console does`, () => {
      for (const name of ["alice", "bob", "carol"])
        assert.equal(assume(responder(name, "true"), step), "allowed", name);
    });

    it(`${step}: taken from a hub role of any tier, as the command line does`, () => {
      for (const tier of ["ReadOnly", "Operator", "Admin", "IdentityAdmin", "Management"]) {
        assert.equal(assume(hub(tier), step), "allowed", tier);
      }
    });

    it(`${step}: takes a source identity and tags on the way, which are never required`, () => {
      const trust = policyOf(roleOf(step).trust, "trust", step);
      for (const who of [responder("alice", "true"), hub("ReadOnly")]) {
        for (const action of ["sts:SetSourceIdentity", "sts:TagSession"]) {
          assert.equal(attempt(who, action, arnOf(step), {}, trust), "allowed", action);
        }
      }
    });

    it(`${step}: not taken without MFA, nor by anybody else`, () => {
      assert.match(assume(responder("alice"), step), /^denied by NothingElseWithoutMfa/);
      assert.match(assume(responder("alice", "false"), step), /^denied by NothingElseWithoutMfa/);
      const others = [
        administratorOf(security, "Administrator"),
        administratorOf(security, "OrganizationAccountAccessRole"),
        administratorOf("100000000011", "Administrator"),
        administrator(session("100000000011", "break-glass/BreakGlassAdmin")),
        administrator(user("100000000011", "break-glass/alice", "true")),
      ];
      for (const who of others) {
        assert.equal(assume(who, step), "denied by OnlyTheEmergencyPathTakesIncidentSteps", who.caller.principal ?? "");
      }
    });

    it(`${step}: not taken by federation, even where somebody opens the trust`, () => {
      const opened = policyOf(
        {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Opened",
              Effect: "Allow",
              Principal: { Federated: "token.actions.githubusercontent.com" },
              Action: "sts:AssumeRoleWithWebIdentity",
            },
          ],
        },
        "trust",
        step,
      );
      assert.equal(
        attempt(webIdentity(), "sts:AssumeRoleWithWebIdentity", arnOf(step), {}, opened),
        "denied by OnlyTheEmergencyPathTakesIncidentSteps",
      );
    });

    it(`${step}: sends its own kind of event to the central bus, and nothing else`, () => {
      const caller = session(security, `break-glass/BreakGlassIncident${step}`);
      const who = { caller, identity: [policyOf(roleOf(step).policy, "identity", step)] };
      const send = (source: string | readonly string[], detailType: string | readonly string[], to = bus) =>
        answer(who, "events:PutEvents", to, { "events:source": source, "events:detail-type": detailType });
      assert.equal(send("lifeline.incident", details[step]), "allowed");
      assert.equal(send(["lifeline.incident"], [details[step]]), "allowed");
      for (const other of [...steps.filter((name) => name !== step).map((name) => details[name]), "IncidentExtended"]) {
        assert.equal(send("lifeline.incident", other), "not allowed by identity", other);
        // A batch of which one event is the right one.
        assert.equal(send("lifeline.incident", [details[step], other]), "not allowed by identity", other);
      }
      assert.equal(send("lifeline.heartbeat", details[step]), "not allowed by identity");
      assert.equal(send(["lifeline.incident", "aws.signin"], details[step]), "not allowed by identity");
      assert.equal(
        send("lifeline.incident", details[step], bus.replace("lifeline-central", "default")),
        "not allowed by identity",
      );
      assert.equal(answer(who, "events:PutEvents", bus), "not allowed by identity");
      for (const action of ["events:PutRule", "dynamodb:PutItem", "sns:Publish", "sts:AssumeRole"]) {
        assert.match(answer(who, action, "*"), /^not allowed by identity/, action);
      }
    });
  }

  it("leave room in a responder's grant: AWS takes 2,048 characters of inline policies for each user", () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    const [first] = sandboxFacts.responders;
    const everyTier = { ...first, tiers: ["ReadOnly", "Operator", "Admin", "IdentityAdmin", "Management"] as const };
    const [record] = emergencyAccessFor(rulebook, { ...sandboxFacts, responders: [everyTier] }).responders;
    const size = record?.tierGrant.document.length ?? assert.fail("no responder");
    assert.ok(size <= 2_048, `${size} characters`);
  });
});

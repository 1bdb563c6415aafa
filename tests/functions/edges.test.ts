import assert from "node:assert/strict";
import { classify } from "../../functions/triage/classify";
import { alice, at, bob, takes } from "./people";
import { changed, declaration, incidentEvent, scene, settings, type Event } from "./scene";

const canaryMessage =
  "User: arn:aws:sts::222222222222:assumed-role/BreakGlassCanary/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/break-glass-hub/BreakGlassHubReadOnly";

function canary(id: string, minutes: number, more: object = {}, region = "eu-central-1"): Event {
  const identity = {
    type: "AssumedRole",
    accountId: "222222222222",
    arn: "arn:aws:sts::222222222222:assumed-role/BreakGlassCanary/x",
    sessionContext: { sessionIssuer: { arn: "arn:aws:iam::222222222222:role/break-glass/BreakGlassCanary" } },
  };
  const detail = { userIdentity: identity, recipientAccountId: "222222222222", errorMessage: canaryMessage, ...more };
  return { ...changed("assumerole-denied-caller-account", id, at(minutes), detail), account: "222222222222", region };
}

describe("At the edges of what is expected,", () => {
  it("a canary is none in a Region where none calls, or with another refusal", () => {
    assert.equal(classify(canary("x", 0), settings).kind, "heartbeat");
    assert.equal(classify(canary("x", 0, {}, "sa-east-1"), settings).kind, "failed-attempt");
    assert.equal(classify(canary("x", 0, { errorCode: "ExpiredToken" }), settings).kind, "failed-attempt");
  });

  it("a canary's retry within minutes is the same, one of yesterday is none", async () => {
    const soc = scene();
    await soc.send(canary("one", 0), at(1));
    assert.equal((await soc.send(canary("two", 2), at(3))).verdict, "heartbeat");
    assert.match((await soc.send(canary("old", 0), at(21 * 60))).reason, /a canary of another time/);
  });

  it("a failed `aws login` is an attempt, and so is a sign-in with an error code", () => {
    const failed = changed("createoauth2token-hub-role-us-east-1", "x", at(0), {
      additionalEventData: { success: "false" },
    });
    assert.equal(classify(failed, settings).kind, "failed-attempt");
    const refused = changed("consolelogin-iam-mfa-us-east-1", "x", at(0), { errorCode: "AccessDenied" });
    assert.equal(classify(refused, settings).kind, "failed-attempt");
  });

  it("hub and incident roles are roles of their own accounts only", () => {
    const place = (path: string, account: string): unknown => {
      const roleArn = `arn:aws:iam::${account}:role/${path}`;
      return classify(
        changed("assumerole-user-regional-caller-account", "x", at(0), {
          requestParameters: { roleArn, roleSessionName: "responder-1" },
          responseElements: null,
        }),
        settings,
      ).place;
    };
    assert.deepEqual(place("break-glass-hub/BreakGlassHubAdmin", "222222222222"), { kind: "hub", tier: "Admin" });
    assert.equal(place("break-glass-hub/BreakGlassHubAdmin", "555555555555"), undefined);
    assert.deepEqual(place("break-glass/BreakGlassIncidentApprove", "444444444444"), {
      kind: "incident-role",
      step: "approve",
    });
    assert.equal(place("break-glass/BreakGlassIncidentApprove", "555555555555"), undefined);
  });

  it("a service at work in the emergency account is none of ours", () => {
    const config = changed("benign-config-getrole-protected-role", "x", at(0), {
      recipientAccountId: "222222222222",
      userIdentity: { type: "AWSService", invokedBy: "config.amazonaws.com" },
    });
    assert.equal(classify({ ...config, account: "222222222222" }, settings).kind, "unrelated");
  });

  it("an incident role that changes something alerts", () => {
    const role = "arn:aws:iam::444444444444:role/break-glass/BreakGlassIncidentApprove";
    const act = changed("terminateinstances-break-glass-session", "x", at(0), {
      recipientAccountId: "444444444444",
      userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn: role } } },
    });
    assert.match(
      classify({ ...act, account: "444444444444" }, settings).alarms.join(),
      /does more than move an incident on/,
    );
  });

  it("an approval after the end, a shorter extension and one beyond three days are refused", async () => {
    const soc = scene();
    const send = (
      step: string,
      account: string,
      minutes: number,
      detail: object,
    ): Promise<{ readonly reason: string }> =>
      soc.send(incidentEvent(step, account, at(minutes), { ...detail }), at(minutes));
    await send("IncidentDeclared", "777777777777", 0, declaration);
    assert.match(
      (await send("IncidentApproved", "888888888888", 300, { id: "INC-1" })).reason,
      /the incident has ended/,
    );
    await send("IncidentApproved", "888888888888", 1, { id: "INC-1" });
    const extend = { id: "INC-1", reason: "more" };
    assert.match((await send("IncidentExtended", "777777777777", 2, { ...extend, end: at(60) })).reason, /ends later/);
    assert.match(
      (await send("IncidentExtended", "777777777777", 3, { ...extend, end: "2026-03-20T08:00:00Z" })).reason,
      /three days from now/,
    );
  });

  it("a session that ended half a day ago is nobody's approval", async () => {
    const soc = scene();
    await soc.send(takes(alice, "BreakGlassIncidentApprove", "444444444444", -800), at(-799));
    await soc.send(takes(bob, "BreakGlassIncidentApprove", "444444444444", 1), at(1));
    await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration), at(1));
    const { reason } = await soc.send(incidentEvent("IncidentApproved", "444444444444", at(2), { id: "INC-1" }), at(2));
    assert.match(reason, /approved by bob for/);
  });
});

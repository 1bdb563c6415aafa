import assert from "node:assert/strict";
import { join } from "node:path";
import type { DeclareOptions, StepOptions } from "../../cli/incident/options";
import { runStep } from "../../cli/incident/run";
import { UserError } from "../../cli/user-error";
import { project } from "./command";
import { access, bus, role, stage } from "./incident-stage";

const declaration: { readonly step: "declare" } & DeclareOptions = {
  step: "declare",
  id: undefined,
  ticket: "OPS-17",
  reason: "The identity provider is down",
  failureMode: "identity-provider",
  tiers: ["ReadOnly", "Operator"],
  accounts: ["100000000011"],
  start: undefined,
  end: undefined,
  hours: "2",
  approver: "bob",
  secondApprover: "carol",
  drill: false,
};

async function issuesOf(options: StepOptions): Promise<readonly string[]> {
  const { world, sent } = stage();
  const error = await runStep(options, access, world).then(
    () => assert.fail("it was taken"),
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof UserError)) throw error;
  assert.equal(error.exitCode, 2);
  assert.deepEqual(sent, []);
  const [title, ...issues] = error.message.split("\n");
  assert.equal(title, "Nothing was sent:");
  return issues.map((line) => line.replace(/^- /, ""));
}

describe("lifeline incident", () => {
  it("declares what the options say, by the role that may declare and nothing else", async () => {
    const { world, sent, assumed, clients, written } = stage();
    assert.equal(await runStep(declaration, access, world), 0);
    const [event] = sent;
    assert.deepEqual(
      [event?.bus, event?.source, event?.detailType, event?.as, sent.length],
      [bus, "lifeline.incident", "IncidentDeclared", role("Declare"), 1],
    );
    assert.deepEqual(JSON.parse(event?.detail ?? ""), {
      id: "2026-03-10-k3f9",
      ticket: "OPS-17",
      reason: "The identity provider is down",
      failureMode: "identity-provider",
      end: "2026-03-10T10:00:00Z",
      tiers: ["ReadOnly", "Operator"],
      accounts: ["100000000011"],
      approvers: { first: "bob", second: "carol" },
    });
    assert.deepEqual(assumed, [{ role: role("Declare"), sessionName: "alice", mfa: undefined }]);
    assert.deepEqual(clients, ["eu-central-1 -"]);
    const said = JSON.parse(written.join("")) as { readonly id: string; readonly eventId: string };
    assert.deepEqual([said.id, said.eventId], ["2026-03-10-k3f9", "event-1"]);
  });

  it("declares from a start to an end, as a drill, under an id of one's own", async () => {
    const { world, sent } = stage();
    const planned = { start: "2026-03-11T08:00:00Z", end: "2026-03-11T09:30:00Z", hours: undefined };
    await runStep({ ...declaration, ...planned, id: "drill-7", drill: true }, access, world);
    const { id, start, end, drill } = JSON.parse(sent[0]?.detail ?? "") as Record<string, unknown>;
    assert.deepEqual([id, start, end, drill], ["drill-7", "2026-03-11T08:00:00Z", "2026-03-11T09:30:00Z", true]);
  });

  it("counts hours from the start, where there is one", async () => {
    const { world, sent } = stage();
    await runStep({ ...declaration, start: "2026-03-11T08:00:00Z", hours: "0.5" }, access, world);
    assert.match(sent[0]?.detail ?? "", /"end":"2026-03-11T08:30:00Z"/);
  });

  const steps: readonly (readonly [options: StepOptions, detailType: string, as: string, detail: object])[] = [
    [{ step: "approve", id: "x-1", note: undefined }, "IncidentApproved", role("Approve"), { id: "x-1" }],
    [{ step: "close", id: "x-1", note: "back" }, "IncidentClosed", role("Close"), { id: "x-1", note: "back" }],
    [
      { step: "extend", id: "x-1", end: undefined, hours: "1", reason: "restore still runs" },
      "IncidentExtended",
      "the credentials at hand",
      { id: "x-1", end: "2026-03-10T09:00:00Z", reason: "restore still runs" },
    ],
  ];
  for (const [options, detailType, as, detail] of steps) {
    it(`sends ${detailType} to ${options.step}, by ${as.split("/").at(-1)}`, async () => {
      const { world, sent } = stage();
      assert.equal(await runStep(options, access, world), 0);
      assert.deepEqual(
        sent.map((event) => [event.detailType, event.as, JSON.parse(event.detail) as object]),
        [[detailType, as, detail]],
      );
    });
  }

  it("keeps the session name of a hub session, since another would itself be an alert", async () => {
    const caller = "arn:aws:sts::100000000002:assumed-role/BreakGlassHubReadOnly/bob";
    const { world, assumed } = stage({ caller });
    await runStep({ step: "approve", id: "x-1", note: undefined }, access, world);
    assert.deepEqual(
      assumed.map(({ sessionName }) => sessionName),
      ["bob"],
    );
  });

  it("hands on the MFA device and code, the profile, and another role", async () => {
    const mfa = { serial: "arn:aws:iam::100000000002:mfa/alice", code: "123456" };
    const ticketRole = "arn:aws:iam::100000000013:role/ticket-system/Declare";
    const { world, assumed, clients } = stage();
    await runStep(declaration, { ...access, mfa, profile: "emergency", role: ticketRole }, world);
    assert.deepEqual(assumed, [{ role: ticketRole, sessionName: "alice", mfa }]);
    assert.deepEqual(clients, ["eu-central-1 emergency"]);
  });

  it("assumes nothing where the credentials at hand are a listed role's", async () => {
    const { world, assumed, sent } = stage();
    await runStep(declaration, { ...access, role: false }, world);
    assert.deepEqual([assumed, sent[0]?.as], [[], "the credentials at hand"]);
  });

  it("finds bus and role in the facts of a stack", async () => {
    const { world, sent } = stage();
    const stackFile = join(project, "Pulumi.sandbox.yaml");
    await runStep(declaration, { ...access, bus: undefined, stackFile }, world);
    assert.deepEqual([sent[0]?.bus, sent[0]?.as], [bus, role("Declare")]);
  });

  it("says all that is missing, in the words of its options", async () => {
    const nothing = {
      ticket: undefined,
      reason: undefined,
      failureMode: undefined,
      hours: undefined,
      approver: undefined,
    };
    assert.deepEqual(await issuesOf({ ...declaration, ...nothing, tiers: [], accounts: [] }), [
      "--ticket: missing",
      "--reason: missing",
      "--failure-mode: missing",
      "--tier: 1 to 5 items",
      "--account: 1 to 50 items",
      "--approver: missing",
      "--hours or --end: missing",
    ]);
  });

  it("says all that is wrong", async () => {
    const wrong = { id: "two words", failureMode: "bad day", tiers: ["Root"], accounts: ["123"], hours: "-1" };
    const issues = await issuesOf({ ...declaration, ...wrong });
    assert.deepEqual(
      issues.map((issue) => issue.split(":")[0]),
      ["id", "--failure-mode", "--tier", "--account", "--hours"],
    );
  });

  const times: readonly (readonly [title: string, times: Partial<DeclareOptions>, issue: string])[] = [
    ["an end in the past", { end: "2026-03-10T07:00:00Z", hours: undefined }, "--end: lies in the past"],
    [
      "an end before the start",
      { start: "2026-03-12T08:00:00Z", end: "2026-03-11T08:00:00Z", hours: undefined },
      "--end: lies before --start",
    ],
    ["an end and hours", { end: "2026-03-11T08:00:00Z" }, "--end and --hours: one of them, not both"],
    ["more than a week", { hours: "169" }, "--hours: a number above 0 and at most 168, for example 2 or 0.5"],
    ["no time at all", { hours: "0" }, "--hours: a number above 0 and at most 168, for example 2 or 0.5"],
  ];
  for (const [title, given, issue] of times) {
    it(`refuses ${title}`, async () => assert.deepEqual(await issuesOf({ ...declaration, ...given }), [issue]));
  }

  it("fails with 1 where EventBridge answers and takes nothing", async () => {
    const { world, written } = stage({ put: { ok: false, why: "NotAuthorizedForSourceException: no" } });
    await assert.rejects(runStep(declaration, access, world), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.message, "IncidentDeclared was not taken by the bus: NotAuthorizedForSourceException: no");
      assert.equal(error.exitCode, 1);
      return true;
    });
    assert.deepEqual(written, []);
  });

  it("fails with 1 where AWS refuses, and with 2 where it cannot be asked", async () => {
    for (const [name, exitCode] of [
      ["AccessDenied", 1],
      ["AccessDeniedException", 1],
      ["CredentialsProviderError", 2],
      ["TimeoutError", 2],
    ] as const) {
      const fault = Object.assign(new Error("because"), { name });
      await assert.rejects(runStep(declaration, access, stage({ fault }).world), {
        message: `AWS: ${name}: because`,
        exitCode,
      });
    }
  });

  it("refuses a bus that is none of Lifeline's", async () => {
    const elsewhere = { ...access, bus: "arn:aws:events:eu-central-1:100000000004:event-bus/default" };
    await assert.rejects(runStep(declaration, elsewhere, stage().world), /--bus .*: expected arn:aws:events:<region>/);
  });

  it("tells people what comes next", async () => {
    const { world, written } = stage();
    await runStep(declaration, { ...access, json: false }, world);
    assert.match(
      written.join(""),
      /^Declared: 2026-03-10-k3f9, until 2026-03-10T10:00:00Z\.\nNow somebody else approves/,
    );
    assert.match(written.join(""), new RegExp(`lifeline incident approve 2026-03-10-k3f9 --bus ${bus}`));
  });
});

import assert from "node:assert/strict";
import { alice, at, bob, takes } from "./people";
import { declaration, heartbeat, incidentEvent, scene, type Event } from "./scene";
import { security, state, step, use } from "./steps";

describe("an incident of responders, without ticket system or identity provider", () => {
  it("is declared by one and approved by another", async () => {
    const soc = scene();
    assert.match(
      await step(soc, alice, "IncidentDeclared", 0, declaration),
      /^record: incident INC-1 declared by alice for /,
    );
    assert.match(await step(soc, bob, "IncidentApproved", 5), /^record: incident INC-1 approved by bob for /);
    assert.equal(await use(soc, 6), "record");
    assert.deepEqual(soc.pages(), []);
    assert.equal((state(soc) as { readonly approvedAs: string }).approvedAs, "first");
  });

  it("is not approved by who declared it: refused, and alerted", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    assert.equal(
      await step(soc, alice, "IncidentApproved", 5),
      "alert: refused: alice would approve what alice asked for",
    );
    assert.equal(soc.pages().length, 1);
    assert.equal(await use(soc, 6), "alert");
  });

  it("is not approved where either of two people may have sent both", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(takes(alice, "BreakGlassIncidentApprove", security, 3), at(3));
    assert.match(
      await step(soc, bob, "IncidentApproved", 5),
      /^alert: refused: alice or bob would approve what alice asked for$/,
    );
  });

  it("waits for the AssumeRole event that says who approved, and is approved when it comes", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    const { reason } = await soc.send(incidentEvent("IncidentApproved", security, at(5), { id: "INC-1" }), at(5));
    assert.match(reason, /who sent it is not known yet/);
    assert.equal(await use(soc, 6), "alert");
    await soc.send(heartbeat(at(7)), at(7));
    assert.equal((state(soc) as { readonly state: string }).state, "declared");
    await soc.send(takes(bob, "BreakGlassIncidentApprove", security, 4), at(8));
    await soc.send(heartbeat(at(10)), at(10));
    assert.equal((state(soc) as { readonly state: string }).state, "approved");
    assert.equal(await use(soc, 11), "record");
  });

  it("finds out late that the approver was the requester", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(incidentEvent("IncidentApproved", security, at(5), { id: "INC-1" }), at(5));
    await soc.send(takes(alice, "BreakGlassIncidentApprove", security, 4), at(8));
    await soc.send(heartbeat(at(10)), at(10));
    assert.match(soc.pages().at(-1)?.text ?? "", /refused: alice would approve what alice asked for/);
    assert.equal(await use(soc, 11), "alert");
  });

  it("gives up on an approval that nobody can be found for", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(incidentEvent("IncidentApproved", security, at(5), { id: "INC-1" }), at(5));
    await soc.send(heartbeat(at(29)), at(29));
    assert.deepEqual(soc.pages(), []);
    await soc.send(heartbeat(at(36)), at(36));
    assert.match(
      soc
        .pages()
        .map(({ text }) => text)
        .join("\n"),
      /nobody is known who could have sent the approval/,
    );
  });

  it("takes its time from AWS's, not from a field of the sender", async () => {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await soc.send(takes(bob, "BreakGlassIncidentApprove", security, 59), at(59));
    await soc.send(incidentEvent("IncidentApproved", security, at(1), { id: "INC-1" }), at(60));
    assert.equal((state(soc) as { readonly approvedAt: number }).approvedAt, Date.parse(at(60)));
  });
});

describe("an incident of a ticket system", () => {
  const refused: readonly { readonly title: string; readonly event: Event; readonly why: RegExp }[] = [
    {
      title: "approved from the account that declared",
      event: incidentEvent("IncidentApproved", "777777777777", at(1), { id: "INC-1" }),
      why: /nobody of account 777777777777 may approve/,
    },
    {
      title: "declared from a stranger's account",
      event: incidentEvent("IncidentDeclared", "555555555555", at(1), { ...declaration, id: "INC-2" }),
      why: /nobody of account 555555555555 may declare/,
    },
    {
      title: "declared twice",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), declaration),
      why: /exists already/,
    },
    {
      title: "without an end",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), { ...declaration, id: "INC-2", end: undefined }),
      why: /detail\.end: a text/,
    },
    {
      title: "with a field nobody knows",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), { ...declaration, id: "INC-2", approver: "bob" }),
      why: /detail\.approver: unknown/,
    },
    {
      title: "with an end in the past",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), { ...declaration, id: "INC-2", end: at(-1) }),
      why: /would end before it begins/,
    },
    {
      title: "for a month",
      event: incidentEvent("IncidentDeclared", "777777777777", at(1), {
        ...declaration,
        id: "INC-2",
        end: "2026-04-10T08:00:00Z",
      }),
      why: /longer than three days/,
    },
    {
      title: "from a clock that is wrong",
      event: incidentEvent("IncidentDeclared", "777777777777", at(60), { ...declaration, id: "INC-2" }),
      why: /a clock is wrong/,
    },
    {
      title: "approved where there is none",
      event: incidentEvent("IncidentApproved", "888888888888", at(1), { id: "INC-9" }),
      why: /there is no incident of this id/,
    },
    {
      title: "extended before it is approved",
      event: incidentEvent("IncidentExtended", "777777777777", at(1), { id: "INC-1", end: at(600), reason: "more" }),
      why: /the incident is declared/,
    },
    {
      title: "a step that does not exist",
      event: incidentEvent("IncidentForgotten", "777777777777", at(1), { id: "INC-1" }),
      why: /is no step of an incident/,
    },
    {
      title: "a name of JavaScript's own",
      event: incidentEvent("constructor", "777777777777", at(1), { id: "INC-1" }),
      why: /is no step of an incident/,
    },
  ];
  for (const { title, event, why } of refused) {
    it(`is refused and alerts: ${title}`, async () => {
      const soc = scene();
      await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration, "the first"), at(0));
      const { verdict, reason } = await soc.send(event, at(1));
      assert.equal(verdict, "alert");
      assert.match(reason, why);
      assert.equal(soc.pages().length, 1);
    });
  }

  it("is approved from an account only once", async () => {
    const soc = scene();
    await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration), at(0));
    await soc.send(incidentEvent("IncidentApproved", "888888888888", at(1), { id: "INC-1" }), at(1));
    const again = await soc.send(
      incidentEvent("IncidentApproved", "888888888888", at(2), { id: "INC-1" }, "again"),
      at(2),
    );
    assert.match(again.reason, /refused: the incident is approved/);
  });

  it("that one account both declares and approves is refused", async () => {
    const soc = scene();
    await soc.send(takes(alice, "BreakGlassIncidentDeclare", security, 0), at(0));
    const both = "888888888888";
    await soc.send({ ...incidentEvent("IncidentDeclared", "777777777777", at(0), declaration) }, at(0));
    const row = soc.register.partition("incident#INC-1").find(({ sk }) => sk === "state");
    assert.ok(row);
    soc.register.rows.set(`${row.pk}\n${row.sk}`, {
      ...row,
      body: { ...row.body, requester: { account: both, at: 0 } },
    });
    const { verdict, reason } = await soc.send(incidentEvent("IncidentApproved", both, at(1), { id: "INC-1" }), at(1));
    assert.equal(verdict, "alert");
    assert.match(
      reason,
      /ticket system in account 888888888888 would approve what ticket system in account 888888888888 asked for/,
    );
  });
});

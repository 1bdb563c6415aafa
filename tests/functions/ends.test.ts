import assert from "node:assert/strict";
import { alice, at, bob, takes } from "./people";
import { declaration, heartbeat, scene, type Scene } from "./scene";
import { carol, state, step, use } from "./steps";

describe("an approval that does not come", () => {
  it("escalates to the second approver, then to everybody, at night too, and may still come", async () => {
    const soc = scene();
    const asked = { ...declaration, approvers: { first: "Bob", second: "Carol" } };
    const said = await step(soc, alice, "IncidentDeclared", 0, asked);
    assert.match(said, /approval by 2026-03-10T08:30:00.000Z; Bob is asked/);
    await soc.send(heartbeat(at(25)), at(25));
    assert.deepEqual(soc.pages(), []);
    assert.equal((await soc.send(heartbeat(at(31)), at(31))).verdict, "escalate");
    assert.match(
      soc.pages()[0]?.text ?? "",
      /nobody has approved incident INC-1 of alice in time; Carol is asked, until 2026-03-10T09:01/,
    );
    assert.equal((await soc.send(heartbeat(at(36)), at(36))).verdict, "heartbeat");
    assert.equal((await soc.send(heartbeat(at(62)), at(62))).verdict, "escalate");
    assert.match(soc.pages()[1]?.text ?? "", /no approver has answered; until one does, every use alerts/);
    assert.equal((await soc.send(heartbeat(at(120)), at(120))).verdict, "heartbeat");
    assert.match(await step(soc, carol, "IncidentApproved", 121), /^record/);
    assert.equal((state(soc) as { readonly approvedAs: string }).approvedAs, "second");
  });
});

describe("the end of an incident", () => {
  async function used(): Promise<Scene> {
    const soc = scene();
    await step(soc, alice, "IncidentDeclared", 0, declaration);
    await step(soc, bob, "IncidentApproved", 1);
    await soc.send(takes(alice, "BreakGlassOperator", "555555555555", 5), at(5));
    return soc;
  }

  it("opens the rotation of the credentials that were used, as a task and a message", async () => {
    const soc = await used();
    assert.match(await step(soc, bob, "IncidentClosed", 30), /^record: incident INC-1 closed/);
    const [task] = soc.register.partition("rotation");
    assert.deepEqual(
      [task?.sk, task?.body["state"], task?.body["people"], task?.body["uses"]],
      ["INC-1", "open", [alice], 1],
    );
    assert.match(soc.messages.at(-1)?.text ?? "", /Give new passwords, and check the MFA devices, of: alice\./);
    assert.deepEqual(soc.pages(), []);
    assert.equal(await use(soc, 31), "alert");
  });

  it("comes by itself where nobody closes it, and opens the rotation too", async () => {
    const soc = await used();
    await soc.send(heartbeat(at(245)), at(245));
    assert.equal((state(soc) as { readonly state: string }).state, "expired");
    assert.equal(soc.register.partition("rotation").length, 1);
    assert.match(
      soc.messages.map(({ text }) => text).join("\n"),
      /ended at 2026-03-10T12:00:00.000Z and was not closed/,
    );
  });

  it("leaves nothing behind two days later but the record of what happened", async () => {
    const soc = await used();
    await step(soc, bob, "IncidentClosed", 30);
    await soc.send(heartbeat(at(2 * 24 * 60 + 40)), at(2 * 24 * 60 + 40));
    const left = [...soc.register.rows.values()].filter(({ pk }) => pk.startsWith("open#") || pk === "deadlines");
    assert.deepEqual(left, []);
    assert.equal((state(soc) as { readonly state: string }).state, "closed");
  });

  it("is not the end of a closed one again", async () => {
    const soc = await used();
    await step(soc, bob, "IncidentClosed", 30);
    assert.equal(await step(soc, bob, "IncidentClosed", 40), "alert: refused: the incident is closed already");
  });
});

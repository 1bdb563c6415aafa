import assert from "node:assert/strict";
import { triage, type Ports } from "../../functions/triage/run";
import type { Register } from "../../functions/triage/register";
import { alice, at, takes } from "./people";
import { declaration, heartbeat, incidentEvent, recorded, scene, settings, type Scene } from "./scene";

const use = takes(alice, "BreakGlassOperator", "555555555555", 5);

/** An approved incident that covers the use. */
async function declaredScene(): Promise<Scene> {
  const soc = scene();
  await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration), at(0));
  await soc.send(incidentEvent("IncidentApproved", "888888888888", at(1), { id: "INC-1" }), at(1));
  return soc;
}

function portsWith(soc: Scene, changes: Partial<Ports>): Ports {
  return { ...soc.ports, now: () => Date.parse(at(6)), ...changes };
}

const gone = (): Promise<never> => Promise.reject(new Error("no route to host"));

describe("a fault", () => {
  it("of the register alerts, also inside an approved incident", async () => {
    const soc = await declaredScene();
    const register: Register = { find: gone, write: gone };
    const { verdict, reason } = await triage(use, portsWith(soc, { register }), settings);
    assert.equal(verdict, "alert");
    assert.equal(reason, "the register does not answer (Error: no route to host)");
    assert.equal(soc.pages().length, 1);
    assert.deepEqual(soc.measures.slice(-3), [{ name: "HandledUses" }, { name: "Alerts" }, { name: "TriageFailures" }]);
  });

  it("of the register's writes alone alerts too", async () => {
    const soc = await declaredScene();
    const register: Register = { find: (lookup) => soc.register.find(lookup), write: gone };
    assert.equal((await triage(use, portsWith(soc, { register }), settings)).verdict, "alert");
  });

  it("of the register keeps no heartbeat from being measured", async () => {
    const soc = scene();
    const register: Register = { find: gone, write: gone };
    await triage(heartbeat(at(5)), portsWith(soc, { register }), settings);
    assert.deepEqual(soc.measures, [{ name: "HeartbeatReceived", region: "eu-central-1" }, { name: "TriageFailures" }]);
    assert.deepEqual(soc.messages, []);
  });

  it("of the register makes an incident's step an alert, and machines too", async () => {
    for (const event of [
      incidentEvent("IncidentApproved", "888888888888", at(5), { id: "INC-1" }),
      recorded("benign-stacksets-createrole-protected-role"),
    ]) {
      const soc = scene();
      const { verdict, reason } = await triage(
        event,
        portsWith(soc, { register: { find: gone, write: gone } }),
        settings,
      );
      assert.equal(verdict, "alert");
      assert.match(reason, /the register does not answer/);
    }
  });

  it("of the topic throws, so that the event is delivered again, and then alerts", async () => {
    const soc = scene();
    await assert.rejects(triage(use, portsWith(soc, { notify: gone }), settings), /no route to host/);
    assert.deepEqual(soc.measures, [{ name: "TriageFailures" }]);
    const { verdict } = await soc.send(use, at(8));
    assert.equal(verdict, "alert");
    assert.equal(soc.pages().length, 1);
    await soc.send(use, at(9));
    assert.equal(soc.pages().length, 1);
  });

  it("after the message is out is no reason to fail: the next delivery may tell it again", async () => {
    const soc = scene();
    let isTold = false;
    const register: Register = {
      find: (lookup) => soc.register.find(lookup),
      write: (write) => (isTold ? gone() : soc.register.write(write)),
    };
    const notify = async (message: Parameters<Ports["notify"]>[0]): Promise<void> => {
      isTold = true;
      await soc.ports.notify(message);
    };
    assert.equal((await triage(use, portsWith(soc, { register, notify }), settings)).verdict, "alert");
    assert.deepEqual(soc.measures.at(-1), { name: "TriageFailures" });
    await soc.send(use, at(8));
    assert.equal(soc.pages().length, 2);
  });

  it("of an incident's step is repaired by its next delivery, without a false alert", async () => {
    const soc = scene();
    const declared = incidentEvent("IncidentDeclared", "777777777777", at(0), declaration);
    await assert.rejects(triage(declared, portsWith(soc, { notify: gone, now: () => Date.parse(at(0)) }), settings));
    const { verdict, reason } = await soc.send(declared, at(2));
    assert.deepEqual([verdict, reason], ["record", "the declare step again, after a fault"]);
    assert.deepEqual(soc.pages(), []);
  });

  it("of the topic loses no escalation and no digest: the next heartbeat tells them", async () => {
    const soc = scene();
    await soc.send(incidentEvent("IncidentDeclared", "777777777777", at(0), declaration), at(0));
    const beat = heartbeat(at(31));
    await assert.rejects(triage(beat, portsWith(soc, { notify: gone, now: () => Date.parse(at(31)) }), settings));
    assert.equal((await soc.send(heartbeat(at(36)), at(36))).verdict, "escalate");
    assert.match(soc.pages()[0]?.text ?? "", /a second approver is asked/);
    assert.equal((await soc.send(heartbeat(at(41)), at(41))).verdict, "heartbeat");
  });

  it("of the topic loses no task of rotation", async () => {
    const soc = await declaredScene();
    const close = incidentEvent("IncidentClosed", "777777777777", at(5), { id: "INC-1" });
    await assert.rejects(triage(close, portsWith(soc, { notify: gone }), settings));
    await soc.send(close, at(7));
    assert.match(soc.messages.at(-1)?.subject ?? "", /rotate credentials after incident INC-1/);
  });

  it("is a register that others change without end: alerted, not waited for", async () => {
    const soc = await declaredScene();
    const register: Register = {
      find: (lookup) => soc.register.find(lookup),
      write: (write) =>
        write.do === "put" && write.row.pk.startsWith("thread#") ? Promise.resolve(false) : soc.register.write(write),
    };
    const stranger = takes(alice, "BreakGlassOperator", "666666666666", 5);
    const { verdict, reason } = await triage(stranger, portsWith(soc, { register }), settings);
    assert.equal(verdict, "alert");
    assert.match(reason, /others changed the register 8 times in a row/);
  });
});

describe("a claim", () => {
  it("of another delivery is waited for, and taken over when it has lasted too long", async () => {
    const soc = scene();
    const key = { pk: `seen#${String(use.detail["sharedEventID"])}`, sk: String(use.detail["eventID"]) };
    const since = Date.parse(at(6));
    await soc.register.write({
      do: "put",
      only: "new",
      row: { ...key, body: { state: "claimed", since }, version: 1 },
    });
    assert.equal((await soc.send(use, at(6))).verdict, "alert");
    assert.ok(soc.ports.now() - since >= 15_000);
    const [row] = await soc.register.find(key);
    assert.equal(row?.body["state"], "done");
    // Fifteen days, in seconds: as long as a dead letter may come back.
    assert.ok(Math.abs(Number(row?.expires) - (since / 1000 + 15 * 86_400)) < 60);
  });

  it("is the only kind of row that DynamoDB may forget", async () => {
    const soc = await declaredScene();
    await soc.send(use, at(6));
    await soc.send(takes(alice, "BreakGlassOperator", "666666666666", 7), at(7));
    const forgotten = [...soc.register.rows.values()].filter(({ expires }) => expires !== undefined);
    assert.ok(forgotten.length >= 4);
    assert.deepEqual(
      forgotten.filter(({ pk }) => !pk.startsWith("seen#")),
      [],
    );
  });
});

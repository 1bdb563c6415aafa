import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { pagesPerWindow } from "../../functions/triage/alerting";
import type { Register } from "../../functions/triage/register";
import { seed } from "../scale";
import { chanceFrom, declare, delivered, faulty, Timeout, toldTimes, usesAt } from "./deliveries";
import { MemoryRegister } from "./scene";

const moment = Date.parse("2026-03-10T08:00:00Z");

/** Every call takes a turn of the event loop, so that deliveries interleave. */
function slow(register: Register): Register {
  return {
    find: async (lookup) => {
      await turn();
      return register.find(lookup);
    },
    write: async (write) => {
      await turn();
      return register.write(write);
    },
  };
}

describe("1,000 deliveries, each use several times and in disorder", () => {
  const uses = usesAt(new Date(moment).toISOString(), 250);

  it("without faults tell or record every use exactly once", async () => {
    const register = new MemoryRegister();
    await declare(register, moment);
    const notify = (): Promise<void> => Promise.resolve();
    const outcome = await delivered({
      register: slow(register),
      notify,
      uses,
      chance: chanceFrom(seed),
      now: () => moment + 1000,
      together: 100,
    });
    const rows = [...register.rows.values()];
    const wrong = uses
      .map((use) => ({ use: use.useId, times: toldTimes(use, outcome, rows) }))
      .filter(({ times }) => times !== 1);
    assert.deepEqual(wrong, []);
    assert.equal(outcome.redelivered, 0);
    const paged = [...outcome.pages.values()].reduce((sum, times) => sum + times, 0);
    assert.ok(paged >= pagesPerWindow, `${paged} pages`);
  });

  for (const rate of [0.02, 0.2]) {
    it(`with ${rate * 100} % of all calls failing lose none`, async () => {
      const register = new MemoryRegister();
      await declare(register, moment);
      const chance = chanceFrom(seed);
      const started = performance.now();
      // The clock runs a hundred times as fast, so that a claim that a fault left behind ends soon.
      const now = (): number => Math.floor(moment + (performance.now() - started) * 100);
      const notify = async (): Promise<void> => {
        if (chance() < rate) throw new Timeout("the topic did not answer");
      };
      const outcome = await delivered({
        register: faulty(slow(register), rate, chance),
        notify,
        uses,
        chance,
        now,
        together: 100,
      });
      const rows = [...register.rows.values()];
      // A covered use that met a fault has been paged: that is what failing open means.
      const lost = uses.filter((use) => toldTimes(use, outcome, rows) === 0).map(({ useId }) => useId);
      assert.deepEqual(lost, []);
      assert.ok(outcome.redelivered > 0);
    });
  }

  it("are lost where the claim is believed and the fault is not (so the test can tell)", async () => {
    const register = new MemoryRegister();
    const chance = chanceFrom(seed);
    const [use] = uses.slice(1);
    assert.ok(use);
    const key = { pk: `seen#${use.useId}`, sk: use.useId };
    await register.write({ do: "put", only: "new", row: { ...key, body: { state: "done" }, version: 1 } });
    const outcome = await delivered({
      register,
      notify: () => Promise.resolve(),
      uses: [use],
      chance,
      now: () => moment,
      together: 4,
    });
    assert.equal(toldTimes(use, outcome, [...register.rows.values()]), 0);
  });
});

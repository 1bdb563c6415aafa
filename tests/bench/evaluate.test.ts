import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { isFullScale } from "../scale";

interface Measured {
  readonly situations: number;
  readonly verdictsPerSecond: number;
  readonly rivalVerdictsPerSecond: number;
  readonly ratio: number;
}

interface Report {
  readonly sets: Readonly<Record<"landingZone" | "documentation", Measured>>;
  readonly ratio: number;
  readonly limits: object;
}

describe("the bench of evaluation", () => {
  it("measures both evaluators on the same situations in one run, and each set is within the limit", function () {
    if (!isFullScale) return this.skip();
    const bench = join(__dirname, "..", "..", "bench", "evaluate.ts");
    const run = spawnSync(process.execPath, ["-r", "sucrase/register/ts", bench, "--json"], { encoding: "utf8" });
    assert.equal(run.stderr, "");
    const { sets, ratio, limits } = JSON.parse(run.stdout) as Report;
    assert.deepEqual(limits, { ratio: 100 });
    assert.ok(sets.landingZone.situations > 300 && sets.documentation.situations > 200, JSON.stringify(sets));
    for (const set of Object.values(sets)) {
      assert.ok(set.rivalVerdictsPerSecond > 0 && set.ratio >= ratio, JSON.stringify(set));
      assert.ok(Math.abs(set.ratio - set.verdictsPerSecond / set.rivalVerdictsPerSecond) < 0.1, JSON.stringify(set));
    }
    assert.ok(ratio >= 100, JSON.stringify(sets));
    assert.equal(run.status, 0);
  });
});

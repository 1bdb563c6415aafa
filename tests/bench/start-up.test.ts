import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { isFullScale } from "../scale";

interface Cost {
  readonly cpuSeconds: number;
  readonly maxRssMb: number;
  readonly wallSeconds: number;
  readonly resources?: number;
}

describe("the bench of the program's start-up", () => {
  it("measures the program and Pulumi's defaults in one run, and shows how they compare", function () {
    if (!isFullScale) return this.skip();
    const bench = join(__dirname, "..", "..", "bench", "start-up.ts");
    const { stdout, stderr } = spawnSync(process.execPath, ["-r", "sucrase/register/ts", bench, "--json", "--once"], {
      encoding: "utf8",
    });
    assert.equal(stderr, "");
    const { program, defaults, ratio, limits } = JSON.parse(stdout) as Record<string, Cost>;
    assert.deepEqual(limits, { cpuSeconds: 3, maxRssMb: 280, resources: 120 });
    assert.ok(program && defaults && ratio);
    assert.equal(program.resources, defaults.resources);
    assert.ok(Number(program.resources) <= 120, `${program.resources} resources`);
    for (const cost of [program, defaults]) {
      assert.ok(cost.cpuSeconds > 0 && cost.wallSeconds > 0 && cost.maxRssMb > 50, JSON.stringify(cost));
    }
    // A type check costs several times the run itself; a ratio near one would mean that both ran alike.
    assert.ok(ratio.cpuSeconds > 1.5 && ratio.maxRssMb > 1.5, JSON.stringify(ratio));
    assert.equal(ratio.cpuSeconds, Math.round((defaults.cpuSeconds / program.cpuSeconds) * 100) / 100);
  });
});

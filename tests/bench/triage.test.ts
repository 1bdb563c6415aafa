import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { isFullScale } from "../scale";

interface Report {
  readonly decisionsPerSecond: number;
  readonly coldStartMs: number;
  readonly bundleBytes: number;
  readonly growth: number;
  readonly registers: readonly {
    readonly incidents: number;
    readonly rows: number;
    readonly scanMicroseconds: number;
  }[];
  readonly rival: { readonly coldStartMs: number; readonly growth: number };
  readonly limits: object;
}

describe("the bench of triage", () => {
  it("measures decisions, cold start, size and growth beside its rivals, in one run", function () {
    if (!isFullScale) return this.skip();
    this.timeout(120_000);
    const bench = join(__dirname, "..", "..", "bench", "triage.ts");
    const run = spawnSync(process.execPath, ["-r", "sucrase/register/ts", bench, "--json"], {
      encoding: "utf8",
    });
    const report = JSON.parse(run.stdout) as Report;
    assert.deepEqual(report.limits, {
      decisionsPerSecond: 20_000,
      coldStartMs: 500,
      bundleBytes: 1_200_000,
      growth: 2,
    });
    assert.ok(report.bundleBytes > 100_000 && report.bundleBytes <= 1_200_000, `${report.bundleBytes} bytes`);
    assert.deepEqual(
      report.registers.map(({ incidents }) => incidents),
      [10, 1_000, 100_000],
    );
    // What is read for a use does not grow; what a scan reads does.
    const [rows] = report.registers.map((register) => register.rows);
    assert.ok(report.registers.every((register) => register.rows === rows));
    assert.ok(report.rival.growth > 100, `${report.rival.growth}`);
    assert.ok(report.decisionsPerSecond > 1_000 && report.coldStartMs > 1 && report.rival.coldStartMs > 1);
  });
});

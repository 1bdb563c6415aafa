import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { isFullScale } from "../scale";

interface Cost {
  readonly accounts: number;
  readonly classes: number;
  readonly claims: number;
  readonly wallSeconds: number;
  readonly maxRssMb: number;
}

interface Report {
  readonly sizes: readonly Cost[];
  readonly growth: number;
  readonly rival: readonly Cost[];
  readonly ratio: readonly { readonly accounts: number; readonly ratio: number; readonly measured: boolean }[];
  readonly limits: object;
}

describe("the bench of proofs", () => {
  it("proves organizations of four sizes within their limits, beside the naive way, in one run", function () {
    if (!isFullScale) return this.skip();
    this.timeout(900_000);
    const bench = join(__dirname, "..", "..", "bench", "prove.ts");
    const run = spawnSync(process.execPath, ["-r", "sucrase/register/ts", bench, "--json"], { encoding: "utf8" });
    const report = JSON.parse(run.stdout) as Report;
    assert.deepEqual(report.limits, {
      "1000": { seconds: 10, maxRssMb: 512 },
      "10000": { seconds: 60, maxRssMb: 1_536 },
      growth: 1.3,
    });
    assert.deepEqual(
      report.sizes.map(({ accounts }) => accounts),
      [10, 100, 1_000, 10_000],
    );
    assert.ok(report.sizes.every(({ claims }) => claims >= 36));
    // Identical accounts are proved once: a thousand times the accounts are not even twice the classes.
    const [fewest, , , most] = report.sizes;
    assert.ok(fewest && most && most.classes < 2 * fewest.classes, `${fewest?.classes} and ${most?.classes} classes`);
    const [, apart] = report.rival;
    assert.equal(apart?.classes, 101);
    const [, , thousand, tenThousand] = report.sizes.map(({ maxRssMb }) => maxRssMb);
    assert.ok(thousand !== undefined && thousand <= 512, `${thousand} MB`);
    assert.ok(tenThousand !== undefined && tenThousand <= 1_536, `${tenThousand} MB`);
    assert.deepEqual(
      report.ratio.map(({ measured }) => measured),
      [true, true, false, false],
    );
    assert.ok((report.ratio[1]?.ratio ?? 0) > 2, `${report.ratio[1]?.ratio}`);
  });
});

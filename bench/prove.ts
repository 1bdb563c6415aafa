import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Table from "cli-table3";
import { buildSync } from "esbuild";
import { landingZoneApart, landingZoneWith, type LandingZone } from "./prove-organization";
import type { ProofRun } from "./prove-run";

/**
 * What all claims cost on organizations of four sizes, from the files on disk to the proof, each size in a process of
 * its own. Beside it the naive way: no account is like another, so each is proved apart. Exit code 1: a limit is broken,
 * or something was not proven: a claim that is refuted stops at other work.
 */
interface Cost extends ProofRun {
  readonly accounts: number;
  /** Of the whole process, Node's start included. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly maxRssMb: number;
  readonly stateMb: number;
}

interface Report {
  readonly sizes: readonly Cost[];
  /** Time for each account with most accounts over that with a tenth of them: 1 is linear. */
  readonly growth: number;
  readonly rival: readonly Cost[];
  /** The naive way's time over ours; where it was not measured, from its time for each account at the largest measured. */
  readonly ratio: readonly { readonly accounts: number; readonly ratio: number; readonly measured: boolean }[];
  readonly limits: typeof limits;
}

const limits = {
  1_000: { seconds: 10, maxRssMb: 512 },
  10_000: { seconds: 60, maxRssMb: 1_536 },
  growth: 1.3,
};
const sizes = [10, 100, 1_000, 10_000];
const rivalSizes = [10, 100];
const project = join(__dirname, "..");
const scratch = join(project, ".lifeline");

function main(): void {
  mkdirSync(scratch, { recursive: true });
  const directory = mkdtempSync(join(scratch, "bench-"));
  try {
    const recorded = recordedLandingZone();
    bundleInto(directory);
    const ours = sizes.map((accounts) => costOf(accounts, landingZoneWith(accounts, recorded), directory));
    const rival = rivalSizes.map((accounts) => costOf(accounts, landingZoneApart(accounts, recorded), directory));
    const report = reportOf(ours, rival);
    process.stdout.write(process.argv.includes("--json") ? `${JSON.stringify(report)}\n` : textOf(report));
    process.exitCode = holds(report) ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** As the command line is shipped: bundled, so that nothing is compiled while it is measured. */
function bundleInto(directory: string): void {
  buildSync({
    entryPoints: [join(__dirname, "prove-run.ts")],
    outfile: join(directory, "prove-run.cjs"),
    bundle: true,
    platform: "node",
    target: "node20",
  });
}

function costOf(accounts: number, { state, snapshot }: LandingZone, directory: string): Cost {
  const [statePath, snapshotPath] = [join(directory, "state.json"), join(directory, "snapshot.json")];
  const [figures, measured] = [join(directory, "figures.json"), join(directory, "measured.json")];
  writeFileSync(statePath, JSON.stringify(state));
  writeFileSync(snapshotPath, JSON.stringify(snapshot));
  const child = spawnSync(
    process.execPath,
    ["-r", join(__dirname, "measure.cjs"), join(directory, "prove-run.cjs"), statePath, snapshotPath, figures],
    { encoding: "utf8", env: { ...process.env, LIFELINE_MEASURE: measured } },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  const run = JSON.parse(readFileSync(figures, "utf8")) as ProofRun;
  const process_ = JSON.parse(readFileSync(measured, "utf8")) as Pick<Cost, "cpuSeconds" | "wallSeconds" | "maxRssMb">;
  const stateMb = statSync(statePath).size / 2 ** 20;
  return roundedAll({ ...run, ...process_, accounts, stateMb });
}

function reportOf(ours: readonly Cost[], rival: readonly Cost[]): Report {
  const [fewer, most] = ours.slice(-2) as [Cost, Cost];
  const largest = rival.at(-1) as Cost;
  return {
    sizes: ours,
    growth: rounded(most.wallSeconds / most.accounts / (fewer.wallSeconds / fewer.accounts)),
    rival,
    ratio: ours.map(({ accounts, claimSeconds, modelSeconds }) => {
      const measured = rival.find((cost) => cost.accounts === accounts);
      const theirs = measured ?? scaled(largest, accounts);
      const ratio = (theirs.modelSeconds + theirs.claimSeconds) / (modelSeconds + claimSeconds);
      return { accounts, ratio: rounded(ratio), measured: measured !== undefined };
    }),
    limits,
  };
}

function scaled(
  { accounts, modelSeconds, claimSeconds }: Cost,
  to: number,
): Pick<Cost, "modelSeconds" | "claimSeconds"> {
  return { modelSeconds: (modelSeconds / accounts) * to, claimSeconds: (claimSeconds / accounts) * to };
}

function holds({ sizes: ours, growth }: Report): boolean {
  return (
    growth <= limits.growth &&
    ours.every(({ verdicts }) => verdicts["refuted"] === undefined && verdicts["unknown"] === undefined) &&
    ([1_000, 10_000] as const).every((accounts) => {
      const cost = ours.find((found) => found.accounts === accounts);
      const limit = limits[accounts];
      return cost !== undefined && cost.wallSeconds <= limit.seconds && cost.maxRssMb <= limit.maxRssMb;
    })
  );
}

function textOf({ sizes: ours, growth, rival, ratio }: Report): string {
  const table = new Table({
    head: ["accounts", "classes", "claims", "wall", "CPU", "peak memory", "model", "claims", "naive", "ratio", "limit"],
    style: { head: [], border: [] },
  });
  for (const cost of ours) {
    const naive = rival.find(({ accounts }) => accounts === cost.accounts);
    const against = ratio.find(({ accounts }) => accounts === cost.accounts);
    const limit = cost.accounts === 1_000 || cost.accounts === 10_000 ? limits[cost.accounts] : undefined;
    table.push([
      `${cost.accounts}`,
      `${cost.classes}`,
      `${cost.claims}`,
      `${cost.wallSeconds} s`,
      `${cost.cpuSeconds} s`,
      `${cost.maxRssMb} MB`,
      `${cost.modelSeconds} s`,
      `${cost.claimSeconds} s`,
      naive === undefined ? "not measured" : `${naive.modelSeconds + naive.claimSeconds} s`,
      `${against?.ratio}${against?.measured === true ? "" : ", extrapolated"}`,
      limit === undefined ? "" : `${limit.seconds} s, ${limit.maxRssMb} MB`,
    ]);
  }
  return `All claims, from the state on disk to the proof, Node ${process.versions.node}\n${table.toString()}\ngrowth of the time for each account: ${growth} (limit ${limits.growth})\n`;
}

function recordedLandingZone(): LandingZone {
  const folder = join(project, "tests", "fixtures", "landing-zone");
  const [state, snapshot] = [
    gunzipSync(readFileSync(join(folder, "state.json.gz"))).toString(),
    readFileSync(join(folder, "snapshot.json"), "utf8"),
  ].map((text) => JSON.parse(text) as LandingZone["state"]);
  if (state === undefined || snapshot === undefined) throw new Error("the recorded landing zone is not there");
  return { state, snapshot };
}

function roundedAll<T extends object>(cost: T): T {
  const figures = Object.entries(cost).map(([name, value]) => [
    name,
    typeof value === "number" ? rounded(value) : value,
  ]);
  return Object.fromEntries(figures) as T;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

main();

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { median, startPack, type PackCost, type PackPlace, type WorkCost } from "./policypack-run";
import { syntheticStack } from "./policypack-resources";

/**
 * The pack beside Pulumi's own AWSGuard (precompiled, 26 policies), in one run: what it costs to start, per resource, and
 * per stack. AWSGuard drags an old copy of @pulumi/aws along, so it is installed beside the project and not into it.
 */
const project = join(__dirname, "..");
const scratch = join(project, ".lifeline");
const peerVersion = "0.3.1";
const starts = process.argv.includes("--once") ? 1 : 5;

const limits = {
  directory: { startCpu: 0.75, startRss: 0.9 },
  executable: { startCpu: 0.2, startRss: 0.5 },
  analyzeP50: 1.25,
  analyzeCpu: 1.25,
  stack5000: 1,
  /** Time per resource at 10,000 over that at 1,000: 1 is linear. */
  growth: 1.5,
} as const;

interface Measured {
  readonly cost: PackCost;
  readonly work: WorkCost;
}

async function main(): Promise<void> {
  execFileSync(process.execPath, [join(project, "setup", "build.mjs"), "policypack"]);
  mkdirSync(scratch, { recursive: true });
  const facts = mkdtempSync(join(scratch, "pack-"));
  try {
    const places = {
      awsguard: { artefact: "directory", path: installedPeer() },
      directory: { artefact: "directory", path: copyWithFacts(facts) },
      executable: { artefact: "executable", path: join(project, "policypack", "dist", "lifeline-policy") },
    } as const satisfies Readonly<Record<string, PackPlace>>;
    const awsguard = await measured(places.awsguard, [5_000]);
    const directory = await measured(places.directory, [100, 1_000, 5_000, 10_000]);
    const executable = await measured(places.executable, [5_000]);
    report({ awsguard, directory, executable });
  } finally {
    rmSync(facts, { recursive: true, force: true });
  }
}

/** Starts count by their median; the work is done by the last one started. */
async function measured(place: PackPlace, sizes: readonly number[]): Promise<Measured> {
  const costs: PackCost[] = [];
  for (let run = 1; run < starts; run++) {
    const pack = await startPack(place);
    costs.push(pack.cost);
    pack.stop();
  }
  const pack = await startPack(place);
  costs.push(pack.cost);
  const work = await pack.work(syntheticStack(1_000), sizes.map(syntheticStack));
  pack.stop();
  return {
    cost: {
      startCpuMs: median(costs.map(({ startCpuMs }) => startCpuMs)),
      startRssMb: median(costs.map(({ startRssMb }) => startRssMb)),
      policies: pack.cost.policies,
    },
    work,
  };
}

function report({
  awsguard,
  directory,
  executable,
}: Readonly<Record<"awsguard" | "directory" | "executable", Measured>>): void {
  const ratio = (one: number, other: number) => Math.round((one / other) * 1_000) / 1_000;
  const startRatios = ({ cost }: Measured) => ({
    startCpu: ratio(cost.startCpuMs, awsguard.cost.startCpuMs),
    startRss: ratio(cost.startRssMb, awsguard.cost.startRssMb),
  });
  const { stackMs } = directory.work;
  const perResource = (count: number) => (stackMs[String(count)] ?? Number.NaN) / count;
  const ratios = {
    directory: startRatios(directory),
    executable: startRatios(executable),
    analyzeP50: ratio(directory.work.analyzeP50Ms, awsguard.work.analyzeP50Ms),
    analyzeCpu: ratio(directory.work.analyzeCpuMs, awsguard.work.analyzeCpuMs),
    stack5000: ratio(stackMs["5000"] ?? Number.NaN, awsguard.work.stackMs["5000"] ?? Number.NaN),
    growth: ratio(perResource(10_000), perResource(1_000)),
  };
  const holds =
    ratios.directory.startCpu <= limits.directory.startCpu &&
    ratios.directory.startRss <= limits.directory.startRss &&
    ratios.executable.startCpu <= limits.executable.startCpu &&
    ratios.executable.startRss <= limits.executable.startRss &&
    ratios.analyzeP50 <= limits.analyzeP50 &&
    ratios.analyzeCpu <= limits.analyzeCpu &&
    ratios.stack5000 <= limits.stack5000 &&
    ratios.growth <= limits.growth;
  const measurements = { awsguard, directory, executable };
  process.stdout.write(
    process.argv.includes("--json")
      ? `${JSON.stringify({ ...ratios, holds, limits, measurements })}\n`
      : text(measurements, ratios, holds),
  );
  process.exitCode = holds ? 0 : 1;
}

function text(measurements: Readonly<Record<string, Measured>>, ratios: object, holds: boolean): string {
  const table = new Table({
    head: ["", "policies", "start CPU", "memory", "Analyze p50", "Analyze CPU", "5,000 resources"],
    style: { head: [], border: [] },
  });
  for (const [name, { cost, work }] of Object.entries(measurements)) {
    table.push([
      name,
      `${cost.policies}`,
      `${cost.startCpuMs} ms`,
      `${Math.round(cost.startRssMb)} MB`,
      `${work.analyzeP50Ms.toFixed(2)} ms`,
      `${work.analyzeCpuMs.toFixed(2)} ms`,
      `${Math.round(work.stackMs["5000"] ?? Number.NaN)} ms`,
    ]);
  }
  return `${table.toString()}\nBeside awsguard: ${JSON.stringify(ratios)}\n${holds ? "Within the limits." : "Beyond a limit."}\n`;
}

/** The directory's pack with facts, so that every rule is on. */
function copyWithFacts(place: string): string {
  const pack = join(project, "policypack");
  mkdirSync(join(place, "dist"));
  for (const file of ["package.json", "PulumiPolicy.yaml", join("dist", "index.js")])
    cpSync(join(pack, file), join(place, file));
  symlinkSync(join(project, "node_modules"), join(place, "node_modules"));
  execFileSync(process.execPath, [
    join(project, "dist", "lifeline.js"),
    "policy-config",
    "--stack",
    "sandbox",
    "--output",
    join(place, "facts.json"),
  ]);
  return place;
}

/** Installed once, into the project's scratch folder. */
function installedPeer(): string {
  const place = join(scratch, `awsguard-${peerVersion}`);
  if (!existsSync(join(place, "node_modules", "@pulumi", "awsguard"))) {
    mkdirSync(place, { recursive: true });
    const { dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    writeFileSync(
      join(place, "package.json"),
      JSON.stringify({
        name: "awsguard-pack",
        version: "1.0.0",
        main: "index.js",
        dependencies: {
          "@pulumi/awsguard": peerVersion,
          "@pulumi/policy": dependencies["@pulumi/policy"],
          "@pulumi/pulumi": dependencies["@pulumi/pulumi"],
        },
      }),
    );
    writeFileSync(join(place, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    writeFileSync(
      join(place, "index.js"),
      'const { AwsGuard } = require("@pulumi/awsguard");\nnew AwsGuard({ all: "mandatory" });\n',
    );
    execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: place,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return place;
}

void main();

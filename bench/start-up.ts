import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import Table from "cli-table3";
import { parse, stringify } from "yaml";
import { resourcesIn } from "../cli/sandbox/counts";
import { awsFor, startProvider } from "../sandbox/aws";
import { preview } from "../sandbox/engine";
import { fewestAccounts, organizationFor } from "../sandbox/organization";

/**
 * What a preview of the program costs the process that runs it, beside the same program with Pulumi's own defaults: the
 * project's tsconfig.json, type-checked by ts-node, and no arguments for Node. Engine and provider are the sandbox's
 * and are not counted.
 */
interface Cost {
  readonly cpuSeconds: number;
  readonly maxRssMb: number;
  readonly wallSeconds: number;
  readonly resources: number;
}

/** Of the program as it is; the slow run with the defaults is made once. */
const runs = process.argv.includes("--once") ? 1 : 3;
const limits = { cpuSeconds: 3, maxRssMb: 280, resources: 120 };
const project = join(__dirname, "..");
const scratch = join(project, ".lifeline");

async function main(): Promise<void> {
  mkdirSync(scratch, { recursive: true });
  const directory = mkdtempSync(join(scratch, "bench-"));
  try {
    const costs: Cost[] = [];
    while (costs.length < runs) costs.push(await costOf(project));
    const program = median(costs);
    const defaults = await costOf(withDefaults(directory));
    const ratio = {
      cpuSeconds: rounded(defaults.cpuSeconds / program.cpuSeconds),
      maxRssMb: rounded(defaults.maxRssMb / program.maxRssMb),
      wallSeconds: rounded(defaults.wallSeconds / program.wallSeconds),
    };
    const isJson = process.argv.includes("--json");
    process.stdout.write(
      isJson ? `${JSON.stringify({ program, defaults, ratio, limits })}\n` : text(program, defaults, ratio),
    );
    const holds = (Object.keys(limits) as (keyof typeof limits)[]).every((key) => program[key] <= limits[key]);
    process.exitCode = holds ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A project file for the same program, with every option of the runtime left out. */
function withDefaults(directory: string): string {
  const file = parse(readFileSync(join(project, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
  const main = join(relative(directory, project), String(file["main"]));
  writeFileSync(join(directory, "Pulumi.yaml"), stringify({ ...file, runtime: "nodejs", main }));
  writeFileSync(join(directory, "Pulumi.sandbox.yaml"), readFileSync(join(project, "Pulumi.sandbox.yaml")));
  return directory;
}

async function costOf(directory: string): Promise<Cost> {
  const report = join(scratch, `cost-${process.pid}.json`);
  const provider = await startProvider(awsFor(organizationFor(fewestAccounts)));
  const before = process.env["NODE_OPTIONS"];
  process.env["NODE_OPTIONS"] = `--require ${JSON.stringify(join(__dirname, "measure.cjs"))}`;
  process.env["LIFELINE_MEASURE"] = report;
  try {
    const result = await preview({ directory, stack: "sandbox", providers: { aws: provider.port }, passphrase: "" });
    if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
    const { cpuSeconds, maxRssMb, wallSeconds } = JSON.parse(readFileSync(report, "utf8")) as Omit<Cost, "resources">;
    return {
      cpuSeconds: rounded(cpuSeconds),
      maxRssMb: Math.round(maxRssMb),
      wallSeconds: rounded(wallSeconds),
      resources: resourcesIn(result.steps),
    };
  } finally {
    if (before === undefined) delete process.env["NODE_OPTIONS"];
    else process.env["NODE_OPTIONS"] = before;
    rmSync(report, { force: true });
    await provider.stop();
  }
}

/** The run in the middle by CPU time: other work on the machine disturbs one, seldom two. */
function median(costs: readonly Cost[]): Cost {
  const sorted = [...costs].sort((one, other) => one.cpuSeconds - other.cpuSeconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("nothing was measured");
  return middle;
}

function text(program: Cost, defaults: Cost, ratio: Omit<Cost, "resources">): string {
  const table = new Table({
    head: ["", "this program", "Pulumi's defaults", "ratio", "limit"],
    style: { head: [], border: [] },
  });
  table.push(
    [
      "CPU, user and system",
      `${program.cpuSeconds} s`,
      `${defaults.cpuSeconds} s`,
      `${ratio.cpuSeconds}`,
      `${limits.cpuSeconds} s`,
    ],
    ["peak memory", `${program.maxRssMb} MB`, `${defaults.maxRssMb} MB`, `${ratio.maxRssMb}`, `${limits.maxRssMb} MB`],
    ["wall", `${program.wallSeconds} s`, `${defaults.wallSeconds} s`, `${ratio.wallSeconds}`, ""],
    ["managed resources", `${program.resources}`, `${defaults.resources}`, "", `${limits.resources}`],
  );
  return `Preview of the program alone, Node ${process.versions.node}\n${table.toString()}\n`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

void main();

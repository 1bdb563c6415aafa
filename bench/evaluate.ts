import Table from "cli-table3";
import { evaluate } from "../iam";
import { compiler } from "./evaluate-compiled";
import { documentedSituations } from "./evaluate-documented";
import { landingZoneSituations } from "./evaluate-landing-zone";
import { loader, simulated, simulationFor, type Situation } from "./evaluate-rival";

/**
 * Verdicts per second of iam/ beside iam-simulate, in one process, on the same situations, one core each; documents are
 * compiled (or validated and loaded) once, outside the loop, and that time is shown apart. Each situation is asked some
 * times in a row, as a proof asks the same documents about many callers. Situations that the simulator refuses to answer
 * are left out for both. Exit code 1: the ratio of a set is below the limit.
 */
const limits = { ratio: 100 };
const rounds = 3;
const roundSeconds = 0.4;
const timesInARow = 4;

interface Measured {
  readonly situations: number;
  readonly refused: number;
  readonly verdictsPerSecond: number;
  readonly rivalVerdictsPerSecond: number;
  readonly ratio: number;
  /** Reading and compiling every document of the set once. */
  readonly compileMilliseconds: number;
  readonly rivalCompileMilliseconds: number;
}

async function main(): Promise<void> {
  const before = process.cpuUsage();
  const sets = {
    landingZone: await measured(landingZoneSituations()),
    documentation: await measured(documentedSituations()),
  };
  const { user, system } = process.cpuUsage(before);
  const report = {
    sets,
    ratio: Math.min(...Object.values(sets).map(({ ratio }) => ratio)),
    cpuSeconds: rounded((user + system) / 1e6),
    maxRssMb: rounded(process.resourceUsage().maxRSS / 1024),
    limits,
  };
  process.stdout.write(process.argv.includes("--json") ? `${JSON.stringify(report)}\n` : textOf(sets));
  process.exitCode = report.ratio >= limits.ratio ? 0 : 1;
}

async function measured(all: readonly Situation[]): Promise<Measured> {
  const load = loader();
  const rivalStart = process.cpuUsage();
  const simulations = all.map((situation) => simulationFor(situation, load));
  const rivalCompileMilliseconds = rounded(milliseconds(rivalStart));
  const answers = await Promise.all(simulations.map(simulated));
  const isAnswered = (_: unknown, index: number) => !("refused" in (answers[index] ?? { refused: "" }));
  const asked = simulations.filter(isAnswered);

  const compile = compiler();
  const start = process.cpuUsage();
  const compiled = all.map(({ request, documents, surroundings }) => ({
    request,
    policies: compile(documents, request.action.startsWith("sts:")),
    surroundings,
  }));
  const compileMilliseconds = rounded(milliseconds(start));
  const situations = compiled.filter(isAnswered);

  const [verdictsPerSecond, rivalVerdictsPerSecond] = await bestOf(
    situations.length * timesInARow,
    () => {
      for (const { request, policies, surroundings } of situations) {
        for (let time = 0; time < timesInARow; time += 1) evaluate(request, policies, surroundings);
      }
    },
    async () => {
      for (const simulation of asked) {
        for (let time = 0; time < timesInARow; time += 1) await simulated(simulation);
      }
    },
  );
  return {
    situations: situations.length,
    refused: all.length - situations.length,
    verdictsPerSecond,
    rivalVerdictsPerSecond,
    ratio: rounded(verdictsPerSecond / rivalVerdictsPerSecond),
    compileMilliseconds,
    rivalCompileMilliseconds,
  };
}

type Pass = () => void | Promise<void>;

/**
 * Runs per second of two rivals. The processor's time, not the clock's, and the best of some rounds that take turns: what
 * else the machine does takes as little part in it as can be.
 */
async function bestOf(count: number, ours: Pass, theirs: Pass): Promise<readonly [number, number]> {
  const most: [number, number] = [0, 0];
  for (let round = 0; round <= rounds; round += 1) {
    most[0] = Math.max(most[0], await perSecond(count, ours));
    most[1] = Math.max(most[1], await perSecond(count, theirs));
  }
  return [Math.round(most[0]), Math.round(most[1])];
}

async function perSecond(count: number, pass: Pass): Promise<number> {
  const before = process.cpuUsage();
  let passes = 0;
  let spent = 0;
  while (spent < roundSeconds * 1000) {
    await pass();
    passes += 1;
    spent = milliseconds(before);
  }
  return (passes * count) / (spent / 1000);
}

function milliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function textOf(sets: Readonly<Record<string, Measured>>): string {
  const table = new Table({
    head: ["documents", "situations", "verdicts/s", "iam-simulate", "ratio", "compile ms", "iam-simulate"],
  });
  for (const [name, set] of Object.entries(sets)) {
    const { situations, verdictsPerSecond, rivalVerdictsPerSecond, ratio } = set;
    table.push([
      name,
      situations,
      verdictsPerSecond,
      rivalVerdictsPerSecond,
      ratio,
      set.compileMilliseconds,
      set.rivalCompileMilliseconds,
    ]);
  }
  return `${table.toString()}\n`;
}

void main();

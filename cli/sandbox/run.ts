import { performance } from "node:perf_hooks";
import { startProvider, snapshotOf, toJson, type Aws } from "../../sandbox/aws";
import { openEngine } from "../engines/open";
import type { Engine, EngineName, EngineOutcome, EngineRun } from "../engines/types";
import { projectDirectory } from "../project";
import { exitCodes, UserError, type ExitCode } from "../user-error";
import { awsOf } from "./aws-of";
import { keptIn, type Kept } from "./keep";
import { counter, inPhases, type Phase } from "./progress";
import { pulumiOnPath } from "../engines/pulumi-environment";
import { replayed } from "./replay";
import { faultsOf, jsonOf } from "./result";
import { resultFor, type Outcomes } from "./result-for";
import { settlePending } from "./resume";
import { stackIn } from "./stack-file";
import { textOf } from "./text";
import { isWayIn } from "./way-in";

export interface SandboxOptions {
  readonly engine: EngineName;
  readonly accounts?: number;
  readonly keep?: string;
  readonly stackFile?: string;
  readonly importPendingCreates?: boolean;
  readonly json: boolean;
}

/** Deploys to the sandbox, twice, and shows what came of it. */
export async function runSandbox(options: SandboxOptions): Promise<ExitCode | typeof interrupted> {
  const interruption = interruptible();
  try {
    const result = await deployed(options, interruption.signal);
    process.stdout.write(options.json ? `${JSON.stringify(jsonOf(result))}\n` : textOf(result));
    if (!options.json && options.engine === "embedded" && pulumiOnPath() !== undefined) {
      process.stdout.write("The same on your CLI: npm start -- --engine pulumi\n");
    }
    return faultsOf(result).length === 0 ? exitCodes.holds : exitCodes.doesNotHold;
  } catch (error) {
    if (interruption.signal.aborted) {
      process.stderr.write(
        `Interrupted.${options.keep === undefined ? "" : ` ${options.keep} keeps what was done.`}\n`,
      );
      return interrupted;
    }
    if (options.json && error instanceof UserError) {
      process.stdout.write(`${JSON.stringify({ engine: options.engine, error: error.message })}\n`);
      return error.exitCode;
    }
    throw error;
  } finally {
    interruption.end();
  }
}

/** As a shell counts a program that SIGINT ended. */
const interrupted = 130;

async function deployed(options: SandboxOptions, signal: AbortSignal): Promise<ReturnType<typeof resultFor>> {
  const kept = options.keep === undefined ? undefined : keptIn(options.keep);
  const { stack, config } = stackIn(options.stackFile);
  const aws = awsOf(kept, options.accounts);
  kept?.writeAws(toJson(aws));
  const provider = await startProvider(
    aws,
    kept === undefined ? {} : { onChange: (now) => kept.writeAws(toJson(now)) },
  );
  let report: EngineRun["onEvent"];
  try {
    const engine = await openEngine[options.engine]({
      directory: projectDirectory(),
      stack,
      config,
      providers: { aws: provider.port },
      passphrase: "",
      signal,
      onEvent: (event) => report?.(event),
      ...(kept === undefined ? {} : { onState: (state) => kept.writeState(state) }),
      ...(kept?.state === undefined ? {} : { state: kept.state }),
    });
    try {
      await settlePending(engine, aws, kept?.state, options);
      const outcomes = await outcomesOf(engine, options.json, (onEvent) => (report = onEvent));
      const state = await engine.state();
      if (kept !== undefined) keepAll(kept, aws, state);
      const { outputs } = outcomes.update;
      return resultFor(engine, aws, outcomes, state, isWayIn(outputs) ? await replayed(aws, outputs) : []);
    } finally {
      await engine.close();
    }
  } finally {
    await provider.stop();
  }
}

async function outcomesOf(
  engine: Engine,
  quiet: boolean,
  listen: (onEvent: EngineRun["onEvent"]) => void,
): Promise<Outcomes> {
  const outcomes: Partial<Record<keyof Outcomes, Outcomes["preview"]>> = {};
  const phase = (title: string, name: keyof Outcomes, work: () => Promise<EngineOutcome>): Phase => ({
    title,
    work: async (say) => {
      listen(counter(say));
      const start = performance.now();
      const outcome = await work();
      const seconds = Math.round(performance.now() - start) / 1000;
      if (!outcome.ok) throw new UserError(failureOf(title, outcome), exitCodes.doesNotHold);
      outcomes[name] = { ...outcome, seconds };
      return `${seconds} s`;
    },
  });
  await inPhases(
    [
      phase("Preview", "preview", () => engine.preview()),
      phase("Update", "update", () => engine.update()),
      phase("Second update", "secondUpdate", () => engine.update()),
    ],
    quiet,
  );
  const { preview, update, secondUpdate } = outcomes;
  if (preview === undefined || update === undefined || secondUpdate === undefined) {
    throw new Error("a phase ended without an outcome");
  }
  return { preview, update, secondUpdate };
}

/** Every message once: what the program or AWS says is for the user, in their words. */
function failureOf(title: string, { diagnostics }: EngineOutcome): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message.trim());
  return [`${title} failed.`, ...new Set(errors)].join("\n");
}

function keepAll(kept: Kept, aws: Aws, state: Awaited<ReturnType<Engine["state"]>>): void {
  kept.writeState(state);
  kept.writeAws(toJson(aws));
  kept.writeSnapshot(snapshotOf(aws));
}

/** The first SIGINT or SIGTERM ends the operation under way and no more; a second one ends the command. */
function interruptible(): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(interrupted);
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return { signal: controller.signal, end: () => void process.off("SIGINT", stop).off("SIGTERM", stop) };
}

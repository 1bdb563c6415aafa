import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CommandError, LocalWorkspace, PulumiCommand, Stack, type GlobalOpts } from "@pulumi/pulumi/automation";
import type { EngineEvent as CliEvent } from "@pulumi/pulumi/automation";
import { importPending, type StackExport } from "../../sandbox/engine";
import { UserError } from "../user-error";
import { checkProvidersAnswer, missedProvider } from "./pulumi-attachment";
import { checkpointFile, watchCheckpoint, writeCheckpoint } from "./pulumi-checkpoint";
import { pulumiOnPath } from "./pulumi-environment";
import { gatheringOf } from "./pulumi-events";
import { interruptFor } from "./pulumi-interrupt";
import { copyProject } from "./pulumi-project";
import { seclude, type Seclusion } from "./pulumi-seclusion";
import type { Engine, EngineOutcome, EngineRun } from "./types";

export { pulumiOnPath } from "./pulumi-environment";

/**
 * The user's own Pulumi CLI through the Automation API, with the sandbox's provider attached. It runs in an environment
 * and a directory of its own: no plugin but the attached one, none of the user's credentials, settings or stacks.
 */
export async function openPulumi(run: EngineRun): Promise<Engine> {
  const pulumi = pulumiOnPath();
  if (pulumi === undefined) {
    throw new UserError(
      "No pulumi on the PATH. Install it (https://www.pulumi.com/docs/install/), or use the engine that needs none: " +
        "--engine embedded.",
    );
  }
  await checkProvidersAnswer(run.providers);
  const seclusion = seclude(pulumi, run.passphrase, run.providers);
  try {
    return await openIn(seclusion, run);
  } catch (error) {
    seclusion.remove();
    throw error instanceof CommandError ? new UserError(`${pulumi} could not open a stack: ${wordsOf(error)}`) : error;
  }
}

async function openIn(seclusion: Seclusion, run: EngineRun): Promise<Engine> {
  // The project says which release it needs (requiredPulumiVersion), and the CLI checks that.
  const pulumiCommand = await PulumiCommand.get({ root: seclusion.root, skipVersionCheck: true });
  const { project, secrets } = copyProject(run, seclusion.project);
  const workspace = await LocalWorkspace.create({ workDir: seclusion.project, pulumiCommand });
  const stack = await Stack.create(run.stack, workspace);
  for (const [key, value] of Object.entries(secrets)) await stack.setConfig(key, { value, secret: true });
  const checkpoint = checkpointFile(seclusion.backend, project, run.stack);
  if (run.state !== undefined) writeCheckpoint(checkpoint, project, run.stack, run.state);

  const title = `pulumi v${pulumiCommand.version?.toString() ?? "(unknown)"}`;
  const state = (): Promise<StackExport> => exportOf(pulumiCommand, seclusion, run.stack);

  const surroundings = { run, seclusion, title };
  const update = async (): Promise<EngineOutcome> => {
    const { onState } = run;
    const stopWatching = onState === undefined ? undefined : watchCheckpoint(checkpoint, onState);
    try {
      return await outcomeOf("update", (options) => stack.up(options), surroundings);
    } finally {
      stopWatching?.();
      onState?.(await state());
    }
  };

  return {
    name: "pulumi",
    title,
    preview: () => outcomeOf("preview", (options) => stack.preview(options), surroundings),
    update,
    importPending: async (ids) => {
      // Not by `pulumi refresh --import-pending-creates`: v3.260 marks the operation "importing", which its engine then
      // neither carries out nor keeps, so that the next update would make the resource a second time.
      // https://github.com/pulumi/pulumi/blob/v3.260.0/pkg/cmd/pulumi/operations/refresh.go
      const { state: settled, ...outcome } = await importPending({ ...run, state: await state(), adopt: ids });
      writeCheckpoint(checkpoint, project, run.stack, settled);
      run.onState?.(settled);
      return outcome;
    },
    state,
    close: () => {
      seclusion.remove();
      return Promise.resolve();
    },
  };
}

type Work = (options: Options) => Promise<unknown>;

interface Options extends GlobalOpts {
  readonly onEvent: (event: CliEvent) => void;
  readonly signal: AbortSignal;
}

interface Surroundings {
  readonly run: EngineRun;
  readonly seclusion: Seclusion;
  readonly title: string;
}

async function outcomeOf(verb: string, work: Work, { run, seclusion, title }: Surroundings): Promise<EngineOutcome> {
  const standIns = Object.keys(run.providers).map(
    (name) => `pulumi-resource-${name} from $PATH at ${seclusion.standIn(name)}`,
  );
  const gathering = gatheringOf(
    (event) => run.onEvent?.(event),
    (message) => standIns.some((standIn) => message.includes(standIn)),
  );
  const canceled = { severity: "error", message: `${verb} canceled` } as const;
  const isCanceled = (): boolean => run.signal?.aborted === true;
  if (isCanceled()) {
    gathering.add(canceled);
    return gathering.outcome(false);
  }
  const interrupt = interruptFor(run.signal);
  let ok = true;
  try {
    await work({
      color: "never",
      signal: interrupt.signal,
      onEvent: (event) => {
        interrupt.notice(event);
        gathering.onEvent(event);
      },
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    ok = false;
    if (isCanceled()) gathering.add(canceled);
    else if (!gathering.hasErrors()) gathering.add({ severity: "error", message: wordsOf(error) });
  } finally {
    interrupt.close();
  }
  if (seclusion.hasMissedProvider()) throw missedProvider(title);
  return gathering.outcome(ok);
}

/** What the CLI says is wrong, out of all that the Automation API tells of a command that failed. */
function wordsOf({ message }: CommandError): string {
  const [, ...said] = message.split(/^error: /m);
  const [words = message] = (said[0] ?? message).split(/^ err\?:/m);
  return words.trim();
}

/** With its secrets encrypted: the Automation API's exportStack would show them. */
async function exportOf({ command }: PulumiCommand, { project }: Seclusion, stack: string): Promise<StackExport> {
  const options = ["stack", "export", "--stack", stack, "--non-interactive"];
  const { stdout } = await promisify(execFile)(command, options, { cwd: project, maxBuffer: 1 << 30 });
  return JSON.parse(stdout) as StackExport;
}

import { Listr, ListrLogger, ProcessOutput } from "listr2";
import type { EngineEvent } from "../../sandbox/engine";

export interface Phase {
  /** In the words of one who waits: "Preview". */
  readonly title: string;
  /** Does it; `say` shows how far it is. Returns what to show beside the title when it is done. */
  readonly work: (say: (text: string) => void) => Promise<string>;
}

/**
 * Does the phases one after another. They are shown on the error output, moving where somebody watches and one line
 * each where nobody does, so that the standard output is the result alone. What fails is told by whoever catches it.
 */
export async function inPhases(phases: readonly Phase[], quiet: boolean): Promise<void> {
  if (process.stderr.isTTY && !quiet) return watched(phases);
  for (const { title, work } of phases) {
    const done = await work(() => undefined);
    if (!quiet) process.stderr.write(`${title}: ${done}\n`);
  }
}

async function watched(phases: readonly Phase[]): Promise<void> {
  const list = new Listr(
    phases.map(({ title, work }) => ({
      title,
      task: async (_, task) => {
        const done = await work((text) => (task.output = text));
        task.title = `${title}: ${done}`;
      },
    })),
    {
      // Ours: the first SIGINT lets the operation under way end.
      registerSignalListeners: false,
      rendererOptions: {
        logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) }),
        showErrorMessage: false,
      },
    },
  );
  await list.run();
}

/** Counts what an engine reports: "31 done, EmergencyAccess". */
export function counter(say: (text: string) => void): (event: EngineEvent) => void {
  let finished = 0;
  return (event) => {
    if (event.kind === "finished") finished += 1;
    if (event.kind === "started" || event.kind === "finished") say(`${finished} done, ${event.step.name}`);
  };
}

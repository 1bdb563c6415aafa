import { Listr, ListrLogger, ProcessOutput } from "listr2";
import type { EngineEvent } from "../../sandbox/engine";

export interface Phase {
  /** In the words of one who waits: "Preview". */
  readonly title: string;
  /** Does it; `say` shows how far it is. Returns what to show beside the title when it is done. */
  readonly work: (say: (text: string) => void) => Promise<string>;
}

/** Does the phases one after another, shown on the error output, so that the standard output is the result alone. */
export async function inPhases(phases: readonly Phase[], quiet: boolean): Promise<void> {
  const list = new Listr(
    phases.map(({ title, work }) => ({
      title,
      task: async (_, task) => {
        const done = await work((text) => (task.output = text));
        task.title = `${title}: ${done}`;
      },
    })),
    quiet
      ? { renderer: "silent" }
      : {
          renderer: "default",
          fallbackRenderer: "simple",
          rendererOptions: { logger: onErrorOutput(), collapseErrors: false, showErrorMessage: false },
          fallbackRendererOptions: { logger: onErrorOutput() },
        },
  );
  await list.run();
}

/** Counts what an engine reports: "31 operations, EmergencyAccess". */
export function counter(say: (text: string) => void): (event: EngineEvent) => void {
  let finished = 0;
  return (event) => {
    if (event.kind === "finished") finished += 1;
    if (event.kind === "started" || event.kind === "finished") say(`${finished} done, ${event.step.name}`);
  };
}

function onErrorOutput(): ListrLogger {
  return new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
}

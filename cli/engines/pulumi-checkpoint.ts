import { mkdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { StackExport } from "../../sandbox/engine";

/** Of a stack in a file backend. https://www.pulumi.com/docs/iac/concepts/state-and-backends/#local-filesystem */
export function checkpointFile(backend: string, project: string, stack: string): string {
  return join(backend, ".pulumi", "stacks", project, `${stack}.json`);
}

/**
 * Puts a state in place as it is. `pulumi stack import` would strike off its pending operations, and with them what an
 * interrupted run has left to settle.
 */
export function writeCheckpoint(file: string, project: string, stack: string, state: StackExport): void {
  const latest = state.deployment;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({
      version: state.version,
      checkpoint: { stack: `organization/${project}/${stack}`, latest },
    }),
  );
}

/** Tells every state that the CLI writes, until the function returned is called. */
export function watchCheckpoint(file: string, onState: (state: StackExport) => void): () => void {
  let last = "";
  const tell = (): void => {
    const text = textOf(file);
    if (text === undefined || text === last) return;
    last = text;
    const state = stateIn(text);
    if (state !== undefined) onState(state);
  };
  const watcher = watch(dirname(file), (_, name) => {
    if (name === null || name === basename(file)) tell();
  });
  return () => watcher.close();
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // Between two states: the backend replaces the file, and the next change tells the new one.
  }
}

function stateIn(text: string): StackExport | undefined {
  try {
    const { version, checkpoint } = JSON.parse(text) as {
      version: StackExport["version"];
      checkpoint: { latest?: StackExport["deployment"] };
    };
    return checkpoint.latest === undefined ? undefined : { version, deployment: checkpoint.latest };
  } catch {
    return undefined; // Half written: as above.
  }
}

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackExport } from "../../sandbox/engine";
import { UserError } from "../user-error";

/** The directory of `--keep`: what survives a run that was killed. */
export interface Kept {
  readonly directory: string;
  /** Of the last run, in the form of `pulumi stack export`. */
  readonly state: StackExport | undefined;
  /** The sandbox's AWS of the last run, as text. */
  readonly aws: string | undefined;
  writeState(state: StackExport): void;
  writeAws(text: string): void;
  writeSnapshot(snapshot: unknown): void;
}

export function keptIn(directory: string): Kept {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new UserError(`--keep ${directory}: cannot be made or is no directory (${(error as Error).message}).`);
  }
  const files = { state: join(directory, "state.json"), aws: join(directory, "aws.json") };
  // AWS alone is a run that was killed before its first operation.
  if (existsSync(files.state) && !existsSync(files.aws)) {
    throw new UserError(
      `${files.state} is there and ${files.aws} is not: a run is resumed from both. Name another directory.`,
    );
  }
  return {
    directory,
    state: stateIn(files.state),
    aws: existsSync(files.aws) ? readFileSync(files.aws, "utf8") : undefined,
    writeState: (state) => replaceFile(files.state, `${JSON.stringify(state, null, 4)}\n`),
    writeAws: (text) => replaceFile(files.aws, text),
    writeSnapshot: (snapshot) =>
      replaceFile(join(directory, "snapshot.json"), `${JSON.stringify(snapshot, null, 2)}\n`),
  };
}

function stateIn(file: string): StackExport | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const state = JSON.parse(readFileSync(file, "utf8")) as StackExport;
    if (state.version === 3 && typeof state.deployment === "object") return state;
  } catch {
    // Said below: whatever is wrong with the text, it is not an export.
  }
  throw new UserError(`${file} is not an export of a stack (version 3). Name another directory for --keep.`);
}

/** In one step: who reads the file, also after a crash, finds the old text or the new one. */
function replaceFile(file: string, text: string): void {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, file);
}

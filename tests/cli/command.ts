import { execFileSync, spawn, spawnSync, type ChildProcess, type SpawnSyncOptions } from "node:child_process";
import { join } from "node:path";

export const project = join(__dirname, "..", "..");
export const bundle = join(project, "dist", "lifeline.js");

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** As `npm start` does before it starts: the command is run as users have it, bundled. */
export function buildCommand(): void {
  execFileSync(process.execPath, [join(project, "setup", "build.mjs")], { stdio: ["ignore", "inherit", "inherit"] });
}

export function lifeline(args: readonly string[], options: SpawnSyncOptions & { node?: readonly string[] } = {}): Run {
  const { node = [], ...rest } = options;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, bundle, ...args], {
    ...rest,
    encoding: "utf8",
  });
  return { code: status, output: String(stdout), errors: String(stderr) };
}

/** For what must be disturbed while it runs. */
export function started(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [bundle, ...args], { stdio: ["ignore", "ignore", "pipe"] });
}

/** The exit code, or null after a signal. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", resolve));
}

/** The test's own time limit ends a wait in vain. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** `    at functionName (file:line:column)`, whatever it stands in. */
export const stackTrace = /\n\s+at .*:\d+:\d+/;

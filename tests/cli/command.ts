import { execFileSync, spawnSync, type SpawnSyncOptions } from "node:child_process";
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

/** `    at functionName (file:line:column)`, whatever it stands in. */
export const stackTrace = /\n\s+at .*:\d+:\d+/;

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Project } from "./project";
import type { StackRun } from "./types";

export interface Program {
  readonly exitCode: Promise<number>;
  kill(): void;
}

export const ORGANIZATION = "organization";
export const PARALLEL = 16;

/** The program said itself what was wrong (nodeJSProcessExitedAfterLoggingUserActionableMessage of the SDK). */
export const EXIT_ALREADY_REPORTED = 32;

/** Starts the project's program the way pulumi-language-nodejs does. */
export function startProgram(
  run: StackRun,
  project: Project,
  dryRun: boolean,
  address: string,
  onOutput: (text: string) => void,
): Program {
  const { options } = project;
  const runner = createRequire(join(run.directory, "Pulumi.yaml")).resolve("@pulumi/pulumi/cmd/run");
  const nodeArguments = (options.nodeargs.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? []).map((argument) =>
    argument.replaceAll(/["']/g, ""),
  );
  const runnerArguments = {
    monitor: address,
    engine: address,
    organization: ORGANIZATION,
    project: project.name,
    "root-directory": run.directory,
    stack: run.stack,
    pwd: project.workingDirectory,
    parallel: String(PARALLEL),
  };
  const child = spawn(
    process.execPath,
    [
      ...nodeArguments,
      runner,
      ...Object.entries(runnerArguments).flatMap(([name, value]) => [`--${name}`, value]),
      ...(dryRun ? ["--dry-run"] : []),
      project.entryPoint,
    ],
    {
      cwd: project.workingDirectory,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(project.config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(project.secretKeys),
        PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
        ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
      },
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => onOutput(text.trimEnd()));
  }
  const exitCode = new Promise<number>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve(code ?? 1));
  });
  return { exitCode, kill: () => void child.kill("SIGKILL") };
}

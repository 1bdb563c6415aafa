import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Project } from "./project";
import type { StackRun } from "./types";

export const ORGANIZATION = "organization";
export const PARALLEL = 16;
/** The program has said itself what was wrong (nodeJSProcessExitedAfterLoggingUserActionableMessage of the SDK). */
export const ALREADY_REPORTED = 32;

export interface Program {
  readonly exitCode: Promise<number>;
  kill(): void;
}

/** Starts the project's program with the SDK's runner, the way pulumi-language-nodejs does. */
export function startProgram(
  run: StackRun,
  project: Project,
  address: string,
  dryRun: boolean,
  onOutput: (text: string) => void,
): Program {
  const { nodeargs = "", tsconfig, typescript } = project.options;
  const runner = createRequire(join(run.directory, "Pulumi.yaml")).resolve("@pulumi/pulumi/cmd/run");
  const nodeArguments = String(nodeargs as string).match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const runnerArguments = [
    ...["--monitor", address, "--engine", address, "--organization", ORGANIZATION, "--project", project.name],
    ...["--stack", run.stack, "--root-directory", run.directory, "--pwd", project.workingDirectory],
    ...["--parallel", String(PARALLEL), ...(dryRun ? ["--dry-run"] : []), project.entryPoint],
  ];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(project.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(project.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
  const argv = [...nodeArguments.map((argument) => argument.replaceAll(/["']/g, "")), runner, ...runnerArguments];
  const child = spawn(process.execPath, argv, {
    cwd: project.workingDirectory,
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => onOutput(text.trimEnd()));
  }
  const exitCode = new Promise<number>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve(code ?? 1));
  });
  return { exitCode, kill: () => void child.kill("SIGKILL") };
}

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Deployment } from "./deployment";

/** What programs are told besides their own project and stack. */
export const surroundings = { organization: "organization", parallel: 16 };

/** Runs the project's program with the SDK's runner, the way pulumi-language-nodejs does; its exit code. */
export function exitCodeOf(deployment: Deployment, address: string): Promise<number> {
  const { run, project, dryRun, stopping } = deployment;
  const { nodeargs, tsconfig, typescript } = project.options;
  const runner = createRequire(join(run.directory, "Pulumi.yaml")).resolve("@pulumi/pulumi/cmd/run");
  const nodeArguments = typeof nodeargs === "string" ? nodeargs.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) : [];
  const argv = [...(nodeArguments ?? []).map((argument) => argument.replaceAll(/["']/g, "")), runner];
  const place = { ...surroundings, project: project.name, stack: run.stack, "root-directory": run.directory };
  const flags = Object.entries({ monitor: address, engine: address, ...place, pwd: project.workingDirectory });
  argv.push(...flags.flatMap(([flag, value]) => [`--${flag}`, String(value)]), ...(dryRun ? ["--dry-run"] : []));
  const { no_grpc_proxy = process.env["no_proxy"] ?? "" } = process.env;
  const env = {
    ...process.env,
    // A proxy of the user's leads away from this machine.
    no_grpc_proxy: `${no_grpc_proxy},127.0.0.1`,
    PULUMI_CONFIG: JSON.stringify(project.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(project.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
  const child = spawn(process.execPath, [...argv, project.entryPoint], {
    cwd: project.workingDirectory,
    stdio: ["ignore", "pipe", "pipe"],
    env,
    signal: stopping.signal,
    killSignal: "SIGKILL",
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => deployment.report("info", line));
  }
  return new Promise((resolve, reject) => {
    child.on("error", (error) => deployment.isStopped() || reject(error)).on("close", (code) => resolve(code ?? 1));
  });
}

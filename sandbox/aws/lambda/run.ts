import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { unzipSync } from "fflate";
import type { RunFunction, RunResult } from "../events/live";
import type { Where } from "../regional";
import { functionArn } from "../regional-arns";
import type { LambdaFunction } from "../regional-model";
import { hostProgram, type HostAnswer, type HostRequest } from "./host";
import { openEndpoint, type Client, type Endpoint } from "./endpoint";

export interface FunctionRunner {
  readonly run: RunFunction;
  close(): void;
}

/**
 * Runs functions from the archives that were deployed, each in a process of its own that serves one event after the
 * other, with the function's environment and nothing of ours. What a process remembers between two events, it
 * remembers of one AWS: another one needs another runner.
 */
export function functionRunner(projectDirectory: string): FunctionRunner {
  const hosts = new Map<string, Promise<Host>>();
  let current: Client | undefined;
  return {
    async run(live, where, fn, payload) {
      const arn = functionArn(where, fn.name);
      current = { live, where, roleArn: fn.role, functionArn: arn };
      const key = `${arn} ${fn.code.sha256}`;
      const known = hosts.get(key) ?? hostFor(projectDirectory, where, fn, () => current);
      hosts.set(key, known);
      const host = await known;
      const result = await host.answer(payload, Date.parse(live.aws.clock), fn);
      if (result.hasEnded) {
        // The next event gets a process of its own, as in Lambda.
        hosts.delete(key);
        host.close();
      }
      return result;
    },
    close() {
      for (const host of hosts.values()) {
        host.then(
          (running) => running.close(),
          // A host that could not be started has told whoever asked, and has nothing to close.
          () => undefined,
        );
      }
    },
  };
}

interface Host {
  answer(payload: unknown, clock: number, fn: LambdaFunction): Promise<RunResult & { readonly hasEnded: boolean }>;
  close(): void;
}

async function hostFor(
  projectDirectory: string,
  where: Where,
  fn: LambdaFunction,
  client: () => Client | undefined,
): Promise<Host> {
  const directory = unpacked(projectDirectory, fn);
  const endpoint = await openEndpoint(client);
  const child = spawn(process.execPath, ["-e", hostProgram], {
    cwd: directory,
    env: environmentFor(where, fn, directory, endpoint),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let stderr = "";
  child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
  const [file, handler] = handlerOf(fn, directory);
  let count = 0;
  return {
    async answer(payload, clock, { timeout }) {
      const request: HostRequest = { id: count++, file, handler, payload, clock, timeout };
      const { id, error, lines } = await asked(child, request, () => stderr);
      return { ...(error === undefined ? {} : { error }), lines, hasEnded: id !== request.id };
    },
    close() {
      child.kill();
      endpoint.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The archive must be the one that was deployed: a newer build is not what runs in AWS. */
function unpacked(projectDirectory: string, { name, code }: LambdaFunction): string {
  const path = resolve(projectDirectory, code.path);
  if (!existsSync(path)) throw new Error(`the code of ${name} is gone: ${path}`);
  const bytes = readFileSync(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== code.sha256) {
    throw new Error(`the code of ${name} is another one than was deployed: ${path} has ${sha256}, not ${code.sha256}`);
  }
  const files = Object.entries(unzipSync(bytes)).filter(([entry]) => !entry.endsWith("/"));
  const outside = files.find(([entry]) => !resolve("/code", entry).startsWith("/code/"));
  if (outside !== undefined) throw new Error(`the code of ${name} leaves its directory: ${outside[0]}`);
  const directory = mkdtempSync(join(tmpdir(), "lifeline-function-"));
  for (const [entry, content] of files) {
    const file = join(directory, entry);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return directory;
}

/** `index.handler` is the export `handler` of index.mjs, index.js or index.cjs. */
function handlerOf({ name, handler }: LambdaFunction, directory: string): readonly [file: string, exported: string] {
  const dot = handler.lastIndexOf(".");
  const files = [".mjs", ".js", ".cjs"].map((ending) => join(directory, handler.slice(0, dot) + ending));
  const file = files.find(existsSync);
  if (file === undefined) throw new Error(`the code of ${name} has no ${handler.slice(0, dot)}.mjs or .js`);
  return [file, handler.slice(dot + 1)];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function environmentFor(
  { region }: Where,
  fn: LambdaFunction,
  directory: string,
  { url }: Endpoint,
): Readonly<Record<string, string>> {
  return {
    ...fn.environment,
    TZ: "UTC",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    LAMBDA_TASK_ROOT: directory,
    _HANDLER: fn.handler,
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SNS: url,
  };
}

/** What the process answers; with another id where it has ended instead. */
function asked(child: ChildProcess, request: HostRequest, stderr: () => string): Promise<HostAnswer> {
  return new Promise((resolveAnswer) => {
    const settle = (answer: HostAnswer): void => {
      child.off("exit", ended).off("message", told);
      resolveAnswer(answer);
    };
    const ended = (code: number | null): void => {
      const error = `Runtime.ExitError: the process ended with ${code ?? "a signal"} ${stderr().slice(-2000)}`.trim();
      settle({ id: -1, error, lines: [] });
    };
    const told = (message: unknown): void => {
      if ((message as HostAnswer).id === request.id) settle(message as HostAnswer);
    };
    child.on("exit", ended).on("message", told);
    child.send(request);
  });
}

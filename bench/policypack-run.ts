import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { join } from "node:path";
import { callerOf, messages, type Message, type Sent } from "./policy-protocol";

/** What one policy pack costs. CPU is user and system time of the pack's own process. */
export interface PackCost {
  readonly startCpuMs: number;
  readonly startRssMb: number;
  readonly policies: number;
}

export interface WorkCost {
  readonly analyzeP50Ms: number;
  readonly analyzeCpuMs: number;
  /** Milliseconds by the number of resources. */
  readonly stackMs: Readonly<Record<string, number>>;
}

export interface PackPlace {
  readonly artefact: "directory" | "executable";
  readonly path: string;
}

export interface RunningPack {
  readonly cost: PackCost;
  work(resources: readonly Sent[], stacks: readonly (readonly Sent[])[]): Promise<WorkCost>;
  stop(): void;
}

/** Started, shaken hands with and configured as the engine does it; then it has cost what it costs to start. */
export async function startPack(place: PackPlace): Promise<RunningPack> {
  const { child, port } = await started(place);
  const client = callerOf(port);
  const stack = messages.make("AnalyzerStackConfigureRequest");
  stack["setDryRun"]?.(true);
  await client.call("configureStack", stack).catch(() => undefined);
  const info = await client.call("getAnalyzerInfo", new messages.Empty());
  const policies = info["getPoliciesList"]?.() as readonly Message[];
  await client.call("configure", configurationFor(policies));
  const pid = child.pid ?? 0;
  const cost = {
    startCpuMs: cpuOf(pid),
    startRssMb: rssOf(pid),
    policies: policies.length,
  };
  return {
    cost,
    async work(resources, stacks) {
      const requests = resources.map((sent) => messages.analyzeRequest(sent));
      const latencies: number[] = [];
      for (const request of requests) await client.call("analyze", request);
      const before = cpuOf(pid);
      for (const request of [...requests, ...requests]) {
        const begin = performance.now();
        await client.call("analyze", request);
        latencies.push(performance.now() - begin);
      }
      const analyzeCpuMs = (cpuOf(pid) - before) / latencies.length;
      const stackMs: Record<string, number> = {};
      for (const one of stacks) {
        const request = messages.stackRequest(one);
        const times: number[] = [];
        for (let run = 0; run < 4; run++) {
          const begin = performance.now();
          await client.call("analyzeStack", request);
          times.push(performance.now() - begin);
        }
        stackMs[String(one.length)] = median(times.slice(1));
      }
      return { analyzeP50Ms: median(latencies), analyzeCpuMs, stackMs };
    },
    stop() {
      client.close();
      child.kill("SIGKILL");
    },
  };
}

/** Every policy at the level it asks for. */
function configurationFor(policies: readonly Message[]): Message {
  const request = messages.make("ConfigureAnalyzerRequest");
  const map = request["getPolicyconfigMap"]?.() as Map<string, unknown>;
  for (const policy of policies) {
    const config = messages.make("PolicyConfig");
    config["setEnforcementlevel"]?.(policy["getEnforcementlevel"]?.());
    config["setProperties"]?.(messages.struct(defaultsOf(policy)));
    map.set(String(policy["getName"]?.()), config);
  }
  return request;
}

function defaultsOf(policy: Message): object {
  const schema = policy["getConfigschema"]?.() as Message | undefined;
  const properties = schema?.["getProperties"]?.() as
    { toJavaScript(): Record<string, { default?: unknown }> } | undefined;
  return Object.fromEntries(
    Object.entries(properties?.toJavaScript() ?? {}).flatMap(([name, value]) =>
      value.default === undefined ? [] : [[name, value.default]],
    ),
  );
}

function started({ artefact, path }: PackPlace): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const args =
    artefact === "executable"
      ? [path, "127.0.0.1:1"]
      : [createRequire(join(path, "x.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack"), "127.0.0.1:1", path];
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      PULUMI_NODEJS_ORGANIZATION: "o",
      PULUMI_NODEJS_PROJECT: "p",
      PULUMI_NODEJS_STACK: "s",
      PULUMI_NODEJS_DRY_RUN: "true",
    };
    const cwd = artefact === "executable" ? process.cwd() : path;
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      const port = /^(\d+)\r?\n/.exec(output)?.[1];
      if (port !== undefined) resolve({ child, port: Number(port) });
    });
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code}:\n${output}${errors}`)));
  });
}

/** From /proc: the fields after the command's name, in ticks of ten milliseconds. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function rssOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

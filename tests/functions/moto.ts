import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** AWS in a Python process: https://docs.getmoto.org/en/latest/docs/server_mode.html */
export interface Moto {
  readonly endpoint: string;
  stop(): void;
}

const packages = ["moto[dynamodb]==5.2.5", "Flask==3.1.3", "flask-cors==6.0.5", "Werkzeug==3.1.9"];
/** Kept between runs: the packages are installed once on a machine. */
const environment = join(tmpdir(), "lifeline-moto-5.2.5");
const python = join(environment, "bin", "python");

/** The server, or why there is none on this machine. */
export async function startMoto(): Promise<Moto | string> {
  const missing = installed();
  if (missing !== undefined) return missing;
  const port = await freePort();
  const server = spawn(
    python,
    ["-c", "import sys; from moto.server import main; main(sys.argv[1:])", "-p", String(port)],
    {
      stdio: "ignore",
    },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = (): void => void server.kill();
  process.once("exit", stop);
  if (await answers(endpoint, server)) return { endpoint, stop };
  stop();
  return "the moto server did not start";
}

function installed(): string | undefined {
  if (existsSync(python)) return undefined;
  // Made beside and moved, so that an interrupted installation is not taken for a finished one.
  const beside = `${environment}.${process.pid}`;
  try {
    const venv = spawnSync("python3", ["-m", "venv", beside], { encoding: "utf8" });
    if (venv.error !== undefined || venv.status !== 0)
      return `no Python with venv: ${venv.error?.message ?? venv.stderr}`;
    const pip = [
      join(beside, "bin", "python"),
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      ...packages,
    ] as const;
    const { status, stderr } = spawnSync(pip[0], pip.slice(1), { encoding: "utf8" });
    if (status !== 0) return `moto could not be installed: ${stderr.trim().split("\n").at(-1) ?? ""}`;
    renameSync(beside, environment);
    return undefined;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function answers(endpoint: string, server: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 150 && server.exitCode === null; attempt += 1) {
    const isUp = await fetch(`${endpoint}/moto-api/data.json`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return true;
    await pause(200);
  }
  return false;
}

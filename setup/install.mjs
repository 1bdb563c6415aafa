// Before `npm start` and `npm test`: installs what is missing or out of date and builds what changed.
// Speaks to stderr only, and only when there is something to do. Node built-ins only: nothing else is there yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonToInstall } from "./lock.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = 20;

const nodeMajor = Number(process.versions.node.split(".")[0]);
if (nodeMajor < oldestNode) {
  end(
    `Lifeline needs Node ${oldestNode} or newer; this is ${process.version}. Install a newer one from https://nodejs.org.`,
  );
}
if (!existsSync(join(project, "package-lock.json"))) {
  end(`${join(project, "package-lock.json")} is missing: the exact versions are not known. Restore it with git.`);
}

const reason = reasonToInstall(project);
if (reason !== undefined) {
  say(`installing packages (${reason}) …`);
  install(); // `npm ci` ends with `prepare`, which builds
  const still = reasonToInstall(project);
  if (still !== undefined) end(`npm ci ended well, yet ${still}. Remove node_modules and start again.`);
}
// After an installation too: with ignore-scripts in the user's npm settings `prepare` did not run. It takes a moment.
await import("./build.mjs").catch((error) => end(`the build failed:\n${error.message}`));

/** npm's own words go to stderr as they come; what they mean for the user follows. */
function install() {
  const npm = npmCommand();
  const result = spawnSync(npm.command, [...npm.args, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: project,
    stdio: ["ignore", process.stderr, "pipe"],
    encoding: "utf8",
    shell: npm.shell,
  });
  process.stderr.write(result.stderr ?? "");
  if (result.error !== undefined) {
    end(`npm could not be started (${result.error.message}). It comes with Node: https://nodejs.org.`);
  }
  if (result.status === 0) return;
  const unreachable =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;
  const offline = unreachable.exec(result.stderr ?? "")?.[1];
  if (offline !== undefined) {
    end(
      `the npm registry did not answer (${offline}). The packages are installed once, and that needs the network: ` +
        "check the connection, a proxy (npm config get proxy) and the registry (npm config get registry), then start again.",
    );
  }
  end(
    `npm ci failed${result.signal === null ? ` with exit code ${result.status}` : ` by ${result.signal}`}; its reason stands above.`,
  );
}

/** The npm that runs this script, else the one on the PATH. */
function npmCommand() {
  const running = process.env["npm_execpath"];
  if (running !== undefined && /npm-cli\.(c|m)?js$/.test(running) && existsSync(running)) {
    return { command: process.execPath, args: [running], shell: false };
  }
  return { command: "npm", args: [], shell: process.platform === "win32" };
}

function say(line) {
  process.stderr.write(`lifeline ${versionOfProject()}: ${line}\n`);
}

function end(line) {
  say(line);
  process.exit(2);
}

function versionOfProject() {
  try {
    return JSON.parse(readFileSync(join(project, "package.json"), "utf8")).version;
  } catch {
    return "";
  }
}

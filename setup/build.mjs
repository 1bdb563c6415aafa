// `npm run prepare`: bundles the command line and the policy pack, each into one file that Node 20 runs as it is, and the
// code of AWS Lambda into a zip.
// npm runs this at the end of every `npm ci`, also with --omit=dev, where esbuild is absent and there is nothing to do.
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPolicyPack } from "./build-policypack.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

const bundles = [
  { source: "cli/lifeline.ts", output: "dist/lifeline.js", command: "lifeline" },
];

/** Everything a function needs is in its zip, the SDK too: what Lambda brings along changes without notice. */
const functions = [{ source: "functions/triage/index.ts", output: "dist/functions/triage.zip" }];

/**
 * These stay outside: Pulumi compares gRPC messages by class, and a second copy of the class breaks it. Everything else
 * goes in, so that a command starts without searching node_modules, and runs where development packages are left out.
 */
const external = ["@pulumi/*", "@grpc/grpc-js", "google-protobuf", "typescript", "ts-node"];

const [esbuild, fflate] = await Promise.all(["esbuild", "fflate"].map((name) => import(name).catch(() => undefined)));
if (esbuild === undefined || fflate === undefined) {
  process.stderr.write("lifeline: esbuild is not installed (a development package), so nothing was built\n");
} else {
  await Promise.all([...bundles.map((bundle) => build(bundle)), buildPolicyPack(esbuild, project, writeIfChanged), ...functions.map((source) => pack(source))]);
}

async function build({ source, output, command }) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: project,
    entryPoints: [source],
    outfile: output,
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external,
    keepNames: true, // what a message calls a function is what the source calls it
    legalComments: "none",
    logLevel: "silent",
    ...(command === undefined ? {} : { banner: { js: "#!/usr/bin/env node" } }),
  });
  const file = join(project, output);
  writeIfChanged(file, outputFiles[0].contents, command === undefined ? 0o644 : 0o755);
  if (command !== undefined) linkCommand(command, file);
}

/**
 * The same source gives the same bytes, whoever builds it and when: Lambda replaces the code only when its hash changes.
 * Names stay readable for the stack traces in the log.
 */
async function pack({ source, output }) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: project,
    entryPoints: [source],
    outfile: "index.js",
    write: false,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"], // ES modules shake off what is not used: a third of the size
    minify: true, // also leaves out the paths of modules, which depend on where the project lies
    keepNames: true,
    legalComments: "none",
    logLevel: "silent",
  });
  const entry = [outputFiles[0].contents, { mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16, level: 9 }];
  writeIfChanged(join(project, output), Buffer.from(fflate.zipSync({ "index.js": entry })), 0o644);
}

/** In one step, so that a command which starts at this moment reads the old file or the new one, never half of it. */
function writeIfChanged(file, contents, mode) {
  if (contentsOf(file)?.equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, contents, { mode });
  renameSync(beside, file);
}

/** npm links the commands of dependencies, not those of the project itself. */
function linkCommand(name, file) {
  const folder = join(project, "node_modules", ".bin");
  mkdirSync(folder, { recursive: true });
  const target = relative(folder, file);
  if (process.platform === "win32") {
    writeFileSync(join(folder, `${name}.cmd`), `@node "%~dp0\\${target}" %*\r\n`);
    return;
  }
  const link = join(folder, name);
  if (linkTarget(link) === target) return;
  rmSync(link, { force: true });
  symlinkSync(target, link);
}

function contentsOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function linkTarget(link) {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

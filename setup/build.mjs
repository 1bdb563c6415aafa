// `npm run prepare`: bundles the command line and the policy pack, each into one file that Node 20 runs as it is, and the
// code of AWS Lambda into a zip.
// npm runs this at the end of every `npm ci`, also with --omit=dev, where esbuild is absent and there is nothing to do.
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildFunctions } from "./build-functions.mjs";
import { buildPolicyPack } from "./build-policypack.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

const bundles = [{ source: "cli/lifeline.ts", output: "dist/lifeline.js", command: "lifeline" }];

/**
 * These stay outside: Pulumi compares gRPC messages by class, and a second copy of the class breaks it. Everything else
 * goes in, so that a command starts without searching node_modules, and runs where development packages are left out.
 */
const external = ["@pulumi/*", "@grpc/grpc-js", "google-protobuf", "typescript", "ts-node"];

const [esbuild, fflate] = await Promise.all(["esbuild", "fflate"].map((name) => import(name).catch(() => undefined)));
if (esbuild === undefined || fflate === undefined) {
  process.stderr.write("lifeline: esbuild is not installed (a development package), so nothing was built\n");
} else if (process.argv[2] === "policypack") {
  await buildPolicyPack(esbuild, project, writeIfChanged);
} else {
  await Promise.all([
    ...bundles.map((bundle) => build(bundle)),
    buildPolicyPack(esbuild, project, writeIfChanged),
    buildFunctions(esbuild, fflate, project, writeIfChanged),
  ]);
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

// The code of AWS Lambda, each function in a zip of its own.
import { join } from "node:path";

/** Everything a function needs is in its zip, the SDK too: what Lambda brings along changes without notice. */
const functions = [{ source: "functions/triage/index.ts", output: "dist/functions/triage.zip" }];

export async function buildFunctions(esbuild, fflate, project, write) {
  await Promise.all(
    functions.map(async ({ source, output }) => {
      const zip = await packed(esbuild, fflate, project, source);
      write(join(project, output), zip, 0o644);
    }),
  );
}

/**
 * The same source gives the same bytes, whoever builds it, when and where: Lambda replaces the code only when its hash
 * changes.
 */
async function packed(esbuild, fflate, project, source) {
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
    keepNames: true, // for the stack traces in the log
    legalComments: "none",
    logLevel: "silent",
  });
  const entry = [outputFiles[0].contents, { mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16, level: 9 }];
  return Buffer.from(fflate.zipSync({ "index.js": entry }));
}

// The policy pack's two artefacts: the directory's bundle, and one executable file with the organization's facts and snapshot inside.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const external = ["@pulumi/*", "@grpc/*", "google-protobuf"];

/** `esbuild` and how a file is written are the caller's: setup/build.mjs alone knows whether esbuild is there. */
export async function buildPolicyPack(esbuild, project, write) {
  const textOf = (name) => {
    const file = join(project, "policypack", name);
    return existsSync(file) ? JSON.stringify(readFileSync(file, "utf8")) : "undefined";
  };
  await Promise.all([
    bundle("policypack/index.ts", "policypack/dist/index.js", 0o644, {}),
    bundle("policypack/executable.ts", "policypack/dist/lifeline-policy", 0o755, {
      banner: { js: "#!/usr/bin/env node" },
      define: { BUILT_FACTS: textOf("facts.json"), BUILT_SNAPSHOT: textOf("snapshot.json") },
    }),
  ]);

  async function bundle(source, output, mode, more) {
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
      legalComments: "none",
      logLevel: "silent",
      minifySyntax: true,
      ...more,
    });
    const file = join(project, output);
    mkdirSync(dirname(file), { recursive: true });
    write(file, outputFiles[0].contents, mode);
  }
}

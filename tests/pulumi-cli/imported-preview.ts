import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pulumiOnPath } from "../../cli/engines/pulumi-environment";
import { copyProject } from "../../cli/engines/pulumi-project";
import { seclude } from "../../cli/engines/pulumi-seclusion";
import type { EngineRun } from "../../cli/engines/types";
import type { StackExport } from "../../sandbox/engine";

export interface Preview {
  readonly code: number;
  readonly output: string;
}

/** What a person would type: a fresh stack, `pulumi stack import`, `pulumi preview --expect-no-changes`. */
export async function importedPreview(run: EngineRun, state: StackExport): Promise<Preview> {
  const pulumi = pulumiOnPath();
  if (pulumi === undefined) throw new Error("there is no pulumi on the PATH");
  const seclusion = seclude(pulumi, run.passphrase, run.providers);
  const { root, project } = seclusion;
  try {
    copyProject(run, project);
    const file = join(root, "state.json");
    writeFileSync(file, JSON.stringify(state));
    const type = (...words: readonly string[]): Promise<Preview> =>
      resultOf(join(root, "bin", "pulumi"), [...words, "--stack", run.stack, "--non-interactive"], project);
    const imported = [await type("stack", "init"), await type("stack", "import", "--file", file)];
    const failed = imported.find(({ code }) => code !== 0);
    return failed ?? (await type("preview", "--expect-no-changes"));
  } finally {
    seclusion.remove();
  }
}

/** Not in one go: the provider that the command talks to runs in this process. */
function resultOf(command: string, words: readonly string[], cwd: string): Promise<Preview> {
  return new Promise((resolve) => {
    execFile(command, words, { cwd, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
  });
}

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Organization, Read, Recorded, Snapshot } from "../../proofs";
import { organizationFrom, recordedFromPreview, recordedFromState, snapshotFrom } from "../../proofs";
import { projectDirectory } from "../project";
import { UserError } from "../user-error";

/** Where a state is: a file, or a stack whose backend is asked. */
export type StateSource = { readonly file: string; readonly option: string } | { readonly stack: string };

/** JSON with a name for messages: what the user gave. */
interface Named {
  readonly name: string;
  readonly json: unknown;
}

/** The organization as a state, and what a preview would make of it, describe it; around it a snapshot. */
export function organizationOf(
  state: StateSource,
  previewFile: string | undefined,
  snapshotFile: string | undefined,
): Organization {
  const before = stateOf(state);
  const recorded = previewFile === undefined ? recordedOf(before) : overlaid(before, jsonOf("--preview", previewFile));
  return organizationFrom(recorded, snapshotFile === undefined ? undefined : snapshotOf(snapshotFile));
}

function recordedOf({ name, json }: Named): readonly Recorded[] {
  return valueOf(recordedFromState(json), name, "give the output of `pulumi stack export`");
}

function overlaid(before: Named, { name, json }: Named): readonly Recorded[] {
  // Once alone, so that what is wrong with the state is not said of the preview.
  recordedOf(before);
  return valueOf(recordedFromPreview(before.json, json), name, "give the output of `pulumi preview --json`");
}

function snapshotOf(file: string): Snapshot {
  const { name, json } = jsonOf("--snapshot", file);
  return valueOf(snapshotFrom(json), name, "docs/snapshot.md describes the format");
}

function stateOf(source: StateSource): Named {
  return "file" in source ? jsonOf(source.option, source.file) : exported(source.stack);
}

/** By the CLI, because it alone knows the backend and its secrets. Secrets stay encrypted: documents hold none. */
function exported(stack: string): Named {
  const name = `--stack ${stack}`;
  const { error, status, stdout, stderr } = spawnSync("pulumi", ["stack", "export", "--stack", stack], {
    cwd: projectDirectory(),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) {
    throw new UserError(
      (error as NodeJS.ErrnoException).code === "ENOENT"
        ? `${name}: there is no \`pulumi\` on the PATH to ask for the stack's state. Install the Pulumi CLI, or give --state FILE with the output of \`pulumi stack export\`.`
        : `${name}: \`pulumi stack export\` could not be run: ${error.message}`,
    );
  }
  if (status !== 0) throw new UserError(`${name}: \`pulumi stack export\` failed: ${stderr.trim()}`);
  return { name, json: parsed(name, stdout) };
}

function jsonOf(option: string, file: string): Named {
  const name = `${option} ${file}`;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${name}: ${code === "ENOENT" ? "there is no such file" : message}.`);
  }
  return { name, json: parsed(name, text) };
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UserError(`${name}: expected JSON, found something else: ${(error as Error).message}`);
  }
}

function valueOf<T>(read: Read<T>, name: string, fix: string): T {
  if (read.ok) return read.value;
  const lines = read.issues.map(({ path, message }) => `- ${path === "" ? "" : `${path}: `}${message}`);
  throw new UserError([`${name} cannot be read; ${fix}:`, ...lines].join("\n"));
}

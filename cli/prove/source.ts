import { spawnSync } from "node:child_process";
import type { Organization, Read, Recorded, Snapshot } from "../../proofs";
import { organizationFrom, recordedFromPreview, recordedFromState, snapshotFrom } from "../../proofs";
import { projectDirectory } from "../project";
import { UserError } from "../user-error";
import { jsonFile, parsed, type Named } from "./json-file";
import { pendingLines } from "./pending";
import { together } from "./together";

/** Where a state is: a file, or a stack whose backend is asked. */
export type StateSource = { readonly file: string; readonly option: string } | { readonly stack: string };

/** What is given: a state, what a preview would make of it, and a snapshot of the organization around it. */
export interface Sources {
  readonly state: StateSource;
  readonly preview?: string | undefined;
  readonly snapshot?: string | undefined;
  /** Whether the state is what is deployed, and not what was, or would be. */
  readonly isDeployed?: boolean;
}

/** The organization as they describe it, or everything that is wrong with any of them. */
export function organizationOf({ state, preview, snapshot, isDeployed = false }: Sources): Organization {
  const [before, planned, around] = together(
    () => stateOf(state),
    () => (preview === undefined ? undefined : jsonFile("--preview", preview)),
    () => (snapshot === undefined ? undefined : snapshotOf(snapshot)),
  );
  const organization =
    planned === undefined
      ? organizationFrom(before.recorded, around, isDeployed)
      : organizationFrom(overlaid(before, planned), around);
  const outside = [...organization.outside, ...pendingLines(before.json), ...strangeLines(before)];
  return { ...organization, outside };
}

/** Of another stack every claim says something, and nothing that anybody wanted to know. */
function strangeLines({ name, recorded }: State): readonly string[] {
  const types = recorded.map(({ standing }) => standing.type);
  if (types.length === 0 || types.some((type) => type.startsWith("lifeline:"))) return [];
  const [, , stack = "", project = ""] = (recorded[0]?.standing.urn ?? "").split(/:+/);
  return [`${name} has no component of the landing zone: is it the state of another stack (${stack} of ${project})?`];
}

interface State extends Named {
  readonly recorded: readonly Recorded[];
}

function stateOf(source: StateSource): State {
  const given = "file" in source ? jsonFile(source.option, source.file) : exported(source.stack);
  const recorded = valueOf(recordedFromState(given.json), given, "state", "give the output of `pulumi stack export`");
  return { ...given, recorded };
}

function overlaid(before: State, planned: Named): readonly Recorded[] {
  const read = recordedFromPreview(before.json, planned.json);
  return valueOf(read, planned, "preview", "give the output of `pulumi preview --json`");
}

function snapshotOf(file: string): Snapshot {
  const given = jsonFile("--snapshot", file);
  return valueOf(snapshotFrom(given.json), given, "snapshot", "docs/snapshot.md describes the format");
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

type Kind = "state" | "preview" | "snapshot";

function valueOf<T>(read: Read<T>, { name, json }: Named, expected: Kind, fix: string): T {
  if (read.ok) return read.value;
  const found = kindOf(json);
  if (found !== undefined && found !== expected) {
    const article = { state: "a state", preview: "a preview", snapshot: "a snapshot" };
    throw new UserError(`${name}: expected ${article[expected]}, found ${article[found]}; ${fix}.`);
  }
  const lines = read.issues.map(({ path, message }) => `- ${path === "" ? "" : `${path}: `}${message}`);
  throw new UserError([`${name} cannot be read; ${fix}:`, ...lines].join("\n"));
}

/** By what one of them has and no other: a file in the wrong place is nothing to list the fields of. */
function kindOf(json: unknown): Kind | undefined {
  const has = (field: string): boolean => typeof json === "object" && json !== null && field in json;
  if (has("deployment") || has("checkpoint")) return "state";
  if (has("steps") || has("changeSummary")) return "preview";
  return has("taken") && has("organization") ? "snapshot" : undefined;
}

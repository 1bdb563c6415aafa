import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { UserError } from "../user-error";
import type { EngineRun } from "./types";

type Mapping = Record<string, unknown>;

export interface ProjectCopy {
  readonly project: string;
  /** Values that are secret in the stack's file and that the run lays over it: still to be set, encrypted. */
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Writes Pulumi.yaml and Pulumi.<stack>.yaml into `copy`. The CLI writes to the stack's file (`pulumi stack init` adds
 * an encryption salt, and takes no --config-file), so it never gets to see the user's. The program stays where it is:
 * an absolute `main` makes its directory the working directory and leaves its modules and its tsconfig in place.
 */
export function copyProject(run: EngineRun, copy: string): ProjectCopy {
  const { plugins: _, backend: __, ...project } = mappingIn(join(run.directory, "Pulumi.yaml"));
  const { name, main } = project;
  if (typeof name !== "string") throw new UserError(`${join(run.directory, "Pulumi.yaml")}: name is missing.`);
  // Without plugins and backend: they would lead out of the sandbox.
  write(join(copy, "Pulumi.yaml"), {
    ...project,
    main: resolve(run.directory, typeof main === "string" ? main : "."),
  });

  const stackFile = `Pulumi.${run.stack}.yaml`;
  const original = join(run.directory, stackFile);
  const stack = existsSync(original) ? mappingIn(original) : {};
  const config = isMapping(stack["config"]) ? stack["config"] : {};
  const [secrets, plain] = partition(Object.entries(run.config), ([key]) => isSecure(config[key]));
  const salt = stack["encryptionsalt"] ?? run.state?.deployment.secrets_providers?.state?.salt;
  write(join(copy, stackFile), {
    ...stack,
    // The salt of the state that is continued: its ciphertexts stay as they are.
    ...(salt === undefined ? {} : { encryptionsalt: salt }),
    config: { ...config, ...Object.fromEntries(plain.map(([key, text]) => [key, structureOf(text)])) },
  });
  return { project: name, secrets: Object.fromEntries(secrets) };
}

function mappingIn(file: string): Mapping {
  if (!existsSync(file)) throw new UserError(`no Pulumi project: ${file} does not exist.`);
  const content: unknown = parse(readFileSync(file, "utf8"));
  if (content === null) return {};
  if (!isMapping(content)) throw new UserError(`${file} is not a mapping.`);
  return content;
}

/** JSON is YAML, and says of every string that it is one. */
function write(file: string, content: Mapping): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** Objects and lists come as JSON text. As a string they would not be of the type that Pulumi.yaml declares. */
function structureOf(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isSecure(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";
import { UserError } from "../user-error";

/** Which stack is deployed, and what is laid over its file. */
export interface ChosenStack {
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
}

/** The stack whose facts are fictitious; its program accepts example ids. */
export const sandboxStack = "sandbox";

/**
 * Facts of a file, laid over those of the stack that it is named after (`Pulumi.<stack>.yaml`), else over the
 * sandbox's. Whatever is in them is judged by the program, as in any deployment.
 */
export function stackIn(file: string | undefined): ChosenStack {
  if (file === undefined) return { stack: sandboxStack, config: {} };
  if (!existsSync(file)) throw new UserError(`--stack-file ${file}: there is no such file.`);
  const content = contentOf(file);
  const config = isMapping(content) ? (content["config"] ?? {}) : undefined;
  if (!isMapping(config)) throw new UserError(`--stack-file ${file}: expected a mapping with settings under config:.`);
  const wrong = Object.entries(config).flatMap(([key, value]) => {
    if (!key.includes(":")) return [`${key}: write the project before it, lifeline:${key}`];
    if (isMapping(value) && "secure" in value) return [`${key}: an encrypted value cannot be read outside its stack`];
    return [];
  });
  if (wrong.length > 0) throw new UserError([`--stack-file ${file}:`, ...wrong.map((line) => `- ${line}`)].join("\n"));
  return {
    stack: /^Pulumi\.([\w.-]+)\.ya?ml$/.exec(basename(file))?.[1] ?? sandboxStack,
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [key, textOf(value)])),
  };
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`--stack-file ${file}: ${(error as Error).message}`);
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As Pulumi hands settings to a program: text as it is, anything else as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

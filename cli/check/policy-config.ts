import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ruleIds } from "../../policypack/catalogue";
import { lawFrom, policiesNamespace, policyKeys, type FactsFile } from "../../policypack/facts-file";
import { projectDirectory } from "../project";
import { exitCodes, UserError, type ExitCode } from "../user-error";

export interface PolicyConfigOptions {
  readonly stack: string;
  readonly check: boolean;
  readonly json: boolean;
  /** Instead of policypack/facts.json. */
  readonly output?: string;
  /** Of the project; for tests. */
  readonly directory?: string;
}

const factsFile = "policypack/facts.json";

/** Writes the stack's facts where the pack finds them, or tells every reason why the pack could not use them. */
export function runPolicyConfig({
  stack,
  check,
  json,
  output,
  directory = projectDirectory(),
}: PolicyConfigOptions): ExitCode {
  const text = `${JSON.stringify(factsFileFor(stack, directory), null, 2)}\n`;
  const { issues } = lawFrom(text, ruleIds);
  if (issues.length > 0) {
    throw new UserError(
      [
        `Pulumi.${stack}.yaml: the policy pack cannot use these facts, nothing was written:`,
        ...issues.map((issue) => `- ${issue}`),
      ].join("\n"),
    );
  }
  const file = output ?? join(directory, factsFile);
  const name = output ?? factsFile;
  const isCurrent = existsSync(file) && readFileSync(file, "utf8") === text;
  if (!check && !isCurrent) writeFileSync(file, text);
  const says = isCurrent ? "is current" : check ? `is not what Pulumi.${stack}.yaml says` : "written";
  process.stdout.write(json ? `${JSON.stringify({ file: name, stack, changed: !isCurrent })}\n` : `${name} ${says}.\n`);
  return check && !isCurrent ? exitCodes.doesNotHold : exitCodes.holds;
}

function factsFileFor(stack: string, directory: string): FactsFile {
  const name = `Pulumi.${stack}.yaml`;
  const file = join(directory, name);
  if (!existsSync(file)) throw new UserError(`--stack ${stack}: there is no ${name}.`);
  const config = configIn(name, readFileSync(file, "utf8"));
  const secure = Object.entries(config).flatMap(([key, value]) => (isSecure(value) ? [key] : []));
  if (secure.length > 0) {
    throw new UserError(
      `${name}: ${secure.join(", ")}: an encrypted value is no fact; whoever runs the pack must read it.`,
    );
  }
  const policies = below(config, `${policiesNamespace}:`);
  const unknown = Object.keys(policies).filter((key) => !policyKeys.includes(key));
  if (unknown.length > 0) {
    throw new UserError(
      `${name}: ${unknown.map((key) => `${policiesNamespace}:${key}`).join(", ")}: unknown; allowed are ${policyKeys.join(", ")}.`,
    );
  }
  return { stack, facts: below(config, "lifeline:"), policies };
}

function configIn(name: string, text: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new UserError(`${name}: ${(error as Error).message}`);
  }
  const config = (content as { readonly config?: unknown } | null)?.config;
  if (typeof config !== "object" || config === null) throw new UserError(`${name}: expected settings under config:.`);
  return config as Readonly<Record<string, unknown>>;
}

function below(config: Readonly<Record<string, unknown>>, namespace: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) =>
      key.startsWith(namespace) ? [[key.slice(namespace.length), value]] : [],
    ),
  );
}

function isSecure(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}
